"""The words "the capital" where the text settles which: one country only is spoken of."""

from __future__ import annotations

from onrecord.annotators.stage import Reading
from onrecord.gazetteer import Gazetteer
from onrecord.language import Parse, Token
from onrecord.model import Place, Span, Toponym, ToponymKind


def find_capitals(reading: Reading, found: list[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The mentions of "the capital" alone, resolved to the capital of the one country of the text."""
    alone = [token for token in reading.parse.tokens if token.lower == "capital" and _stands_alone(token, reading.parse)]
    if not alone or (place := _capital(found, gazetteer)) is None:
        return []
    why = f"the capital of {gazetteer.country_name(place.country or '')}, the only country of the text"
    spans = (Span(reading.parse.tokens[token.i - 1].start, token.end) for token in alone)
    return [
        Toponym(span, span.of(reading.doc.text), ToponymKind.CITY, place, (), "city", why)
        for span in spans
        if not any(span.overlaps(other.span) for other in found)
    ]


def _stands_alone(token: Token, parse: Parse) -> bool:
    """Whether it is "the capital" without a name beside it, and not capital of another sort."""
    if token.i == 0 or parse.tokens[token.i - 1].lower != "the" or not token.is_noun:
        return False
    after = parse.tokens[token.i + 1 : token.i + 3]
    if after and (after[0].is_noun or after[0].tag in ("HYPH", "JJ") or after[0].lower == "of"):
        return False
    if after and after[0].text == "," and len(after) > 1 and after[1].is_proper:
        return False
    return token.dep not in ("appos", "attr", "compound")


def _capital(found: list[Toponym], gazetteer: Gazetteer) -> Place | None:
    """The capital of the only country that the resolved toponyms lie in."""
    codes = {t.resolved.country for t in found if t.resolved is not None and t.resolved.country}
    if len(codes) != 1:
        return None
    code = codes.pop()
    return gazetteer.capital(code)
