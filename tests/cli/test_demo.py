"""`onrecord demo`: what a new user sees first."""

import sys
from pathlib import Path

import pytest

from onrecord.cli.main import main


@pytest.mark.slow
def test_demo_ends_on_where_accounts_disagree(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["onrecord", "demo", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert not left.value.code
    out = capsys.readouterr().out
    told, following = out.partition("Held against each other:")[2].split("Next:")
    assert "conflict" in told
    assert "according to" in told
    assert "open " in told
    assert len(told.splitlines()) <= 60
    assert "onrecord matters" in following
    assert {path.name for path in tmp_path.iterdir()} >= {"crisis.db", "interview.html"}
