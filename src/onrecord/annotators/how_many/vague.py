"""Amounts that are given without a number: "several", "dozens", "tens of thousands", "a few hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotators.lexicons import alternatives, lexicon

_LEX = lexicon("quantity_numbers")
_VAGUE = _LEX["vague"]
_BIG = alternatives([*_LEX["magnitudes"], *(f"{word}s" for word in _LEX["magnitudes"])])
_PLURAL = alternatives(_VAGUE["plural"])
_AMOUNT = re.compile(
    rf"\b(?=[{''.join(sorted({word[0] for words in _VAGUE.values() for word in words}))}])(?<!-)"
    rf"(?:(?:{alternatives(_VAGUE['before'])})\s+(?:{_BIG})(?:\s+(?:{_BIG}))*"
    rf"|(?:{_PLURAL})(?:\s+of\s+(?:{_PLURAL}))*"
    rf"|{alternatives(_VAGUE['alone'])})(?![\w-])",
    re.IGNORECASE,
)
_NEEDS_OF = frozenset(("a couple", "a handful", "tens", "scores"))
"""Expressions that are also something else where no "of" follows ("a couple was arrested")."""

_OF = re.compile(rf"\s+(?:of|more|{alternatives(lexicon('quantity_context')['counted']['states'])})\b", re.IGNORECASE)


def find_vague(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where vague amounts stand in `text[start:end]`, in order.

    >>> list(find_vague("Tens of thousands fled a couple of towns.", 0, 41))
    [(0, 17), (23, 31)]
    """
    for match in _AMOUNT.finditer(text, start, end):
        if match.group().lower() not in _NEEDS_OF or _OF.match(text, match.end(), end):
            yield match.span()
