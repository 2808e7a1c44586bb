"""Places that say themselves what they lie in: "Springfield, Ill.", "Paris (Texas)", "Mosul in Iraq"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.annotators.where.globe import distance
from onrecord.model import Place, ToponymKind

if TYPE_CHECKING:
    from onrecord.annotators.where.mentions import Mention

_GAP = re.compile(
    r"(?:\s*,\s*|\s+|\s*\(\s*)(?:(?:in|of)\s+)?"
    r"(?:the\s+)?(?:(?:state|province|region|district|governorate|county)\s+of\s+)?"
    r"(?:(?:north|south|east|west|central)\w*\s+)?"
)
COUNTY_REACH, REGION_REACH, CITY_REACH = 60, 260, 40
"""Kilometres from the middle of a county, a region, a city within which its places lie."""


def find_containers(text: str, mentions: list[Mention], tokens_at: list[tuple[int, int]]) -> None:
    """Sets `container` of each mention that the next one contains: its place in `mentions`."""
    for i in range(len(mentions) - 2, -1, -1):
        gap = text[tokens_at[i][1] : tokens_at[i + 1][0]]
        if len(gap) < 40 and "\n" not in gap and gap.strip() and _GAP.fullmatch(gap) and _contains(mentions[i + 1], mentions[i]):
            mentions[i].container = i + 1
            mentions[i + 1].contains = True


def _contains(outer: Mention, inner: Mention) -> bool:
    if inner.places and inner.places[0].kind is ToponymKind.COUNTRY and not _is_state(outer):
        return False
    return any(inside(place, around) for around in outer.places[:6] for place in inner.places)


def _is_state(outer: Mention) -> bool:
    return outer.short is not None or any(p.kind is ToponymKind.REGION and p.admin is None for p in outer.places[:2])


def inside(place: Place, around: Place) -> bool:
    """Whether a place lies in a country, in a region, or at a large city."""
    if place.country is None or place.country != around.country or place.id == around.id:
        return False
    if around.kind is ToponymKind.COUNTRY:
        return place.kind is not ToponymKind.COUNTRY
    if place.kind in (ToponymKind.COUNTRY, ToponymKind.CONTINENT):
        return False
    if around.kind is ToponymKind.REGION:
        return _in_region(place, around)
    large = around.kind is ToponymKind.CITY and around.population >= 50_000 and around.population > place.population
    return large and distance(place, around) < CITY_REACH


def _in_region(place: Place, around: Place) -> bool:
    if place.kind is ToponymKind.REGION and place.population > around.population:
        return False
    if around.admin is not None:
        return place.admin == around.admin and distance(place, around) < COUNTY_REACH
    if place.admin == around.name:
        return True
    return not (place.admin and around.country == "US") and distance(place, around) < REGION_REACH
