"""An evidence bundle: whole, the same each time, readable, and every change of it found on a machine without onrecord."""

import hashlib
import html
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import bagit
import pytest

from onrecord import workspace
from onrecord.bench.invented import invent
from onrecord.errors import ExportError, QueryError
from onrecord.export.bundle import FaultError, check
from onrecord.store import Store
from onrecord.testing import STATEMENT, make_statement, make_visited

EDITED = STATEMENT.replace("fired at", "ever fired near") + " anyone fired at the harbour"


def make_record(path: Path, count: int = 6) -> Store:
    """A record with versions, captures, every act of people, one taken back, and a deleted document."""
    store = Store(path, who="Ana <b>Ruiz</b>")
    docs = list(invent(count, claims=3))
    store.add_all(docs)
    store.add(make_statement(uri="https://ozerin.example/1", title="At the <script>harbour"))
    store.add(make_statement(EDITED, uri="https://ozerin.example/1"))
    claims = [claim.id for claim in store.claims()]
    store.correct(claims[0], best=7, speaker="Lena Varga", note="recount")
    store.correct(claims[0], status="unclear")
    store.accept(claims[0])
    store.reject(claims[1])
    store.undo(claims[1], note="not so")
    store.reject(claims[2])
    store.add_claim(docs[0].id, words=docs[0].text[:20], kind="position")
    store.delete(docs[-1].id, reason="asked to")
    store.add(make_visited(warc=b"WARC of the visit", feed="https://ozerin.example/feed", entry="7"))
    return store


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    with make_record(folder / "record.db") as store:
        workspace.export_bundle(store, folder / "bundle.zip")
    return folder / "bundle.zip"


@pytest.fixture(scope="module")
def unpacked(zipped: Path) -> Path:
    return unpack(zipped, zipped.parent / "unpacked")


def unpack(path: Path, folder: Path) -> Path:
    """The bundle's folder, unpacked."""
    with ZipFile(path) as archive:
        archive.extractall(folder)
    (root,) = folder.iterdir()
    return root


