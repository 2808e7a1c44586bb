"""Exports in formats: what fits, from one moment, into a file that is whole or not there, told in the journal."""

import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from onrecord import workspace
from onrecord.cli.export import Formats
from onrecord.cli.main import main
from onrecord.errors import ExportError, QueryError
from onrecord.export.formats import FORMATS, Format, find_format
from onrecord.export.formats.asked import Asked
from onrecord.export.formats.found import Found
from onrecord.model import Document
from onrecord.store import Store
from onrecord.testing import make_saying, make_statement, make_toll

Patch = pytest.MonkeyPatch
Output = pytest.CaptureFixture[str]
DOCS = Path(__file__).parents[2] / "docs" / "export.md"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two documents with a claim and a denial each, one of which a person rejected, and two tolls that differ."""
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
        store.add(make_toll(17))
        store.add(make_toll(12, publisher="Calder Times", published="2024-03-06"))
        store.add(make_saying("Ana Kos", "Governor of Ozerin"))
        store.reject(store.claims(stance="denies", speaker="Kos")[0].id, note="not hers")
        yield store


def rows(store: Store, out: Path, **asked: Any) -> list[dict[str, str]]:
    """The ledger as CSV, read again."""
    workspace.export_as(store, "csv", out, Asked(**asked))
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Seen:
    """A format for tests: it keeps what it was given."""

    def __init__(self) -> None:
        self.found: Any = None

    def take(self, found: Found, look: Any) -> None:
        self.found = look(found)


def looked(store: Store, patch: Patch, tmp_path: Path, look: Any, events: bool = False, **asked: Any) -> Any:
    """What a format sees when it is given what was asked for."""
    seen = Seen()

    def write(found: Found, out: Path) -> None:
        seen.take(found, look)
        out.write_text("seen")

    patch.setattr(import_module("onrecord.export.formats.csv"), "write", write)
    workspace.export_as(store, "csv", tmp_path / "seen.csv", Asked(**asked))
    return seen.found


def test_export_is_told_in_the_journal(store: Store, tmp_path: Path) -> None:
    head = store.head()
    line = workspace.export_as(store, "csv", tmp_path / "x.csv", Asked(wanted={"kind": "casualties"}, as_of="2024-03-09"))
    data = (tmp_path / "x.csv").read_bytes()
    assert (line.act, line.who, line.subject) == ("export", "ana", "record")
    assert {name: line.after[name] for name in ("format", "head", "filter", "as_of", "rejected", "not_done")} == {
        "format": "csv",
        "head": str(head),
        "filter": {"kind": "casualties"},
        "as_of": "2024-03-09",
        "rejected": False,
        "not_done": False,
    }
    assert (line.after["sha256"], line.after["size"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert store.verify().fault is None


def test_export_takes_only_what_fits(store: Store, tmp_path: Path) -> None:
    found = rows(store, tmp_path / "x.csv", wanted={"kind": "casualties", "since": "2024-03-01"})
    assert sorted(row["best"] for row in found) == ["12", "17"]
    assert rows(store, tmp_path / "y.csv", wanted={"speaker": "nobody"}) == []


def test_export_of_one_document(store: Store, tmp_path: Path) -> None:
    (document,) = {claim.document for claim in store.claims(kind="deployment")}
    found = rows(store, tmp_path / "x.csv", documents=(document[:8],))
    assert {row["document"] for row in found} == {document}
    both = rows(store, tmp_path / "y.csv", documents=(document[:8],), wanted={"status": "denied"})
    assert [row["status"] for row in both] == ["denied"]


def test_export_leaves_rejected_claims_out_unless_asked(store: Store, tmp_path: Path) -> None:
    assert {row["review"] for row in rows(store, tmp_path / "x.csv")} == {""}
    found = rows(store, tmp_path / "y.csv", rejected=True)
    assert [row["review"] for row in found if row["review"]] == ["rejected"]
    assert len(found) == store.count()


def test_events_are_what_is_said_to_have_happened(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    def told(found: Found) -> list[tuple[str | None, bool]]:
        return [(claim.row.status, claim.happened) for claim in found.events()]

    assert looked(store, monkeypatch, tmp_path, told) == [("done", True)] * 3
    (tmp_path / "seen.csv").unlink()
    assert ("denied", False) in looked(store, monkeypatch, tmp_path, told, not_done=True)


@pytest.mark.parametrize("stance", ["denies", "doubts", "asks"])
def test_what_is_denied_or_doubted_has_not_happened(store: Store, monkeypatch: Patch, tmp_path: Path, stance: str) -> None:
    store.correct(store.claims(kind="deployment")[0].id, stance=stance)
    found = looked(store, monkeypatch, tmp_path, lambda found: [claim.row.kind for claim in found.events()])
    assert found == ["casualties", "casualties"]


def test_found_claim_is_whole(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    def told(found: Found) -> Any:
        (claim,) = found.claims()
        event, document = claim.event, claim.document
        return (
            claim.speaker and claim.speaker["name"],
            [place["resolved"]["name"] for place in event["places"]],
            [time["value"] for time in event["times"]],
            [(count["best"], count["counted"]["exact"]) for count in claim.counts],
            document.text[claim.row.start : claim.row.end],
            [capture["uri"] for capture in document.captures],
            found.evidence(document.captures[0]["evidence"]).decode() == document.text,
        )

    found = looked(store, monkeypatch, tmp_path, told, wanted={"kind": "deployment"})
    words = "14 soldiers left Ozerin on Monday"
    expected = ("Marek Tull", ["Ozerin"], ["2024-03-04"], [(14.0, "soldiers")], words, ["https://ozerin.example/1"], True)
    assert found == expected


def test_found_claim_stands_as_a_person_left_it(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    claim = store.claims(kind="deployment")[0].id
    store.correct(claim, best=15, place="Calder", happened="2024-03-01", speaker="Ana Kos", note="heard again")

    def told(found: Found) -> Any:
        (one,) = found.claims()
        place, time = one.event["places"][0], one.event["times"][0]
        said = [(act["who"], act["act"], act["note"]) for act in one.said]
        return one.counts[0]["best"], place["surface"], place["resolved"], place["span"], time["value"], one.row.speaker, said

    found = looked(store, monkeypatch, tmp_path, told, wanted={"kind": "deployment"})
    assert found == (15.0, "Calder", None, None, "2024-03-01", "Ana Kos", [("ana", "correct", "heard again")])


def test_found_claim_that_a_person_added_is_whole(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    (document,) = {claim.document for claim in store.claims(kind="deployment")}
    store.add_claim(document, words="Marek Tull", kind="position")
    found = looked(store, monkeypatch, tmp_path, lambda found: list(found.claims()), wanted={"review": "added"})
    (claim,) = found
    assert (claim.event["span"]["exact"], claim.attributions, claim.counts, claim.happened) == ("Marek Tull", [], [], False)


def test_found_matters_are_whole_where_one_claim_fits(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    def told(found: Found) -> Any:
        (claim,) = found.claims()
        return [len(matter.accounts) for matter in found.matters()], [matter.slot for matter, _ in claim.accounts]

    found = looked(store, monkeypatch, tmp_path, told, wanted={"publisher": "Calder"})
    assert found == ([2], ["figure"])


def test_found_actors_are_those_of_claims_that_fit(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    def told(found: Found) -> list[str]:
        return sorted(actor.name for actor in found.actors())

    assert looked(store, monkeypatch, tmp_path, told) == ["Ana Kos", "Marek Tull"]
    (tmp_path / "seen.csv").unlink()
    assert looked(store, monkeypatch, tmp_path, told, wanted={"kind": "deployment"}) == ["Marek Tull"]


def test_found_documents_without_claims_are_in_the_whole(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    bare = make_saying("Ivo Prell")
    store.add(replace(bare, claims=(), events=()))

    def told(found: Found) -> int:
        return sum(1 for _ in found.documents())

    assert looked(store, monkeypatch, tmp_path, told) == 5
    (tmp_path / "seen.csv").unlink()
    assert looked(store, monkeypatch, tmp_path, told, wanted={"kind": "casualties"}) == 2


def test_export_is_of_one_moment(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    def told(found: Found) -> int:
        with Store(tmp_path / "crisis.db", who="ben") as other:
            other.add(make_toll(99))
        return sum(1 for _ in found.claims())

    assert looked(store, monkeypatch, tmp_path, told, wanted={"kind": "casualties"}) == 2


def test_format_that_does_not_compare_may_not_use_it(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setitem(FORMATS, "csv", replace(FORMATS["csv"], compares=False))
    with pytest.raises(RuntimeError, match="compares"):
        looked(store, monkeypatch, tmp_path, lambda found: list(found.matters()))


def test_export_may_be_written_again_but_not_over_changed_or_other_files(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    workspace.export_as(store, "csv", out)
    workspace.export_as(store, "csv", out, Asked(wanted={"kind": "casualties"}))
    out.write_bytes(out.read_bytes() + b"my note\r\n")
    with pytest.raises(ExportError, match="no untouched export"):
        workspace.export_as(store, "csv", out)
    assert out.read_bytes().endswith(b"my note\r\n")
    with pytest.raises(ExportError, match="no untouched export"):
        workspace.export_as(store, "csv", tmp_path / "crisis.db")


def test_export_that_fails_leaves_nothing(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    head = store.head()

    def fail(found: Found) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left"):
        looked(store, monkeypatch, tmp_path, fail)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("crisis")] == []
    assert store.head() == head


@pytest.mark.parametrize(
    ("form", "asked"),
    [("cvs", {}), ("csv", {"wanted": {"kind": "riot"}}), ("csv", {"documents": ("zz",)}), ("csv", {"as_of": "May"})],
)
def test_export_of_what_cannot_be_is_a_clear_error(store: Store, tmp_path: Path, form: str, asked: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        workspace.export_as(store, form, tmp_path / "x", Asked(**asked))
    assert not (tmp_path / "x").exists()


def test_export_into_a_folder_that_is_not_there_is_a_clear_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Check that the folder exists"):
        workspace.export_as(store, "csv", tmp_path / "none" / "x.csv")


def test_format_without_its_package_says_what_to_install() -> None:
    with pytest.raises(ExportError, match=r"pip install 'onrecord\[odd\]'"):
        Format("csv", ".csv", "", needs="no_such_package", extra="odd").writer()


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_told_in_help_and_documentation(name: str) -> None:
    shown = Formats.__metadata__[0].help  # type: ignore[attr-defined]
    assert re.search(rf"\b{re.escape(name)}\b", shown)
    assert f"`{name}`" in DOCS.read_text("utf-8")
    assert find_format(name).suffix.startswith(".")


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "wacz"])  # which needs a page that was fetched
def test_format_writes_every_record(name: str, tmp_path: Path, interview: Document) -> None:
    """An empty record, one with all kinds of claims, one whose texts are hostile."""
    pytest.importorskip(FORMATS[name].needs or "onrecord")
    hostile = make_statement(
        "Marek Tull said 14 soldiers left Ozerin on Monday. =1+1 \x07 \ufffe He denied that anyone fired at the harbour."
    )
    for number, docs in enumerate(([], [interview], [replace(hostile, title="=cmd|' /C calc'!A0", publisher="\t@x")])):
        with Store(tmp_path / f"{number}.db") as store:
            store.add_all(docs)
            for asked in (Asked(), Asked(not_done=True, rejected=True), Asked(wanted={"speaker": "nobody"})):
                if FORMATS[name].whole and asked.narrows:
                    continue
                out = tmp_path / f"{number}{asked.not_done}{len(asked.wanted)}{FORMATS[name].suffix}"
                workspace.export_as(store, name, out, asked)
                assert out.is_file()
            assert store.verify().fault is None


def run(patch: Patch, *words: str | Path) -> int:
    patch.setattr(sys, "argv", ["onrecord", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_export_command_takes_filters(store: Store, monkeypatch: Patch, capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    words = ("export", tmp_path / "crisis.db", out, "--format", "csv", "--kind", "casualties", "--near", "41.5,20.2,20", "--json")
    assert run(monkeypatch, *words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert len(out.read_text("utf-8-sig").splitlines()) == 3


def test_export_command_takes_every_option(store: Store, monkeypatch: Patch, tmp_path: Path) -> None:
    words = ("--format", "csv", "--not-done", "--rejected", "--no-matters", "--as-of", "2024-03-09", "--since", "2024-01-01")
    assert run(monkeypatch, "export", tmp_path / "crisis.db", tmp_path / "x.csv", *words) == 0
    told = list(store.journal())[-1].after
    assert [told[name] for name in ("not_done", "rejected", "alone", "as_of")] == [True, True, True, "2024-03-09"]
    assert told["filter"] == {"since": "2024-01-01"}


@pytest.mark.parametrize("words", [("--kind", "incident"), ("--not-done",), ("--rejected", "--format", "json")])
def test_export_command_takes_no_filters_for_the_whole(
    store: Store, monkeypatch: Patch, capsys: Output, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert run(monkeypatch, "export", tmp_path / "crisis.db", tmp_path / "x", *words) == 1
    assert "the whole record" in capsys.readouterr().err
    assert run(monkeypatch, "export", tmp_path / "crisis.db", "--format", "csv") == 1
    assert "OUT.csv" in capsys.readouterr().err
