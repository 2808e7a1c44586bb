"""Matters of whether something happened: one source says so, another denies it.

Two claims bear on one question where they are of the same deed (the same word, or the same kind and mode of force) by or on
the same: an actor named alike, or two telling words in common besides the deed and the names of the incident. Who denies all use
of one kind of force ("no shot was fired") denies each. Of what somebody decides ("resigned") only a denial that comes no earlier
than the claim counts: before that it was true.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from onrecord.matters.incidents import Incident
from onrecord.matters.testimony import Party, Testimony
from onrecord.matters.words import lists, stem, stems, words_of

TOLD = ("done", "ongoing")
FEW = 3
"""Telling words that claims of different words for a deed must share."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that something happened, and claims that it did not."""

    yes: tuple[Testimony, ...]
    no: tuple[Testimony, ...]


def disputes(incident: Incident) -> list[Dispute]:
    """The questions of an incident that are answered with yes and with no, in order of their first claim."""
    told = [t for t in incident.testimonies if t.predicate and t.kind not in ("demand", "commitment", "position")]
    yes = [t for t in told if t.status in TOLD and t.stance not in ("denies", "doubts", "asks")]
    no = [t for t in told if t.status == "denied"]
    common = frozenset(stem(word) for name in incident.names for word in words_of(name))
    links: dict[int, set[int]] = defaultdict(set)
    by_deed = _by_deed(yes)
    for j, denied in enumerate(no):
        for i in {i for deed in (denied.predicate, _force(denied), *denied.stems) for i in by_deed.get(deed, ())}:
            if yes[i].claim != denied.claim and is_same(yes[i], denied, common):
                links[j].add(i)
    return [Dispute(tuple(yes[i] for i in sorted(found)), tuple(no[j] for j in sorted(group))) for group, found in _joined(links)]


def _by_deed(told: list[Testimony]) -> dict[str | None, list[int]]:
    """The claims by the word for the deed, and by the kind of force: no other two can be of one deed."""
    found: dict[str | None, list[int]] = defaultdict(list)
    for number, t in enumerate(told):
        for deed in {t.predicate, _force(t)} - {None}:
            found[deed].append(number)
    return found


def _force(t: Testimony) -> str | None:
    return f"force:{t.event_type}" if t.event_type in lists()["force"]["types"] else None


def _joined(links: dict[int, set[int]]) -> list[tuple[set[int], set[int]]]:
    """Denials that share something said against them, together."""
    groups: list[tuple[set[int], set[int]]] = []
    for j, found in sorted(links.items()):
        rest = [g for g in groups if not g[1] & found]
        together = [g for g in groups if g[1] & found]
        groups = [*rest, ({j}.union(*(g[0] for g in together)), found.union(*(g[1] for g in together)))]
    return sorted(groups, key=lambda g: min(g[0]))


def is_same(one: Testimony, other: Testimony, common: frozenset[str]) -> bool:
    """Whether a claim and a denial are of the same deed by or on the same."""
    if one.days and other.days and not set(one.days) & set(other.days):
        return False
    if is_apart(one.actors, other.actors) or (one.kind != other.kind and "decision" in (one.kind, other.kind)):
        return False
    if one.kind == "decision":
        return one.predicate == other.predicate and one.published <= other.published and _is_by_one(one.actors, other.actors)
    shared = (one.stems & other.stems) - common - {one.predicate, other.predicate}
    both = is_alike(one.actors, other.actors)
    if one.predicate == other.predicate:
        return both or bool(shared)
    if one.event_type == other.event_type and one.event_type in lists()["force"]["types"]:
        same_force = one.mode is not None and one.mode == other.mode
        return (bool(shared) and (both or same_force)) or (same_force and _denies_all(other))
    return one.predicate in other.stems and other.predicate in one.stems and len(shared) >= FEW


def _denies_all(t: Testimony) -> bool:
    """Whether a denial is of all force, by whomever: "no shot was fired"."""
    return any(t.words.lower().startswith(f"{words} ") for words in lists()["force"]["none"])


def _is_by_one(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether both are known to be of one."""
    return any(a.known and b.known and a.name == b.name for a in one for b in other)


def is_alike(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether somebody of the one may be somebody of the other: a word of the name in common, or members of one body."""
    return any(a.name == b.name or a.stems & b.stems or _bodies(a) & _bodies(b) for a in one for b in other)


def is_apart(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether both name who did it, and nobody in common."""
    known = tuple(p for p in one if p.known), tuple(p for p in other if p.known)
    return bool(known[0] and known[1]) and not is_alike(one, other)


@lru_cache(maxsize=1 << 12)
def _bodies(party: Party) -> frozenset[str]:
    return frozenset(body for body in lists()["alike"] if party.stems & stems("alike", body))
