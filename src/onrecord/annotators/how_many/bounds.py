"""Words that bound a number ("at least", "up to") or make it approximate ("about", "almost")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from onrecord.annotators.lexicons import alternatives, lexicon

_LEX = lexicon("quantity_modifiers")
_WINDOW = 48
"""Characters before a number in which its modifier is looked for; the longest phrases are about half as long."""


class Bound(Enum):
    """What a modifier says about a number."""

    ABOUT = "about"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Modifier:
    """A modifier's words at `[start, end)` and what they say."""

    start: int
    end: int
    words: str
    bound: Bound


_BEFORE = {form: Bound(bound) for bound, forms in _LEX["before"].items() for form in forms}
_AFTER = {form: Bound(bound) for bound, forms in _LEX["after"].items() for form in forms}
_LEFT = re.compile(rf"(?:(?<![\w.-])(?:{alternatives(_BEFORE)})(?:\s+|-|(?<=\W)))+$", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\w.-])(?:{alternatives(_BEFORE)})", re.IGNORECASE)
_RIGHT = re.compile(rf"(?:\s+|-|(?=\+))(?P<words>{alternatives(_AFTER)})(?![\w])(?!\s+than\b)", re.IGNORECASE)


def firmest(bounds: Iterable[Bound]) -> Bound:
    """Of several modifiers of one number ("about 500 or less") the first that sets a bound, else that it is approximate.

    >>> firmest([Bound.ABOUT, Bound.HIGH])
    <Bound.HIGH: 'high'>
    """
    return next((bound for bound in bounds if bound is not Bound.ABOUT), Bound.ABOUT)


def modifier_before(text: str, start: int, floor: int) -> Modifier | None:
    """The modifier that ends right before `start`, looking back no further than `floor`.

    Of several in a row ("at least about 300") the one that sets a bound counts, and all are kept in the words.

    >>> modifier_before("well over 300", 10, 0).words
    'well over'
    """
    left = max(floor, start - _WINDOW)
    match = _LEFT.search(text[left:start])
    if match is None:
        return None
    words = " ".join(match.group().lower().rstrip("-").split())
    bound = firmest(_BEFORE[" ".join(one.split())] for one in _ONE.findall(words))
    return Modifier(left + match.start(), start, words, bound)


def modifier_after(text: str, end: int) -> Modifier | None:
    """The modifier right behind `end` ("or more", "-odd", "+").

    >>> modifier_after("40-odd", 2).bound
    <Bound.ABOUT: 'about'>
    """
    match = _RIGHT.match(text, end)
    if match is None:
        return None
    words = " ".join(match["words"].lower().split())
    return Modifier(end, match.end(), words, _AFTER[words])