def files_of(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def fault(root: Path) -> str | None:
    try:
        check(str(root))
    except FaultError as found:
        return str(found)
    return None


def rows(root: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_bundle_checks_itself_in_a_bare_environment(unpacked: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"], cwd=unpacked, env={"PATH": "/nowhere"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "This bundle is whole" in done.stdout
    assert not (unpacked / "__pycache__").exists()


def test_bundle_checks_itself_without_network_or_modules_of_others() -> None:
    script = Path(__file__).parents[2] / "src/onrecord/export/bundle/verify.py"
    imported = [line.split()[1] for line in script.read_text("utf-8").splitlines() if line.startswith(("import ", "from "))]
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names - {"socket", "urllib", "http", "subprocess"}


def test_bundle_is_right_packed_and_unpacked(zipped: Path, unpacked: Path) -> None:
    assert fault(zipped) is None
    assert fault(unpacked) is None
    assert check(str(zipped)) == check(str(unpacked))


def test_bundle_of_an_empty_record_is_right(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db") as store:
        workspace.export_bundle(store, tmp_path / "bundle.zip")
    assert fault(tmp_path / "bundle.zip") is None


def test_bundle_of_the_same_head_is_the_same_to_the_byte(tmp_path: Path) -> None:
    with make_record(tmp_path / "one.db") as store:
        head = str(store.head())
    shutil.copy(tmp_path / "one.db", tmp_path / "two.db")
    for name in ("one", "two"):
        with Store(tmp_path / f"{name}.db", who=name) as store:
            assert str(store.head()) == head
            workspace.export_bundle(store, tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_bundle_is_a_line_of_the_journal_with_its_hashes(tmp_path: Path) -> None:
    with make_record(tmp_path / "record.db") as store:
        head = store.head()
        sealed = workspace.export_bundle(store, tmp_path / "bundle.zip")
        *_, line = store.journal()
        assert store.verify().fault is None
    assert (line.act, line.after["format"], line.after["head"], line.after["part"]) == ("export", "bundle", str(head), None)
    assert (line.after["seal"], line.after["sha256"]) == (sealed.seal, sealed.sha256)


def test_bundle_knows_its_seal_and_head(zipped: Path, tmp_path: Path) -> None:
    with Store(zipped.parent / "record.db") as store:
        line = next(line for line in store.journal() if line.act == "export")
    check(str(zipped), line.after["head"], line.after["seal"])
    with pytest.raises(FaultError, match="seal"):
        check(str(zipped), None, "0" * 64)
    with pytest.raises(FaultError, match="whose hash was given"):
        check(str(zipped), f"2:{'0' * 64}")
    with pytest.raises(FaultError, match="ends at line"):
        check(str(zipped), f"900:{'0' * 64}")


def test_bundle_holds_the_evidence_and_both_layers(unpacked: Path) -> None:
    found = {claim["stands"]["review"]: claim for claim in rows(unpacked, "claims")}
    corrected = found["corrected"]
    assert (corrected["stands"]["best"], corrected["stands"]["speaker"], corrected["stands"]["status"]) == (
        7,
        "Lena Varga",
        "unclear",
    )
    assert corrected["machine"]["best"] != 7
    assert [act["note"] for act in corrected["people"]] == ["recount", None, None]
    assert found["added"]["machine"] is None
    for document in rows(unpacked, "documents"):
        for capture in document["captures"]:
            assert (unpacked / "data" / "evidence" / capture["evidence"]).stat().st_size == capture["size"]


def test_bundle_holds_the_visit_of_a_page(unpacked: Path) -> None:
    captures = [capture for document in rows(unpacked, "documents") for capture in document["captures"]]
    (visit,) = [capture for capture in captures if capture["warc"]]
    assert (unpacked / "data" / "evidence" / visit["warc"]).read_bytes() == b"WARC of the visit"
    page = (unpacked / "data" / "index.html").read_text("utf-8")
    assert "17 bytes, WARC" in page
    assert "https://ozerin.example/feed" in page


def test_bundle_of_a_changed_visit_is_found_with_manifests_that_fit(unpacked: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))
    path = copy / "data" / "documents.jsonl"
    path.write_text(path.read_text("utf-8").replace("ozerin.example/feed", "ozerin.example/food"), "utf-8")
    remake(copy)
    assert "was changed" in str(fault(copy))


def test_bundle_of_the_form_before_visits_is_right(unpacked: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))
    record, documents = copy / "data" / "record.json", copy / "data" / "documents.jsonl"
    record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), "format": 1}), "utf-8")
    told = [json.loads(line) for line in documents.read_text("utf-8").splitlines()]
    for document in told:
        for capture in document["captures"]:
            if capture["warc"] is None:
                for name in ("warc", "asked", "feed", "entry", "warc_size", "container", "container_sha256"):
                    del capture[name]
    documents.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in told), "utf-8")
    remake(copy)
    assert fault(copy) is None


def test_bundle_tells_who_is_one_across_documents(unpacked: Path) -> None:
    tull = next(actor for actor in rows(unpacked, "actors") if actor["name"] == "Marek Tull")
    documents = {document["id"] for document in rows(unpacked, "documents") if document["publisher"] == "Ozerin Post"}
    assert {member["document"] for member in tull["members"]} == documents
    assert len(documents) == 3


def test_bundle_of_an_actor_in_two_places_is_found(unpacked: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))
    actors = rows(copy, "actors")
    actors[0]["members"].append(actors[1]["members"][0])
    (copy / "data" / "actors.jsonl").write_text("".join(json.dumps(actor) + "\n" for actor in actors), "utf-8")
    remake(copy)
    assert "or is two" in str(fault(copy))


def test_bundle_leaves_out_what_was_deleted_but_not_that_it_was(unpacked: Path) -> None:
    deleted = next(line for line in rows(unpacked, "journal") if line["act"] == "delete")
    assert deleted["subject"] not in {document["id"] for document in rows(unpacked, "documents")}
    assert not (unpacked / "data" / "texts" / f"{deleted['subject']}.txt").exists()


