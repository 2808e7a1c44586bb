"""Whether a mention is a place at all: points for and against, added up."""

from __future__ import annotations

from collections import defaultdict

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.where.mentions import PLACES, Mention, Style, words
from onrecord.gazetteer import Gazetteer
from onrecord.language import Name, Parse, Token
from onrecord.model import Place, ToponymKind

NO_NAMES = {"CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY", "TIME"}
"""Labels of the language pipeline that say nothing about a capitalised word."""


class Judge:
    """Judges the mentions of one text."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer) -> None:
        self.parse, self.tokens, self.gazetteer = parse, parse.tokens, gazetteer
        self.weights: dict[str, float] = lexicon("toponyms")["judge"]
        self.people = _parts_of_people(parse)

    def places(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions that are taken for places. The same name counts for itself elsewhere in the text."""
        same: dict[str, list[float]] = defaultdict(list)
        for mention in mentions:
            mention.points = self.points(mention)
            same[mention.key].append(mention.points)
        chosen = []
        for mention in mentions:
            others = same[mention.key]
            own = mention.points
            if own > -2:
                mention.points = 0.6 * own + 0.4 * sum(others) / len(others)
            if mention.points >= self.weights["unknown" if not mention.places else "accept"]:
                chosen.append(mention)
        return chosen

    def points(self, mention: Mention) -> float:
        """The points of one mention by itself."""
        if self.gazetteer.demonym(mention.key) and not any(p.kind is ToponymKind.COUNTRY for p in mention.places):
            return -9.0
        return (
            self._label(mention)
            + self._prior(mention)
            + self._before(mention)
            + self._inside_run(mention)
            + self._form(mention)
            + (self.weights["contained"] if mention.container is not None else 0.0)
        )

    def _label(self, mention: Mention) -> float:
        w = self.weights
        names = {name for i in range(mention.first, mention.last) if (name := self.parse.name_at(self.tokens[i]))}
        names = {name for name in names if name.label not in NO_NAMES}
        if not names or mention.style is not Style.PLAIN:
            return w["unlabelled"] if mention.style is Style.PLAIN else 0.0
        return max(self._one_label(name, mention) for name in names)

    def _one_label(self, name: Name, mention: Mention) -> float:
        w = self.weights
        first = name.first + (self.tokens[name.first].lower == "the")
        wider = first < mention.first or name.last > mention.last
        if name.label in PLACES:
            if wider and name.label == "FAC":
                return w["inside_facility"]
            return w["inside_place"] if wider else w[name.label.lower()]
        if name.label == "DATE":
            return w["other"]
        if wider and name.label != "PERSON" and self._only_article_more(name, mention):
            wider = False
        if wider:
            return w["inside_other"]
        return w.get(name.label.lower(), w["other"])

    def _only_article_more(self, name: Name, mention: Mention) -> bool:
        rest = [t for t in self.tokens[name.first : name.last] if not mention.first <= t.i < mention.last]
        return all(t.lower in ("the", "'s", "’s") or t.lower in words()["narrowing"] for t in rest)

    def _prior(self, mention: Mention) -> float:
        if not mention.places:
            return self.weights["own"] if mention.kind else 0.0
        several = self.weights["several_words"] if mention.last - mention.first > 1 else 0.0
        classed = 1.0 if mention.kind else 0.0
        return several + classed + max(self._weight(place) for place in mention.places[:5])

    def _weight(self, place: Place) -> float:
        w = self.weights
        if place.kind in (ToponymKind.COUNTRY, ToponymKind.CONTINENT):
            return w["country"]
        if place.kind is not ToponymKind.CITY:
            return w["own"] if place.id.startswith("onrecord:") else w["region"] if place.population > 200_000 else w["town"]
        steps = ((1e6, "million"), (1e5, "hundred_thousand"), (15e3, "town"), (3e3, "small"))
        return next((w[name] for size, name in steps if place.population >= size), w["hamlet"])

    def _before(self, mention: Mention) -> float:
        token = self._token_before(mention.first)
        if token is None:
            return 0.0
        if token.lower in words()["place_before"]:
            return self.weights["place_before"]
        if token.lower == "of":
            noun = self._token(token.i - 1)
            if noun is not None and noun.lower in words()["body_first"]:
                return self.weights["inside_other"]
        if token.lower in words()["place_maybe"]:
            return self.weights["place_maybe"]
        return 0.0

    def _token_before(self, i: int) -> Token | None:
        """The token before a name, articles and words such as "northern" left out."""
        token = self._token(i - 1)
        while token is not None and token.lower in words()["narrowing"] | {"the"}:
            token = self._token(token.i - 1)
        return token

    def _token(self, i: int) -> Token | None:
        return self.tokens[i] if i >= 0 else None

    def _inside_run(self, mention: Mention) -> float:
        """What the capitalised words beside the name make of it."""
        lists, points = words(), 0.0
        first, last = mention.run
        before = [t.lower.strip(".") for t in self.tokens[first : mention.first] if t.lower not in lists["narrowing"]]
        after = [t.lower.strip(".") for t in self.tokens[mention.last : last] if t.text not in "-–"]
        if mention.style is Style.PLAIN and (title := self._token(mention.first - 1)) is not None:
            if title.lower.strip(".") in lists["person_before"]:
                points += self.weights["title_before"]
            elif before and before[-1] not in lists["city_first"] | lists["region_first"]:
                points += self.weights["more_before"]
        if any(word in lists["body_last"] for word in after[:4]) or (after and after[0] in lists["road_last"]):
            points += self.weights["inside_other"]
        elif after and mention.style is Style.PLAIN and after[0] not in lists["person_before"]:
            points += self.weights["more_after"]
        return points

    def _form(self, mention: Mention) -> float:
        """What the words of the name themselves say."""
        points, inside = 0.0, self.tokens[mention.first : mention.last]
        if inside[-1].lower.strip(".") in words()["road_last"] and len(inside) > 1:
            return -9.0
        if mention.short is not None and mention.container is None and not _is_distinct(inside[0].text):
            return -9.0
        if len(inside) == 1:
            if inside[0].lower in self.people and mention.style is Style.PLAIN:
                points += self.weights["surname"]
            if not inside[0].is_proper and mention.style is Style.PLAIN:
                points += self.weights["not_proper"]
            if len(inside[0].text) < 3 and mention.places and mention.places[0].kind is not ToponymKind.COUNTRY:
                points -= 2
        return points


def _is_distinct(text: str) -> bool:
    """Whether an abbreviation can be nothing else ("W.Va.", "NSW")."""
    return text.count(".") > 1 or len(text) == 3 and text.isupper()


def _parts_of_people(parse: Parse) -> set[str]:
    """First and last words of the names of people of two words and more."""
    people = [name for name in parse.names if name.label == "PERSON" and name.last - name.first > 1]
    return {parse.tokens[i].lower for name in people for i in (name.first, name.last - 1)}
