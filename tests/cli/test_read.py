"""`onrecord read` as a person meets it: what is printed, where, and with which exit status."""

import json
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import main

STATEMENT = "The Ministry of Health said on Monday that 14 people were killed. It denied that the army was involved.\n"


def run(monkeypatch: pytest.MonkeyPatch, *args: str) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *args])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "statement.txt"
    path.write_text(STATEMENT, encoding="utf-8")
    return path


def test_read_prints_the_words_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], statement: Path
) -> None:
    assert run(monkeypatch, "read", str(statement)) == 0
    assert "14 people were killed" in capsys.readouterr().out


def test_read_json_prints_one_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], statement: Path
) -> None:
    assert run(monkeypatch, "read", str(statement), "--json") == 0
    assert json.loads(capsys.readouterr().out)["text"] == STATEMENT


def test_read_html_writes_one_page(monkeypatch: pytest.MonkeyPatch, statement: Path) -> None:
    page = statement.with_suffix(".page.html")
    assert run(monkeypatch, "read", str(statement), "--html", str(page)) == 0
    assert "14 people were killed" in page.read_text(encoding="utf-8")


def test_read_many_goes_on_past_a_bad_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], statement: Path
) -> None:
    bad = statement.with_name("bad.txt")
    bad.write_bytes(b"\x00\x01\x02")
    assert run(monkeypatch, "read", str(bad), str(statement), "--json") == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "bad.txt" in err
    assert "1 of 2" in err


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 40,
    "null.txt": b"The army\x00 left.",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "unknown.xyz": bytes(range(128, 256)),
    "page.html": b"<html><body><script>1</script></body></html>",
    "french.txt": ("Le ministre a déclaré lundi que les forces armées avaient quitté la ville. " * 5).encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_read_bad_input_is_a_clear_error(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    assert run(monkeypatch, "read", str(path)) == 1
    error = capsys.readouterr().err
    assert error.startswith("onrecord: ")
    assert "wanted" in error
    assert "Traceback" not in error
    assert "fault of onrecord" not in error


def test_read_missing_file_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "read", "no-such-file.txt") == 1
    assert "no-such-file.txt" in capsys.readouterr().err


def test_read_refuses_fifty_megabytes_without_loading_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as out:
        out.truncate(50_000_000)
    assert run(monkeypatch, "read", str(path)) == 1
    assert "50" in capsys.readouterr().err


ODD = {
    "rtl": "\u202bThe minister\u202c said 14 people were killed.",
    "emoji": "🚢🔥 The minister said 14 people were killed 😢.",
    "unbalanced": 'The minister said "14 people were killed. The army left the town. “Nobody fired.',
    "crlf": "The minister said\r\n14 people were killed.\r\n",
}


@pytest.mark.parametrize("name", ODD)
def test_read_odd_but_good_input(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(ODD[name].encode())
    assert run(monkeypatch, "read", str(path), "--json") == 0
    assert any("killed" in claim["text"]["exact"] for claim in json.loads(capsys.readouterr().out)["claims"])


@pytest.mark.slow
def test_read_one_sentence_of_a_hundred_thousand_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "endless.txt"
    path.write_text("the army and the police left the town and " * 11_200 + "nobody spoke.", encoding="utf-8")
    assert run(monkeypatch, "read", str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []
