"""What a figure counts, what narrows it, what it is a part of, and whether it is a change."""

from __future__ import annotations

import re

from onrecord.annotators.how_many.figures import Figure
from onrecord.annotators.how_many.units import TIMES
from onrecord.annotators.lexicons import alternatives, lexicon
from onrecord.language import Parse, Token
from onrecord.model import Quantity, Span

_LEX = lexicon("quantity_context")
_NEVER = frozenset(_LEX["counted"]["never"])
_UP, _DOWN = frozenset(_LEX["change"]["up"]), frozenset(_LEX["change"]["down"])
_BEFORE_NOUN = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "CD", "HYPH", "RB", "AFX", "``", "''", "NNP", "NN", "NNS", "POS"))
_SKIPPED = frozenset(
    ("of", "more", "other", "the", "its", "their", "his", "her", "our", "these", "those", "all", "additional", "strong")
)
_JOINING = frozenset(("CC", ",", "DT"))
_STATES = frozenset(("VBN", "JJ"))
_PEOPLE = frozenset(_LEX["counted"]["states"])
_OF_THEM = [["of", word] for word in ("them", "whom", "these", "those", "which")]
_LONGEST = 8
"""Tokens between a figure and the noun that it counts, at most."""

_BESIDE = frozenset(("up", "down", "higher", "lower", "+"))
_PART = re.compile(
    rf"(?<!\w)(?:{alternatives(_LEX['wholes']['before'])})[\s:,]+(?:the\s+|only\s+|just\s+|all\s+|were\s+)*$", re.IGNORECASE
)
_PART_BEHIND = re.compile(rf"\s+(?:{alternatives(_LEX['wholes']['after'])})(?!\w)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*and|,|and|&)\s*", re.IGNORECASE)
_OF_WHOLE = re.compile(r"\s+(?:of\s+(?:the|these|those|its|their|his|her|our|all)|out\s+of(?:\s+the)?)\s+$", re.IGNORECASE)


def counted(figure: Figure, parse: Parse) -> tuple[Span | None, Span | None]:
    """The noun that a figure counts or measures, and the words between the two that narrow it; None where there is none."""
    last = parse.token_at(figure.end - 1)
    if last is None:
        return None, None
    limit = min(parse.sentence_of(last).last, last.i + _LONGEST + 2)
    following = parse.tokens[last.i + 1 : limit]
    if figure.measure and following and (following[0].is_proper or _is_distance(figure, following, parse)):
        return None, None
    if following and (named := _part_of_them(following) or _state(following) or _predicate(last, parse)):
        return Span(named.start, named.end), None
    skipped = _skipped(last, following)
    noun = _noun(last, following[skipped:], parse)
    if noun is not None and _is_foreign(noun, figure, following[skipped:], parse.head(last)):
        return None, None
    if noun is None or noun.lower in _NEVER or noun.text.endswith("-"):
        return None, None
    if figure.measure and (not noun.is_noun or noun.lower in TIMES):
        return None, None
    between = [token for token in following[skipped:] if token.i < noun.i and token.is_word and token.tag != "CD"]
    return Span(noun.start, noun.end), Span(between[0].start, between[-1].end) if between else None


def _is_distance(figure: Figure, following: list[Token], parse: Parse) -> bool:
    """Whether it is measured from somewhere: "within 500 metres of the school" measures no school."""
    first = parse.token_at(figure.start)
    before = parse.tokens[first.i - 1].lower if first and first.i else ""
    return before == "within" and following[0].lower == "of"


def _part_of_them(following: list[Token]) -> Token | None:
    """As in "11 of them children", "30 of whom were women"."""
    words = [token.lower for token in following[:2]]
    if words not in _OF_THEM:
        return None
    said = next((token for token in following[2:] if token.lemma != "be" and token.tag[:2] not in ("RB", "JJ")), None)
    return said if said and said.tag == "NNS" else None


def _state(following: list[Token]) -> Token | None:
    """As in "400 wounded, mostly women", unlike "400 wounded soldiers"."""
    state, *rest = following
    if state.lower not in _PEOPLE or (rest and rest[0].tag[:2] in ("NN", "JJ", "CD", "VB")):
        return None
    return state


def _is_foreign(noun: Token, figure: Figure, following: list[Token], head: Token) -> bool:
    """Whether a single thing farther off follows several, where full stops are lost: "kills 19 Monitor Orva News"."""
    several = figure.is_range or figure.value is None or figure.value > 1
    apart = bool(following) and noun.i > following[0].i and figure.measure is None
    return several and apart and (noun.tag == "NNP" or (noun.tag == "NN" and noun.i != head.i))


def _predicate(last: Token, parse: Parse) -> Token | None:
    """What the counted ones are said to be: "of whom 11 were children"."""
    head = parse.head(last)
    if last.dep != "nsubj" or head.lemma != "be" or head.i != last.i + 1:
        return None
    said = parse.children(head, "attr")[:1]
    return said[0] if said and said[0].tag == "NNS" else None


