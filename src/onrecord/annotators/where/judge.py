"""Whether a mention is a place at all: points for and against, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.where.lexicon import class_of, words
from onrecord.annotators.where.mentions import HYPHENS, OWN, Mention
from onrecord.annotators.where.style import Style
from onrecord.annotators.where.whole import PLACES
from onrecord.gazetteer import Gazetteer, key
from onrecord.language import Name, Parse, Token
from onrecord.model import Place, ToponymKind

NO_NAMES = {"CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY", "TIME"}
"""Labels of the language pipeline that say nothing about a capitalised word."""


OUT = -9.0
"""Points of what can be no place."""

LONGEST_INITIALS, LARGE = 5, 100_000
"""Letters up to which a word in capitals may be initials, and people from whom on a town's name in capitals is the town's."""

SHORTEST = 4
"""Letters up to which another name of a country is rather its initials."""


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
            known = mention.places or mention.kind is ToponymKind.FACILITY
            if mention.points >= self.weights["accept" if known else "unknown"]:
                chosen.append(mention)
        return chosen

    def points(self, mention: Mention) -> float:
        """The points of one mention by itself."""
        if self._is_out(mention):
            return OUT
        return sum(self.weights[sign] for sign in self.signs(mention))

    def signs(self, mention: Mention) -> Iterator[str]:
        """What speaks for and against the mention: names of weights in `toponyms.toml`."""
        yield self._label(mention)
        yield from self._prior(mention)
        yield from self._before(mention)
        yield from self._after(mention)
        yield from self._inside_run(mention)
        yield from self._form(mention)
        if mention.container is not None:
            yield "contained"
        if mention.contains:
            yield "contains"
        if mention.beside is not None or mention.within is not None:
            yield "of_class"

    def _is_out(self, mention: Mention) -> bool:
        """Whether it can be no place, whatever stands around it: a demonym, a road, a bare "North" or "County"."""
        inside = self.tokens[mention.first : mention.last]
        if key(mention.key) in words()["bodies"]:
            return True
        if self.gazetteer.demonym(mention.key) and not any(p.kind is ToponymKind.COUNTRY for p in mention.places):
            return True
        if len(inside) == 1 and (_is_word_not_initials(inside[0].text, mention) or self._is_initials(inside[0], mention)):
            return True
        if mention.short is not None and not mention.contains and not _is_distinct(inside[0].text):
            return True
        if mention.short is not None and (before := self._token(mention.first - 1)) and before.tag == "CD":
            return True  # "575 B.C."
        said = mention.compass and (mention.container is not None or mention.said or mention.beside)
        if all(_is_class_word(token.lower) for token in inside) and not said and not any(_is_own(p) for p in mention.places[:1]):
            return True
        if [token.lemma for token in self.tokens[max(0, mention.first - 2) : mention.first]] == ["block", "of"]:
            return True  # "the 700 block of Orva": a street
        return len(inside) > 1 and inside[-1].lower.strip(".") in words()["road_last"]

    def _is_initials(self, token: Token, mention: Mention) -> bool:
        """Whether capitals in a plain sentence only spell a town's name: the agency SANA; in a dateline they are the town's."""
        if not (token.text.isupper() and token.text.isalpha() and 2 < len(token.text) <= LONGEST_INITIALS and mention.places):
            return False
        if (
            mention.style is not Style.PLAIN
            or mention.container is not None
            or mention.beside is not None
            or mention.short is not None
        ):
            return False
        return all(_is_only_spelled(place, token.text) for place in mention.places) and not self._starts_report(mention)

    def _label(self, mention: Mention) -> str:
        if mention.style is Style.UPPER:
            return "no_style"
        names = {name for i in range(mention.first, mention.last) if (name := self.parse.name_at(self.tokens[i]))}
        signs = [self._one_label(name, mention) for name in names if name.label not in NO_NAMES]
        return max(signs, key=self.weights.__getitem__, default="unlabelled")

    def _one_label(self, name: Name, mention: Mention) -> str:
        first, last = self._conjunct(name, mention)
        wider = first < mention.first or last > mention.last
        if wider and self._only_small_words_more(name, mention):
            wider = False
        if name.label in PLACES:
            return ("inside_facility" if name.label == "FAC" else "inside_place") if wider else name.label.lower()
        if wider and name.label != "DATE":
            return f"inside_{name.label.lower()}" if name.label in ("PERSON", "ORG") else "inside_other"
        return name.label.lower() if name.label in ("PERSON", "ORG") else "other"

    def _conjunct(self, name: Name, mention: Mention) -> tuple[int, int]:
        """The part of a name between commas and "and" that holds the mention: lists are often taken for one name."""
        first, last = name.first, name.last
        for token in self.tokens[name.first : name.last]:
            if token.lower in ("and", ",", "&"):
                if token.i < mention.first:
                    first = token.i + 1
                elif token.i >= mention.last:
                    return first, token.i
        return first, last

    def _only_small_words_more(self, name: Name, mention: Mention) -> bool:
        first, last = self._conjunct(name, mention)
        rest = [t for t in self.tokens[first:last] if not mention.first <= t.i < mention.last]
        return all(t.text[0].islower() or not t.is_word or t.lower in words()["narrowing"] | {"'s", "’s"} for t in rest)

    def _prior(self, mention: Mention) -> Iterator[str]:
        if mention.kind:
            yield "classed"
        if mention.last - mention.first > 1:
            yield "several_words"
        if mention.places:
            name = key(mention.key)
            yield max((self._size(place, name) for place in mention.places[:5]), key=self.weights.__getitem__)
        else:
            yield "site" if mention.kind is ToponymKind.FACILITY else "not_known"

    def _size(self, place: Place, name: str) -> str:
        """How well known the place is; a city of less than a million is little known by its other names."""
        if place.kind in (ToponymKind.COUNTRY, ToponymKind.CONTINENT):
            return "country"
        if place.kind is not ToponymKind.CITY:
            return "own" if _is_own(place) else "region" if place.population > 200_000 else "town"
        if place.population < 1e6 and key(place.name) != name:
            return "town" if place.population >= 15e3 else "hamlet"
        steps = ((1e6, "million"), (1e5, "hundred_thousand"), (15e3, "town"), (3e3, "small"))
        return next((name for size, name in steps if place.population >= size), "hamlet")

    def _before(self, mention: Mention) -> Iterator[str]:
        token = self._token_before(mention.first)
        if token is None:
            return
        if token.lower in words()["place_before"]:
            yield "place_before"
        elif token.lower in words()["place_maybe"]:
            noun = self._token(token.i - 1)
            is_body = token.lower == "of" and noun is not None and noun.lower in words()["body_first"]
            yield "of_body" if is_body else "place_maybe"

    def _token_before(self, i: int) -> Token | None:
        """The token before a name, articles and words such as "northern" left out."""
        token = self._token(i - 1)
        while token is not None and (token.lower == "the" or token.lower in words()["narrowing"]):
            token = self._token(token.i - 1)
        return token

    def _is_behind_preposition(self, mention: Mention) -> bool:
        before = self._token_before(mention.first)
        return before is not None and before.tag in ("IN", "TO")

    def _token(self, i: int) -> Token | None:
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def _after(self, mention: Mention) -> Iterator[str]:
        token = self._token(mention.last)
        if token is None or mention.last != mention.run[1]:
            return
        if token.text in ("-", "–"):
            token = self._token(mention.last + 1)
        if token is not None and token.lower in words()["place_after"]:
            yield "place_after"
        elif token is not None and token.lower in words()["thing_after"]:
            yield "of_thing"
        if self._starts_report(mention):
            yield "dateline"

    def _starts_report(self, mention: Mention) -> bool:
        """Whether the name opens a paragraph in capitals or before a dash, as datelines do."""
        first = self.tokens[mention.first]
        if self.parse.sentence_of(first).first != mention.first:
            return False
        after = self.tokens[mention.last : mention.last + 8]
        return any(t.text in ("—", "--", "–", "-") or t.text.startswith("—") for t in after[: 3 if first.text.isupper() else 1])

    def _inside_run(self, mention: Mention) -> Iterator[str]:
        """What the capitalised words beside the name make of it."""
        lists = words()
        first, last = mention.run
        before = [t.lower.strip(".") for t in self.tokens[first : mention.first]]
        after = [t.lower.strip(".") for t in self.tokens[mention.last : last] if t.text not in HYPHENS]
        if any(word in lists["body_before"] for word in before[-1:]) or _names_body(after):
            yield "in_body"
        elif after and mention.style is Style.PLAIN and after[0] not in lists["person_before"]:
            yield "more_after"
        if mention.style is not Style.PLAIN:
            return
        if before[-1:] == ["-"] and before[-2:-1] and len(before[-2]) == 1:
            yield "of_party"
        elif (title := self._token(mention.first - 1)) and title.lower.strip(".") in lists["person_before"]:
            yield "title_before"
        elif before and before[-1] not in lists["narrowing"] | lists["city_first"] | lists["region_first"]:
            yield "more_before"

    def _has_article(self, mention: Mention) -> bool:
        """Whether a town has an article that no noun behind it takes ("the Duma"); towns have none."""
        if not mention.article:
            return False
        return bool(mention.places) and all(place.kind is ToponymKind.CITY and not _is_own(place) for place in mention.places)

    def _form(self, mention: Mention) -> Iterator[str]:
        """What the words of the name themselves say."""
        inside = self.tokens[mention.first : mention.last]
        if len(inside) > 1:
            return
        if mention.style is Style.PLAIN and inside[0].lower in self.people:
            yield "surname"
            if mention.container is None and not (mention.contains or mention.beside or self._is_behind_preposition(mention)):
                yield "bare_surname"
        if self._has_article(mention):
            yield "article"
        if mention.style is Style.PLAIN and not inside[0].is_proper:
            yield "not_proper"
        if len(inside[0].text) < 3 and mention.places and mention.places[0].kind is not ToponymKind.COUNTRY:
            yield "short"


def _names_body(after: list[str]) -> bool:
    """Whether the capitalised words behind a name make it a body's or a road's."""
    lists = words()
    return any(word in lists["road_last"] for word in after[:1]) or any(word in lists["body_last"] for word in after[:4])


def _is_own(place: Place) -> bool:
    """Whether the project's own table of regions, waters and sites has it ("West Bank")."""
    return place.id.startswith(OWN)


