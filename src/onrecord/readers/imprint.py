"""Who published a plain text, where its head says so: a masthead, a letterhead, a line with the date, an agency in the dateline.

Only names that are known for such by a word ("Herald", "Ministry") or by their place beside the date are taken; a headline
is never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.data import words
from onrecord.readers.dateline import find_published
from onrecord.text import Offsets, lines

HEAD = 6
"""Lines of the head that may name the publisher."""

PARAGRAPH = 120
"""Characters from which on a line is no heading: a body's name between the title and such a line is the publisher's."""

LONGEST = 10
"""Words of a publisher's name at most."""

_WORD = re.compile(r"[^\W_][\w.'’&-]*|&")
_BAR = re.compile(r"\s*[|•·—–]\s*|\s+-\s+")
_SLUG = re.compile(r"(?P<name>[a-z][a-z0-9.-]{2,20}),\s+\S{6,18}")
_STOP = re.compile(r",\s+|\.\s+(?=[A-Z])")
_AGENCY = re.compile(r"[^()\n]{2,60}\((?P<name>[^()\n\d]{2,40})\)[^()\n]{0,30}?\s*(?:—|–|--|-(?=\s))\s")


def find_publisher(text: str, blocks: Iterable[Span]) -> Span | None:
    r"""Where the head of a text names its publisher, None where it does not.

    >>> text = "Lowland Herald\n12 May 2031\n\nDam holds\n\nThe dam held."
    >>> find_publisher(text, [Span(0, 26)]).of(text)
    'Lowland Herald'
    >>> find_publisher("POLICE FIRE ON CROWD\n12 May 2031", [Span(0, 32)])
    """
    rows = [(block.start + a, block.start + b) for block in blocks for a, b in lines(block.of(text))][:HEAD]
    for number, (start, end) in enumerate(rows):
        if name := _beside_date(text, start, end) or _above(text, rows, number):
            return Span(*name)
    return next((Span(*m.span("name")) for start, end in rows if (m := _AGENCY.match(text, start, end)) and _is_agency(m)), None)


def _is_agency(match: re.Match[str]) -> bool:
    return match.string[match.start() : match.start() + 2].isupper() and _is_capital(match["name"].split())


def _beside_date(text: str, start: int, end: int) -> Offsets | None:
    """A name in a short line with the date: "The Daily Lorn | 16 May 2031"."""
    dated = find_published(text, [Span(start, end)])
    if not dated or end - start > 120 or _AGENCY.match(text, start, end):
        return None
    if slug := _SLUG.fullmatch(text, start, end):
        return slug.span("name")
    for a, b in _parts(text, start, end, _BAR):
        if not a <= dated[1].start < b and (name := _without_desk(text, a, b)) and _may_be(text[slice(*name)]):
            return name
    for a, b in _parts(text, start, end, re.compile(f"{_BAR.pattern}|{_STOP.pattern}")):
        if not a <= dated[1].start < b and is_known(text[a:b]):
            return a, b
    return None


def _above(text: str, rows: Sequence[Offsets], number: int) -> Offsets | None:
    """A name in a line of its own, with a dated line or the kind of the paper in one of the next two."""
    start, end = rows[number]
    first = next(iter(_parts(text, start, end, re.compile(f"{_BAR.pattern}|{_STOP.pattern}"))), None)
    if first is None or not is_known(text[slice(*first)]):
        return None
    below = [text[a:b] for a, b in rows[number + 1 : number + 3] if b - a <= 120]
    dated = any(find_published(line, [Span(0, len(line))]) for line in below)
    under_title = number == 1 and first == (start, end) and len(rows) > 2 and rows[2][1] - rows[2][0] > PARAGRAPH
    return first if dated or under_title or any(_is_paper(line) for line in below[:1]) else None


def _parts(text: str, start: int, end: int, border: re.Pattern[str]) -> Iterator[Offsets]:
    at = start
    for match in border.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if end > at:
        yield at, end


def _without_desk(text: str, start: int, end: int) -> Offsets | None:
    for desk in words("imprint")["desks"]:
        if text[start:end].lower().endswith(f" {desk}"):
            end -= len(desk) + 1
    return (start, end) if end > start else None


def is_known(name: str) -> bool:
    """Whether a name is that of a body or an outlet by its words: "Ministry of Health", "THE EBBING HERALD"."""
    tokens = _WORD.findall(name)
    known, links = {*words("imprint")["body"], *words("imprint")["media"]}, set(words("imprint")["links"])
    if not 1 < len(tokens) <= LONGEST or any(mark in name for mark in '@:;?!"“”'):
        return False
    if not _is_capital(tokens) or _is_paper(name):
        return False
    at = [i for i, token in enumerate(tokens) if token.lower() in known]
    return bool(at) and (at[-1] == len(tokens) - 1 or tokens[at[0] + 1].lower() in links or tokens[at[-1] + 1].lower() in links)


def _may_be(name: str) -> bool:
    """Whether a part of the dated line, set off by a bar, can be a name."""
    tokens = _WORD.findall(name)
    plain = "@" not in name and not any(c.isdigit() for c in name)
    return plain and 0 < len(tokens) <= 5 and _is_capital(tokens) and not _is_paper(name)


def _is_capital(tokens: Sequence[str]) -> bool:
    links = set(words("imprint")["links"])
    return bool(tokens) and tokens[0][:1].isupper() and all(t[:1].isupper() or t.lower() in links for t in tokens)


def _is_paper(line: str) -> bool:
    found = {form for token in _WORD.findall(line.lower()) for form in (token, token.removesuffix("s"))}
    return any(set(paper.split()) <= found for paper in words("imprint")["papers"])
