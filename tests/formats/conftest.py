"""One run of `onrecord add` over everything that can be read, for all tests: a folder, two feeds, a page and a list."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.formats.folder import make_bad, make_folder
from tests.formats.news import build, write_list
from tests.formats.statements import statement
from tests.readers.capture.loopback import Site, served
from tests.readers.tools import printed

from onrecord.cli.main import main
from onrecord.readers import capture


@dataclass(frozen=True)
class Told:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Everything:
    """All that was given to a record, and what was said of it.

    `held` are the figures of the statements by the file or path that holds them, `bad` what must be said of what cannot be read.
    """

    record: Path
    folder: Path
    site: Site
    sources: tuple[str, ...]
    held: dict[str, set[int]]
    bad: dict[str, str]
    told: Told

    def claims(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in command("claims", self.record, "--json", "--limit", 10_000).out.splitlines()]


def command(*args: object) -> Told:
    """Run a command in this process, as a person would; visits need not wait as long between each other."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["onrecord", *map(str, args)])
        patch.setattr(capture, "Manners", partial(capture.Manners, delay=0, backoff=0.01))
        for name, value in {"ONRECORD_WHO": "Ana Ruiz", "NO_PROXY": "*", "NO_COLOR": "1", "ONRECORD_DEBUG": "1"}.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            main()
    return Told(int(left.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    base = tmp_path_factory.mktemp("everything")
    folder, record = base / "in", base / "crisis.db"
    folder.mkdir()
    held = make_folder(folder)
    bad = make_bad(folder, folder)
    with served() as site:
        held |= build(site, printed(f"<h1>Report</h1><p>{statement(55)}</p>"))
        given = (str(folder), f"{site.address}/rss.xml", f"{site.address}/atom.xml", f"{site.address}/statement")
        sources = (*given, "--from", str(write_list(site, base / "addresses.txt")), "--allow-private")
        told = command("add", record, *sources)
        yield Everything(record, folder, site, sources, held, bad, told)
