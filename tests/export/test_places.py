"""On which page words stand, and out of which file their bytes were taken: told wherever a person looks."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from onrecord import workspace
from onrecord.api.standing import lay_ledger
from onrecord.export import build_ledger, print_ledger
from onrecord.export.formats.asked import Asked
from onrecord.export.page import render_page
from onrecord.export.schema import whole_schema_text
from onrecord.model import Document, Evidence, Segment
from onrecord.store import Store
from onrecord.testing import STATEMENT, make_statement, make_taken

PDF = b"%PDF-1.7 of the harbour"
BOX = (72, 90, 300, 110)
MAILBOX = hashlib.sha256(b"letters.mbox").hexdigest()


def make_printed() -> Document:
    """A document of a PDF file whose first claim stands on page 3, and whose second begins there and ends on page 4."""
    turn = STATEMENT.index("harbour")
    places = (
        Segment(0, turn - 1, 0, len(PDF), 3, BOX),
        Segment(turn, len(STATEMENT), 0, len(PDF), 4, BOX),
    )
    return make_statement(evidence=Evidence(PDF, hashlib.sha256(PDF).hexdigest(), "application/pdf", segments=places))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_printed())
        store.add(make_taken("By mail. "))
        yield store


def exported(store: Store, form: str) -> Path:
    out = Path(store.name).parent / f"out.{form}"
    workspace.export_as(store, form, out, Asked())
    return out


def printed(doc: Document) -> str:
    out = io.StringIO()
    print_ledger(doc, Console(file=out, width=100, highlight=False))
    return out.getvalue()


def test_entry_tells_the_pages_of_its_words() -> None:
    assert [entry.page for entry in build_ledger(make_printed()).entries] == ["p. 3", "pp. 3–4"]
    assert [entry.pages for entry in build_ledger(make_statement()).entries] == [(), ()]


def test_page_and_terminal_show_the_pages() -> None:
    assert '<span class="page">pp. 3–4</span>' in render_page(make_printed())
    assert "  p. 3 " in printed(make_printed())


def test_page_and_terminal_show_the_container() -> None:
    told = render_page(make_taken())
    assert "Taken out of <bdi>letters.mbox</bdi>" in told
    assert MAILBOX in told
    assert f"letters.mbox, SHA-256 {MAILBOX}" in printed(make_taken())
    assert "aken out of" not in render_page(make_statement()) + printed(make_statement())


def test_ledger_of_a_record_tells_pages_as_they_stand(store: Store) -> None:
    id = store.add(make_printed()).document
    claim = store.claims(document=id)[0]
    store.correct(claim.id, words="anyone fired at the harbour")
    assert [entry.page for entry in lay_ledger(store.standing(id)).entries] == ["pp. 3–4", "pp. 3–4"]


def test_ledger_as_a_table_tells_pages(store: Store) -> None:
    with exported(store, "csv").open(encoding="utf-8-sig", newline="") as file:
        assert sorted(row["pages"] for row in csv.DictReader(file)) == ["", "", "3", "3 | 4"]


def test_data_package_tells_containers(store: Store) -> None:
    with zipfile.ZipFile(exported(store, "datapackage")) as package, package.open("documents.csv") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")))
    assert sorted((row["container"], row["container_sha256"]) for row in rows) == [("", ""), ("letters.mbox", MAILBOX)]


@pytest.mark.parametrize("form", ["dossier", "markdown", "docx"])
def test_notes_tell_page_and_container(store: Store, form: str) -> None:
    out = exported(store, form)
    told = zipfile.ZipFile(out).read("word/footnotes.xml").decode() if form == "docx" else out.read_text("utf-8")
    start = STATEMENT.index("14 soldiers")
    assert f"p. 3, characters {start} to " in told
    assert "pp. 3–4, characters " in told
    assert f"letters.mbox, SHA-256 {MAILBOX}" in told
    assert "aken out of " in told


def test_bundle_tells_the_container_and_its_verifier_checks_it(store: Store, tmp_path: Path) -> None:
    workspace.export_bundle(store, tmp_path / "crisis.zip", [])
    with zipfile.ZipFile(tmp_path / "crisis.zip") as bundle:
        page = next(bundle.read(name).decode() for name in bundle.namelist() if name.endswith("index.html"))
    assert f"<bdi>letters.mbox</bdi>, SHA-256 <code>{MAILBOX}</code>" in page


def test_whole_record_tells_the_container(store: Store) -> None:
    parts: list[str] = []
    workspace.export_json(store, parts.append)
    told = json.loads("".join(parts))
    jsonschema.validate(told, json.loads(whole_schema_text()))
    kept = {one["sha256"]: one["container"] for one in told["documents"]}
    assert kept.pop(hashlib.sha256(PDF).hexdigest()) is None
    assert list(kept.values()) == [{"name": "letters.mbox", "sha256": MAILBOX}]


def test_jsonl_carries_the_container_to_another_place(store: Store, tmp_path: Path) -> None:
    out = exported(store, "jsonl")
    (line,) = (row for row in map(json.loads, out.read_text("utf-8").splitlines()) if row.get("container"))
    assert (line["type"], line["container_sha256"]) == ("capture", MAILBOX)
    workspace.import_file(str(tmp_path / "other.db"), out, 10**6)
    with Store(tmp_path / "other.db") as other:
        found = [capture.container for claim in other.claims() for capture in other.standing(claim.document).captures]
    assert set(found) == {None, "letters.mbox"}
