"""Every page in a real browser: nothing for axe-core to find, light and dark, narrow and wide, and none scrolls sideways."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.web.browser.conftest import PATIENCE, copied, serving, watch

from onrecord.api.exports import Export
from onrecord.api.jobs import Job, Outcome, State
from onrecord.api.matters import MattersAsked, matters
from onrecord.api.room import Room
from onrecord.api.threads import ThreadsAsked, threads
from onrecord.web.app import create_app
from onrecord.web.pages import PAGES

pytestmark = pytest.mark.slow

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

NARROW, WIDE, WIDEST = 390, 1440, 2560

PATHS = {page.path: "" for page in PAGES} | {
    "/a filter that finds": "/claims?kind=casualties&sort=speaker",
    "/a filter that finds nothing": "/claims?speaker=nobody",
    "/a fault": "/documents/nothing",
    "/search for words": "/search?words=soldiers",
    "/search for nothing": "/search?words=zebra",
    "/another matter": "/matters/{matter}?find=soldiers",
    "/an answer": "/threads/{thread}?find=barrier",
    "/corrections": "/copies?show=corrections",
    "/suggestions": "/actors?words=kos",
    "/right to left": "/documents/a7ab1c00",
    "/reviewed": "/queue?skip=99",
}
"""What is looked at: each page, and further addresses by what they are; empty where the page's own address says all."""


@pytest.fixture(scope="module")
def known(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a room that is only looked at, and ids of what is in it."""
    with copied(made, tmp_path_factory.mktemp("shown")) as room:
        with_job(room)
        room.store.accept(room.store.claims(kind="deployment")[0].id, note="seen")
        room.changed()
        with serving(create_app(room)) as root:
            yield root, ids_of(room)


def with_job(room: Room) -> None:
    """Let the room remember a job, without the process that reads."""
    outcomes = (Outcome("a.html", "added", "a7ab1c00", 2), Outcome("b.pdf", "failed", reason="no text was found in it"))
    job = Job("0b1", "Two files", "ana", "2024-03-05T08:00:00+00:00", State.DONE, outcomes)
    room.jobs.get = lambda id: job  # type: ignore[method-assign]
    began, done = "2024-03-05T08:00:00+00:00", {"size": 120_000, "sha256": "ab" * 32, "seal": "cd" * 32, "line": 7}
    export = Export("0e1", "bundle", "record-bundle.zip", "ana", began, State.DONE, **done)  # type: ignore[arg-type]
    room.exports.get = lambda id: export  # type: ignore[method-assign]
    room.exports.all = lambda: [export]  # type: ignore[method-assign]


def ids_of(room: Room) -> dict[str, str]:
    """One id of each kind."""
    statement = next(one.id for one in room.store.newest() if one.title == "At the harbour")
    matter = matters(room, MattersAsked()).matters[0].id
    thread = threads(room, ThreadsAsked(words="Velmora")).threads[0].id
    return {
        "documents": statement,
        "claims": room.store.claims(document=statement)[0].id,
        "matters": matter,
        "matter": matter,
        "threads": thread,
        "thread": thread,
        "actors": room.store.actors(limit=1)[0].id,
        "jobs": "0b1",
        "exports": "0e1",
    }


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """One browser for all pages, and what was wrong in it."""
    wrong: list[str] = []
    found = chromium.new_context()
    found.set_default_timeout(PATIENCE)
    watch(found, wrong, expected=("404",))
    yield found, wrong
    found.close()


def address(path: str, ids: dict[str, str]) -> str:
    """Where a page is, of what is in the record."""
    return (PATHS[path] or path).format(id=ids.get(path.split("/")[1], ""), **ids)


def faults(page: Page, **options: Any) -> list[str]:
    """What axe-core, which is in the page, finds: the rule, and the first places."""
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})["violations"]
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize("path", PATHS)
def test_page_is_for_everybody(context: tuple[BrowserContext, list[str]], known: tuple[str, dict[str, str]], path: str) -> None:
    browser, wrong = context
    root, ids = known
    page = browser.new_page()
    page.goto(root + address(path, ids))
    page.evaluate(AXE)
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.emulate_media(color_scheme="light")
        assert faults(page) == []
        page.emulate_media(color_scheme="dark")
        assert faults(page, runOnly=["color-contrast", "link-in-text-block"]) == []
    page.set_viewport_size({"width": WIDEST, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDEST
    page.close()
    assert not wrong
