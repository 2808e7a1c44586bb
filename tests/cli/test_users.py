"""`onrecord users` and `onrecord serve`: accounts on the command line, and where nothing is served without them."""

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.errors import MissingError, OnrecordError, QueryError, SettingsError
from onrecord.store import Store
from onrecord.testing import make_statement

PASSWORD = "rain over four harbours"


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = str(tmp_path / "record.db")
    with Store(path, who="ana") as store:
        store.add(make_statement())
    return path


def _run(*args: str, typed: str | None = None) -> str:
    done = CliRunner().invoke(app, args, input=typed)
    if isinstance(done.exception, OnrecordError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def _add(record: str, name: str, role: str = "reviewer") -> str:
    return _run("users", record, "add", name, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n")


def test_users_are_added_listed_and_removed(record: str) -> None:
    assert "Nobody has an account" in _run("users", record)
    assert _add(record, "Ana Kos", "editor") == "Ana Kos (editor) may sign in now.\n"
    _run("users", record, "role", "ana kos", "--role", "reader")
    assert _run("users", record) == "Ana Kos · reader\n"
    _run("users", record, "remove", "Ana Kos")
    assert "Ana Kos · removed" in _run("users", record)


def test_password_from_standard_input_is_its_first_line(record: str) -> None:
    _add(record, "Ana Kos")
    _run("users", record, "password", "Ana Kos", "--password-stdin", typed="another long password\r\nand more\n")
    with Store(record) as store:
        assert store.sign_in("Ana Kos", "another long password")
        assert store.sign_in("Ana Kos", PASSWORD) is None


def test_password_is_not_asked_for_without_a_terminal(record: str) -> None:
    with pytest.raises(QueryError, match="--password-stdin"):
        _run("users", record, "add", "Ana Kos", "--role", "reader")


def test_token_is_printed_once_and_can_be_revoked(record: str) -> None:
    _add(record, "Ana Kos")
    token = _run("users", record, "token", "Ana Kos", "--for", "nightly").strip()
    told = json.loads(_run("users", record, "--json"))
    assert (told["tokens"][0]["name"], token in str(told)) == ("nightly", False)
    with Store(record) as store:
        assert store.token(token)
    _run("users", record, "revoke", "Ana Kos", "--for", "nightly")
    with Store(record) as store:
        assert store.token(token) is None


@pytest.mark.parametrize("args", [("add",), ("add", "Bo"), ("role", "Bo"), ("token", "Bo"), ("remove", "Bo")])
def test_what_is_missing_is_told(record: str, args: tuple[str, ...]) -> None:
    with pytest.raises((QueryError, MissingError)):
        _run("users", record, *args)


@pytest.mark.parametrize("more", [["--host", "0.0.0.0"], ["--host", "::"], ["--name", "record.example.org"], ["--behind-https"]])
def test_serve_refuses_others_without_accounts(record: str, more: list[str]) -> None:
    with pytest.raises(SettingsError, match="onrecord users RECORD add"):
        _run("serve", record, *more)


@pytest.mark.slow
def test_serve_answers_at_the_address_that_it_prints(record: str, tmp_path: Path) -> None:
    _add(record, "Ana Kos", "editor")
    answer = _served(record, tmp_path, "--host", "127.0.0.1", path="api/record")
    assert answer.status_code == 401


def _served(record: str, folder: Path, *more: str, path: str) -> Any:
    """What `onrecord serve` answers in a process of its own."""
    import httpx

    code = "from onrecord.cli.main import main; main()"
    command = [sys.executable, "-c", code, "serve", record, "--port", "0", *more]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        watch = threading.Timer(120, process.kill)
        watch.start()
        try:
            assert process.stdout
            address = re.search(r"http://\S+/", process.stdout.readline())
            assert address
            return httpx.get(address[0] + path, timeout=100)
        finally:
            watch.cancel()
            process.terminate()
