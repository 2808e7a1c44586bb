"""`onrecord add` and `read` of files that hold several statements, as a person meets them."""

from __future__ import annotations

import json
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import workspace
from onrecord.cli.main import main
from onrecord.model import Document
from onrecord.readers import Source, read_source
from onrecord.settings import Settings
from onrecord.store import Store
from onrecord.testing import STATEMENT, make_statement

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _read_without_models(monkeypatch: Patch) -> None:
    """Sources are read as the invented statement that they hold, without its annotations."""

    def read(source: Any, settings: Settings | None = None, **given: str) -> Document:
        doc = read_source(source, settings or Settings(), **given)
        return make_statement(doc.text, title=doc.title, publisher=doc.publisher, published=doc.published, uri=doc.uri,
                              evidence=doc.evidence, published_from=doc.published_from)  # fmt: skip

    monkeypatch.setattr(workspace, "read", read)
    monkeypatch.setattr(workspace, "is_prepared", lambda: True)
    monkeypatch.setenv("ONRECORD_WHO", "ana")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an archive, a mail with attachments, a table, and what is no statement."""
    place = tmp_path / "in"
    place.mkdir()
    with zipfile.ZipFile(place / "a.zip", "w") as archive:
        archive.writestr("one.txt", f"One. {STATEMENT}")
        archive.writestr("empty.txt", "")
        archive.writestr("map.png", b"\x89PNG")
        archive.writestr("../climbs.txt", STATEMENT)
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "Press Office <press@orva.example>", "News", "<1@orva.example>"
    message.set_content(f"Two. {STATEMENT}\n")
    message.add_attachment(f"Three. {STATEMENT}", filename="three.txt")
    (place / "b.eml").write_bytes(message.as_bytes())
    (place / "c.csv").write_text(f'id,text\n4,"Four. {STATEMENT}"\n5,\n')
    (place / "d.doc").write_text("x")
    (place / ".hidden.txt").write_text("x")
    return place


def run(monkeypatch: Patch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_add_keeps_each_statement_and_lists_all_else(monkeypatch: Patch, capsys: Output, folder: Path, tmp_path: Path) -> None:
    assert run(monkeypatch, "add", tmp_path / "r.db", folder) == 1
    out, err = capsys.readouterr()
    assert "4 documents added with 8 claims." in out
    told = [line.removeprefix(f"onrecord: {folder}").partition(": Found")[0] for line in err.splitlines()]
    assert told == [
        "/d.doc: left out, its ending .doc is none that is read",
        ": left out, 1 hidden files and folders in it",
        "/a.zip: map.png: left out, its name does not tell that it is a kind of file that is read",
        "/a.zip: empty.txt",
        "/a.zip: ../climbs.txt",
        "/c.csv, row 3",
        "onrecord: 3 sources could not be added.",
    ]


def test_add_that_is_stopped_tells_what_it_did(monkeypatch: Patch, capsys: Output, folder: Path, tmp_path: Path) -> None:
    add = Store.add

    def stop(store: Store, doc: Document) -> Any:
        if doc.text.startswith("Four"):
            raise KeyboardInterrupt
        return add(store, doc)

    monkeypatch.setattr(Store, "add", stop)
    assert run(monkeypatch, "add", tmp_path / "r.db", folder) == 130
    out, err = capsys.readouterr()
    assert "3 documents added" in out
    assert "../climbs.txt" in err
    assert err.splitlines()[-1].startswith("onrecord: Stopped.")


def test_add_again_finds_everything_there(monkeypatch: Patch, capsys: Output, folder: Path, tmp_path: Path) -> None:
    run(monkeypatch, "add", tmp_path / "r.db", folder)
    monkeypatch.setattr(workspace, "read", None)
    run(monkeypatch, "add", tmp_path / "r.db", folder)
    assert "0 documents added with 0 claims, 4 there already." in capsys.readouterr().out


def test_added_statements_verify_and_are_read_again_alike(
    monkeypatch: Patch, capsys: Output, folder: Path, tmp_path: Path
) -> None:
    run(monkeypatch, "add", tmp_path / "r.db", folder)
    capsys.readouterr()
    assert run(monkeypatch, "verify", tmp_path / "r.db") == 0
    assert run(monkeypatch, "reread", tmp_path / "r.db") == 0
    assert "4 documents read again, 0 of them otherwise" in capsys.readouterr().out


def test_add_json_tells_what_was_left_out(monkeypatch: Patch, capsys: Output, folder: Path, tmp_path: Path) -> None:
    run(monkeypatch, "add", tmp_path / "r.db", folder, "--json")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(line.get("outcome") or ("left" if "left_out" in line else "error") for line in told) == [
        *["added"] * 4, *["error"] * 3, *["left"] * 3,
    ]  # fmt: skip


def test_add_takes_the_column_that_is_named(monkeypatch: Patch, capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'Inhalt\n"{STATEMENT}"\n')
    assert run(monkeypatch, "add", tmp_path / "r.db", tmp_path / "a.csv") == 1
    assert "--column text=NAME" in capsys.readouterr().err
    assert run(monkeypatch, "add", tmp_path / "r.db", tmp_path / "a.csv", "--column", "text=Inhalt") == 0


@pytest.mark.parametrize("column", ["text", "words=x", "text="])
def test_column_that_says_nothing_is_a_clear_error(monkeypatch: Patch, capsys: Output, tmp_path: Path, column: str) -> None:
    assert run(monkeypatch, "add", tmp_path / "r.db", tmp_path, "--column", column) == 1
    assert "--column text=Body" in capsys.readouterr().err


def test_read_of_a_file_with_several_says_how_many(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    assert run(monkeypatch, "read", folder / "b.eml") == 1
    assert "Found 2 statements in" in capsys.readouterr().err


def test_read_many_gives_a_document_for_each(folder: Path) -> None:
    failed: list[str] = []
    docs = list(
        workspace.read_many([folder / "a.zip", folder / "b.eml"], on_error=lambda source, error: failed.append(str(source)))
    )
    assert [doc.text.split(".")[0] for doc in docs] == ["One", "Two", "Three"]
    assert len(failed) == 2


def test_public_read_many_takes_folders(folder: Path) -> None:
    with pytest.warns(UserWarning, match="left out"):
        assert len(list(onrecord.read_many([folder]))) == 4


def test_failed_source_is_named_and_not_shown(folder: Path) -> None:
    failed: list[object] = []
    bad = Source(b"\x89PNG", "a.zip: b.txt", media_type="text/plain")
    assert not list(workspace.read_many([bad], on_error=lambda source, error: failed.append(source)))
    assert failed == ["a.zip: b.txt"]