def test_bundle_of_some_documents_says_so_and_is_right(tmp_path: Path) -> None:
    with make_record(tmp_path / "record.db") as store:
        wanted = store.claims(limit=1)[0].document
        workspace.export_bundle(store, tmp_path / "bundle.zip", [wanted[:8]])
        *_, line = store.journal()
    assert line.after["part"] == [wanted]
    found = dict(check(str(tmp_path / "bundle.zip")))
    assert "1 documents, a part of the record's 8," in found["documents"]
    root = unpack(tmp_path / "bundle.zip", tmp_path / "part")
    assert "A part of a record" in (root / "data" / "index.html").read_text("utf-8")


def test_bundle_of_an_unknown_document_is_an_error(tmp_path: Path) -> None:
    with make_record(tmp_path / "record.db") as store:
        with pytest.raises(QueryError):
            workspace.export_bundle(store, tmp_path / "bundle.zip", ["zzz"])
        assert not list(tmp_path.glob("bundle*"))


def test_bundle_where_no_file_can_be_written_is_an_error(tmp_path: Path) -> None:
    with make_record(tmp_path / "record.db") as store, pytest.raises(ExportError):
        workspace.export_bundle(store, tmp_path / "nowhere" / "bundle.zip")


def test_bundle_is_a_bag_as_others_check_it(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    assert bag.validate()
    assert bag.version_info == (1, 0)


def test_bundle_crate_links_every_file(unpacked: Path) -> None:
    crate = json.loads((unpacked / "data" / "ro-crate-metadata.json").read_text("utf-8"))
    by_id = {entity["@id"]: entity for entity in crate["@graph"]}
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "license"} <= set(by_id["./"])
    assert all(entity["encodingFormat"] for entity in by_id.values() if entity["@type"] == "File")
    linked, left = set(), ["./"]
    while left:
        parts = [part["@id"] for part in by_id[left.pop()].get("hasPart", [])]
        linked.update(parts)
        left += parts
    names = {path.relative_to(unpacked / "data").as_posix() for path in files_of(unpacked / "data")}
    assert names - {"ro-crate-metadata.json"} == {name for name in linked if not name.endswith("/")}


def test_bundle_page_shows_words_and_runs_nothing(unpacked: Path) -> None:
    page = (unpacked / "data" / "index.html").read_text("utf-8")
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(page)
    assert "<script" not in page
    assert "At the &lt;script&gt;harbour" in page
    assert "<mark>14 soldiers left Ozerin on Monday</mark>" in page
    assert "Ana &lt;b&gt;Ruiz" in page
    assert "rejected by a person" in page


def test_bundle_of_many_documents_has_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.export.bundle.write.PAGE", 4)
    with Store(tmp_path / "record.db") as store:
        store.add_all(invent(5, claims=1))
        workspace.export_bundle(store, tmp_path / "bundle.zip")
    root = unpack(tmp_path / "bundle.zip", tmp_path / "many")
    assert fault(root) is None
    assert 'href="index-2.html"' in (root / "data" / "index.html").read_text("utf-8")
    assert "page 2 of 2" in (root / "data" / "index-2.html").read_text("utf-8")


def flip(root: Path, chance: random.Random) -> str:
    """Change one byte of one file: each file is as likely as another."""
    path = chance.choice(files_of(root))
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return f"byte of {path.relative_to(root).parts[-2:]}"


def remove(root: Path, chance: random.Random) -> str:
    path = chance.choice(files_of(root))
    path.unlink()
    return f"without {path.name}"


def add(root: Path, chance: random.Random) -> str:
    path = chance.choice(files_of(root)).with_name(f"more{chance.randrange(9)}")
    path.write_bytes(b"x" * chance.randrange(3))
    return f"more {path.name}"


