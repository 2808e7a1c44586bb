"""`onrecord batch-matters`, and the option of `onrecord batch` that does the same."""

from pathlib import Path

import pytest
from tests.batch.corpora import ROUGH, corpus, rows
from typer.testing import CliRunner

from onrecord.batch import guard
from onrecord.bench.corpus import write_run
from onrecord.bench.crises import crises
from onrecord.cli.main import app
from onrecord.errors import ExportError


def test_batch_matters_tells_what_there_is(tmp_path: Path) -> None:
    write_run(tmp_path, crises(8), 3)
    found = CliRunner().invoke(app, ["batch-matters", str(tmp_path), "--as-of", "2031-12-31", "--memory", "128"])
    assert found.exit_code == 0, found.output
    assert "of 8 documents, 3 matters with 9 accounts" in " ".join(found.output.split())
    assert (tmp_path / "accounts" / "all.parquet").exists()


@pytest.mark.slow
def test_batch_goes_on_to_matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "COMMAND", ROUGH)
    out = tmp_path / "out"
    read = CliRunner().invoke(app, ["batch", str(corpus(tmp_path / "in", 3)), str(out), "--workers", "1", "--matters"])
    assert read.exit_code == 0, read.output
    assert "of 3 documents" in " ".join(read.output.split())
    assert rows(out, "matters")


def test_batch_refuses_matters_of_a_record_before_it_reads(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["batch", str(tmp_path), str(tmp_path / "crisis.db"), "--matters"])
    assert isinstance(found.exception, ExportError)
    assert "crisis.db" in str(found.exception)


@pytest.mark.parametrize("command", ["batch", "batch-matters"])
def test_help_leads_to_matters(command: str) -> None:
    assert "batch-matters" in CliRunner().invoke(app, [command, "--help"]).output
