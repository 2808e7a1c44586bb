"""Matters of when a thing happened and of who did it: claims of one deed that give different hours or different doers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.matters.incidents import Incident
from onrecord.matters.polarity import TOLD, is_alike
from onrecord.matters.testimony import Testimony
from onrecord.matters.words import lists, stem, words_of
from onrecord.model import Slot

SAME_TIME = 15
"""Minutes within which two hours are one account."""
SHARED = 3
"""Telling words, the deed's own among them, that two claims of one deed share."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Claims of one deed that give different answers on one slot, in order of publication."""

    slot: Slot
    told: tuple[Testimony, ...]


def questions(incident: Incident) -> list[Deed]:
    """The deeds of an incident for which different hours, or different doers, are given."""
    common = frozenset(stem(word) for name in incident.names for word in words_of(name))
    told = [t for t in incident.testimonies if t.status in TOLD and t.kind == "incident" and t.predicate]
    timed = [t for t in told if t.clock]
    done = [
        t for t in told if t.event_type in lists()["force"]["types"] and any(p.known for p in t.actors) and t.stance != "denies"
    ]
    found = [Deed(Slot.TIME, tuple(group)) for group in _deeds(timed, common)]
    found += [Deed(Slot.ACTOR, tuple(group)) for group in _deeds(done, common, on_whom=True)]
    return [deed for deed in found if len(answers(deed.slot, deed.told)) > 1]


def _deeds(told: list[Testimony], common: frozenset[str], on_whom: bool = False) -> list[list[Testimony]]:
    """Claims of one deed together: linked by words that they share and, where asked for, by the same on whom it was done."""
    groups: dict[int, list[int]] = {}
    for number, near in enumerate(_near(told)):
        t, own = told[number], groups.setdefault(number, [number])
        for other in near:
            is_other = groups[other] is not own
            if is_other and is_one_deed(t, told[other], common) and (not on_whom or _on_same(t, told[other])):
                own += groups[other]
                groups.update(dict.fromkeys(groups[other], own))
    distinct = {id(group): group for group in groups.values()}.values()
    found = (sorted((told[number] for number in group), key=_moment) for group in distinct)
    return sorted(found, key=lambda group: _moment(group[0]))


def _near(told: list[Testimony]) -> Iterator[set[int]]:
    """For each claim the earlier ones that hold the word for its deed or whose deed it names: no others are of one deed."""
    holding: dict[str | None, list[int]] = defaultdict(list)
    doing: dict[str | None, list[int]] = defaultdict(list)
    for number, t in enumerate(told):
        yield {*holding[t.predicate], *(other for word in t.stems for other in doing[word])}
        doing[t.predicate].append(number)
        for word in t.stems:
            holding[word].append(number)


def _moment(t: Testimony) -> tuple[str, str, int]:
    return t.published, t.document, t.order


def is_one_deed(one: Testimony, other: Testimony, common: frozenset[str]) -> bool:
    """Whether two claims tell of one deed: its word is shared, and others."""
    if one.days and other.days and not set(one.days) & set(other.days):
        return False
    shared = (one.stems & other.stems) - common
    deed = one.predicate in other.stems or other.predicate in one.stems
    return deed and len(shared) >= SHARED


def _on_same(one: Testimony, other: Testimony) -> bool:
    return one.predicate == other.predicate and is_alike(one.recipients, other.recipients)


def answers(slot: Slot, told: Iterable[Testimony]) -> list[tuple[str, list[Testimony]]]:
    """The hours, or the doers, in the order in which they were first given, each with its claims."""
    same, answer = (_same_time, _clock) if slot is Slot.TIME else (_same_doer, _doer)
    found: list[list[Testimony]] = []
    for t in told:
        near = next((group for group in found if any(same(t, other) for other in group)), None)
        if near is None:
            found.append([t])
        else:
            near.append(t)
    return [(answer(group[0]), group) for group in found]


def _same_time(one: Testimony, other: Testimony) -> bool:
    return abs(_minutes(one.clock) - _minutes(other.clock)) <= SAME_TIME


def _minutes(clock: str | None) -> int:
    hours, _, minutes = (clock or "0:0").partition(":")
    return int(hours) * 60 + int(minutes)


def _same_doer(one: Testimony, other: Testimony) -> bool:
    return is_alike(one.actors, other.actors)


def _clock(t: Testimony) -> str:
    return str(t.clock)


def _doer(t: Testimony) -> str:
    return ", ".join(_names(t))


def _names(t: Testimony) -> Iterable[str]:
    return (p.name for p in t.actors if p.known)