def _is_class_word(word: str) -> bool:
    lists = words()
    return class_of(word) is not None or word in lists["narrowing"] or word in lists["body_last"]


def _is_word_not_initials(text: str, mention: Mention) -> bool:
    """Whether a country's short form in capitals is met as a word: "Car Bomb" is not the CAR."""
    first = mention.places[0] if mention.places else None
    country = first is not None and first.kind is ToponymKind.COUNTRY and key(first.name) != key(mention.key)
    return country and len(text) <= SHORTEST and text.isalpha() and text.istitle()


def _is_only_spelled(place: Place, initials: str) -> bool:
    """Whether a place is a town, and neither a large one of that very name nor one of those initials ("NYC")."""
    large = place.population >= LARGE and key(place.name) == key(initials)
    return place.kind is ToponymKind.CITY and not large and "".join(word[0] for word in place.name.split()).upper() != initials


def _is_distinct(text: str) -> bool:
    """Whether an abbreviation can be nothing else ("W.Va.", "NSW")."""
    return text.count(".") > 1 or (len(text) == 3 and text.isupper())


def _parts_of_people(parse: Parse) -> set[str]:
    """First and last words of the names of people of two words and more."""
    people = [name for name in parse.names if name.label == "PERSON" and name.last - name.first > 1]
    return {parse.tokens[i].lower for name in people for i in (name.first, name.last - 1)}
