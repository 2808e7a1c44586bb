"""Where things are said to have happened: places on a map, each as wide as it is vague."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord import gazetteer
from onrecord.api.fitting import Fitting
from onrecord.api.room import Room
from onrecord.model import ToponymKind
from onrecord.store.gathered import Where

MOST = 2000
"""Claims whose places are drawn at most: the latest of those that fit."""

PLACES = 300
"""Places that are drawn at most, those of most claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAsked(Fitting):
    """Which claims."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of claims. `kind` tells how precise it is: a country or region is an area, a city or facility a point."""

    place: Where
    kind: str | None
    country_name: str | None


@dataclass(frozen=True, slots=True)
class Map:
    """The places of claims: those whose position is known, those of most claims first, and the names of the others.

    `more` where more claims fit than were looked at, or there are more places than are drawn.
    """

    spots: tuple[Spot, ...]
    elsewhere: tuple[Where, ...]
    more: bool


def places(room: Room, asked: MapAsked) -> Map:
    """Where things are said to have happened; a country is an area and no pin, a name that is not resolved stands beside."""
    wanted = asked.wanted()
    on = {"place", *asked.follows}
    shown: Map = room.kept(("map", repr(wanted)), lambda: _map(room.store.where(MOST, **wanted)), on)
    return shown


def _map(found: list[Where]) -> Map:
    known = [place for place in found if place.lat is not None and place.lon is not None]
    names: dict[str, Where] = {}
    for place in found:
        if place.lat is None or place.lon is None:
            old = names.get(place.name)
            total = place.claims + (old.claims if old else 0)
            names[place.name] = Where(place.id, place.name, place.country, None, None, total)
    elsewhere = sorted(names.values(), key=lambda place: (-place.claims, place.name))
    more = len(known) > PLACES or len(elsewhere) > PLACES or sum(place.claims for place in found) >= MOST
    return Map(tuple(map(_spot, known[:PLACES])), tuple(elsewhere[:PLACES]), more)


def _spot(place: Where) -> Spot:
    return Spot(place, *_known(place.id, place.name, place.country))


@lru_cache(maxsize=20_000)
def _known(id: str, name: str, country: str | None) -> tuple[str | None, str | None]:
    """How precise a place is, and the name of its country: what the gazetteer says of it."""
    known = gazetteer.open()
    kind = next((one.kind for one in known.lookup(name) if one.id == id), None)
    if kind is None and country and known.country_name(country) == name:
        kind = ToponymKind.COUNTRY
    return kind.value if kind else None, known.country_name(country) if country else None
