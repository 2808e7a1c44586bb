"""Debian's Chromium over the room of a small record. Whatever leaves this machine, or stands in the console, fails the test."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.api.conftest import fill
from tests.api.talks import papers, said, talks

from onrecord.api.room import Room
from onrecord.model import Document, Timex, TimexType
from onrecord.store import Store
from onrecord.store.findings import Findings
from onrecord.testing import make_document, make_saying, make_toll, span_of
from onrecord.web.app import create_app
from onrecord.web.guard import LOOPBACK
from onrecord.web.serve import bind

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 15_000
"""Milliseconds until a page that does not come fails the test: the machine may be busy."""

ARABIC = "قال مارك تول إن 14 جنديا غادروا أوزرين يوم الاثنين."


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; without it the tests say so, and where nobody reads that (in CI) they fail."""
    if not os.access(CHROMIUM, os.X_OK):
        missing = f"no {CHROMIUM}: the reading room was NOT tried in a browser (apt-get install chromium)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    # Without the sandbox it runs as root, too; and no name but our own address leads anywhere.
    apart = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=apart)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record: accounts that conflict, a demand and its answer, a promise overdue, copies, a long and an Arabic text."""
    path = tmp_path_factory.mktemp("made") / "crisis.db"
    store = Store(str(path), who="ana")
    fill(store)
    store.add_all(
        [*talks(), *papers(), promise(), arabic(), denial(), make_saying("Ana Kos", "", also=("Kos",), title="Said again")]
    )
    store.close()
    return path


def denial() -> Document:
    """Somebody else gives another number of dead than Marek Tull."""
    doc = make_toll(23, title="What the clinic counts", publisher="Halden Press", published="2024-03-07")
    (actor,) = doc.actors
    other = replace(actor, name="Elena Orsk")
    return replace(doc, id="de41a1", text=doc.text.replace("Marek Tull", "Elena Orsk"), actors=(other,))


def promise() -> Document:
    """A promise whose day is over."""
    text = "We will pay every family by 20 March 2024, Ida Holm said."
    day = Timex(span_of(text, "20 March 2024"), TimexType.DATE, "2024-03-20")
    doc = said(text, text[:41], "commitment", "2024-03-07", status=None, times=(day,))
    return replace(doc, timexes=(day,))


def arabic() -> Document:
    """A text that runs from right to left."""
    return replace(make_document(ARABIC, title="في الميناء", publisher="بريد أوزرين", published="2024-03-06"), id="a7ab1c00")


@contextmanager
def copied(made: Path, folder: Path) -> Iterator[Room]:
    """The room of a copy of the record."""
    path = folder / "crisis.db"
    shutil.copy(made, path)
    room = Room(Store(str(path), who="ana"), Findings(folder / "findings.db"))
    room.changed()
    yield room
    room.close()


@pytest.fixture
def room(made: Path, tmp_path: Path) -> Iterator[Room]:
    """The room of a copy of it, for one test."""
    with copied(made, tmp_path) as found:
        yield found


@pytest.fixture
def root(room: Room) -> Iterator[str]:
    """Its address."""
    with serving(create_app(room)) as found:
        yield found


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of an application that runs beside the test."""
    listening = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    running.join()


Opens = Callable[..., Page]


@pytest.fixture
def opens(chromium: Browser, root: str) -> Iterator[Opens]:
    """Opens a page in a browser of its own; at the end none of them may have asked elsewhere, or complained."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_one(path: str = "/", expected: tuple[str, ...] = (), **settings: Any) -> Page:
        """`expected` are parts of what the console may say: a browser notes there each answer that is an error."""
        context = chromium.new_context(base_url=root, **settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch(context, wrong, expected)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not wrong


def watch(context: BrowserContext, wrong: list[str], expected: tuple[str, ...] = ()) -> None:
    """Note each request that leaves this machine, and each word of complaint."""

    def asked(request: Any) -> None:
        if urlsplit(request.url).hostname not in LOOPBACK and not request.url.startswith(("data:", "blob:")):
            wrong.append(f"asked {request.url}")

    def told(message: Any) -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in expected):
            wrong.append(f"{message.type} in the console: {message.text}")

    context.on("request", asked)
    context.on("console", told)
    context.on("weberror", lambda error: wrong.append(f"fault of a script: {error.error}"))
