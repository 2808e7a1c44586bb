"""PDFium in a process of its own, with limits: what it finds, page by page, whatever the file does to it."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import EmptySourceError, ReadError, TooLargeError
from onrecord.readers.pdf.pages import Page, Piece, with_marks
from onrecord.settings import MEGABYTE, Settings

PAGE_SECONDS, ALL_SECONDS = 30.0, 300.0
"""Seconds for one page, and for a file."""

FAILURES = 3
"""Pages on which PDFium may fail before the rest is given up."""

_SIGN = re.compile(r"^[\ue000-\uf8ff](?=\s|$)")
"""The sign before an item of a list, out of a font of signs."""

WORKER = Path(__file__).with_name("worker.py")


@dataclass(slots=True)
class Found:
    """The pages that could be read, what the file says of itself, and what could not be read."""

    pages: list[Page] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_pages(data: bytes, name: str, settings: Settings, seconds: tuple[float, float] = (PAGE_SECONDS, ALL_SECONDS)) -> Found:
    """The pages of a PDF file.

    Args:
        data: the file.
        name: for messages.
        settings: limits; `max_bytes` is the most text that is taken out of the file.
        seconds: for one page, and for the file.

    Raises:
        ReadError: the file is locked or damaged, or its form is one that only a program of its maker shows.
        TooLargeError: it holds more text than the limit.
    """
    found, first, failures = Found(), 0, 0
    left = settings.max_bytes
    ends = time.monotonic() + seconds[1]
    while True:
        run = _Run(data, first, left, seconds[0], ends)
        for line in run:
            _take(found, line, name, settings)
        first = run.seen
        if run.done or first >= found.facts.get("read", 0) > 0:
            break
        failures += 1
        late = time.monotonic() >= ends
        if not found.facts or failures > FAILURES or late:
            _give_up(found, first, name, late)
            break
        found.problems.append(f"page {first + 1} ({'it takes too long' if run.late else 'it breaks the PDF reader'})")
        first += 1
        left = settings.max_bytes - sum(len(piece.text) for page in found.pages for piece in page.pieces)
    if not found.pages:
        raise _refusal("damaged", name, settings)
    if found.facts["pages"] > found.facts["read"]:
        found.problems.append(
            f"pages {found.facts['read'] + 1} to {found.facts['pages']} (they are more than can be read of a file)"
        )
    return found


class _Run:
    """One run of the worker from page `first` on: the lines that it prints, until it ends or is ended."""

    def __init__(self, data: bytes, first: int, characters: int, page_seconds: float, ends: float) -> None:
        self.seen, self.done, self.late = first, False, False
        self._data, self._characters = data, characters
        self._page_seconds, self._ends = page_seconds, ends
        self._due = min(time.monotonic() + page_seconds, ends)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        command = [sys.executable, "-P", str(WORKER), str(self.seen), str(self._characters)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdin
            assert process.stdout
            threading.Thread(target=self._watch, args=[process], daemon=True).start()
            threading.Thread(target=_feed, args=[process.stdin, self._data], daemon=True).start()
            try:
                yield from self._lines(process.stdout)
            finally:
                process.kill()

    def _lines(self, stream: BinaryIO | Any) -> Iterator[dict[str, Any]]:
        for words in stream:
            if not words.endswith(b"\n"):
                return
            line = json.loads(words)
            self._due = min(time.monotonic() + self._page_seconds, self._ends)
            self.done = self.done or "done" in line or "refused" in line
            self.seen = line.get("page", self.seen - 1) + 1
            yield line

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            if time.monotonic() > self._due:
                self.late = True
                process.kill()
            time.sleep(0.05)


def _feed(stream: Any, data: bytes) -> None:
    with contextlib.suppress(OSError):  # the worker ended before it had read all
        stream.write(data)
        stream.close()


def _take(found: Found, line: dict[str, Any], name: str, settings: Settings) -> None:
    if "refused" in line:
        raise _refusal(line["refused"], name, settings)
    if "pages" in line:
        found.facts = found.facts or line
        if line["xfa"]:
            raise ReadError(
                found=f"{name}, a form that is made anew whenever a program of its maker shows it (XFA)",
                wanted="a PDF file whose pages hold their text",
                hint="print the form to a PDF file and read that",
            )
    elif line.get("broken"):
        found.problems.append(f"page {line['page'] + 1} (it is damaged)")
    elif "page" in line:
        pieces = with_marks([Piece(_SIGN.sub("•", words), *place) for words, *place in line["pieces"]])
        what = line["picture"], line["unseen"], line["blank"]
        found.pages.append(Page(line["page"] + 1, line["width"], line["height"], pieces, *what))


def _refusal(reason: str, name: str, settings: Settings) -> ReadError:
    if reason == "large":
        size = f"{settings.max_bytes / MEGABYTE:.3g} MB"
        hint = "split it, or raise the limit with --max-size"
        return TooLargeError(found=f"more than {size} of text in {name}", wanted=f"at most {size}", hint=hint)
    if reason == "damaged":
        return ReadError(
            found=f"{name}, a damaged PDF file",
            wanted="a PDF file that can be opened",
            hint="check that it was saved whole; open it in a viewer and save it anew",
        )
    return ReadError(
        found=f"{name}, a PDF file locked with {'a password' if reason == 'password' else 'a protection that is not known'}",
        wanted="a PDF file that opens without a password",
        hint="open it with its password and save it without one",
    )


def _give_up(found: Found, first: int, name: str, late: bool) -> None:
    if not found.pages:
        raise ReadError(
            found=f"{name}, a PDF file that {'takes too long to read' if late else 'breaks the PDF reader'}",
            wanted="a PDF file that can be read within its limits of time and memory",
            hint="open it in a viewer, print it to a new PDF file and read that",
        )
    last = found.facts["pages"]
    found.problems.append(f"pages {first + 1} to {last} ({'the file takes too long' if late else 'they break the PDF reader'})")


def no_text(name: str, found: Found) -> EmptySourceError:
    """The error of a file whose pages are empty or pictures."""
    pages = found.facts["pages"]
    count = f"{pages} page{'s' * (pages != 1)}"
    if not any(page.picture for page in found.pages):
        hint = "check that it is the right one and that it was saved with its text"
        return EmptySourceError(found=f"{name}, {count} without text", wanted="a PDF file with text in it", hint=hint)
    return EmptySourceError(
        found=f"{name}, {count} of pictures without text, as from a scanner",
        wanted="a PDF file with text in it",
        hint="have its letters recognised (a scanner's program or ocrmypdf does that) and read the result",
    )
