"""The edges of an event's span: no connective, no relative pronoun, no words on the other side of a closing quotation mark."""

from __future__ import annotations

from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token
from onrecord.model import Span

CONNECTIVES, OPENERS = words("connectives"), words("openers")
LONGEST_CONNECTIVE = 5
CLOSING = {"”": "“", "»": "«"}
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


def _opening(kept: list[Token], trigger: Token) -> int:
    """How many words at the start join the clause to what stands before it."""
    for length in range(min(LONGEST_CONNECTIVE, len(kept) - 1), 0, -1):
        head = kept[:length]
        if trigger not in head and " ".join(t.lower for t in head) in CONNECTIVES and head[0].dep != "det":
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
