"""What the worker finds on pages of a PDF file. Places are in points from the upper left corner of a page as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together in one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False
    tilted: bool = False

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its pieces; `number` counts from 1, `picture` is the share that the largest picture covers.

    `unseen` counts characters laid unseen over a picture; `blank` where nothing at all is drawn.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    picture: float = 0.0
    unseen: int = 0
    blank: bool = False

    @property
    def letters(self) -> int:
        """Letters and figures on the page."""
        return sum(char.isalnum() for piece in self.pieces for char in piece.text)


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces that stand beside each other on a page, from left to right, in a column from `start` to `limit`."""

    page: int
    pieces: tuple[Piece, ...]
    start: float
    limit: float

    @property
    def text(self) -> str:
        """The words; a wide blank, as between the cells of a table, as a tab."""
        return "".join(words for words, _ in self.parts())

    def parts(self) -> Iterable[tuple[str, Piece | None]]:
        """The words with their pieces, and the blanks between them."""
        for number, piece in enumerate(self.pieces):
            if number:
                blank = (piece.left - self.pieces[number - 1].right) / max(piece.size, 1.0)
                yield "" if abs(blank) < TOUCH else "\t" if blank > WIDE else " ", None
            yield piece.text, piece

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        """The upper edge of its first piece."""
        return self.pieces[0].top

    @property
    def size(self) -> float:
        """The height of its letters, of the longest piece."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)


TOUCH, WIDE = 0.12, 2.0
"""Blanks between two pieces of a line, in heights, up to which they are one word, and from which on they are cells of a table."""

SUPER, DROPPED, MARKS = 0.88, 1.7, 200
"""Height of a raised mark, as a share of its neighbour's, at most; of a first letter over several lines at least; marks of a page
that are looked at."""

_MARK = re.compile(r"[\d*†‡,]{1,6}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def with_marks(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with marks of notes and first letters over several lines put on the line of the word at which they stand.

    >>> with_marks([Piece("died on Monday", 0, 10, 70, 22), Piece("14", 70.5, 9, 76, 16)])[1]
    Piece(text='¹⁴', left=70.5, top=10, right=76, bottom=22, bold=False, tilted=False)
    """
    marks = [number for number, piece in enumerate(pieces) if _MARK.fullmatch(piece.text)][:MARKS]
    found = list(pieces)
    for number in marks:
        mark = pieces[number]
        if word := next((piece for piece in pieces if _carries(piece, mark)), None):
            found[number] = replace(mark, text=mark.text.translate(_RAISED), top=word.top, bottom=word.bottom)
    for number in [number for number, piece in enumerate(pieces) if len(piece.text) == 1 and piece.text.isupper()][:MARKS]:
        if word := next((piece for piece in pieces if _opens(pieces[number], piece)), None):
            found[number] = replace(pieces[number], top=word.top, right=word.left, bottom=word.bottom, bold=word.bold)
    return tuple(found)


def _opens(letter: Piece, word: Piece) -> bool:
    """Whether a large first letter belongs to a word: the word stands right behind it, in its upper half, in small letters."""
    if letter.size < DROPPED * word.size or not word.text[:1].isalpha():
        return False
    level = letter.top - 0.3 * letter.size <= word.top and word.bottom <= letter.top + 0.7 * letter.size
    return level and 0 <= word.left - letter.right + 0.2 * word.size < word.size


def _carries(word: Piece, mark: Piece) -> bool:
    """Whether a mark stands raised right behind a word or right before it."""
    if mark.size > SUPER * word.size or word.bottom - mark.bottom < 0.1 * word.size or mark.top < word.top - 0.5 * word.size:
        return False
    if mark.bottom < word.top + 0.2 * word.size:
        return False
    return min(abs(mark.left - word.right), abs(word.left - mark.right)) < 0.5 * word.size


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other, from top to bottom, each row from left to right.

    >>> [[piece.text for piece in row] for row in rows([Piece("b", 9, 0, 12, 9), Piece("a", 0, 1, 5, 10)])]
    [['a', 'b']]
    """
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.left)):
        middle = (piece.top + piece.bottom) / 2
        if found and found[-1][0].top <= middle <= found[-1][0].bottom and not _over(piece, found[-1]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in found]


def _over(piece: Piece, row: Sequence[Piece]) -> bool:
    """Whether a piece stands above or below one of the row, as in tight lines."""
    last = row[-1]
    shared = min(piece.right, last.right) - max(piece.left, last.left)
    return shared > 0.5 * min(piece.right - piece.left, last.right - last.left)


def body_size(pages: Iterable[Page]) -> float:
    """The height of most letters."""
    sizes = [piece.size for page in pages for piece in page.pieces for _ in range(0, len(piece.text), 10)]
    return median(sizes) if sizes else 0.0
