"""From the lines of the pages to paragraphs: what goes on in the next line, column or page, and what begins anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from onrecord.readers.labels import find_labels
from onrecord.readers.layout import text_lines
from onrecord.readers.pdf.columns import read_lines
from onrecord.readers.pdf.hyphens import ends_in_hyphen
from onrecord.readers.pdf.pages import Line, Page, Piece, body_size
from onrecord.readers.pdf.running import part_running

NOTE, LARGE = 0.92, 1.15
"""Shares of the height of most letters up to which letters are those of notes, and from which on those of headings."""

GAP = 1.3
"""Share of the usual distance of two lines from which on a paragraph ends between them."""

INDENT = 0.8
"""Share of a line's height from which on its first words are set in."""

SAME = 0.08
"""Share by which the heights of the letters of one paragraph may differ."""

SPACE = 0.8
"""Room, in heights, that must be left behind the next word before a line counts as ended early."""

OPEN = (0.15, 0.3)
"""Shares of a column's width that must be left where no sentence ends: before other letters, and before small ones."""

LONG = 40
"""Characters of a line that shows how wide a column is."""

_BULLET = re.compile(r"(?:[-–—*•◦▪·‣●■►]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_LISTING = re.compile(r"(?:\.\s?){5,}\s*[\divxl]{1,5}$")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]¹²³⁰⁴-⁹]*$")


Column = tuple[int, float, float]
"""The page of a column, and where it begins and ends."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `gap` where a blank stands above them, `running` where they are of a page's edge."""

    lines: list[Line]
    gap: bool = True
    running: bool = False
    label: bool = False

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.lines[0].size


@dataclass(frozen=True, slots=True)
class Measures:
    """The height of most letters, the distance of two lines in heights, and where the lines of each column begin and end."""

    body: float
    leading: float
    lefts: dict[Column, float]
    limits: dict[Column, float]

    def left(self, line: Line) -> float:
        """Where most lines of this line's column begin."""
        return self.lefts.get(_column(line), line.start)

    def limit(self, line: Line) -> float:
        """How far the lines of this line's column reach."""
        return self.limits.get(_column(line), line.limit)


