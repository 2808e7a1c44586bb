"""A long document in the reading room: what its page weighs, and when Chromium paints it."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from onrecord import workspace
from onrecord.api.room import findings_path
from onrecord.bench.room import served
from onrecord.testing import make_session

TIMES = 5
"""How often the page is asked for and painted; the medians are told."""

PAINTED, HEAVIEST = 500.0, 400_000
"""Milliseconds to the first paint, and bytes of a page with its styles and scripts as they are sent, at most."""

OWN = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: characters of the text, highlights, bytes sent, milliseconds of the server and to the first paint.

    `painted` is None where no Chromium, or no Playwright to drive it, is installed.
    """

    characters: int
    highlights: int
    weight: int
    served: float
    painted: float | None


def long_document(step: Callable[[], None] = lambda: None) -> Shown:
    """The page of a document of 60,000 characters with more than 600 highlights, in a record of its own."""
    session = make_session()
    with TemporaryDirectory() as folder:
        place = str(Path(folder) / "long.db")
        with workspace.open_record(place) as store:
            path = f"/documents/{store.add(session).document}"
            findings = findings_path(store)
        with served(place) as root:
            marks, weight, taken = _asked(root, path)
            step()
            painted = _painted(root + path)
            step()
        findings.unlink(missing_ok=True)
    return Shown(len(session.text), marks, weight, taken, painted)


def _asked(root: str, path: str) -> tuple[int, int, float]:
    """Highlights, bytes and milliseconds."""
    times = []
    with httpx.Client(base_url=root, timeout=60) as client:
        for _ in range(TIMES + 1):
            start = time.perf_counter()
            answer = client.get(path)
            times.append(1000 * (time.perf_counter() - start))
        sent = [answer, *(client.get(own) for own in dict.fromkeys(OWN.findall(answer.text)))]
    return answer.text.count('class="s '), sum(one.num_bytes_downloaded for one in sent), median(times[1:])


def _painted(address: str) -> float | None:
    """Milliseconds from asking to the first paint of words, each time with nothing kept from before."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    times = []
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
        for _ in range(TIMES + 1):  # the first one is the start of the browser itself
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(address)
                page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
                times.append(float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")))
    return median(times[1:])
