"""What looks like a time expression and is none: ages, dates inside names, numbers that only look like years."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.when.items import Item
from onrecord.language import Parse, Token

_NAMES = {"ORG", "FAC", "LAW", "WORK_OF_ART", "PRODUCT", "PERSON", "EVENT", "NORP", "LOC", "GPE"}
_LED = ("open", "det", "approx")
_OF = re.compile(r"\s+of\s+(?!last\b|this\b|next\b|that\b|the\s+(?:year|same|following|previous)\b|\d)", re.IGNORECASE)
_AMOUNT_BEFORE = ("money", "slash", "dash", "figure")
_AMOUNT_AFTER = ("percent", "slash", "units", "magnitude", "clock")


@dataclass(frozen=True, slots=True)
class Place:
    """A time expression, for now, with the items on both sides of it."""

    item: Item
    before: Item | None
    after: Item | None
    text: str
    parse: Parse

    @property
    def token(self) -> Token | None:
        """Its first token."""
        return self.parse.token_at(self.item.start)

    def follows(self, words: str) -> bool:
        """Whether the item stands after one of the words of a list of `timex_context`."""
        return self.before is not None and self.before.text in lexicon("timex_context")[words]

    def precedes(self, words: str) -> bool:
        """Whether the item stands before one of the words of a list."""
        return self.after is not None and self.after.text in lexicon("timex_context")[words]

    def capital(self, item: Item | None) -> bool:
        """Whether an item beside it is written with a capital."""
        return item is not None and self.text[item.start].isupper()


def is_time(place: Place) -> bool:
    """Whether it is a time expression after all."""
    return all(check(place) for check in (_nameless, *_CHECKS.get(place.item.kind, ())))


def _nameless(place: Place) -> bool:
    item, token = place.item, place.token
    if place.text[item.start : item.end].split()[-2:] in (["the", "Quarter"], ["this", "Quarter"]):
        return False  # a part of a town
    if token is None or item.kind in ("duration", "ref", "set"):
        return True
    if place.precedes("named_after") and place.capital(place.after):
        return False
    name = place.parse.name_at(token)
    month = item.text in lexicon("timex")["month"]
    if month and place.follows("before_month"):
        return True
    if name and name.label == "PERSON" and (name.span.start < item.start or (month and name.span.end == item.end)):
        return False
    inside = name and name.label in _NAMES and name.span.start <= item.start and name.span.end > item.end
    return not (inside and place.text[item.end : item.end + 2].strip()[:1].isupper()) or item.text == "today"


def _year(place: Place) -> bool:
    """A number of four digits is a year unless it numbers, measures or counts something."""
    before, after, number = place.before, place.after, int(place.item.value.base.value)
    if (before and before.kind in _AMOUNT_BEFORE) or (after and after.kind in _AMOUNT_AFTER):
        return False
    if place.follows("numbered") or place.precedes("measures") or _is_counting(place) or _is_surname(place):
        return False
    led = place.follows("before_year") or (before is not None and before.kind in _LED)
    return led or 1800 <= number <= 2060


def _is_counting(place: Place) -> bool:
    """As in "2000 people", unlike "the 2000 elections"."""
    token = place.token
    if token is None or (place.before and (place.before.kind == "det" or place.before.text in ("in", "since", "during"))):
        return False
    head = place.parse.head(token)
    return token.dep == "nummod" and head.tag in ("NNS", "NNPS") and head.i > token.i


def _is_surname(place: Place) -> bool:
    """As in "Vision 2030": the end of a name."""
    name = place.token and place.parse.name_at(place.token)
    return bool(name and name.label in _NAMES and name.span.start < place.item.start)


def _ageless(place: Place) -> bool:
    rest = place.text[place.item.end : place.item.end + 8].lower()
    old = rest.lstrip(" -‐").startswith("old") or rest.startswith(" of age")
    return not old and not place.follows("aged")


def _no_part(place: Place) -> bool:
    """Not "three-quarters", and not "hundreds of years"."""
    counted = place.before is not None and place.before.kind == "of" and " " not in place.item.text
    return not counted and not place.item.text.endswith("- quarters")


def _no_age_group(place: Place) -> bool:
    """Not "in her 30s"."""
    return not (place.follows("owners") and place.item.text[0].isdigit())


def _adverb(place: Place) -> bool:
    return not (place.item.text == "quarterly" and place.token and place.token.tag == "JJ")


def _meant(place: Place) -> bool:
    """Not "as soon as", "the past failures", "the Future of Orva"."""
    item, last = place.item, place.parse.token_at(place.item.end - 1)
    if item.text == "shortly" and place.after is not None and place.after.kind == "ago":
        return False
    if item.text == "soon":
        return not (place.before and place.before.text == "as") and not place.precedes("after_soon")
    named = place.text[item.start : item.end].split()[-1][0].isupper() and " " in item.text
    return not named and not (item.text == "the past" and last is not None and last.tag == "JJ")


def _no_downfall(place: Place) -> bool:
    """Not "the fall of Orva", "the spring of hope"; but "the spring of last year"."""
    season = place.item.text.split()[-1] in ("fall", "spring")
    return not season or not _OF.match(place.text, place.item.end)


def _no_speaker(place: Place) -> bool:
    """Not "August said": a month says nothing."""
    token = place.token
    if token is None or token.end != place.item.end or token.dep != "nsubj":
        return True
    verb = place.parse.head(token)
    return not (verb.is_verb and verb.lemma in lexicon("timex_tense")["telling"])


def _definite(place: Place) -> bool:
    return place.item.text.startswith(("the ", "early", "mid", "late")) or bool(place.before and place.before.text == "in")


_CHECKS: dict[str, tuple[Callable[[Place], bool], ...]] = {
    "year": (_year,),
    "date": (_no_age_group, _no_downfall, _no_speaker),
    "duration": (_ageless,),
    "duration_adjective": (_ageless, _no_part),
    "bare_duration": (_ageless, _no_part),
    "set": (_adverb,),
    "ref": (_meant,),
    "daypart": (_definite,),
}
