"""Visits as a web archive: what other tools read of it, and what verify.py finds when it was changed."""

import gzip
import hashlib
import io
import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.readers.tools import needs
from tests.readers.unpacked import unpacked
from warcio.archiveiterator import ArchiveIterator

from onrecord import workspace
from onrecord.errors import ExportError
from onrecord.export import webarchive
from onrecord.export.bundle import FaultError, check
from onrecord.export.formats.asked import Asked
from onrecord.export.webarchive import entries_of, surt
from onrecord.readers.capture.warc import write_warc
from onrecord.readers.capture.wire import Exchange
from onrecord.store import Store
from onrecord.testing import make_statement, make_visited

OLD, PAGE = "https://ozerin.example/old", "https://ozerin.example/visited"
Forge = Callable[[dict[str, bytes]], None]


def exchange(url: str, body: bytes, status: int = 200, more: bytes = b"") -> Exchange:
    length = b"Content-Length: %d\r\n" % len(body)
    answer = b"HTTP/1.1 %d Told\r\nContent-Type: text/html; charset=utf-8\r\n%s%s\r\n%s" % (status, more, length, body)
    asked = b"GET / HTTP/1.1\r\nHost: ozerin.example\r\n\r\n"
    return Exchange(url, datetime(2024, 3, 5, 8, 0, 0, 5, UTC), "127.0.0.1", status, "Told", {}, asked, answer, body)


