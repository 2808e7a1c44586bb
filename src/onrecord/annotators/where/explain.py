"""Why a name was resolved as it was, and why other places of the name were not meant; in words for a reader."""

from __future__ import annotations

from onrecord.annotators.where.containers import inside
from onrecord.annotators.where.globe import distance
from onrecord.annotators.where.mentions import Mention
from onrecord.annotators.where.resolve import Group
from onrecord.gazetteer import Gazetteer
from onrecord.model import Candidate, Place

SHOWN = 6
"""Losing candidates that are kept, the likeliest first."""

NEAR = 150.0


def reason(group: Group, mentions: list[Mention], groups: dict[int, Group], gazetteer: Gazetteer) -> str:
    """Why this place, or why none."""
    place = group.place
    if not group.places:
        return "not in the gazetteer"
    if place is None:
        return group.why
    if group.container is not None and _is_inside(place, group.container, groups):
        return f"the text says it lies in {mentions[group.container].key}"
    if len(group.places) == 1:
        return "the only place of this name"
    return _company(group, place, groups, gazetteer) or _by_itself(group)


def _company(group: Group, place: Place, groups: dict[int, Group], gazetteer: Gazetteer) -> str | None:
    others = [other.place for other in groups.values() if other.place is not None and other.place.id != place.id]
    near = min(others, key=lambda other: distance(place, other), default=None)
    if near is not None and distance(place, near) < NEAR:
        return f"near {near.name}, also named"
    if place.country and any(other.country == place.country for other in others):
        return f"other places of the text lie in {gazetteer.country_name(place.country)}"
    return None


def _by_itself(group: Group) -> str:
    best = group.best or 0
    if group.places[best].population == max(place.population for place in group.places):
        return "the most populous place of this name"
    return "the best known place of this name"


def candidates(group: Group, mentions: list[Mention]) -> tuple[Candidate, ...]:
    """The places that lost, each with the reason."""
    order = sorted(range(len(group.places)), key=lambda i: -group.score[i])
    lost = [i for i in order if i != group.best][:SHOWN]
    return tuple(Candidate(group.places[i], _lost(group, group.places[i], mentions)) for i in lost)


def _lost(group: Group, place: Place, mentions: list[Mention]) -> str:
    best = group.place
    if best is None:
        return "as likely as another"
    if group.container is not None:
        return f"not in {mentions[group.container].key}"
    if place.population < best.population:
        return f"has fewer people than {_named(best)}"
    return f"farther from the other places of the text than {_named(best)}"


def _named(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin, place.country) if part)


def _is_inside(place: Place, container: int, groups: dict[int, Group]) -> bool:
    return any(inside(place, around) for around in groups[container].places[:6])
