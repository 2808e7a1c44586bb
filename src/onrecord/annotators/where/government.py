"""Names of countries and capitals that stand for a government, and so are not where something happened."""

from __future__ import annotations

from onrecord.annotators.where.lexicon import is_seat, words
from onrecord.annotators.where.mentions import Mention
from onrecord.gazetteer import Gazetteer
from onrecord.language import Parse, Token
from onrecord.model import Place, ToponymKind

SUBJECTS, OBJECTS = {"nsubj", "nsubjpass", "agent"}, {"dobj", "dative"}


def stands_for_government(mention: Mention, place: Place | None, parse: Parse, gazetteer: Gazetteer) -> bool:
    """Whether the name of a country, a capital or a government's seat acts, is addressed, or belongs to an actor's name."""
    seat = place is not None and place.kind is ToponymKind.FACILITY and is_seat(mention.key)
    if place is None or not (seat or place.kind is ToponymKind.COUNTRY or gazetteer.is_capital(place)):
        return False
    head = _head(mention, parse)
    above = parse.head(head)
    if head.dep == "conj":
        head, above = above, parse.head(above)
    if head.dep in SUBJECTS:
        return above.lemma in words()["acting"]
    if head.dep in OBJECTS:
        return above.lemma in words()["addressed"]
    if head.dep in {"compound", "poss", "nmod", "amod"}:
        return above.lower in words()["government"] or (seat and above.lower not in words()["at_seat"])
    if head.dep == "pobj" and above.lower in ("of", "by", "to"):
        noun = parse.head(above)
        if above.lower == "to":
            return noun.lower in words()["accredited"]
        return noun.lower in words()["government"] or (above.lower == "by" and noun.lemma in words()["acting"])
    return False


def _head(mention: Mention, parse: Parse) -> Token:
    inside = parse.tokens[mention.first : mention.last]
    return next((t for t in reversed(inside) if not mention.first <= t.head < mention.last or t.head == t.i), inside[-1])
