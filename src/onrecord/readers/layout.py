"""Lines and paragraphs of a text: which lines belong together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.text import Offsets, trim

WIDEST = 120
"""Longest line, in characters, of a text that is wrapped by hand; mail and agencies wrap at 65 to 100."""

WRAPPED = 0.6
"""Share of the lines followed by another that must be full before a text counts as wrapped by hand."""

MIDDLE = 40
"""A line of this length that ends without punctuation goes on in the next when that begins in lower case."""

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-–—*•◦▪·‣●■►.]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_OPEN = re.compile(r"[\w,;)’'\"”»%–—-]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, trimmed. `indent` counts the characters cut in front; `gap` says a blank line comes before."""

    start: int
    end: int
    indent: int
    gap: bool

    @property
    def width(self) -> int:
        """Characters up to the end of the line, its indent included."""
        return self.end - self.start + self.indent


def text_lines(text: str) -> list[Line]:
    r"""The lines of `text` in order.

    >>> [(line.start, line.end, line.gap) for line in text_lines("one\r\ntwo\n\n three")]
    [(0, 3, True), (5, 8, False), (11, 16, True)]
    """
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = trim(text, match.start(), match.end())
        if start < end:
            gap = not found or len(_BREAK.findall(text, last, start)) > 1
            found.append(Line(start, end, start - match.start(), gap))
            last = match.end()
    return found


def paragraphs(text: str, lines: list[Line], breaks: Collection[int] = ()) -> list[Offsets]:
    r"""Stretches of lines that are one paragraph each; a new one begins at every offset of `breaks`.

    >>> text = "The siege\nof Orva."
    >>> paragraphs(text, text_lines(text))
    [(0, 9), (10, 18)]
    """
    width = wrap_width(text, lines)
    found: list[Offsets] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before and line.start not in breaks and _goes_on(text, before, line, width):
            found[-1] = found[-1][0], line.end
        else:
            found.append((line.start, line.end))
    return found


def wrap_width(text: str, lines: list[Line]) -> int:
    """The width at which the text is wrapped by hand, 0 where it is not."""
    inner = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap]
    if len(inner) < 2:
        return 0
    width = max(max(a.width, b.width) for a, b in inner)
    full = sum(_full(text, a, b, width) for a, b in inner)
    return width if MIDDLE < width <= WIDEST and full >= WRAPPED * len(inner) else 0


def _full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word had no room at the end of this line."""
    word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.width + 1 + len(word) > width


def _goes_on(text: str, line: Line, following: Line, width: int) -> bool:
    if following.gap or _BULLET.match(text, following.start, following.end):
        return False
    if width and _full(text, line, following, width):
        return True
    if not text[following.start].islower() or line.end - line.start < MIDDLE:
        return False
    prose = following.end - following.start >= MIDDLE or text[following.end - 1] in '.!?”"'
    return prose and bool(_OPEN.search(text[line.end - 1 : line.end]))
