"""Page furniture: buttons, forms, notices and links around a text. What could be a statement is never furniture."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.readers.data import words
from onrecord.text import Offsets, squeeze

LONGEST = 320
"""No notice of a page that we know is longer, in characters."""

LINKED = 100
"""Longest line, in characters, that can be a link in a list of links."""

_EDGE = " \t.,:;!*#|•·…»«>[](){}–—-\u200b\ufeff"
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*$")


def is_furniture(words_: str) -> bool:
    """Whether a whole line is one of the fixed wordings of a page.

    >>> is_furniture("Leave a Reply"), is_furniture("They left no reply.")
    (True, False)
    """
    if len(words_) > LONGEST:
        return False
    line = squeeze(words_).casefold()
    bare = line.strip(_EDGE)
    return bare in _lines() or bool(_pattern().fullmatch(line.rstrip(" .!"))) or bool(_pattern().fullmatch(bare))


def furniture(text: str, stretches: list[Offsets], first: int = 0) -> set[int]:
    """Numbers of the stretches, from `first` on, that are furniture, links below a heading such as "Related" included."""
    found: set[int] = set()
    listing = False
    for number, (start, end) in enumerate(stretches[first:], first):
        exact = text[start : min(end, start + LONGEST + 1)]
        if is_furniture(exact):
            found.add(number)
            listing = squeeze(exact).casefold().strip(_EDGE) in _lists()
        elif listing and end - start <= LINKED and not _SENTENCE.search(exact):
            found.add(number)
        else:
            listing = False
    return found


@lru_cache
def _lines() -> frozenset[str]:
    return frozenset(words("furniture")["lines"])


@lru_cache
def _lists() -> frozenset[str]:
    return frozenset(words("furniture")["lists"])


@lru_cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in words("furniture")["patterns"]))
