"""Pairs of quotation marks of every style, nested and over several paragraphs. A mark without a partner costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.language.blocks import READ, whole
from onrecord.model import Document
from onrecord.text import lines

_MARK = re.compile(r"[“”„‟«»\"‘’‚‹›]|``|''|'")
_PARTNERS = {
    "“": '”“"‟',
    "„": '“”"‟',
    "‟": '”"',
    "«": "»",
    "»": "«",
    '"': '"”',
    "``": "''\"",
    "‘": "’'",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "'": "'’",
}
_SINGLE = {"‘", "’", "'", "‚", "‹", "›"}
_OPENING = {"“", "„", "«", "‘", "‚", "‹", "``", "‟"}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between a pair of marks: `[start, end)` without the marks, `[begin, stop)` with them.

    `depth` is 0 for an outermost pair. `goes_on` says that the quotation runs on into the next paragraph.
    """

    start: int
    end: int
    begin: int
    stop: int
    depth: int = 0
    goes_on: bool = False


def find_quotes(doc: Document) -> list[Quote]:
    """The quotations of a document in text order, one for each paragraph of a running one."""
    paragraphs = list(_paragraphs(doc))
    found: list[Quote] = []
    for i, (start, end) in enumerate(paragraphs):
        pairs, left = _pairs(doc.text, start, end)
        after = paragraphs[i + 1 :]
        for mark, place in left:
            if mark not in _SINGLE and _runs_on(doc.text, mark, after):
                inner = place + len(mark)
                if inner < end:
                    pairs.append((inner, end, place, end, True))
        found += _nested(pairs)
    return sorted(found, key=lambda q: (q.begin, -q.stop))


def _paragraphs(doc: Document) -> Iterator[tuple[int, int]]:
    for block in doc.blocks or whole(doc.text):
        if block.kind in READ:
            if doc.blocks:
                yield block.span.start, block.span.end
            else:
                yield from lines(doc.text)


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int, int, int, bool]], list[tuple[str, int]]]:
    """Closed pairs of one paragraph, and the opening marks that found no partner."""
    open_marks: list[tuple[str, int]] = []
    pairs = []
    for match in _MARK.finditer(text, start, end):
        mark, place = match.group(), match.start()
        before = text[place - 1] if place > start else " "
        after = text[match.end()] if match.end() < end else " "
        partner = _partner(open_marks, mark, before, after)
        if partner is not None:
            opener, opened = open_marks[partner]
            del open_marks[partner:]
            if text[opened + len(opener) : place].strip():
                pairs.append((opened + len(opener), place, opened, match.end(), False))
        elif _may_open(mark, before, after):
            open_marks.append((mark, place))
    return pairs, open_marks


def _partner(open_marks: list[tuple[str, int]], mark: str, before: str, after: str) -> int | None:
    """The place in the stack of the opening mark that this one closes."""
    if before.isspace() and not after.isspace() and mark not in ("”", "»", "›", "''"):
        return None
    if mark in _SINGLE and after.isalnum():
        return None
    for i in range(len(open_marks) - 1, -1, -1):
        if mark in _PARTNERS[open_marks[i][0]]:
            return i
    return None


def _may_open(mark: str, before: str, after: str) -> bool:
    if mark in ("”", "''") or after.isspace():
        return False
    if mark in ("’", "'"):
        return mark == "'" and (before.isspace() or before in '([“"—–-') and after.isalpha()
    if mark in _OPENING:
        return True
    return not before.isalnum()


def _runs_on(text: str, mark: str, after: list[tuple[int, int]]) -> bool:
    """Whether the paragraphs that follow take the quotation up again with an opening mark and close it at last."""
    for start, end in after:
        if not text.startswith(mark, start):
            return False
        pairs, left = _pairs(text, start, end)
        if any(begin == start for _, _, begin, _, _ in pairs):
            return True
        if not any(place == start for _, place in left):
            return False
    return False


def _nested(pairs: list[tuple[int, int, int, int, bool]]) -> list[Quote]:
    pairs = sorted(pairs, key=lambda p: (p[2], -p[3]))
    found: list[Quote] = []
    ends: list[int] = []
    for start, end, begin, stop, goes_on in pairs:
        while ends and ends[-1] <= begin:
            ends.pop()
        found.append(Quote(start, end, begin, stop, len(ends), goes_on))
        ends.append(stop)
    return found
