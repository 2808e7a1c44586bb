"""`onrecord export` and `onrecord verify` of a bundle, as a person meets them."""

import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from onrecord.cli.main import main
from onrecord.store import Store
from onrecord.testing import make_statement

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: Patch) -> Path:
    monkeypatch.setenv("ONRECORD_WHO", "ana")
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
    return tmp_path


def run(monkeypatch: Patch, *words: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_export_prints_the_seal_that_verify_takes(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    assert run(monkeypatch, "export", folder / "crisis.db", folder / "crisis.zip", "--format", "bundle", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert run(monkeypatch, "verify", folder / "crisis.zip", "--seal", told["seal"]) == 0
    assert "The bundle is whole" in capsys.readouterr().out
    assert run(monkeypatch, "verify", folder / "crisis.zip", "--seal", "0" * 64) == 1
    assert told["seal"] in capsys.readouterr().err


def test_export_stands_in_the_history(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "export", folder / "crisis.db", folder / "crisis.zip", "--who", "Ben")
    run(monkeypatch, "history", folder / "crisis.db")
    assert "Ben: export record as of line 2, bundle" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "said"), [("bundle", "there already"), ("json", "no JSON")])
def test_export_never_writes_over_a_record(monkeypatch: Patch, capsys: Output, folder: Path, form: str, said: str) -> None:
    before = (folder / "crisis.db").read_bytes()
    assert run(monkeypatch, "export", folder / "crisis.db", folder / "crisis.db", "--format", form) == 1
    assert said in capsys.readouterr().err
    assert (folder / "crisis.db").read_bytes() == before


def test_export_of_no_record_is_a_clear_error(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    assert run(monkeypatch, "export", folder / "none.db", folder / "crisis.zip") == 1
    assert "onrecord add" in capsys.readouterr().err
    assert not list(folder.glob("crisis.zip*"))


def test_verify_names_what_is_wrong_in_a_bundle(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "export", folder / "crisis.db", folder / "crisis.zip")
    with ZipFile(folder / "crisis.zip") as archive:
        archive.extractall(folder / "unpacked")
    (root,) = (folder / "unpacked").iterdir()
    assert run(monkeypatch, "verify", root) == 0
    (root / "data" / "new\x1b[31m").write_text("x")
    capsys.readouterr()
    assert run(monkeypatch, "verify", root) == 1
    assert "\x1b" not in (said := capsys.readouterr().err)
    assert "was added" in said


def test_verify_of_a_bundle_as_json(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    run(monkeypatch, "export", folder / "crisis.db", folder / "crisis.zip")
    data = bytearray((folder / "crisis.zip").read_bytes())
    data[len(data) // 3] ^= 4
    (folder / "other.zip").write_bytes(data)
    capsys.readouterr()
    assert run(monkeypatch, "verify", folder / "crisis.zip", "--json") == 0
    assert json.loads(capsys.readouterr().out)["fault"] is None
    assert run(monkeypatch, "verify", folder / "other.zip", "--json") == 1
    assert json.loads(capsys.readouterr().out)["fault"]


def test_verify_of_a_folder_that_is_none_says_so(monkeypatch: Patch, capsys: Output, folder: Path) -> None:
    assert run(monkeypatch, "verify", folder) == 1
    assert "this is no bundle" in capsys.readouterr().err
