"""The order in which a page is read: its columns, and the lines that span them.

A gutter is where lines part at the same place at least three times, with running text on both sides, and hardly a line
crosses. What crosses a gutter spans the columns: it is read after what stands above it and before what stands below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from onrecord.readers.pdf.pages import Line, Piece, rows

PROSE = 12
"""Characters from which on a piece can be a line of running text; cells of tables and labels are shorter."""

PAIRS, CROSSED, FILLED, EVEN = 3, 0.2, 0.6, 0.4
"""Lines that part at a gutter at least; lines that may cross it, for each of them; share of a column's width that the middle
line fills; lines on one side for each on the other."""

LARGER = 1.3
"""Height of a headline's letters, as a share of the middle height of a page's letters."""

MOST, TRIED, BESIDE = 3_000, 12, 40
"""Pieces of a page up to which its columns are looked for, places that are tried, and pieces that may stand at one height: a page
with more is no page of text."""

Pair = tuple[Piece, Piece]


def read_lines(page: int, pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines of a page in reading order."""
    if not pieces:
        return
    found = sorted(gutters(pieces)) if len(pieces) <= MOST else []
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    edges = [left, *found, right]
    band: list[Piece] = []
    large = LARGER * median(piece.size for piece in pieces)
    for row in rows(pieces):
        crosses = any(piece.left < gutter < piece.right for piece in row for gutter in found)
        if not found or crosses or (row[0].size > large and _is_alone(row, pieces)):
            yield from _columns(page, band, found, edges)
            band = []
            yield Line(page, tuple(row), left, right)
        else:
            band += row
    yield from _columns(page, band, found, edges)


def _is_alone(row: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether nothing stands beside a row: a short headline over all columns."""
    top, bottom = row[0].top, row[0].bottom
    return sum(piece.top < bottom - 1 and piece.bottom > top + 1 for piece in pieces) == len(row)


def _columns(page: int, band: Sequence[Piece], found: Sequence[float], edges: Sequence[float]) -> Iterator[Line]:
    for number, (start, end) in enumerate(pairwise(edges)):
        inside = [piece for piece in band if sum(gutter <= piece.left for gutter in found) == number]
        if inside:
            limit = max(piece.right for piece in inside) if number + 2 < len(edges) else end
            first = min(piece.left for piece in inside) if number else start
            yield from (Line(page, tuple(row), first, limit) for row in rows(inside))


def gutters(pieces: Sequence[Piece]) -> list[float]:
    """Where columns part, in points from the left edge of the page."""
    pairs = list(_pairs(pieces))
    found: list[float] = []
    for _ in range(TRIED):
        place, parted = _most(pairs) if pairs else (0.0, [])
        if len(parted) < PAIRS:
            break
        if _is_gutter(place, parted, pieces, found):
            found.append(place)
        pairs = [(a, b) for a, b in pairs if not a.right <= place <= b.left]
    return found


def _pairs(pieces: Sequence[Piece]) -> Iterator[Pair]:
    """Running text with running text to its right, nothing between them."""
    prose = sorted((p for p in pieces if len(p.text) >= PROSE), key=lambda piece: piece.top)
    for number, piece in enumerate(prose):
        beside: list[Piece] = []
        for other in _level(prose, number):
            if other.left >= piece.right:
                beside.append(other)
        if beside:
            yield piece, min(beside, key=lambda other: other.left)


def _level(prose: Sequence[Piece], number: int) -> Iterator[Piece]:
    """The pieces that stand beside one, by their heights; the tallest letters on a page bound how far they are looked for."""
    piece = prose[number]
    middle = (piece.top + piece.bottom) / 2
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(prose) and abs(at - number) <= BESIDE and abs(prose[at].top - piece.top) <= 1.5 * piece.size:
            if prose[at].top <= middle <= prose[at].bottom:
                yield prose[at]
            at += step


def _most(pairs: Sequence[Pair]) -> tuple[float, list[Pair]]:
    """The place that lies in the blank of the most pairs, in the middle of what their blanks share, and these pairs."""
    marks = sorted([(a.right, 0) for a, _ in pairs] + [(b.left, 1) for _, b in pairs])
    depth = best = 0
    place = marks[0][0]
    for number, (at, closing) in enumerate(marks[:-1]):
        depth += -1 if closing else 1
        if depth > best:
            best, place = depth, (at + marks[number + 1][0]) / 2
    return place, [(a, b) for a, b in pairs if a.right <= place <= b.left]


def _is_gutter(place: float, parted: Sequence[Pair], pieces: Sequence[Piece], found: Sequence[float]) -> bool:
    top, bottom = min(min(a.top, b.top) for a, b in parted), max(max(a.bottom, b.bottom) for a, b in parted)
    near = [piece for piece in pieces if top <= (piece.top + piece.bottom) / 2 <= bottom]
    crossing = sum(piece.left < place < piece.right for piece in near)
    if crossing > CROSSED * len(parted):
        return False
    before = [p for p in near if p.right <= place and not any(p.right <= g < place for g in found)]
    behind = [p for p in near if p.left >= place and not any(place < g <= p.left for g in found)]
    return _is_column(before, behind) and _is_column(behind, before)


def _is_column(pieces: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Whether pieces are lines of running text that fill their column, about as many as there are beside it."""
    lines = rows(pieces)
    if len(lines) < EVEN * len(rows(others)) or sum(row[-1].text.rstrip().endswith(":") for row in lines) > 0.3 * len(lines):
        return False
    width = max(row[-1].right for row in lines) - min(row[0].left for row in lines)
    return median(row[-1].right - row[0].left for row in lines) >= FILLED * width