def paragraphs(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of all pages in reading order."""
    edges = part_running(pages)
    laid = [list(read_lines(page.number, body)) for page, body in zip(pages, edges.body, strict=True)]
    measures = _measures(pages, [line for lines in laid for line in lines])
    found: list[Paragraph] = []
    waiting: list[Paragraph] = []
    """What stands between two parts of a paragraph, at the edges of pages."""
    for page, lines, kept in zip(pages, laid, edges.kept, strict=True):
        sides = _sides(page, kept)
        waiting += sides[0]
        text, notes = _part_notes(lines, measures.body)
        for line in text:
            if not (found and not found[-1].running and goes_on(found[-1], line, measures)):
                found += waiting
                waiting = []
                found.append(Paragraph([line], gap=_gap(found, line, measures)))
            else:
                found[-1].lines.append(line)
        waiting += [*_grouped(notes, measures), *sides[1]]
    return _part_labels(found + waiting)


def is_item(words: str) -> bool:
    """Whether words open an item of a list.

    >>> is_item("• Bread"), is_item("2. Water"), is_item("Water")
    (True, True, False)
    """
    return bool(_BULLET.match(words))


def is_listing(words: str) -> bool:
    """Whether a line is one of a table of contents: words, a row of dots, a page.

    >>> is_listing("2.1 The dam . . . . . . . 14"), is_listing("They waited ... 14 hours.")
    (True, False)
    """
    return bool(_LISTING.search(words[-LONG:]))


def goes_on(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    """Whether a line goes on with a paragraph."""
    last = paragraph.lines[-1]
    if abs(line.size - last.size) > SAME * last.size or line.bold != last.bold or is_item(line.text) or is_listing(last.text):
        return False
    if _column(last) == _column(line) or (last.page == line.page and _below(last, line)):
        return not _begins(paragraph, last, line, measures)
    return _goes_over(last, line, measures)


def _begins(paragraph: Paragraph, last: Line, line: Line, measures: Measures) -> bool:
    """Whether a line below another begins a paragraph."""
    if line.top - last.top > GAP * measures.leading * last.size or "\t" in line.text:
        return True
    if any(abs(line.left - piece.left) < 0.5 * line.size for piece in last.pieces[1:]):
        return False
    if "\t" in last.text:
        return True
    if _is_headline(last, line, measures):
        return False
    if _set_in(line, last, measures) and not (len(paragraph.lines) == 1 and _BULLET.match(last.text)):
        return True
    out = min(last.left - line.left, last.left - paragraph.lines[0].left)
    if out > INDENT * line.size and _STOP.search(last.text[-LONG:]):
        return True  # after a paragraph whose first line hangs out, as a label does
    return _ends_early(last, line, measures)


def _set_in(line: Line, last: Line, measures: Measures) -> bool:
    return line.left - last.left > INDENT * line.size and line.left - measures.left(line) > INDENT * line.size


def _is_headline(last: Line, line: Line, measures: Measures) -> bool:
    """Whether a line in large or bold letters is in the middle of a sentence that the one before it has not ended."""
    stands_out = line.bold or line.size >= LARGE * measures.body
    return stands_out and line.text[:1].islower() and not _STOP.search(last.text[-LONG:])


def _ends_early(last: Line, line: Line, measures: Measures) -> bool:
    """Whether the next line's first word would have had room at the end of a line; much room where no sentence ends there."""
    if ends_in_hyphen(last.text):
        return False
    piece = line.pieces[0]
    need = len(piece.text.split(maxsplit=1)[0]) / len(piece.text) * (piece.right - piece.left) + SPACE * last.size
    limit = max(measures.limit(last), measures.limit(line))
    if not _STOP.search(last.text[-LONG:]):
        need = max(need, OPEN[line.text[:1].islower()] * (limit - last.start))
    return limit - last.right > need


def _goes_over(last: Line, line: Line, measures: Measures) -> bool:
    """Whether a line at the head of a column or page goes on with what stands at the foot of the one before."""
    if ends_in_hyphen(last.text):
        return True
    if _STOP.search(last.text[-LONG:]) or measures.limit(last) - last.right > 0.3 * (measures.limit(last) - last.start):
        return False
    return line.text[:1].islower() or line.left - line.start <= INDENT * line.size


def _below(last: Line, line: Line) -> bool:
    return line.top > last.top and line.left < last.right and last.left < line.right


def _gap(found: Sequence[Paragraph], line: Line, measures: Measures) -> bool:
    last = found[-1].lines[-1] if found else None
    if last is None or last.page != line.page or line.top < last.top:
        return last is None
    return line.top - last.top > GAP * measures.leading * last.size


def _column(line: Line) -> Column:
    return line.page, line.start, line.limit


def _measures(pages: Sequence[Page], lines: Sequence[Line]) -> Measures:
    steps = sorted(
        (b.top - a.top) / a.size
        for a, b in pairwise(lines)
        if _column(a) == _column(b) and b.top > a.top and abs(a.size - b.size) <= SAME * a.size and a.size > 0
    )
    rights: dict[Column, list[float]] = {}
    lefts: dict[Column, Counter[int]] = {}
    for line in lines:
        lefts.setdefault(_column(line), Counter())[round(line.left)] += 1
        if len(line.text) >= LONG:
            rights.setdefault(_column(line), []).append(line.right)
    limits = {column: sorted(found)[int(0.8 * (len(found) - 1))] for column, found in rights.items()}
    most = {
        column: float(place)
        for column, found in lefts.items()
        for place, count in found.most_common(1)
        if 2 * count > found.total()
    }
    return Measures(body_size(pages), steps[int(0.3 * len(steps))] if steps else GAP, most, limits)


def _part_notes(lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """The lines of a page's text, and those of the notes at the foot of its columns, in small letters."""
    text: list[Line] = []
    notes: list[Line] = []
    for _, group in groupby(lines, key=_column):
        inside = list(group)
        end = len(inside)
        while end and inside[end - 1].size <= NOTE * body:
            end -= 1
        text, notes = text + (notes if end else []) + inside[:end], (notes if not end else []) + inside[end:]
    return text, notes


def _sides(page: Page, kept: Iterable[Sequence[Piece]]) -> tuple[list[Paragraph], list[Paragraph]]:
    """What runs at the head and at the foot of a page, and what stands aslant on it."""
    rows = [*kept, *([piece] for piece in page.pieces if piece.tilted)]
    head: list[Paragraph] = []
    foot: list[Paragraph] = []
    for row in sorted(rows, key=lambda row: row[0].top):
        side = head if row[0].top < page.height / 2 and not row[0].tilted else foot
        side.append(Paragraph([Line(page.number, tuple(row), row[0].left, row[-1].right)], running=True))
    return head, foot


def _grouped(lines: Iterable[Line], measures: Measures) -> list[Paragraph]:
    found: list[Paragraph] = []
    for line in lines:
        if found and goes_on(found[-1], line, measures):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def _part_labels(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, a new one wherever the label of a voice opens a line."""
    text, starts = _provisional(found)
    labels = find_labels(text, text_lines(text))
    bare = {label.opens for label in labels if label.end == label.begins}
    opens = {label.opens for label in labels}
    parted: list[Paragraph] = []
    for paragraph, places in zip(found, starts, strict=True):
        for number, (line, place) in enumerate(zip(paragraph.lines, places, strict=True)):
            after_bare = bool(parted and parted[-1].label and number)
            if not number or place in opens or after_bare:
                parted.append(replace(paragraph, lines=[], label=place in bare))
            parted[-1].lines.append(line)
    return parted


def _provisional(found: Sequence[Paragraph]) -> tuple[str, list[list[int]]]:
    """The lines as they stand, blank lines where there are gaps, and where each line begins."""
    parts: list[str] = []
    starts: list[list[int]] = []
    place = 0
    for paragraph in found:
        if paragraph.gap and parts:
            parts.append("\n")
            place += 1
        starts.append([])
        for line in paragraph.lines:
            words = line.text
            starts[-1].append(place + len(words) - len(words.lstrip()))
            parts.append(words + "\n")
            place += len(words) + 1
    return "".join(parts), starts


def in_order(found: Sequence[Paragraph]) -> Iterator[Line]:
    """The lines of the paragraphs."""
    for paragraph in found:
        yield from paragraph.lines
