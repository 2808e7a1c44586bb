"""Running headers and footers and page numbers: what stands at the edges of pages and is no part of the text.

A line is one where it stands at the same height on several pages in the same words, numbers aside. Its first occurrence is
kept as furniture, since a letterhead names the publisher; page numbers and what a browser prints around a page are dropped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.readers.labels import Strength, strength_of
from onrecord.readers.pdf.pages import Page, Piece, rows

DEEPEST = 4
"""Rows at an edge that may run; pages that have more in common are copies of each other."""

MARGIN = 0.16
"""Share of the page's height within which its edges lie."""

LONGEST = 300
"""Characters of a line by which it is known again."""

NEAR = 4.0
"""Points by which the height of a running line may differ from page to page."""

MOST, SEVERAL = 0.6, 4
"""Share of the pages on which a line must stand to run where no blank parts it from the text; all pages where they are fewer."""

BLANK, LEADING = 1.3, 1.5
"""Share of the usual distance of two lines from which on a running line is parted from the text; its heights at most."""

COUNTED = 3
"""Pages whose numbers must follow from each other before a row that carries one runs."""

_WORD = r"(?:page|pg\.?|p\.)\s*"
_OF = r"\s*(?:/|of|\|)\s*\d{1,5}"
_NUMBER = re.compile(rf"\W*(?:{_WORD})?(?:\d{{1,5}}|[ivxl]{{1,7}})(?:{_OF})?\W*", re.IGNORECASE)
_SURE = re.compile(rf"\W*(?:{_WORD}\d{{1,5}}(?:{_OF})?|\d{{1,5}}{_OF}|[-–—]\s*\d{{1,5}}\s*[-–—])\W*", re.IGNORECASE)
_PRINTED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)?\b.*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file)://\S+\s+\d+/\d+")
_SAYS = re.compile(r"[.?!:][\"'”’»)\]]*$")
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_COUNT = re.compile(rf"\b{_WORD}\d{{1,5}}(?:{_OF})?|(?<=[|•·–—])\s*\d{{1,5}}$|^\d{{1,5}}\s*(?=[|•·–—])", re.IGNORECASE)


Row = list[Piece]
Place = tuple[int, str, bool]
"""The page of a row, its words without their numbers, and whether it stands at the upper edge."""


@dataclass(frozen=True, slots=True)
class Edges:
    """For each page: the pieces of its text, and the rows at its edges that run and are kept."""

    body: list[tuple[Piece, ...]]
    kept: list[list[Row]]


def part_running(pages: Sequence[Page]) -> Edges:
    """The pages without their running lines, and the first occurrence of each of these lines."""
    laid = [rows(piece for piece in page.pieces if not piece.tilted) for page in pages]
    often = _places(pages, laid) | dict.fromkeys(_numbered(pages, laid), True)
    edges = Edges([], [])
    seen: set[tuple[str, bool]] = set()
    for page, found in zip(pages, laid, strict=True):
        out, kept = set(), []
        printed = _is_printed(found)
        for top, row in _edge_rows(page, found, often, printed):
            out |= {id(piece) for piece in row}
            key = _key(row), top
            if key not in seen and not printed and not _NUMBER.fullmatch(_text(row)):
                kept.append(row)
            seen.add(key)
        edges.body.append(tuple(p for p in page.pieces if id(p) not in out and not p.tilted))
        edges.kept.append(kept)
    return edges


def _edge_rows(page: Page, found: list[Row], often: dict[Place, bool], printed: bool) -> Iterator[tuple[bool, Row]]:
    """The rows at both edges of a page that run, with whether they stand at the top, from the edge inwards."""
    for top, ordered in ((True, found), (False, found[::-1])):
        running: list[tuple[Row, bool]] = []
        for row in ordered[: DEEPEST + 1]:
            sure = _is_number(page, row) or (printed and _prints(row)) or often.get((page.number, _key(row), top))
            if sure is None or not _at_edge(page, row, top):
                break
            running.append((row, sure))
        if len(running) <= DEEPEST:
            yield from ((top, row) for row in _apart(running, ordered))