def visit(body: bytes = b"<p>a page") -> bytes:
    """A page to which another address led, as a WARC file."""
    return write_warc([exchange(OLD, b"", 302, b"Location: /visited\r\n"), exchange(PAGE, body)], "ana")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A page that was fetched, and a document that was added by hand."""
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_visited(warc=visit()))
        store.add(make_statement())
        yield store


@pytest.fixture
def wacz(store: Store, tmp_path: Path) -> Path:
    workspace.export_as(store, "wacz", tmp_path / "pages.wacz", Asked())
    return tmp_path / "pages.wacz"


@pytest.fixture
def bundle(store: Store, tmp_path: Path) -> Path:
    workspace.export_bundle(store, tmp_path / "bundle.zip")
    return tmp_path / "bundle.zip"


def lines(path: Path, name: str) -> list[dict[str, Any]]:
    with ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def index(path: Path) -> list[tuple[str, str, dict[str, Any]]]:
    with ZipFile(path) as archive:
        text = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode()
    return [(key, time, json.loads(told)) for key, time, told in (line.split(" ", 2) for line in text.splitlines())]


def test_wacz_holds_each_visit_to_the_byte(wacz: Path, store: Store) -> None:
    with store.contents() as contents:
        sha256 = next(c["warc"] for document in contents.documents() for c in document["captures"] if c["warc"])
        kept = contents.evidence(sha256)
    with ZipFile(wacz) as archive:
        assert archive.read(f"archive/{sha256}.warc.gz") == kept
        assert archive.getinfo(f"archive/{sha256}.warc.gz").compress_type == ZIP_STORED


def test_wacz_index_leads_to_each_record(wacz: Path) -> None:
    with ZipFile(wacz) as archive:
        for _, _, told in index(wacz):
            data = archive.read(f"archive/{told['filename']}")[told["offset"] :][: told["length"]]
            (record,) = ArchiveIterator(io.BytesIO(data))
            assert record.rec_headers.get_header("WARC-Target-URI") == told["url"]
            assert record.http_headers.get_statuscode() == told["status"]
    assert [told["url"] for _, _, told in index(wacz)] == [OLD, PAGE]


def test_wacz_table_leads_to_the_blocks_of_the_index(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webarchive, "BLOCK", 1)
    workspace.export_as(store, "wacz", tmp_path / "x.wacz", Asked())
    with ZipFile(tmp_path / "x.wacz") as archive:
        packed = archive.read("indexes/index.cdx.gz")
        meta, *blocks = archive.read("indexes/index.idx").decode().splitlines()
    assert meta.startswith("!meta 0 ")
    for block, (key, time, _) in zip(blocks, index(tmp_path / "x.wacz"), strict=True):
        begins, at, told = block.split(" ", 2)
        place = json.loads(told)
        data = packed[place["offset"] :][: place["length"]]
        assert (begins, at, place["digest"]) == (key, time, f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert gzip.decompress(data).decode().startswith(f"{key} {time} ")


def test_wacz_names_the_page_that_was_read_and_not_the_one_that_led_to_it(wacz: Path) -> None:
    header, page = lines(wacz, "pages/pages.jsonl")
    assert header["format"] == "json-pages-1.0"
    assert (page["url"], page["title"], page["ts"]) == (PAGE, "At the harbour", "2024-03-05T08:00:00Z")
    assert (page["url"], "20240305080000") in {(told["url"], time) for _, time, told in index(wacz)}


def test_wacz_says_what_is_not_in_it(wacz: Path) -> None:
    with ZipFile(wacz) as archive:
        assert "added as files or as text have no visit" in json.loads(archive.read("datapackage.json"))["description"]


def test_wacz_takes_filters(store: Store, tmp_path: Path) -> None:
    store.add(make_visited(b"<p>another", warc=visit(b"<p>another")))
    workspace.export_as(store, "wacz", tmp_path / "all.wacz", Asked())
    with store.contents() as contents:
        document = next(one["id"] for one in contents.documents() if one["captures"][0]["warc"])
    workspace.export_as(store, "wacz", tmp_path / "one.wacz", Asked(documents=(document,), wanted={"kind": "deployment"}))
    assert {page["id"].partition("-")[0] for page in lines(tmp_path / "one.wacz", "pages/pages.jsonl")[1:]} == {document}
    with pytest.raises(ExportError, match="no page that was fetched"):
        workspace.export_as(store, "wacz", tmp_path / "none.wacz", Asked(wanted={"publisher": "nobody"}))


def test_wacz_of_a_record_without_visits_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "bare.db", who="ana") as store:
        store.add(make_statement())
        with pytest.raises(ExportError, match="no page that was fetched"):
            workspace.export_as(store, "wacz", tmp_path / "x.wacz", Asked())
    assert not (tmp_path / "x.wacz").exists()


def test_wacz_passes_the_validator_of_its_makers(wacz: Path) -> None:
    needs("wacz")
    done = subprocess.run(["wacz", "validate", "-f", str(wacz)], capture_output=True, text=True, timeout=120)
    assert "the passed WACZ is valid" in done.stdout, done.stdout + done.stderr


def test_wacz_is_read_by_our_own_reader(wacz: Path) -> None:
    (doc,) = unpacked(wacz).docs
    assert (doc.uri, doc.evidence and doc.evidence.data) == (PAGE, b"<p>a page")


@pytest.mark.parametrize(
    "warc", [b"", b"no WARC", visit()[:600], b"\x1f\x8b" + b"\0" * 40, gzip.compress(b"WARC/1.1\r\n" + b"a" * 9000, mtime=0)]
)
def test_a_visit_that_cannot_be_read_is_kept_and_named_in_no_page(warc: bytes, tmp_path: Path) -> None:
    with Store(tmp_path / "odd.db", who="ana") as store:
        store.add(make_visited(warc=warc))
        workspace.export_as(store, "wacz", tmp_path / "x.wacz", Asked())
        workspace.export_bundle(store, tmp_path / "x.zip")
    with ZipFile(tmp_path / "x.wacz") as archive:
        assert archive.read(f"archive/{hashlib.sha256(warc).hexdigest()}.warc.gz") == warc
    assert check(str(tmp_path / "x.zip"))


def test_entries_of_a_damaged_visit_are_those_before_the_damage() -> None:
    warc = visit()
    whole = list(entries_of("x", warc))
    assert [entry.url for entry in whole] == [OLD, PAGE]
    assert [entry.url for entry in entries_of("x", warc[: whole[1].offset + 20])] == [OLD]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://ozerin.example", "example,ozerin)/"),
        ("https://www2.ozerin.example:8080/A", "example,ozerin:8080)/a"),
        ("https://ozerin.example/?b&a=", "example,ozerin)/?a=&b="),
        ("https://[bad", "https://[bad"),
        ("urn:x y", "urn:x%20y"),
    ],
)
def test_addresses_stand_in_the_index_by_their_hosts(url: str, key: str) -> None:
    assert surt(url) == key


def test_bundle_holds_the_web_archive_and_checks_it(bundle: Path) -> None:
    told = dict(check(str(bundle)))
    assert told["visits"] == "the web archive holds them, 1 in all; pages in it: 1, addresses: 2"


def test_bundle_says_which_documents_have_no_visit(bundle: Path) -> None:
    with ZipFile(bundle) as archive:
        page = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("/data/index.html"))
    assert page.count("none: it was added as a file or as text, so it is not in captures.wacz") == 1
    assert page.count("also in captures.wacz") == 1


def test_bundle_without_visits_has_no_web_archive(tmp_path: Path) -> None:
    with Store(tmp_path / "bare.db", who="ana") as store:
        store.add(make_statement())
        workspace.export_bundle(store, tmp_path / "x.zip")
    with ZipFile(tmp_path / "x.zip") as archive:
        assert not [name for name in archive.namelist() if name.endswith(".wacz")]
    assert "visits" not in dict(check(str(tmp_path / "x.zip")))


def test_the_same_visits_give_the_same_bytes(store: Store, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        with store.contents() as contents:
            document = next(d for d in contents.documents() if d["captures"][0]["warc"])
            archive = webarchive.WebArchive(tmp_path / name, "t", "d", "2024-03-05T08:00:00Z", "onrecord")
            archive.add(document["captures"][0]["warc"], contents.evidence(document["captures"][0]["warc"]))
            archive.seal()
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def page_elsewhere(files: dict[str, bytes]) -> None:
    files["pages/pages.jsonl"] = files["pages/pages.jsonl"].replace(b"/visited", b"/vanished")


def page_of_nothing(files: dict[str, bytes]) -> None:
    files["pages/pages.jsonl"] += b'{"id": "x-1", "url": "https://ozerin.example/old", "ts": "2024-03-05T08:00:00Z"}\n'


def index_elsewhere(files: dict[str, bytes]) -> None:
    text = gzip.decompress(files["indexes/index.cdx.gz"]).replace(
        b'"url": "https://ozerin.example/old"', b'"url": "https://x.example"'
    )
    files["indexes/index.cdx.gz"] = gzip.compress(text)


def other_visit(files: dict[str, bytes]) -> None:
    (name,) = (name for name in files if name.startswith("archive/"))
    files[name] = visit(b"<p>another page")


def more_visits(files: dict[str, bytes]) -> None:
    warc = visit(b"<p>added")
    files[f"archive/{hashlib.sha256(warc).hexdigest()}.warc.gz"] = warc


def more_files(files: dict[str, bytes]) -> None:
    files["fuzzy.json"] = b"{}"


@pytest.mark.parametrize("forge", [page_elsewhere, page_of_nothing, index_elsewhere, other_visit, more_visits])
def test_a_web_archive_that_was_changed_is_found_though_its_own_hashes_fit(bundle: Path, tmp_path: Path, forge: Forge) -> None:
    forged = remade(bundle, tmp_path, forge, described=True)
    with pytest.raises(FaultError, match=r"captures\.wacz"):
        check(str(forged))


@pytest.mark.parametrize("forge", [page_elsewhere, other_visit, more_files])
def test_a_web_archive_that_is_not_as_it_describes_itself_is_found(bundle: Path, tmp_path: Path, forge: Forge) -> None:
    with pytest.raises(FaultError, match=r"captures\.wacz"):
        check(str(remade(bundle, tmp_path, forge, described=False)))


def remade(bundle: Path, folder: Path, forge: Forge, described: bool) -> Path:
    """A bundle with a forged web archive, whose manifests fit; `described` where the archive's own hashes do, too."""
    with ZipFile(bundle) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    (place,) = (name for name in files if name.endswith("captures.wacz"))
    files[place] = rewritten(files[place], forge, described)
    root = place.partition("/")[0]
    for manifest, of in (("manifest-sha256.txt", "data/"), ("tagmanifest-sha256.txt", "")):
        names = [name for name in (full.partition("/")[2] for full in files) if name.startswith("data/") == bool(of)]
        rows = [
            f"{hashlib.sha256(files[f'{root}/{name}']).hexdigest()}  {name}\n"
            for name in sorted(names)
            if "tagmanifest" not in name
        ]
        files[f"{root}/{manifest}"] = "".join(rows).encode()
    with ZipFile(folder / "forged.zip", "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return folder / "forged.zip"


def rewritten(data: bytes, forge: Forge, described: bool) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    own = {name: files.pop(name) for name in ("datapackage.json", "datapackage-digest.json")}
    forge(files)
    if described:
        told = json.loads(own["datapackage.json"])
        hashed = {name: hashlib.sha256(kept).hexdigest() for name, kept in files.items()}
        told["resources"] = [{"path": name, "hash": f"sha256:{h}", "bytes": len(files[name])} for name, h in hashed.items()]
        own["datapackage.json"] = json.dumps(told).encode()
        digest = hashlib.sha256(own["datapackage.json"]).hexdigest()
        own["datapackage-digest.json"] = json.dumps({"hash": f"sha256:{digest}"}).encode()
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, kept in {**files, **own}.items():
            archive.writestr(name, kept)
    return out.getvalue()
