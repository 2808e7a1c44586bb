"""A page's text in document order, every character with its place in the source.

It never fails on broken markup: what is left open is closed as a browser would close it, as far as the text needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.readers.data import words
from onrecord.readers.html_tokens import Run, Tag, tokens

VOID, HIDDEN, BLOCKS = (frozenset(words("html")[name]) for name in ("void", "hidden", "blocks"))
CLOSES = {"p": {"p"}, "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr"}, "option": {"option"}}
"""Elements that a start tag closes when they are open directly around it."""

HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
STRONG = HEADINGS | {"b", "strong"}

DEEPEST = 500
"""Elements inside each other; a page with more is broken, and what lies deeper counts as the element around it."""

_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype html|(?P<tag>[a-z][a-z0-9]*)[\s>])", re.IGNORECASE)
_LINES = re.compile(r"\n|[^\n]+")
_BLANKS = str.maketrans("\t\r\n\f", "    ")
_MANY = re.compile(r"  +|$")
_TOKENS = re.compile(r"[a-z]+|[A-Z][a-z]*")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


@dataclass(slots=True)
class Chunk:
    """The text of one block element. `strong` and `linked` count characters; `parent` tells siblings from others."""

    runs: list[Run] = field(default_factory=list)
    parent: int = 0
    heading: str | None = None
    aside: bool = False
    strong: int = 0
    linked: int = 0

    @property
    def text(self) -> str:
        """The chunk's characters."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class _Open:
    tag: str
    number: int
    hidden: bool
    aside: bool
    linked: bool
    strong: bool
    kept: bool
    """White space stays as it is, as in <pre>."""


@dataclass(slots=True)
class Page:
    """What a page holds: its chunks of text, and the elements that describe it, as (name, attributes, text)."""

    chunks: list[Chunk]
    facts: list[tuple[str, dict[str, str], str]]


def walk(source: str) -> Page:
    r"""Text and descriptions of a page.

    >>> [chunk.text for chunk in walk("<p>One &amp;<br>two <b>three</b><p>four").chunks]
    ['One &\ntwo three', 'four']
    """
    walker = _Walker()
    for token in tokens(source):
        if isinstance(token, Run):
            walker.text(token)
        elif token.closing:
            walker.end(token)
        else:
            walker.start(token)
    walker.flush()
    return walker.page


def is_page(head: str) -> bool:
    """Whether a text begins as a page does: with a doctype or an element that is not part of a line.

    >>> is_page("<!DOCTYPE html>"), is_page("<sic> is an old note")
    (True, False)
    """
    match = _BEGINS.match(head)
    if not match:
        return False
    return match["tag"] is None or match["tag"].lower() in BLOCKS | {"head", "meta", "title"}