def _apart(running: list[tuple[Row, bool]], ordered: list[Row]) -> list[Row]:
    """The rows up to the last that surely runs or behind which there is a blank; a label may open several pages as well."""
    steps = sorted(abs(b[0].top - a[0].top) for a, b in pairwise(ordered))
    for count in range(len(running), 0, -1):
        row, sure = running[count - 1]
        step = min(max(steps[int(0.3 * len(steps))], row[0].size), LEADING * row[0].size) if steps else row[0].size
        beyond = abs(ordered[count][0].top - row[0].top) if count < len(ordered) else 0.0
        if sure or ((count == len(ordered) or beyond > BLANK * step) and not _SAYS.search(_text(row))):
            return [row for row, _ in running[:count]]
    return []


def _places(pages: Sequence[Page], laid: Sequence[list[Row]]) -> dict[Place, bool]:
    """Page, words and edge of the rows whose words stand at the same height on another page, and whether on most pages."""
    heights: dict[tuple[str, bool], list[tuple[float, int]]] = defaultdict(list)
    for page, found in zip(pages, laid, strict=True):
        for top, ordered in ((True, found), (False, found[::-1])):
            for row in ordered[: DEEPEST + 1]:
                heights[_key(row), top].append((row[0].top, page.number))
    often: dict[Place, bool] = {}
    for (key, top), places in heights.items():
        places.sort()
        for number, (height, page_) in enumerate(places):
            beside = places[max(0, number - 1) : number] + places[number + 1 : number + 2]
            if any(abs(other - height) <= NEAR and other_page != page_ for other, other_page in beside):
                often[page_, key, top] = len(places) >= (MOST if len(pages) >= SEVERAL else 1.0) * len(pages) and not _is_said(
                    key
                )
    return often


def _is_said(words: str) -> bool:
    """Whether words are those of a sentence, or the label of a voice."""
    return bool(_SAYS.search(words)) or (strength_of(words.upper()) or 0) > Strength.NAME


def _numbered(pages: Sequence[Page], laid: Sequence[list[Row]]) -> set[Place]:
    """Page, words and edge of the outermost rows that carry the page's number, as most pages count it."""
    found = [
        (number - page.number, (page.number, _key(row), top))
        for page, rows_ in zip(pages, laid, strict=True)
        if rows_
        for top, row in ((True, rows_[0]), (False, rows_[-1]))
        for number in _own_numbers(row)
    ]
    counts = Counter(offset for offset, _ in found)
    return {place for offset, place in found if counts[offset] >= max(COUNTED, 0.5 * len(pages))}


def _own_numbers(row: Row) -> Iterator[int]:
    """The numbers that stand alone at an end of a row."""
    for piece in (row[0], row[-1]):
        if re.fullmatch(r"\d{1,5}", piece.text):
            yield int(piece.text)


def _at_edge(page: Page, row: Row, top: bool) -> bool:
    return row[0].bottom <= MARGIN * page.height if top else row[0].top >= (1 - MARGIN) * page.height


def _is_number(page: Page, row: Row) -> bool:
    """Whether a row is a page number: written as one, a small Roman one, or the bare number of the page."""
    words = _text(row)
    return bool(_SURE.fullmatch(words) or _ROMAN.fullmatch(words)) or words == str(page.number)


def _is_printed(found: list[Row]) -> bool:
    """Whether a browser printed the page: the moment of printing above it, its address and the page's number below."""
    return bool(found) and bool(_PRINTED.fullmatch(_text(found[0])) and _ADDRESS.fullmatch(_text(found[-1])))


def _prints(row: Row) -> bool:
    return bool(_PRINTED.fullmatch(_text(row)) or _ADDRESS.fullmatch(_text(row)))


def _text(row: Row) -> str:
    """The words of a row, as far as they are looked at."""
    return " ".join(piece.text[:LONGEST] for piece in row[:LONGEST]).strip()[:LONGEST]


def _key(row: Row) -> str:
    """The words of a row without the number of the page: one that stands alone, or behind a bar or the word for it."""
    words = " ".join("#" if piece.text.isdecimal() else piece.text[:LONGEST] for piece in row[:LONGEST])
    return _COUNT.sub("#", words[:LONGEST]).casefold()
