"""What a person says of matters, threads and copies, on the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import main
from onrecord.store import Store
from onrecord.testing import make_toll

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture
def record(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A record of three tolls, of which two papers give two."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    path = tmp_path / "crisis.db"
    with Store(path) as store:
        for day, killed, publisher in ((5, 17, "Ozerin Post"), (6, 19, "Calder Times"), (7, 24, "Velmora Herald")):
            store.add(make_toll(killed, publisher=publisher, published=f"2024-03-0{day}"))
    return path


def run(monkeypatch: Patch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def printed(monkeypatch: Patch, capsys: Output, *args: str | Path) -> str:
    assert run(monkeypatch, *args) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def rows(monkeypatch: Patch, capsys: Output, *args: str | Path) -> list[Any]:
    return [json.loads(line) for line in printed(monkeypatch, capsys, *args, "--json").splitlines()]


def test_settle_relates_accounts_by_their_letters(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    (matter,) = rows(monkeypatch, capsys, "matters", record)
    given = ("relate", matter["id"], "A", "C", "--as", "differs-in-scope", "--note", "two hospitals", "--who", "ana")
    done = printed(monkeypatch, capsys, "settle", record, *given)
    assert done == "relate, line 5 of the journal\n"
    out = " ".join(printed(monkeypatch, capsys, "matters", record).split())
    assert "A and C differ in scope on the figure: two hospitals. (set by ana," in out
    (matter,) = rows(monkeypatch, capsys, "matters", record)
    assert [one["ruling"]["note"] for one in matter["relations"] if one["ruling"]] == ["two hospitals"]


def test_settle_splits_merges_and_undoes(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    (matter,) = rows(monkeypatch, capsys, "matters", record)
    printed(monkeypatch, capsys, "settle", record, "split", matter["id"], "C", "--note", "another blast", "--who", "ana")
    parts = rows(monkeypatch, capsys, "matters", record)
    assert sorted(len(part["accounts"]) for part in parts) == [1, 2]
    assert "split by ana" in printed(monkeypatch, capsys, "matter", record, parts[0]["id"])
    printed(monkeypatch, capsys, "settle", record, "merge", *(part["id"] for part in parts))
    assert len(rows(monkeypatch, capsys, "matters", record)) == 1
    assert printed(monkeypatch, capsys, "settle", record, "undo", "6") == "merge of line 6 taken back\n"
    assert len(rows(monkeypatch, capsys, "matters", record)) == 2


def test_settle_without_an_act_lists_what_was_said(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    assert printed(monkeypatch, capsys, "settle", record) == "Nothing was settled.\n"
    (matter,) = rows(monkeypatch, capsys, "matters", record)
    printed(monkeypatch, capsys, "settle", record, "split", matter["id"], "C", "--note", "another blast")
    out = printed(monkeypatch, capsys, "settle", record)
    assert "split: another blast\n" in out
    assert "“24 people were killed in Ozerin on Monday”" in out
    with Store(record) as store:
        store.delete(next(claim.document for claim in store.claims() if claim.best == 24), "asked for")
    assert "does not hold: no claim" in printed(monkeypatch, capsys, "settle", record)
    assert "1 rulings" in printed(monkeypatch, capsys, "orphans", record)


def test_settle_pins_copies_by_the_ids_of_documents(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    (matter,) = rows(monkeypatch, capsys, "matters", record)
    one, other = (side["claims"][0]["document"] for side in matter["accounts"][:2])
    printed(monkeypatch, capsys, "settle", record, "pin", other, one, "--who", "ana")
    out = printed(monkeypatch, capsys, "copies", record)
    assert "taken from there · pinned by ana" in out
    assert other in out


@pytest.mark.parametrize(
    "given",
    [
        ("merge",),
        ("split", "zz", "A"),
        ("relate", "ID", "A", "B"),
        ("relate", "ID", "A", "B", "--as", "hates"),
        ("relate", "ID", "A", "Z", "--as", "agrees"),
        ("pin", "zz", "zz"),
        ("kept", "zz", "zz"),
        ("kept", "zz", "zz", "--note", "so it is"),
        ("undo", "first"),
        ("undo", "1"),
    ],
)
def test_settle_what_cannot_be_is_a_clear_error(monkeypatch: Patch, capsys: Output, record: Path, given: tuple[str, ...]) -> None:
    (matter,) = rows(monkeypatch, capsys, "matters", record)
    assert run(monkeypatch, "settle", record, *(matter["id"] if one == "ID" else one for one in given)) == 1
    assert "wanted" in capsys.readouterr().err