def _skipped(last: Token, following: list[Token]) -> int:
    count, before = 0, last
    while count < len(following):
        token = following[count]
        if not (token.lower in _SKIPPED or token.tag == "CD" or (token.tag == "HYPH" and token.start == before.end)):
            break
        count, before = count + 1, token
    return count


def _noun(last: Token, following: list[Token], parse: Parse) -> Token | None:
    """The head that the parser sees, if only words of a noun phrase lie before it; else the first noun that is complete."""
    head = parse.head(last)
    hyphened = parse.tokens[last.i + 1 : last.i + 2] and parse.tokens[last.i + 1].tag == "HYPH"
    while (
        not hyphened and head.dep == "compound" and head.i > last.i and parse.head(head).is_noun and parse.head(head).i > head.i
    ):
        head = parse.head(head)  # "two weapons caches"
    tags = [token.tag for token in following if token.i < head.i and token.tag not in _JOINING]
    hangs = last.dep in ("nummod", "nmod", "compound", "amod") and head.is_noun
    if hangs and following and following[0].i <= head.i <= following[-1].i and all(tag in _BEFORE_NOUN for tag in tags):
        return head
    return _first_noun(following)


def _first_noun(following: list[Token]) -> Token | None:
    noun: Token | None = None
    for i, token in enumerate(following):
        if token.tag == "POS":
            noun = None
            continue
        if token.lower in _NEVER or (noun and not token.is_noun) or token.tag not in _BEFORE_NOUN:
            break
        if token.is_noun:
            noun = token
        if token.tag in ("NNS", "NNPS") and not (i + 1 < len(following) and following[i + 1].tag == "POS"):
            break
    if noun is None and following and following[0].tag in _STATES and following[0].lower not in _NEVER:
        return following[0]
    return noun


def is_thing(noun: Span | None, parse: Parse) -> bool:
    """Whether what is counted is a noun, and not a state ("12 wounded") that begins a count of its own."""
    token = parse.token_at(noun.start) if noun else None
    return token is not None and token.is_noun


def whole_of(figure: Figure, thing: bool, earlier: list[Quantity], later: Figure | None, text: str) -> Span | None:
    """The quantity that a figure is a part of: "11 of them", "of whom 11", "two of the 12"."""
    if later and _OF_WHOLE.fullmatch(text, figure.end, later.start):
        return Span(later.start, later.end)
    left = text[max(0, figure.start - 32) : figure.start]
    if _PART.search(left) or _PART_BEHIND.match(text, figure.end):
        return _nearest(figure, earlier)
    last = earlier[-1] if earlier else None
    joined = last and last.whole and last.counted and thing and _AND.fullmatch(text, last.counted.end, figure.start)
    return last.whole if last and joined else None


def _nearest(figure: Figure, earlier: list[Quantity]) -> Span | None:
    """The last count that is large enough, not being itself a part."""
    for quantity in reversed(earlier[-6:]):
        most = quantity.high if quantity.high is not None else quantity.best
        if quantity.unit is None and quantity.whole is None and most is not None:
            if figure.value is None or most >= figure.value:
                return quantity.span
        elif quantity.unit is None and quantity.low is not None:
            return quantity.span
    return None


def change(figure: Figure, noun: Span | None, text: str, parse: Parse) -> str | None:
    """Whether something changed by the figure, "up" or "down": "rose by 5 %", "a 5 % drop", "2 points lower"."""
    token, last = parse.token_at(figure.first), parse.token_at(figure.end - 1)
    if token is None or last is None:
        return None
    left = [t for t in parse.tokens[max(0, token.i - 3) : token.i] if t.end <= figure.start][-1:]
    beside = [t for t in (*left, *parse.tokens[last.i + 1 : last.i + 2]) if t.lower in _BESIDE and t.dep != "prt"]
    if noun and (counted_noun := parse.token_at(noun.start)):
        beside.append(counted_noun)
    ways = (*map(_direction, beside), *(_governed(figure, part, noun, parse) for part in (last, token)))
    return next(filter(None, ways), None)


def _governed(figure: Figure, last: Token, noun: Span | None, parse: Parse) -> str | None:
    top = last
    while top.dep in ("nummod", "quantmod", "nmod", "compound", "amod", "punct", "advmod") and top.head != top.i:
        top = parse.head(top)
    head = parse.head(top)
    if top.dep == "pobj":
        if head.lower not in ("by", "of"):
            return None
        head = parse.head(head)
    elif top.dep not in ("dobj", "npadvmod") or (noun and figure.measure is None):
        return None
    return _direction(head)


def _direction(token: Token) -> str | None:
    word = token.lemma.lower()
    up = word in _UP or token.lower in _UP or token.text == "+"
    return "up" if up else "down" if word in _DOWN or token.lower in _DOWN else None
