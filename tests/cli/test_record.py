"""The commands of a record as a person meets them."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import workspace
from onrecord.cli.main import main
from onrecord.errors import EmptySourceError
from onrecord.model import Document
from onrecord.readers import Source, read_source
from onrecord.settings import Settings
from onrecord.testing import STATEMENT, make_statement

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _read_without_models(monkeypatch: Patch) -> None:
    """Sources are read as the invented statement that they hold: what is tested here is keeping, not reading."""

    def read(source: object, settings: Settings | None = None) -> Document:
        text = Path(str(source)).read_text("utf-8")
        if not text:
            raise EmptySourceError(found="nothing", wanted="some text", hint="check it")
        doc = read_source(Path(str(source)))
        return make_statement(text, uri=doc.uri, evidence=doc.evidence)

    monkeypatch.setattr(workspace, "read", read)
    monkeypatch.setattr(workspace, "is_prepared", lambda: True)
    monkeypatch.setenv("ONRECORD_WHO", "ana")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}. {STATEMENT}", encoding="utf-8")
    return tmp_path


def run(monkeypatch: Patch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_add_says_what_it_kept(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    assert run(monkeypatch, "add", folder / "crisis.db", folder) == 0
    assert "3 documents added with 6 claims." in capsys.readouterr().out


def test_add_again_reads_nothing_again(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder)
    monkeypatch.setattr(workspace, "read", None)
    assert run(monkeypatch, "add", folder / "crisis.db", folder) == 0
    assert "0 documents added with 0 claims, 3 there already." in capsys.readouterr().out


def test_add_goes_on_past_a_bad_one_and_lists_it_at_the_end(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    (folder / "1.txt").write_text("")
    assert run(monkeypatch, "add", folder / "crisis.db", folder) == 1
    out, err = capsys.readouterr()
    assert "2 documents added" in out
    assert "1.txt" in err
    assert "1 sources could not be added" in err


def test_add_of_an_edited_file_says_which_claims_it_changed(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    (folder / "0.txt").write_text(
        STATEMENT.replace("fired at", "ever fired near") + " anyone fired at the harbour", encoding="utf-8"
    )
    assert run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt") == 0
    out = capsys.readouterr().out
    assert "1 claims of the one before are altered or gone" in out
    assert "1 of them new versions" in out


def test_add_json_tells_of_each_source(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    (folder / "1.txt").write_text("")
    run(monkeypatch, "add", folder / "crisis.db", folder, "--json")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(line.get("outcome", "error") for line in told) == ["added", "added", "error"]


def test_claims_shows_the_words_and_who_says_them(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    assert run(monkeypatch, "claims", folder / "crisis.db", "--kind", "deployment", "--near", "41.5,20.2,9") == 0
    out = capsys.readouterr().out
    assert "“14 soldiers left Ozerin on Monday”" in out
    assert "Marek Tull · deployment · done · asserts · 14 soldiers · 2024-03-04 · Ozerin" in out


def test_claims_json_prints_one_a_line(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    capsys.readouterr()
    run(monkeypatch, "claims", folder / "crisis.db", "--json")
    assert [json.loads(line)["speaker"] for line in capsys.readouterr().out.splitlines()] == ["Marek Tull"] * 2


@pytest.mark.parametrize("option", [("--kind", "riot"), ("--near", "here"), ("--since", "monday"), ("--review", "maybe")])
def test_claims_with_a_filter_that_is_none_is_a_clear_error(
    monkeypatch: Patch, capsys: Output, folder: Path, option: tuple[str, str]
) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    assert run(monkeypatch, "claims", folder / "crisis.db", *option) == 1
    assert "wanted" in capsys.readouterr().err


def test_claims_without_a_record_says_so(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    assert run(monkeypatch, "claims", folder / "none.db") == 1
    assert "onrecord add" in capsys.readouterr().err


def test_search_shows_what_it_found(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    assert run(monkeypatch, "search", folder / "crisis.db", "harbours") == 0
    assert "anyone fired at the [harbour]" in capsys.readouterr().out


def test_history_says_who_did_what(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    capsys.readouterr()
    run(monkeypatch, "history", folder / "crisis.db")
    create, added = capsys.readouterr().out.splitlines()
    assert "ana: create record" in create
    assert "ana: add " in added


def test_verify_accepts_the_head_that_was_printed(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder)
    capsys.readouterr()
    run(monkeypatch, "head", folder / "crisis.db")
    kept = capsys.readouterr().out.strip()
    assert run(monkeypatch, "verify", folder / "crisis.db", "--head", kept) == 0
    assert f"The head is {kept}" in capsys.readouterr().out


def test_verify_fails_with_a_head_of_another_record(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "add", folder / "crisis.db", folder)
    assert run(monkeypatch, "verify", folder / "crisis.db", "--head", f"2:{'0' * 64}") == 1
    assert "line 2 of the journal is not the one whose hash was kept" in capsys.readouterr().err


def _claim(monkeypatch: Patch, capsys: Output, folder: Path) -> str:
    """The id of a claim in a new record."""
    run(monkeypatch, "add", folder / "crisis.db", folder / "0.txt")
    capsys.readouterr()
    run(monkeypatch, "claims", folder / "crisis.db", "--kind", "deployment", "--json")
    return str(json.loads(capsys.readouterr().out)["id"])


def test_review_corrects_and_undoes(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    claim = _claim(monkeypatch, capsys, folder)
    assert run(monkeypatch, "review", folder / "crisis.db", "correct", claim[:5], "--set", "best=15", "--note", "recount") == 0
    run(monkeypatch, "claims", folder / "crisis.db", "--review", "corrected")
    assert "15 soldiers" in capsys.readouterr().out
    assert run(monkeypatch, "review", folder / "crisis.db", "undo", claim) == 0
    run(monkeypatch, "claims", folder / "crisis.db", "--review", "reviewed")
    assert "0 claims." in capsys.readouterr().out


def test_review_goes_on_past_an_unknown_claim(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    claim = _claim(monkeypatch, capsys, folder)
    assert run(monkeypatch, "review", folder / "crisis.db", "accept", "zzz", claim) == 1
    out, err = capsys.readouterr()
    assert f"{claim}: accept" in out
    assert "none of the claim zzz" in err


@pytest.mark.parametrize("options", [("correct",), ("accept", "--set", "best=1"), ("correct", "--set", "best")])
def test_review_with_wrong_options_is_a_clear_error(
    monkeypatch: Patch, capsys: Output, folder: Path, options: tuple[str, ...]
) -> None:
    claim = _claim(monkeypatch, capsys, folder)
    assert run(monkeypatch, "review", folder / "crisis.db", options[0], claim, *options[1:]) == 1
    assert "wanted" in capsys.readouterr().err


def test_reread_keeps_corrections_and_says_what_changed(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    claim = _claim(monkeypatch, capsys, folder)
    run(monkeypatch, "review", folder / "crisis.db", "correct", claim, "--set", "best=15")

    def otherwise(source: object, settings: Settings | None = None, **given: str) -> Document:
        assert isinstance(source, Source)
        return replace(make_statement(source.data.decode()), claims=())

    monkeypatch.setattr(workspace, "read", otherwise)
    capsys.readouterr()
    assert run(monkeypatch, "reread", folder / "crisis.db") == 0
    out = capsys.readouterr().out
    assert "1 documents read again, 1 of them otherwise" in out
    assert f"correct of {claim}" in out
    assert "“14 soldiers left Ozerin on Monday”" in out
