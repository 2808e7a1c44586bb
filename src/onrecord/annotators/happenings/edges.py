"""The edges of an event's span: no connective, no relative pronoun, no words on the other side of a closing quotation mark."""

from __future__ import annotations

import re
from functools import cache

from onrecord.annotators.happenings.lexicon import words
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import Span

CONNECTIVES, OPENERS = words("connectives"), words("openers")
LONGEST_CONNECTIVE = 5
CLOSING = {"”": "“", "»": "«"}
DASHES = frozenset(("-", "–", "—", "--"))
STRAIGHT = '"'


def without_edges(kept: list[Token], trigger: Token) -> list[Token]:
    """The tokens of a clause without what only joins it to its surroundings.

    Args:
        kept: the clause's words in text order.
        trigger: the event's own word, which always stays.
    """
    while (length := _opening(kept, trigger)) > 0:
        kept = kept[length:]
    while len(kept) > 1 and kept[-1] is not trigger and kept[-1].lower in CONNECTIVES and kept[-1].dep in ("cc", "advmod"):
        kept = kept[:-1]
    return kept


def _tells_how_much(word: Token, after: Token) -> bool:
    """Whether a word belongs to the one behind it and joins nothing: "so far", "just two"."""
    return word.dep == "advmod" and word.head == after.i and after.tag in ("RB", "JJ", "CD")


def _opening(kept: list[Token], trigger: Token) -> int:
    """How many words at the start join the clause to what stands before it."""
    for length in range(min(LONGEST_CONNECTIVE, len(kept) - 1), 0, -1):
        head = kept[:length]
        joins = " ".join(t.lower for t in head) in CONNECTIVES and head[0].dep != "det"
        if joins and trigger not in head and not _tells_how_much(head[-1], kept[length]):
            return length
    first = kept[0]
    if first is trigger or len(kept) < 2:
        return 0
    if first.lower in OPENERS and first.tag[0] in "WI" and first.dep not in ("det", "poss", "prep"):
        return 1
    behind = first.dep == "prep" and kept[1].tag in ("WDT", "WP") and kept[1] is not trigger
    return 2 if behind else 0


def inside_quotes(text: str, span: Span, trigger: Span) -> Span:
    """The part of a span on the trigger's side of a closing quotation mark whose opening one stands before the span.

    >>> said = "“Dogs bite”, cats say"
    >>> inside_quotes(said, Span(1, 21), Span(6, 10)).of(said)
    'Dogs bite'
    """
    start, end = span.start, span.end
    for place in _closings(text, span):
        if place < trigger.start:
            start = place + 1
        elif place >= trigger.end:
            end = min(end, place)
    return Span(start, end)


def _closings(text: str, span: Span) -> list[int]:
    """Where a quotation ends inside the span that began before it."""
    found = []
    for place in range(span.start, span.end):
        opening = CLOSING.get(text[place])
        if opening is not None and opening not in text[span.start : place]:
            found.append(place)
    paragraph = text.rfind("\n", 0, span.start) + 1
    marks = [place for place in range(span.start, span.end) if text[place] == STRAIGHT]
    if marks and text.count(STRAIGHT, paragraph, span.start) % 2:
        found.append(marks[0])
    return sorted(found)


def joined_by_hyphen(parse: Parse, token: Token) -> bool:
    """Whether a hyphen stands inside a word that the tokens tore apart: "al-Assad"."""
    if token.text not in ("-", "–", "/") or not 0 < token.i < len(parse.tokens) - 1:
        return False
    before, after = parse.tokens[token.i - 1], parse.tokens[token.i + 1]
    return before.end == token.start and token.end == after.start


def touching(parse: Parse, span: Span) -> Span:
    """The span with the rest of a word that a hyphen inside it tore apart: "trade" of "cap-and-trade".

    Args:
        parse: the text's parse.
        span: whole tokens.
    """
    inside = parse.within(span)
    first, last = inside[0].i, inside[-1].i
    while _is_torn(parse, first - 1):
        first -= 1
    while _is_torn(parse, last):
        last += 1
    return Span(parse.tokens[first].start, parse.tokens[last].end)


def _is_torn(parse: Parse, place: int) -> bool:
    """Whether no space stands behind the token at a place, and it or the next is a hyphen."""
    if not 0 <= place < len(parse.tokens) - 1:
        return False
    one, other = parse.tokens[place], parse.tokens[place + 1]
    return one.end == other.start and one.sentence == other.sentence and bool({one.text, other.text} & {"-", "–"})


YEAR = re.compile(r"(1[89]|20|21)\d\d")


@cache
def _days() -> frozenset[str]:
    found = lists("timex")
    return frozenset(word for name in ("month", "weekday", "short_weekday") for word in found[name])


def is_day(token: Token) -> bool:
    """Whether a word names a day of the week or a month."""
    return token.lower.rstrip(".") in _days()


def without_place(parse: Parse, kept: list[Token], head: Token) -> list[Token]:
    """The tokens of a noun phrase without the place or the tag that a news text opens with: "ORVA - | union leaders".

    Args:
        parse: the text's parse.
        kept: the phrase's tokens in text order.
        head: its head, which always stays.
    """
    opens = "[" in (kept[0].text, parse.tokens[max(0, kept[0].i - 1)].text)
    tags = [t for t in parse.tokens[kept[0].i : head.i] if opens and t.text == "]"]  # "[EXCERPT] Arn Tolk"
    kept = [t for t in kept if not tags or t.i > tags[-1].i]
    dashes = [t for t in parse.tokens[kept[0].i : head.i] if t.text in DASHES]
    if not dashes or not all(t.text.isupper() for t in kept if t.i < dashes[0].i):
        return kept
    loose = parse.tokens[dashes[0].i - 1].end < dashes[0].start
    return [t for t in kept if t.i > dashes[0].i] if loose else kept


def without_date(kept: list[Token], head: Token) -> list[Token]:
    """The tokens of a noun phrase without a date that runs into it: "11 Oct 2016 | river police".

    Args:
        kept: the phrase's tokens in text order.
        head: its head, which always stays.
    """
    dated, length = False, 0
    for token in kept:
        day = is_day(token)
        year = length > 0 and YEAR.fullmatch(token.text) is not None
        joint = token.text in ("-", "/") or (token.text.isdigit() and len(token.text) < 3) or (dated and token.dep == "case")
        if token is head or not (day or year or joint):
            break
        dated, length = dated or day or year, length + 1
    return kept[length:] if dated else kept