def reorder(root: Path, chance: random.Random) -> str:
    path = root / "data" / chance.choice(["journal.jsonl", "claims.jsonl", "documents.jsonl", "readings.jsonl"])
    lines = path.read_bytes().splitlines(keepends=True)
    one, two = chance.sample(range(len(lines)), 2)
    lines[one], lines[two] = lines[two], lines[one]
    path.write_bytes(b"".join(lines))
    return f"reordered {path.name}"


def shorten(root: Path, chance: random.Random) -> str:
    path = chance.choice([path for path in files_of(root) if path.stat().st_size > 1])
    path.write_bytes(path.read_bytes()[:-1])
    return f"shortened {path.name}"


def forge(root: Path, chance: random.Random) -> str:
    """Change a value somewhere in what the bundle says, and make the manifests fit again."""
    path = root / "data" / f"{chance.choice(['journal', 'documents', 'readings', 'corrections', 'claims'])}.jsonl"
    lines = path.read_text("utf-8").splitlines()
    place = chance.randrange(len(lines))
    row = json.loads(lines[place])
    where = change_value(row, chance)
    lines[place] = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    remake(root)
    return f"forged {path.name} {where}"


def change_value(value: Any, chance: random.Random) -> str:
    """Change one leaf; gives where it is."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    key = chance.choice(keys)
    if isinstance(value[key], dict | list) and value[key]:
        return f"{key}.{change_value(value[key], chance)}"
    old = value[key]
    value[key] = (
        old + 1 if isinstance(old, int | float) and not isinstance(old, bool) else f"{old}x" if isinstance(old, str) else 1
    )
    return str(key)


def remake(root: Path) -> None:
    """The manifests anew, as one would who knows how a bag is made."""
    hashes = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(root)}
    payload = {name: told for name, told in hashes.items() if name.startswith("data/")}
    manifest = "".join(f"{payload[name]}  {name}\n" for name in sorted(payload)).encode()
    (root / "manifest-sha256.txt").write_bytes(manifest)
    tags = {name: told for name, told in hashes.items() if name not in payload and name != "tagmanifest-sha256.txt"}
    tags["manifest-sha256.txt"] = hashlib.sha256(manifest).hexdigest()
    (root / "tagmanifest-sha256.txt").write_text("".join(f"{tags[name]}  {name}\n" for name in sorted(tags)))


CHANGES: list[tuple[Callable[[Path, random.Random], str], int]] = [
    (flip, 5),
    (forge, 5),
    (remove, 1),
    (add, 1),
    (reorder, 1),
    (shorten, 1),
]


def tamper(original: Path, folder: Path, count: int, seed: int) -> Counter[str]:
    """So many random changes, each on the untouched bundle; all are found."""
    chance, done = random.Random(seed), Counter[str]()
    for number in range(count):
        copy = folder / str(number)
        shutil.copytree(original, copy)
        (change,) = chance.choices([change for change, _ in CHANGES], [weight for _, weight in CHANGES])
        what = change(copy, chance)
        assert fault(copy) is not None, f"{what} (seed {seed}, number {number}) was not found"
        shutil.rmtree(copy)
        done[what.split()[0]] += 1
    assert fault(original) is None
    return done


def test_bundle_of_changed_evidence_is_found_with_manifests_that_fit(unpacked: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))
    remake(copy)
    assert fault(copy) is None
    evidence = files_of(copy / "data" / "evidence")[0]
    data = evidence.read_bytes()
    evidence.write_bytes(data + b" ")
    remake(copy)
    assert "has another hash" in str(fault(copy))
    evidence.unlink()
    evidence.with_name(hashlib.sha256(data + b" ").hexdigest()).write_bytes(data + b" ")
    remake(copy)
    assert "is missing" in str(fault(copy))


def test_bundle_any_change_is_found(unpacked: Path, tmp_path: Path) -> None:
    tamper(unpacked, tmp_path, 60, seed=3)


@pytest.mark.slow
def test_bundle_a_thousand_changes_are_found(unpacked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = tamper(unpacked, tmp_path, 1000, seed=4)
    with capsys.disabled():
        print(f"\n{done.total()} changes of a bundle, all found, the untouched one never reported: {dict(done)}")  # noqa: T201
