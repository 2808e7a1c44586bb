"""Small helpers for strings and character offsets that every layer may use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

Offsets = tuple[int, int]

_SPACE = re.compile(r"\s+")
_LINE = re.compile(r"[^\n]*\n?")


_HALF = re.compile("[\ud800-\udfff]")


def without_halves(text: str) -> str:
    """The text with U+FFFD for each half of a character, as broken JSON has them: no encoding has one alone.

    >>> without_halves("fine" + chr(0xD83D)) == "fine" + chr(0xFFFD)
    True
    """
    return _HALF.sub("\ufffd", text)


def squeeze(text: str) -> str:
    r"""Text with every run of white space as one blank, none at the ends.

    >>> squeeze("  two \n words ")
    'two words'
    """
    return _SPACE.sub(" ", text).strip()


def trim(text: str, start: int, end: int, extra: str = "") -> Offsets:
    """Offsets without the white space (and the characters of `extra`) at both ends.

    >>> trim("a  word. ", 1, 9, ".")
    (3, 7)
    """
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return start, end


def lines(text: str) -> Iterator[Offsets]:
    r"""Offsets of each line that is not blank, white space trimmed.

    >>> list(lines("one\n\n  two\n"))
    [(0, 3), (7, 10)]
    """
    for match in _LINE.finditer(text):
        start, end = trim(text, match.start(), match.end())
        if start < end:
            yield start, end


def fold(text: str) -> str:
    """Lower case without accents, for comparing names and looking them up.

    >>> fold("Plač-Ovač")
    'plac-ovac'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def merge(spans: Iterable[Offsets], gap: int = 0) -> list[Offsets]:
    """Spans in order, those that touch or lie at most `gap` characters apart joined.

    >>> merge([(5, 8), (0, 3), (3, 4)])
    [(0, 4), (5, 8)]
    """
    joined: list[Offsets] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
