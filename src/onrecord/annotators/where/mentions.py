"""Stretches of a text that may name a place.

They are capitalised words that the gazetteer knows, or that the language pipeline or a class noun ("River") marks as a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.where.beside import class_before, has_article, kind_beside, said_country
from onrecord.annotators.where.lexicon import class_of, words
from onrecord.annotators.where.style import Style, style_of
from onrecord.annotators.where.whole import PLACES, name_end, owning
from onrecord.gazetteer import Gazetteer, key
from onrecord.language import Parse, Sentence
from onrecord.model import Place, ToponymKind

LONGEST = 7
"""Tokens in the longest name that is looked up."""

FUNCTION_TAGS = {"DT", "IN", "PRP", "PRP$", "CC", "MD", "WDT", "WP", "WRB", "WP$", "TO", "UH", "EX", "CD", "POS"}
JOINED = {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ez", "es"}
CONNECTORS = {
    "of",
    "and",
    "the",
    "de",
    "del",
    "la",
    "las",
    "los",
    "le",
    "da",
    "do",
    "dos",
    "di",
    "du",
    "des",
    "der",
    "e",
    "y",
    "on",
    "upon",
    "&",
    "'s",
    "’s",
}
ARTICLES = {"el", "los", "las"}
"""Articles of other languages that begin names, whatever they are taken for: "to EL SALVADOR"."""

HYPHENS = {"-", "–", "'", "’"}
_ELIDED = re.compile("[dl]['’][A-Z]")
"""A word with a French article or preposition before it: "Port d'Orva"."""

OWN = "onrecord:"
"""What the entries of the project's own table of regions, waters and sites begin with."""


@dataclass(slots=True)
class Mention:
    """Tokens `[first, last)` that may name a place.

    `places` are what the gazetteer has for the name; `kind` is what a class noun in the name says, `beside` what one
    beside it says ("Orva province", "the town of Orva"); `said` is the country that a demonym beside it says ("the Lebanese
    town of Orva"); `run` are the capitalised tokens around it; `compass` holds of "South-East" and the like;
    `within` is the town, by its place among the mentions, that the text calls it a part of ("the Orva quarter of Selm");
    `whole` is where a longer name ends that it only begins ("Khan Orva").
    """

    first: int
    last: int
    places: tuple[Place, ...]
    run: tuple[int, int]
    style: Style
    key: str
    kind: ToponymKind | None = None
    beside: ToponymKind | None = None
    short: Place | None = None
    points: float = 0.0
    container: int | None = None
    contains: bool = False
    said: str | None = None
    article: bool = False
    compass: bool = False
    within: int | None = None
    whole: int = 0

    def complete(self, name: str, places: tuple[Place, ...]) -> None:
        """Become the whole of a name that the gazetteer does not have as it is written."""
        self.last, self.key, self.places, self.container, self.beside = self.whole, name, places, None, None


