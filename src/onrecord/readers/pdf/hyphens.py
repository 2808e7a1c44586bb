"""Words that the end of a line cuts: which hyphen belongs to the word, and which only to the line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.readers.data import words

HYPHENS = "-\u2010"

WORD = 4
"""Letters from which on two parts that the text also writes as words of their own are a word with a hyphen."""

_LAST = re.compile(rf"(?P<word>[^\W_]+)[{HYPHENS}]$")
_NEXT = re.compile(r"(?P<word>[^\W\d_]+)")
_WHOLE = re.compile(rf"[^\W_]+(?:[{HYPHENS}][^\W_]+)*")


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of a text that no line end cuts, in lower case, with the hyphens inside them.

    >>> sorted(vocabulary(["well-known to inter-", "national aid"]))
    ['aid', 'national', 'to', 'well-known']
    """
    found: set[str] = set()
    for line in lines:
        for match in _WHOLE.finditer(line):
            if match.end() == len(line) or line[match.end()] not in HYPHENS:
                found.add(match.group().lower().replace("\u2010", "-"))
    return frozenset(found)


def cut(line: str, following: str, known: frozenset[str]) -> bool:
    """Whether the hyphen that ends `line` was put there to cut a word, so that it goes when the lines are joined.

    What the rest of the text writes decides: the whole word with its hyphen or without, or both parts as words. Else a hyphen
    before a small letter goes, but not behind "self" or before "backed" and the like.

    >>> cut("the inter-", "national", frozenset()), cut("a well-", "known", frozenset()), cut("in Al-", "Karat", frozenset())
    (True, False, False)
    """
    before, after = _LAST.search(line), _NEXT.match(following)
    if not before or not after or not after["word"][0].islower():
        return False
    first, second = before["word"].lower(), after["word"].lower()
    if f"{first}-{second}" in known or not first.isalpha() or before["word"].isupper():
        return False
    if first + second in known or first in _list("closed"):
        return True
    whole = min(len(first), len(second)) >= WORD and first in known and second in known
    return not whole and first not in _list("hyphened") and second not in _list("depending")


def ends_in_hyphen(line: str) -> bool:
    """Whether a line ends in the middle of a word."""
    return bool(_LAST.search(line))


@lru_cache
def _list(name: str) -> frozenset[str]:
    return frozenset(words("pdf")[name])
