"""`onrecord batch` as a person meets it."""

import re
from pathlib import Path

import pytest
from tests.batch.corpora import ROUGH, corpus
from typer.testing import CliRunner

from onrecord.batch import guard
from onrecord.cli import batch
from onrecord.cli.main import app


@pytest.fixture(autouse=True)
def rough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "COMMAND", ROUGH)


def said(*arguments: str) -> tuple[str, str]:
    found = CliRunner().invoke(app, ["batch", *arguments, "--workers", "1"], catch_exceptions=False)
    assert found.exit_code == 0
    return found.stdout, found.stderr


@pytest.mark.slow
def test_summary_tells_what_was_read_and_what_was_not(tmp_path: Path) -> None:
    folder, out = corpus(tmp_path / "in", 3, ["Écrit en français."]), str(tmp_path / "out")
    told, _ = said(str(folder), out)
    first, *rest = told.splitlines()
    assert first.startswith(f"{out}: 3 documents, 57 words, 6 claims, 1 set aside. Read now: 3 in ")
    assert rest == ["claims: 3 done, 3 denied", "set aside: 1 language"]


@pytest.mark.slow
def test_run_that_is_done_says_so(tmp_path: Path) -> None:
    folder, out = corpus(tmp_path / "in", 3), str(tmp_path / "out")
    said(str(folder), out)
    told, _ = said(str(folder), out)
    assert told.splitlines()[0] == f"{out}: 3 documents, 57 words, 6 claims, 0 set aside."


@pytest.mark.slow
def test_log_tells_now_and_then_how_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "EVERY", 0.0)
    _, told = said(str(corpus(tmp_path / "in", 3)), str(tmp_path / "out"), "--shard-size", "1")
    assert re.search(r"onrecord: [123] read, ", told)  # which of them is told of depends on the clock
    assert "0 set aside, " in told
    assert "minutes left" in told


@pytest.mark.slow
def test_record_lists_what_was_not_added(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2, ["Écrit en français."])
    told, wrong = said(str(folder), str(tmp_path / "crisis.db"))
    assert told.splitlines()[-1] == "in the record: 2 added"
    assert "m0.txt: Found a text in French" in wrong


def test_unknown_engine_is_told(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["batch", str(tmp_path), str(tmp_path / "out"), "--engine", "spark"])
    assert "the engine spark" in str(found.exception)
