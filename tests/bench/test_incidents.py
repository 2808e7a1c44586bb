"""Grouping and tolls on incidents, on two invented ones."""

import json
from pathlib import Path
from typing import Any

from onrecord.bench import incidents, matters


def report(id: str, title: str, text: str, day: str) -> dict[str, Any]:
    return {"id": id, "title": title, "text": text, "published": day, "publisher": None}


ORVA = [
    report(
        "1",
        "Two killed in Orva",
        "Two men were killed in a boat shed in Orva when a quarrel over nets ended in shots.",
        "2024-03-01",
    ),
    report(
        "2",
        "Shots in boat shed",
        "The quarrel over nets in the boat shed in Orva: two men were killed, one was hurt.",
        "2024-03-02",
    ),
]
SENN = [report("3", "Bakery fire", "Flames at a bakery in Senn. Nobody was there.", "2024-03-02")]
INCIDENTS = [
    {"id": "a", "killed": 2, "injured": 0, "docs": ORVA},
    {"id": "b", "killed": 0, "injured": 0, "docs": SENN},
]


def test_words_bring_reports_of_one_incident_together() -> None:
    assert incidents.grouped(INCIDENTS, incidents.by_words)["incidents F1"] == 1


def test_toll_is_right_only_in_every_kind_that_is_stated() -> None:
    found = incidents.tolled(INCIDENTS, incidents.by_pattern)
    assert (found["states a toll"], found["toll right"]) == (2 / 3, 0.5)


def test_run_takes_a_file_of_incidents(tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in INCIDENTS), encoding="utf-8")
    assert set(matters.run(path)) == {
        (table, name) for table, peer in (("incidents", "TF-IDF"), ("tolls", "pattern")) for name in (peer, "onrecord")
    }