class Finder:
    """Finds the mentions of one text."""

    def __init__(self, text: str, parse: Parse, gazetteer: Gazetteer) -> None:
        self.text, self.parse, self.gazetteer = text, parse, gazetteer
        self.tokens = parse.tokens

    def find(self) -> Iterator[Mention]:
        """The mentions in text order; they do not overlap."""
        for sentence in self.parse.sentences:
            style, done = style_of(self.parse.sentence_tokens(sentence)), 0
            for first, last in self._runs(sentence, style):
                for mention in self._in_run(max(first, done), last, sentence.last, style):
                    done = mention.last
                    mention.beside = kind_beside(self.tokens, mention.first, mention.last)
                    mention.article = has_article(self.tokens, mention.first, mention.last)
                    mention.said = said_country(self.tokens, mention.first, mention.last, self.gazetteer)
                    yield self._pointed(mention)

    def _pointed(self, mention: Mention) -> Mention:
        """The mention, marked if it names points of the compass; "North-West" then means what "Northwest" does too."""
        name = key(mention.key)
        if not mention.places or mention.places[0].id.startswith(OWN) or not set(name.split()) <= words()["compass"]:
            return mention
        mention.compass = True
        also = self.gazetteer.lookup(name.replace(" ", ""))
        mention.places += tuple(place for place in also if place not in mention.places)
        return mention

    def _runs(self, sentence: Sentence, style: Style) -> Iterator[tuple[int, int]]:
        i = sentence.first
        while i < sentence.last:
            if not self._is_name(i, style):
                i += 1
                continue
            first = i
            while i < sentence.last and (self._is_name(i, style) or self._joins(i, sentence.last)):
                i += 1
            yield first, i

    def _is_name(self, i: int, style: Style) -> bool:
        token = self.tokens[i]
        if "$" in token.text:
            return False
        if not token.text[0].isupper():
            return bool(_ELIDED.match(token.text)) or (self._next_is(i, HYPHENS) and (token.lower in JOINED or self._is_tied(i)))
        if token.lower in ARTICLES and i + 1 < len(self.tokens) and self.tokens[i + 1].text[0].isupper():
            return True
        return token.tag not in FUNCTION_TAGS and (style is not Style.UPPER or token.lower not in words()["function"])

    def _next_is(self, i: int, texts: set[str]) -> bool:
        return i + 1 < len(self.tokens) and self.tokens[i + 1].text in texts and self.tokens[i + 1].start == self.tokens[i].end

    def _is_tied(self, i: int) -> bool:
        """Whether a small word is tied to a name before it by a hyphen: "Orva-sur-Mer"."""
        if i < 2 or self.tokens[i - 1].text not in HYPHENS:
            return False
        return self.tokens[i - 1].end == self.tokens[i].start and self.tokens[i - 2].text[0].isupper()

    def _joins(self, i: int, end: int) -> bool:
        """Whether a hyphen or an apostrophe ties two parts of one word."""
        token = self.tokens[i]
        if token.text not in HYPHENS or i + 1 >= end:
            return False
        return token.start == self.tokens[i - 1].end and self.tokens[i + 1].start == token.end

    def _in_run(self, first: int, last: int, end: int, style: Style) -> Iterator[Mention]:
        if style is Style.PLAIN and (whole := self._by_class(first, last, end, style)):
            yield whole
            return
        i = first
        while i < last:
            found = self._longest(i, (first, last), end, style) or self._named(i, (first, last), style)
            if found:
                yield found
            i = max(i + 1, found.last if found else 0)

    def _longest(self, i: int, run: tuple[int, int], end: int, style: Style) -> Mention | None:
        if self.tokens[i].text in HYPHENS:
            return None
        for j in range(self._reach(i, run[1], end, style), i, -1):
            if self.tokens[j - 1].text in HYPHENS or self.tokens[j - 1].lower in CONNECTORS or self._is_of(i, j):
                continue
            name = self._name(i, j)
            if name.lower() in words()["days"]:
                continue
            if j == i + 1 and (short := self._abbreviation(name)):
                return Mention(i, j, (short,), run, style, name, short=short)
            if j == i + 1 and (owner := owning(self.tokens, i, self.gazetteer)):
                return Mention(i, j, owner, run, style, name[:-1])
            if places := self.gazetteer.lookup(name):
                if j == i + 1 and (whole := self._begun(i, run, style)):
                    return whole
                return self._extended(Mention(i, j, places, run, style, name, whole=self._whole(i, j, run, places, style)), end)
        return None

    def _begun(self, i: int, run: tuple[int, int], style: Style) -> Mention | None:
        """A name that no gazetteer knows and that begins like many others: "Port Calder" is not a town called Port."""
        if style is not Style.PLAIN or i + 1 >= run[1] or self.tokens[i].lower not in words()["name_first"]:
            return None
        name = self.parse.name_at(self.tokens[i])
        last = min(name.last, run[1]) if name is not None and name.first <= i and name.last > i + 1 else i + 2
        return Mention(i, last, (), run, style, self._name(i, last), class_of(self.tokens[last - 1].lower))

    def _whole(self, i: int, j: int, run: tuple[int, int], places: tuple[Place, ...], style: Style) -> int:
        if j > i + 1 or style is not Style.PLAIN or places[0].id.startswith(OWN):
            return j
        return name_end(self.parse, i, run[1], places, self.gazetteer)

    def _reach(self, i: int, last: int, end: int, style: Style) -> int:
        """The last token that a name from `i` on may reach, connectors included."""
        j = last
        while j < end and j - i < LONGEST:
            k = j
            while k < end and k - j < 2 and self.tokens[k].lower in CONNECTORS:
                k += 1
            if k == j or k >= end or not self._is_name(k, style):
                break
            j = k + 1
        if j == last and j < end and class_of(self.tokens[j].lower) is ToponymKind.FACILITY:
            j += 1
        return min(j, i + LONGEST)

    def _name(self, i: int, j: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[j - 1].end]

    def _is_of(self, i: int, j: int) -> bool:
        """Whether a name would begin with a class noun and "of", as in "City of Orva"."""
        return j > i + 2 and self.tokens[i + 1].lower == "of" and self.tokens[i].lower in words()["class_of"]

    def _abbreviation(self, text: str) -> Place | None:
        return self.gazetteer.abbreviated(text) or self.gazetteer.abbreviated(text + ".")

    def _extended(self, mention: Mention, end: int) -> Mention:
        """The mention with the class noun behind it, where that is part of the name."""
        j = mention.last
        if j >= end:
            return mention
        if (site := self._site_end(j, end)) > j:
            return self._site(mention, site)
        if j < mention.run[1] and mention.style is not Style.UPPER and (kind := class_of(self.tokens[j].lower)):
            if kind is ToponymKind.FACILITY:
                return self._site(mention, j + 1)
            mention.last, mention.kind = j + 1, kind
        return mention

    def _site_end(self, i: int, end: int) -> int:
        """Where the nouns from `i` on end that make a name a site's ("dam", "nuclear power plant"); `i` if there are none."""
        j = i
        while j < end and self.tokens[j].lower in words()["site_middle"]:
            j += 1
        last = "facility_last" if j > i else "site_last"
        if j == i and self._is_camp(i, end):
            return i + 1
        return j + 1 if j < end and self.tokens[j].lower in words()[last] else i

    def _is_camp(self, i: int, end: int) -> bool:
        """Whether a camp stands at the place that the word before names, unlike a candidate's or a party's camp."""
        if i >= end or self.tokens[i].lower not in words()["camps"]:
            return False
        name = self.parse.name_at(self.tokens[i - 1])
        first = name.first if name else i - 1
        before = [t.lower for t in self.tokens[max(0, first - 2) : first] if t.lower != "the"]
        located = before[-1:] and before[-1] in words()["place_before"] | {"at", "from", "to"}
        return (name is not None and name.label in PLACES) or bool(located and not (name and name.label == "PERSON"))

    def _site(self, mention: Mention, last: int) -> Mention:
        name = self._name(mention.first, last)
        places = self.gazetteer.lookup(name)
        run = mention.run[0], max(mention.run[1], last)
        return Mention(mention.first, last, places, run, mention.style, name, ToponymKind.FACILITY)

    def _by_class(self, first: int, last: int, end: int, style: Style) -> Mention | None:
        """A run that a class noun marks as the name of one site, water or region ("Taleb Bridge", "Lake Orva")."""
        last = self._site_end(last, end)
        loose = words()["narrowing"] | words()["person_before"]
        while last - first > 2 and self.tokens[first].lower in loose and not self.gazetteer.lookup(self._name(first, last)):
            first += 1
        if last - first < 2 or last - first > LONGEST:
            return None
        name, kind = self._name(first, last), class_of(self.tokens[last - 1].lower)
        places = self.gazetteer.lookup(name)
        if not places and kind in (ToponymKind.FACILITY, ToponymKind.WATER):
            return Mention(first, last, (), (first, last), style, name, kind)
        if not places and self.tokens[first].lower in words()["water_first"]:
            return Mention(first, last, (), (first, last), style, name, ToponymKind.WATER)
        if not places and self.tokens[first].lower in words()["facility_first"]:
            return Mention(first, last, (), (first, last), style, name, ToponymKind.FACILITY)
        return None

    def _named(self, i: int, run: tuple[int, int], style: Style) -> Mention | None:
        """A name of a place by the language pipeline that the gazetteer does not know."""
        name = self.parse.name_at(self.tokens[i])
        if style is not Style.PLAIN:
            return None
        if name is not None and name.label in PLACES and name.first <= i:
            last = min(name.last, run[1])
        elif i == run[0] and class_before(self.tokens, i):
            last = run[1]
        else:
            return None
        return Mention(i, last, (), run, style, self._name(i, last), class_of(self.tokens[last - 1].lower))
