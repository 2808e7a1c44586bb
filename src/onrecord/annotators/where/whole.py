"""Where a name ends: "Khan Orva" is no town called Khan, "Orvas second city" is Orva's."""

from __future__ import annotations

import re

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.where.containers import inside
from onrecord.annotators.where.lexicon import class_of, words
from onrecord.gazetteer import Gazetteer
from onrecord.language import Parse, Token
from onrecord.model import Place, ToponymKind

KNOWN = 100_000
"""People from whom on a town's name is taken for the town's."""

PLACES = {"GPE", "LOC", "FAC"}
SHORT, LARGE = 5, 500_000
"""Letters, and people of a city, from which on a word can be its genitive without an apostrophe."""

NO_PART = ("person_before", "narrowing", "body_last", "road_last", "place_after")
"""Lists of `toponyms.toml` whose words end a name before them."""


def name_end(parse: Parse, first: int, end: int, places: tuple[Place, ...], gazetteer: Gazetteer) -> int:
    """The end of the name that begins with the known word at `first`, as far as the parse takes what follows for one with it.

    Args:
        parse: the text's parse.
        first: the word, by its place among the tokens.
        end: where the capitalised words around it end.
        places: what the gazetteer has for the word.
        gazetteer: for what is a place or a demonym by itself.
    """
    last = first + 1
    if parse.tokens[first].lower in words()["narrowing"] or any(_is_well_known(place) for place in places[:3]):
        return last
    while last < end and _is_one_name(parse, first, last) and not _ends_name(parse.tokens[last], places, gazetteer):
        last += 1
    return last


def owning(tokens: list[Token], i: int, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The country or large city whose genitive at token `i` has lost its apostrophe: "Orvas second city"."""
    word, after = tokens[i].text, tokens[i + 1 : i + 2]
    if len(word) < SHORT or not word.endswith("s") or not (after and after[0].tag[:2] in ("NN", "JJ")) or gazetteer.lookup(word):
        return ()
    places = gazetteer.lookup(word[:-1])
    return places if places and (places[0].kind is ToponymKind.COUNTRY or places[0].population >= LARGE) else ()


def respelled(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a name of several words that is spelled in one place as others write it: "Khan Sheikun"."""
    first, _, rest = name.lower().partition(" ")
    pairs = [pair for one, two in lexicon("toponyms")["spellings"]["alike"] for pair in ((one, two), (two, one))]
    spelled = (rest[: m.start()] + new + rest[m.end() :] for old, new in pairs for m in re.finditer(old, rest))
    return next((places for other in spelled if (places := gazetteer.lookup(f"{first} {other}"))), ())


def _is_well_known(place: Place) -> bool:
    """Whether a name hardly means anything else than the place, whatever stands behind it: "Egypt Telecom", "Beirut South"."""
    return place.kind in (ToponymKind.COUNTRY, ToponymKind.CONTINENT) or (
        place.population >= KNOWN and place.kind is ToponymKind.CITY
    )


def _is_one_name(parse: Parse, first: int, i: int) -> bool:
    """Whether two words are of one noun phrase, and no name that the language pipeline sees begins or ends between them."""
    one, two = parse.tokens[first], parse.tokens[i]
    name = parse.name_at(one)
    if not (one.is_proper and two.is_proper) or name != parse.name_at(two) or (name is not None and name.label not in PLACES):
        return False
    return one.dep in ("compound", "nmod") and (first < one.head <= i or one.head == two.head)


def _ends_name(token: Token, places: tuple[Place, ...], gazetteer: Gazetteer) -> bool:
    """Whether a word is a title, a demonym, a class noun or the place that the word before it lies in, and no part of a name."""
    word = token.lower.strip(".")
    if gazetteer.demonym(token.text) or class_of(word) is not None or any(word in words()[listed] for listed in NO_PART):
        return True
    return any(inside(place, around) for around in gazetteer.lookup(token.text)[:3] for place in places[:6])
