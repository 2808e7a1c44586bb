"""Markdown: the text that a reader sees. Marks, addresses of links and pictures are undone; every character keeps its bytes.

markdown-it tells the parts apart as CommonMark says, but keeps only lines; the words are found again in them, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import EmptySourceError
from onrecord.model import BlockKind, Document, Evidence
from onrecord.readers.build import build
from onrecord.readers.decode import Decoded, segments
from onrecord.readers.draft import Draft, Given, Mark
from onrecord.readers.html_meta import as_date
from onrecord.readers.html_tokens import Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FACTS = {"title": "title", "date": "published", "published": "published", "publisher": "publisher", "source": "publisher",
         "author": "byline"}  # fmt: skip
"""Names in the front matter, and what they tell."""

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<body>(?:(?:\w[\w -]{0,40}:|[ \t#-])[^\n]{0,1000}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_FIELD = re.compile(r"^(?P<name>\w{1,20}):[ \t]+(?P<value>[^\r\n]+)", re.MULTILINE)
_LINK_END = re.compile(r"\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\]\n]*\])?")
_LINE = re.compile(r"[^\n]*\n?")


def from_markdown(decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str) -> Document:
    """A document of a Markdown text; title, date and publisher are taken from its front matter, where it has one.

    Raises:
        EmptySourceError: there is nothing to read in it.
    """
    front = _FRONT.match(decoded.text)
    front = front if front and _facts(front["body"]) else None  # else it is text between two rules
    start = front.end() if front else 0
    page = _Page(decoded.text, start)
    try:
        page.walk(_parser().parse(decoded.text[start:]))
    except RecursionError:
        raise EmptySourceError(
            found=f"{name}, which is nested too deeply", wanted="text as people write it", hint="save it as .txt"
        ) from None
    if not any(run.text.strip() for _, run in page.runs):
        raise EmptySourceError(found=f"{name} without a word", wanted="some text to read", hint="check that it is the right one")
    found = segments(decoded, data, page.runs)
    draft = Draft("".join(page.parts), found, tuple(page.marks), facts=_facts(front["body"]) if front else {})
    return build(draft, given, replace(evidence, segments=found))


class _Page:
    """The text of a document as it grows, with the runs of the source that it is made of."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.starts = [start, *(match.end() for match in _LINE.finditer(source, start) if match.end() > match.start())]
        self.parts: list[str] = []
        self.place = 0
        self.runs: list[tuple[int, Run]] = []
        self.marks: list[Mark] = []
        self.first = True

    def walk(self, tokens: Sequence[Token]) -> None:
        """Take up the blocks."""
        before, row, heading = "\n\n", "\n\n", False
        for token in tokens:
            if token.type == "table_open":
                row = "\n\n"
            elif token.type == "table_close":
                before = "\n\n"
            elif token.type == "tr_open":
                before, row = row, "\n"
            elif token.type in ("heading_open", "heading_close"):
                heading = token.type == "heading_open"
            elif token.type in ("inline", "fence", "code_block") and token.map:
                self.block(token, before, heading)
                before = "\n\n"
            elif token.type in ("th_close", "td_close"):
                before = "\t"

    def block(self, token: Token, before: str, heading: bool) -> None:
        """Take up the words of one block, and whether it is a heading."""
        low = self.starts[min(token.map[0], len(self.starts) - 1)] if token.map else 0
        high = self.starts[min(token.map[1], len(self.starts) - 1)] if token.map else 0
        found = list(_words(token, self.source, low, high))
        if not any(run.text.strip() for run in found):
            return
        if self.parts:
            self.put(before)
        start = self.place
        for run in found:
            if run.end > run.start:
                self.runs.append((self.place, run))
            self.put(run.text)
        if heading:
            self.marks.append(Mark(start, self.place, BlockKind.TITLE if self.first else BlockKind.HEADING, strong=True))
        elif _is_strong(token):
            self.marks.append(Mark(start, self.place, strong=True))
        self.first = False

    def put(self, words: str) -> None:
        """Add characters."""
        self.parts.append(words)
        self.place += len(words)


def _words(token: Token, source: str, low: int, high: int) -> Iterator[Run]:
    """The runs of a block, in their order; characters that stand nowhere in it are runs without a stretch."""
    if token.type != "inline":  # code: its lines as they stand
        for line in token.content.splitlines(keepends=True):
            at = source.find(line.rstrip("\n"), low, high) if line.strip() else -1
            yield Run(line, at, at + len(line)) if at >= 0 else Run(line, low, low)
            low = at + len(line) if at >= 0 else low
        return
    place = low
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield Run(" " if child.type == "softbreak" else "\n", place, place)
        elif child.type == "image" or (child.type == "link_close" and child.markup != "autolink"):
            match = _LINK_END.search(source, place, min(high, place + 2_000))
            place = match.end() if match else place
        elif child.type == "html_inline":
            place = max(place, source.find(child.content, place, high))
        elif child.content:
            written = child.markup if child.type == "text_special" else child.content
            at = source.find(written, place, high)
            yield Run(child.content, at, at + len(written)) if at >= 0 else Run(child.content, place, place)
            place = at + len(written) if at >= 0 else place


def _is_strong(token: Token) -> bool:
    """Whether a paragraph is set in bold as a whole, as headings and questions are."""
    kinds = [child.type for child in token.children or () if child.type != "text" or child.content.strip()]
    return len(kinds) > 2 and kinds[0] == "strong_open" and kinds[-1] == "strong_close" and kinds.count("strong_open") == 1


def _facts(front: str) -> dict[str, str]:
    stated: dict[str, str] = {}
    for match in _FIELD.finditer(front):
        name, value = FACTS.get(match["name"].lower()), match["value"].strip().strip("\"'")
        value = as_date(value) or "" if name == "published" else value
        if name and value:
            stated.setdefault(name, value)
    return stated


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("text_join")