class _Walker:
    def __init__(self) -> None:
        self.stack = [_Open("", 0, *[False] * 5)]
        self.number = 0
        self.page = Page([], [])
        self.chunk = Chunk()
        self.noted: tuple[str, dict[str, str], list[str]] | None = None

    def start(self, tag: Tag) -> None:
        self.note(tag.name, tag.attributes)
        if tag.name == "br":
            self.add(Run("\n", tag.start, tag.end, breaks=True))
        elif tag.name in ("td", "th"):
            self.add(Run(" ", tag.start, tag.end))
        if tag.name in BLOCKS:
            self.flush()
            while self.stack[-1].tag == "p" or self.stack[-1].tag in CLOSES.get(tag.name, ()):
                self.stack.pop()
        if tag.name not in VOID and len(self.stack) < DEEPEST:
            self.open(tag.name, tag.attributes)

    def open(self, tag: str, given: dict[str, str]) -> None:
        outer = self.stack[-1]
        self.number += 1
        self.stack.append(
            _Open(
                tag,
                self.number,
                outer.hidden or tag in HIDDEN or "hidden" in given or bool(_UNSEEN.search(given.get("style", ""))),
                outer.aside or _is_aside(tag, given),
                outer.linked or tag == "a",
                outer.strong or tag in STRONG,
                outer.kept or tag == "pre",
            )
        )

    def end(self, tag: Tag) -> None:
        if self.noted and self.noted[0] == tag.name:
            self.page.facts.append((tag.name, self.noted[1], "".join(self.noted[2])))
            self.noted = None
        if tag.name in BLOCKS:
            self.flush()
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag == tag.name:
                del self.stack[depth:]
                return
            if self.stack[depth].tag in BLOCKS and tag.name not in BLOCKS:
                return

    def text(self, run: Run) -> None:
        if self.noted:
            self.noted[2].append(run.text)
        for part in _by_line(run) if self.stack[-1].kept and run.plain else [run]:
            self.add(part)

    def add(self, run: Run) -> None:
        top = self.stack[-1]
        if top.hidden:
            return
        if not self.chunk.runs:
            self.chunk = Chunk([], self.parent(), self.heading(), top.aside)
        size = len(run.text.strip())
        self.chunk.strong += size * top.strong
        self.chunk.linked += size * top.linked
        self.chunk.runs.append(run)

    def parent(self) -> int:
        """The element around the block that is open."""
        blocks = [o.number for o in self.stack if o.tag in BLOCKS]
        return blocks[-2] if len(blocks) > 1 else 0

    def heading(self) -> str | None:
        return next((o.tag for o in reversed(self.stack) if o.tag in HEADINGS), None)

    def flush(self) -> None:
        runs = _tidy(self.chunk.runs)
        if runs:
            self.chunk.runs = runs
            self.page.chunks.append(self.chunk)
        self.chunk = Chunk()

    def note(self, name: str, given: dict[str, str]) -> None:
        """Keep what describes the page: metadata, its title, dates, structured data."""
        kept = name == "time" or (name == "script" and "ld+json" in given.get("type", "").lower())
        if name in ("meta", "html"):
            self.page.facts.append((name, given, ""))
        elif not self.noted and (kept or (name == "title" and self.stack[-1].tag in ("head", "html", ""))):
            self.noted = (name, given, [])


def _is_aside(tag: str, given: dict[str, str]) -> bool:
    if tag in _elements() or given.get("role") in ("navigation", "search", "complementary", "contentinfo", "dialog"):
        return True
    if tag in ("html", "body", "main", "article"):
        return False
    named = f"{given.get('class', '')} {given.get('id', '')}"
    return any(token.lower() in _containers() for token in _TOKENS.findall(named))


def _by_line(run: Run) -> Iterator[Run]:
    for match in _LINES.finditer(run.text):
        place = run.start + match.start()
        yield Run(match.group(), place, place + len(match.group()), breaks=match.group() == "\n")


def _tidy(runs: list[Run]) -> list[Run]:
    """Runs with white space as a browser shows it."""
    found: list[Run] = []
    for run in runs:
        if run.breaks:
            _strip_end(found)
            if found:
                found.append(run)
        elif run.plain:
            _squeeze(found, run)
        elif run.text != " " or (found and found[-1].text[-1] not in " \n"):
            found.append(run)
    while found and not found[-1].text.strip():
        found.pop()
    _strip_end(found)
    return found


def _squeeze(found: list[Run], run: Run) -> None:
    """Append a run, each stretch of white space as one blank."""
    text, place = run.text.translate(_BLANKS), 0
    for match in _MANY.finditer(text):
        end = min(match.start() + 1, match.end())
        if place < end and text[place] == " " and (not found or found[-1].text[-1] in " \n"):
            place += 1
        if place < end:
            found.append(Run(text[place:end], run.start + place, run.start + end))
        place = match.end()


def _strip_end(found: list[Run]) -> None:
    if found and found[-1].plain and found[-1].text.endswith(" "):
        last = found.pop()
        if last.text[:-1]:
            found.append(Run(last.text[:-1], last.start, last.end - 1))


@lru_cache
def _containers() -> frozenset[str]:
    return frozenset(words("furniture")["containers"])


@lru_cache
def _elements() -> frozenset[str]:
    return frozenset(words("furniture")["elements"])
