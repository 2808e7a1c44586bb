"""Which place each name means: one document is one geography, so all names are resolved together.

A candidate has points for what it is (people, country, capital, whether this is its proper name),
for lying in what the text says it lies in, and for the company it keeps: each other name of the text adds the chance that it
means a place near by or in the same region or country. Nearness counts once more by itself, since in a text of one country
every place of it has company. The chances are worked out in a few rounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.where.containers import inside
from onrecord.annotators.where.globe import Floats, Ints, distance, distances
from onrecord.annotators.where.lexicon import is_seat
from onrecord.annotators.where.mentions import Mention
from onrecord.annotators.where.quarters import parts_of_towns
from onrecord.gazetteer import Gazetteer, key
from onrecord.model import Place, ToponymKind

CANDIDATES = 24
"""Places of one name that are weighed."""

GROUPS = 60
"""Names that are resolved together; a longer text is resolved in stretches, so that its cost grows with its length."""

ROUNDS = 3
LARGE = 100_000
"""People from whom on a city is known abroad by names of its own ("Geneva", "Munich")."""

SMALL = 15_000
"""People below which a town needs other words of the text to speak for it."""

SAME_SPOT = 60.0
"""Kilometres within which two entries of the same name in one country are taken for one place."""

DEGREE = 111.0
"""Kilometres of a degree of latitude at least; places so far north or south of each other need no closer look."""

TOWN_REACH = 100.0
"""Kilometres from a town beyond which nothing is a part of it."""

TOLERANCE = 161.0
"""Kilometres (100 miles) beyond which two candidates are really different."""


SAME_COUNTRY, SAME_REGION, IN_COUNTRY, IN_NAMED, BOTH_REGIONS, NEAR = 0.15, 0.35, 0.15, 0.35, 0.25, 120.0
"""How much two places speak for each other that share a country or a region, where one lies in the other, where both are
regions of one country, and the kilometres over which nearness fades."""


@dataclass(slots=True)
class Group:
    """One name of the text, at all its mentions that say the same about where it lies."""

    key: str
    mentions: list[int]
    places: list[Place]
    prior: list[float]
    container: int | None = None
    said: str | None = None
    within: int | None = None
    compass: bool = False
    classed: bool = False
    inner: list[int] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    best: int | None = None
    why: str = ""

    @property
    def place(self) -> Place | None:
        """The place that won."""
        return None if self.best is None else self.places[self.best]


class Resolver:
    """Resolves the mentions of one text. `countries` are chances, by ISO code, that the text is about a country."""

    def __init__(self, gazetteer: Gazetteer, countries: dict[str, float]) -> None:
        self.gazetteer, self.countries = gazetteer, countries
        self.weights: dict[str, float] = lexicon("toponyms")["resolve"]

    def resolve(self, mentions: list[Mention]) -> dict[int, Group]:
        """The group of each mention, by its place in `mentions`."""
        groups = list(self._groups(mentions))
        of = {i: group for group in groups for i in group.mentions}
        for i, mention in enumerate(mentions):
            if mention.container is not None:
                of[mention.container].inner.append(i)
        for start in range(0, len(groups), GROUPS):
            self._together(groups[start : start + GROUPS], of)
        for group in groups:
            if group.within is not None and not _lies_in_town(group, of[group.within]):
                group.best, group.why = None, f"the text says it is a part of {mentions[group.within].key}"
        return of

    def _groups(self, mentions: list[Mention]) -> Iterator[Group]:
        found: dict[tuple[str, str | None, ToponymKind | None, int | None], Group] = {}
        around = [key(mentions[m.container].key) if m.container is not None else None for m in mentions]
        around = [where or mention.said for mention, where in zip(mentions, around, strict=True)]
        stated = {key(m.key): where for m, where in zip(reversed(mentions), reversed(around), strict=True) if where}
        within = parts_of_towns(mentions)
        for i, mention in enumerate(mentions):
            name = key(mention.key)
            where = around[i] or (None if mention.contains else stated.get(name))
            stated |= {name: where} if where else {}
            said = name, where, mention.beside, within[i]
            if said not in found:
                weighed = self._candidates(mention)
                found[said] = Group(name, [], [place for place, _ in weighed], [prior for _, prior in weighed], within=within[i])
            group = found[said]
            group.mentions.append(i)
            group.container = mention.container if group.container is None else group.container
            group.said = group.said or mention.said
            group.compass, group.classed = mention.compass, bool(mention.beside or mention.kind)
        yield from found.values()

    def _candidates(self, mention: Mention) -> list[tuple[Place, float]]:
        """The places of a name with their points, the likeliest first, without doubles.

        A town stands for the province that is named after it, and of two entries for one town the region is kept. Behind a
        class noun only its kind will do, and no town bears the name of a government's seat in translation.
        """
        suited = [place for place in mention.places if mention.kind in (None, ToponymKind.FACILITY, place.kind)]
        if is_seat(mention.key):
            suited = [place for place in suited if key(place.name) == key(mention.key)]
        if mention.kind is None and mention.beside not in (None, ToponymKind.CITY):
            suited = [place for place in suited if place.kind is mention.beside] or suited
        ranked = sorted(((place, self._prior(place, mention)) for place in suited), key=lambda item: -item[1])
        kept: list[tuple[Place, float]] = []
        for place, prior in ranked[: 3 * CANDIDATES]:
            double = next(
                (i for i, (other, _) in enumerate(kept) if _same_spot(place, other) or _is_namesake(place, other)), None
            )
            if double is None:
                kept.append((place, prior))
            elif place.kind is ToponymKind.CITY and _is_province(kept[double][0]) and mention.kind is None:
                kept[double] = place, kept[double][1]
            elif kept[double][0].kind is place.kind is ToponymKind.CITY and kept[double][0].admin is None:
                kept[double] = replace(kept[double][0], admin=place.admin), kept[double][1]
        return kept[:CANDIDATES]

    def _prior(self, place: Place, mention: Mention) -> float:
        w = self.weights
        points = w["people"] * math.log10(place.population + 10)
        points += w.get(place.kind.value, 0.0)
        if place.kind is ToponymKind.CITY:
            points += self._as_city(place, mention)
        if self.gazetteer.is_capital(place):
            points += w["capital"]
        if place.id.startswith("us-county:") and not key(mention.key).endswith(("county", "parish", "borough")):
            points += w["bare_county"]
        return points

    def _as_city(self, place: Place, mention: Mention) -> float:
        """Points of a town for what it is called: by its own name, "the city of", with an article, or as a country."""
        w, points = self.weights, 0.0
        if key(place.name) != key(mention.key):
            points += w["other_name_large" if place.population > LARGE else "other_name"]
        if mention.beside is ToponymKind.CITY:
            points += w["city_of"]
        if mention.article:
            points += w["article"]
        if place.population < LARGE and any(other.kind is ToponymKind.COUNTRY for other in mention.places[:3]):
            points += w["namesake"]
        return points

    def _together(self, groups: list[Group], of: dict[int, Group]) -> None:
        weighed = [group for group in groups if group.places]
        if not weighed:
            return
        starts = np.cumsum([0, *(len(group.places) for group in weighed)])
        places = [place for group in weighed for place in group.places]
        fixed = np.array([points for group in weighed for points in group.prior])
        fixed += np.array([self._own_context(group, place, of) for group in weighed for place in group.places])
        near = _apart_from_own(np.exp(-distances(places) / NEAR), starts)
        ties = _apart_from_own(np.maximum(self._ties(places), near), starts)
        counts = np.array([1.0 + 0.5 * math.log(len(group.mentions)) for group in weighed])
        total, company = fixed, np.zeros(len(fixed))
        for _ in range(ROUNDS):
            chances = _chances(total, starts) * np.repeat(counts, np.diff(starts))
            company = np.maximum.reduceat(ties * chances[None, :], starts[:-1], axis=1).sum(axis=1)
            close = np.maximum.reduceat(near * chances[None, :], starts[:-1], axis=1).sum(axis=1)
            total = fixed + self.weights["around"] * company / (company + self.weights["half"])
            total += self.weights["close"] * close / (close + self.weights["half"])
        for number, group in enumerate(weighed):
            own = slice(starts[number], starts[number + 1])
            group.score = list(total[own])
            self._settle(group, list(company[own]))

    def _own_context(self, group: Group, place: Place, of: dict[int, Group]) -> float:
        points = 2.0 * self.countries.get(place.country or "", 0.0)
        if group.said == place.country and group.said is not None and place.kind is not ToponymKind.COUNTRY:
            points += self.weights["contained"]
        if any(inside(within, place) for i in group.inner for within in of[i].places[:6]):
            points += self.weights["contains"]
        if group.container is not None and any(inside(place, around) for around in of[group.container].places[:6]):
            points += self.weights["contained"]
        return points

    def _ties(self, places: list[Place]) -> Floats:
        """How much one candidate speaks for another by the country and region that they share."""
        country = np.array([place.country or f"-{i}" for i, place in enumerate(places)])
        admin = np.array(
            [f"{p.country} {p.admin or (p.name if p.kind is ToponymKind.REGION else i)}" for i, p in enumerate(places)]
        )
        is_country = np.array([place.kind is ToponymKind.COUNTRY for place in places])
        is_state = np.array([place.kind is ToponymKind.REGION and place.admin is None for place in places])
        same, shared = country[:, None] == country[None, :], admin[:, None] == admin[None, :]
        ties = SAME_COUNTRY * same + IN_COUNTRY * (same & is_country) + SAME_REGION * shared + IN_NAMED * (shared & is_state)
        return np.asarray(ties + BOTH_REGIONS * (same & is_state & is_state[:, None]))

    def _settle(self, group: Group, company: list[float]) -> None:
        order = sorted(range(len(group.places)), key=lambda i: -group.score[i])
        best = order[0]
        rival = next((i for i in order[1:] if distance(group.places[i], group.places[best]) > TOLERANCE), None)
        if rival is not None and group.score[best] - group.score[rival] < self.weights["far_margin"]:
            group.why = "several places of this name are as likely"
        elif self._is_bearing(group, company[best]):
            group.why = "a point of the compass, and the text does not say of which country"
        elif self._hides_capital(group, best):
            group.why = "a capital bears this name too, and the text does not clearly mean another place"
        elif self._is_chance_find(group, best, company[best]):
            group.why = "the place of this name is small, and nothing else in the text speaks for it"
        else:
            group.best = best

    def _hides_capital(self, group: Group, best: int) -> bool:
        """Whether a small namesake of a capital is barely ahead of it, though the text never says where it lies."""
        place = group.places[best]
        if group.container is not None or group.said is not None or place.population >= LARGE:
            return False
        least = group.score[best] - self.weights["famous_margin"]
        rivals = (i for i, other in enumerate(group.places) if i != best and self.gazetteer.is_capital(other))
        return place.kind is ToponymKind.CITY and any(group.score[i] > least for i in rivals)

    def _is_bearing(self, group: Group, company: float) -> bool:
        """Whether it is a point of the compass and no region: "the North-West", unlike "North-West region" beside its country."""
        if not group.compass or group.container is not None or group.said is not None:
            return False
        return not group.classed or company < self.weights["unsupported"]

    def _is_chance_find(self, group: Group, best: int, company: float) -> bool:
        """Whether a small town is all that speaks for itself: with half a million names, most words are one somewhere."""
        place = group.places[best]
        is_small = place.kind is ToponymKind.CITY and place.population < SMALL
        is_alone = group.container is None and company < self.weights["unsupported"] and place.country not in self.countries
        return is_small and is_alone


def _lies_in_town(group: Group, town: Group) -> bool:
    """Whether what a name was resolved to can be a part of the town that the text says, or of its region."""
    place, around = group.place, town.place
    if place is None or (around is not None and around.kind is ToponymKind.COUNTRY):
        return True
    if around is None or distance(place, around) <= TOWN_REACH:
        return around is not None
    return around.kind is not ToponymKind.CITY and place.country == around.country


def _apart_from_own(ties: Floats, starts: Ints) -> Floats:
    """The ties without those between candidates of one name."""
    for start, end in pairwise(starts):
        ties[start:end, start:end] = 0.0
    return ties


def _is_province(place: Place) -> bool:
    return place.id.startswith("iso3166-2:")


def _is_namesake(a: Place, b: Place) -> bool:
    """Whether one is a province and the other the town in it that it is named after; in the United States these are far apart."""
    city, province = (a, b) if a.kind is ToponymKind.CITY else (b, a)
    return _is_province(province) and city.country == province.country != "US" and city.admin == province.name


def _same_spot(a: Place, b: Place) -> bool:
    if a.country != b.country or abs((a.lat or 0.0) - (b.lat or 0.0)) * DEGREE > SAME_SPOT:
        return False
    return distance(a, b) < SAME_SPOT


def _chances(points: Floats, starts: Ints) -> Floats:
    """Points as chances that add up to 1 for each name."""
    sizes = np.diff(starts)
    top = np.repeat(np.maximum.reduceat(points, starts[:-1]), sizes)
    raised = np.exp(points - top)
    return np.asarray(raised / np.repeat(np.add.reduceat(raised, starts[:-1]), sizes))
