"""The new user's path in the README: its commands, run as they stand."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import main

ROOT = Path(__file__).parents[2]
HEADING = "## Keep a record"
COMMENT = re.compile(r"\s{3,}.*")


def commands() -> list[str]:
    """The lines of the section's block of commands, without what is said about them."""
    section = (ROOT / "README.md").read_text("utf-8").partition(HEADING)[2]
    block = section.split("```")[1]
    return [COMMENT.sub("", line) for line in block.strip().splitlines()]


def run(monkeypatch: pytest.MonkeyPatch, command: str, *more: str) -> int:
    monkeypatch.setattr(sys, "argv", [*shlex.split(command), *more])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.mark.slow
def test_readme_path_of_a_new_user_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_WHO", "Ana Ruiz")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    add, search, *rest = commands()
    assert len(rest) == 7
    assert run(monkeypatch, add) == 0
    assert "10 documents added" in capsys.readouterr().out
    assert run(monkeypatch, search, "--json") == 0
    found = json.loads(capsys.readouterr().out.splitlines()[0])["claim"]
    said = []
    for command in rest:
        assert run(monkeypatch, command.replace("CLAIM", found["id"][:6])) == 0, command
        said.append(capsys.readouterr().out)
        if "reread" in command:
            assert run(monkeypatch, "onrecord claims crisis.db --review corrected --json") == 0
            assert json.loads(capsys.readouterr().out)["best"] == 1
    assert "10 documents read again" in said[1]
    assert "taken back" in said[2]
    assert "10 documents" in said[3]
    assert "seal" in said[4]
    assert "The bundle is whole" in said[5]
    assert (tmp_path / "dead.csv").is_file()
    run(monkeypatch, "onrecord claims crisis.db --review corrected --json")
    assert capsys.readouterr().out == ""
