"""Formats of events: nothing that did not happen passes for done, and every row leads to its words."""

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord import workspace
from onrecord.export.formats.asked import Asked
from onrecord.store import Store
from onrecord.testing import make_statement, make_toll

EVENT = {
    "type": "object",
    "required": [
        "id",
        "date",
        "event",
        "mode",
        "auxmode",
        "context",
        "source",
        "target",
        "location",
        "text",
        "URL",
        "coder",
        "version",
    ],
    "properties": {
        "id": {"type": "string"},
        "date": {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"},
        "event": {"type": "string", "pattern": "^[A-Z]+$"},
        "mode": {"type": ["string", "null"]},
        "auxmode": {"enum": [None, "negated", "future", "hypothetical", "historical"]},
        "context": {"type": "array"},
        "source": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "target": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "location": {"type": ["object", "null"]},
        "text": {"type": "string", "minLength": 1},
    },
}
"""The fields of the PLOVER manual, with its auxiliary modes."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
        store.add(make_toll(17, publisher="Ozerin Post"))
        store.add(make_toll(12, publisher="=Calder Times", published="2024-03-06"))
        for claim in store.claims():
            store.correct(claim.id, event_type="ASSAULT" if claim.kind != "deployment" else "MOBILIZE")
        yield store


def events(store: Store, out: Path, **asked: Any) -> list[dict[str, Any]]:
    workspace.export_as(store, "plover", out, Asked(**asked))
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def rows(store: Store, name: str, out: Path, **asked: Any) -> list[dict[str, str]]:
    workspace.export_as(store, name, out, Asked(**asked))
    return list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))


def test_plover_lines_have_the_fields_of_the_manual(store: Store, tmp_path: Path) -> None:
    for line in events(store, tmp_path / "all.jsonl", not_done=True):
        jsonschema.validate(line, EVENT)


def test_plover_denied_event_is_there_only_when_asked_for_and_negated(store: Store, tmp_path: Path) -> None:
    assert all(line["happened"] for line in events(store, tmp_path / "done.jsonl"))
    denied = [line for line in events(store, tmp_path / "all.jsonl", not_done=True) if line["status"] == "denied"]
    assert [line["auxmode"] for line in denied] == ["negated"]


def test_plover_event_leads_to_its_words(store: Store, tmp_path: Path) -> None:
    for line in events(store, tmp_path / "done.jsonl"):
        text = store.text_of(line["textInfo"]["document"])
        assert text[line["textInfo"]["start"] : line["textInfo"]["end"]] == line["text"]


def test_ged_tells_the_dead_with_day_and_origins(store: Store, tmp_path: Path) -> None:
    tolls = [row for row in rows(store, "ged", tmp_path / "ged.csv") if row["best"]]
    assert {(row["best"], row["low"], row["date_start"], row["date_prec"]) for row in tolls} == {
        ("17", "", "2024-03-04", "1"),
        ("12", "", "2024-03-04", "1"),
    }
    assert all(row["number_of_sources"] == "1" for row in tolls)


def test_ged_cell_is_no_formula(store: Store, tmp_path: Path) -> None:
    assert "'=Calder Times" in {row["source_office"] for row in rows(store, "ged", tmp_path / "ged.csv")}


def test_acled_row_that_did_not_happen_says_so_first(store: Store, tmp_path: Path) -> None:
    assert all(row["happened"] == "true" for row in rows(store, "acled", tmp_path / "done.csv"))
    flagged = [row for row in rows(store, "acled", tmp_path / "all.csv", not_done=True) if row["happened"] == "false"]
    assert flagged
    assert all(row["notes"].startswith("NOT SAID TO HAVE HAPPENED") for row in flagged)


def test_huridocs_tables_refer_to_each_other(store: Store, tmp_path: Path) -> None:
    workspace.export_as(store, "huridocs", tmp_path / "events.zip", Asked(not_done=True))
    with zipfile.ZipFile(tmp_path / "events.zip") as archive:
        table = {
            name: list(csv.DictReader(archive.read(f"{name}.csv").decode("utf-8").splitlines()))
            for name in ("events", "acts", "persons", "involvement", "information", "sources")
        }
    known = {row["event_record_number"] for row in table["events"]}
    acts, sources = {row["act_record_number"] for row in table["acts"]}, {row["source"] for row in table["sources"]}
    assert {row["event"] for row in table["acts"]} == known
    assert {row["act"] for row in table["involvement"]} <= acts
    assert {row["person"] for row in table["involvement"]} <= {row["person"] for row in table["persons"]}
    assert {(row["source"] in sources, row["act"] in acts, bool(row["words"])) for row in table["information"]} == {
        (True, True, True)
    }
