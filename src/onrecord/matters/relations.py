"""How two accounts of a figure stand to each other, by the conventions: scope before bound, revision before conflict."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.matters.counts import Figure
from onrecord.matters.figures import Given
from onrecord.matters.incidents import days_between
from onrecord.matters.testimony import Testimony
from onrecord.matters.words import empty, stem, stems, words_of
from onrecord.model import Relation, Slot

Judgement = tuple[Relation, Slot, str]
Voice = Callable[[Testimony], str]

SAME_TIME = 2
"""Days within which two voices speak of one state of things; farther apart the counts are of different moments."""


def compare(one: list[Given], other: list[Given], voice: Voice) -> Judgement | None:
    """How two accounts stand to each other, None where they say the same."""
    a, b = one[0][1], other[0][1]
    if a.scope != b.scope:
        return Relation.DIFFERS_IN_SCOPE, Slot.SCOPE, f"one counts {_scope(a)}, the other {_scope(b)}"
    if a.value == b.value:
        return None
    if pair := _revision(one, other, voice):
        earlier, later = pair
        return Relation.REVISES, Slot.FIGURE, f"the same source gave “{earlier.words}” and later “{later.words}”"
    if _bounds_agree(a, b):
        return Relation.DIFFERS_IN_BOUND, Slot.FIGURE, f"“{a.verbatim}” and “{b.verbatim}” can both be true"
    first, second = _nearest(one, other)
    apart = days_between(first.as_of, second.as_of)
    if a.harm == b.harm == "missing" and 0 < apart < 10**6 and not _top(_later(first, second), one, other):
        return Relation.REVISES, Slot.FIGURE, "a later count, when fewer were still missing"
    if apart > SAME_TIME:
        if _top(_later(first, second), one, other) and apart < 10**6:
            return Relation.REVISES, Slot.FIGURE, "a later and higher count"
        return Relation.DIFFERS_IN_SCOPE, Slot.SCOPE, f"{apart} days lie between the two counts"
    return Relation.CONFLICTS, Slot.FIGURE, f"different sources at about the same time: “{first.words}” and “{second.words}”"


def _scope(figure: Figure) -> str:
    return ", ".join(sorted(figure.scope)) or "all"


def _bounds_agree(a: Figure, b: Figure) -> bool:
    """Whether one number could make both true, where at least one of them is open."""
    if a.best is not None and b.best is not None:
        return False
    low = max(x for f in (a, b) for x in (f.low, f.best, float("-inf")) if x is not None)
    high = min(x for f in (a, b) for x in (f.high, f.best, float("inf")) if x is not None)
    return low <= high


def _revision(one: list[Given], other: list[Given], voice: Voice) -> tuple[Testimony, Testimony] | None:
    """The two claims of one voice at different times, the later one's figure being new; of one day the lower count first."""
    for s, f in one:
        for t, g in other:
            if is_one_voice(voice(s), voice(t)) and s.claim != t.claim and s.as_of != t.as_of:
                return (s, t) if s.as_of < t.as_of else (t, s)
            if is_one_voice(voice(s), voice(t)) and s.document != t.document:
                return (s, t) if _number(f) <= _number(g) else (t, s)
    return None


def _number(figure: Figure) -> float:
    return next((x for x in (figure.best, figure.low, figure.high) if x is not None), 0)


def is_one_voice(one: str, other: str) -> bool:
    """Whether two voices are one institution or stand in one chain of command: bodies of one state.

    >>> is_one_voice("police of velmora", "interior ministry of velmora"), is_one_voice("police", "red crescent")
    (True, False)
    """
    if one == other:
        return True
    words = [{stem(w) for w in words_of(name)} - empty() for name in (one, other)]
    chain = stems("chain", "words")
    return all(w & chain for w in words) and bool((words[0] & words[1]) - chain)


def _nearest(one: list[Given], other: list[Given]) -> tuple[Testimony, Testimony]:
    return min(((s, t) for s, _ in one for t, _ in other), key=lambda pair: days_between(pair[0].as_of, pair[1].as_of))


def _later(one: Testimony, other: Testimony) -> Testimony:
    return other if other.as_of > one.as_of else one


def _top(later: Testimony, one: list[Given], other: list[Given]) -> bool:
    """Whether the later claim's figure is the higher one."""
    group, rest = (one, other) if any(s is later for s, _ in one) else (other, one)
    a, b = group[0][1], rest[0][1]
    return (a.best or a.low or 0) > (b.best or b.low or 0)
