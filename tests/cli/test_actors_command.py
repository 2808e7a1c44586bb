"""The commands about actors as a person meets them."""

import json
import re
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.store import Store
from onrecord.testing import make_saying

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture
def record(tmp_path: Path, monkeypatch: Patch) -> Path:
    monkeypatch.setenv("ONRECORD_WHO", "ana")
    with Store(tmp_path / "crisis.db") as store:
        store.add(make_saying("Ana Kos", "President of Orvania"))
        store.add(make_saying("Kos", "President", title="Another"))
        store.add(make_saying("Kos", title="A third"))
        store.add(make_saying("Marek Tull", "spokesman"))
    return tmp_path / "crisis.db"


def run(monkeypatch: Patch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_actors_lists_each_once_with_why(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    assert run(monkeypatch, "actors", record) == 0
    out = capsys.readouterr().out
    assert re.search(r"^w\w{11}  Ana Kos · person · 2 documents · 2 claims$", out, re.MULTILINE)
    assert "also: Kos" in out
    assert "one by: the same surname and office, at the same time" in out
    assert out.endswith("2 actors.\n")


def test_actors_as_json_are_one_object_a_line(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    run(monkeypatch, "actors", record, "tull", "--json")
    (line,) = capsys.readouterr().out.splitlines()
    assert (json.loads(line)["name"], json.loads(line)["posts"]) == ("Marek Tull", ["spokesman"])


def test_suggestion_can_be_accepted_and_taken_back(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    run(monkeypatch, "actors", record, "--suggested")
    out = capsys.readouterr().out
    assert "the same surname, and no other full name with it is known" in out
    (suggestion,) = re.findall(r"^(s\w{11})", out, re.MULTILINE)
    assert run(monkeypatch, "review", record, "accept", suggestion, "--note", "see the photograph") == 0
    assert "merge, line 6 of the journal; now w" in capsys.readouterr().out
    run(monkeypatch, "actors", record, "Ana Kos")
    assert "3 documents" in capsys.readouterr().out
    run(monkeypatch, "review", record, "undo", "Ana Kos")
    assert "merge of line 6 taken back" in capsys.readouterr().out


def test_merge_split_and_rename_by_name(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    assert run(monkeypatch, "review", record, "merge", "Ana Kos", "Marek Tull") == 0
    assert run(monkeypatch, "review", record, "split", "Ana Kos", "--mention", "marek tull") == 0
    assert run(monkeypatch, "review", record, "rename", "Ana Kos", "--name", "Ana Maria Kos") == 0
    capsys.readouterr()
    run(monkeypatch, "actors", record, "maria")
    assert "Ana Maria Kos · person · 2 documents" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("merge", "Ana Kos"), "two or more"),
        (("split", "Ana Kos"), "--from-document or --mention"),
        (("rename", "Ana Kos"), "--name"),
        (("accept", "s0"), "no suggestion"),
        (("undo", "w0"), "no actor"),
    ],
)
def test_review_of_actors_that_lacks_something_is_a_clear_error(
    monkeypatch: Patch, capsys: Output, record: Path, args: tuple[str, ...], says: str
) -> None:
    assert run(monkeypatch, "review", record, *args) == 1
    assert says in capsys.readouterr().err


def test_claims_by_an_actor_under_another_name(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    run(monkeypatch, "claims", record, "--speaker", "ana kos")
    assert "2 claims." in capsys.readouterr().out
