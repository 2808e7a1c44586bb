"""Why a name was resolved as it was, and why other places of the name were not meant; in words for a reader."""

from __future__ import annotations

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.where.containers import inside
from onrecord.annotators.where.globe import distance
from onrecord.annotators.where.mentions import Mention
from onrecord.annotators.where.resolve import Group
from onrecord.gazetteer import Gazetteer
from onrecord.model import Candidate, Place, ToponymKind

SHOWN = 6
"""Losing candidates that are kept, the likeliest first."""

KNOWN = 60
"""The most mentioned names, by which the others are explained."""

NEAR = 150.0
MARGIN: float = lexicon("toponyms")["resolve"]["far_margin"]
"""Points within which two places are as likely."""


class Explainer:
    """Explains the resolution of one text, each name once.

    Args:
        groups: what each mention was resolved to.
        mentions: the mentions of the text.
        gazetteer: for the names of countries.
        about: why the text is about a country, by its code.
    """

    def __init__(
        self, groups: dict[int, Group], mentions: list[Mention], gazetteer: Gazetteer, about: dict[str, str] | None = None
    ) -> None:
        self.groups, self.mentions, self.gazetteer, self.about = groups, mentions, gazetteer, about or {}
        distinct = {id(group): group for group in groups.values()}.values()
        often = sorted(distinct, key=lambda group: -len(group.mentions))[:KNOWN]
        self.known = [group.place for group in often if group.place is not None]
        self._told: dict[int, tuple[str, tuple[Candidate, ...]]] = {}

    def explain(self, group: Group) -> tuple[str, tuple[Candidate, ...]]:
        """Why this place, or why none; and the places that lost, each with the reason."""
        if id(group) not in self._told:
            self._told[id(group)] = self._reason(group), self._candidates(group)
        return self._told[id(group)]

    def _reason(self, group: Group) -> str:
        place = group.place
        if not group.places:
            return "not in the gazetteer"
        if place is None:
            return group.why
        if group.said is not None and place.country == group.said:
            return f"the text says it lies in {self._country(group.said)}"
        if group.container is not None and self._is_inside(place, group.container):
            return f"the text says it lies in {self.mentions[group.container].key}"
        if len(group.places) == 1:
            return "the only place of this name"
        return self._company(place) or _by_itself(group)

    def _company(self, place: Place) -> str | None:
        """What else is named speaks for the place, the closest first."""
        others = [other for other in self.known if other.id != place.id]
        around = [other for other in others if _lies_in(place, other)]
        within = next((other for other in others if _lies_in(other, place)), None)
        near = min(others, key=lambda other: distance(place, other), default=None)
        for region in around:
            if region.kind is ToponymKind.REGION:
                return f"in {region.name}, also named"
        if within is not None:
            return f"{within.name}, also named, lies there"
        if near is not None and distance(place, near) < NEAR and near not in around:
            return f"near {near.name}, also named"
        if around:
            return f"in {self._country(around[0].country)}, also named"
        if place.country and any(other.country == place.country for other in others):
            return f"other places of the text lie in {self._country(place.country)}"
        return self.about.get(place.country or "")

    def _country(self, code: str | None) -> str:
        name = self.gazetteer.country_name(code) if code else ""
        return f"the {name}" if name.startswith("United ") or " Republic" in name else name

    def _candidates(self, group: Group) -> tuple[Candidate, ...]:
        order = sorted(range(len(group.places)), key=lambda i: -group.score[i])
        lost = [i for i in order if i != group.best][:SHOWN]
        return tuple(Candidate(group.places[i], self._lost(group, i)) for i in lost)

    def _lost(self, group: Group, i: int) -> str:
        """What told most against a place: what the text says, the company it would keep, or how few live there."""
        best, place = group.place, group.places[i]
        if best is None or group.best is None:
            return self._open(group, i)
        said = group.container is not None and self._is_inside(best, group.container)
        if group.container is not None and said and not self._is_inside(place, group.container):
            return f"not in {self.mentions[group.container].key}"
        known = group.prior[group.best] - group.prior[i]
        company = group.score[group.best] - group.score[i] - known
        if company > known:
            return f"farther from the other places of the text than {self._chosen(best)}"
        if place.population < best.population:
            return f"has fewer people than {self._chosen(best)}"
        return f"less well known than {self._chosen(best)}"

    def _open(self, group: Group, i: int) -> str:
        """Why a place did not win where none did."""
        near = max(group.score) - MARGIN
        if group.score[i] <= near:
            return "less likely than others"
        return "as likely as another" if sum(score > near for score in group.score) > 1 else group.why

    def _chosen(self, place: Place) -> str:
        """The place that won, told from the others of its name."""
        if place.kind is ToponymKind.COUNTRY or not (place.admin or place.country):
            return f"the {place.kind.value}" if place.kind is not ToponymKind.FACILITY else place.name
        return f"the one in {place.admin or self._country(place.country)}"

    def _is_inside(self, place: Place, container: int) -> bool:
        return any(inside(place, around) for around in self.groups[container].places[:6])


def _lies_in(place: Place, around: Place) -> bool:
    """Whether the gazetteer says so; `inside` also takes what lies near for what lies in."""
    if around.kind is ToponymKind.COUNTRY:
        return place.kind is not ToponymKind.COUNTRY and place.country is not None and place.country == around.country
    return around.kind is ToponymKind.REGION and place.country == around.country and place.admin == around.name


def _by_itself(group: Group) -> str:
    best = group.best or 0
    if group.places[best].population == max(place.population for place in group.places):
        return "the most populous place of this name"
    return "the best known place of this name"
