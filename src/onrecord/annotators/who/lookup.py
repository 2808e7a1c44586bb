"""Which actor some words stand for."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.annotators.who.lexicon import lexicon
from onrecord.language import Token
from onrecord.model import Actor, ActorKind, Document, Span

_LEAD = re.compile(
    r"(?:(?:the|a|an|this|that|these|those|another|some|one|his|her|its|their|our|my|mr|mrs|ms|dr)\b\.?\s+)*", re.IGNORECASE
)
_FOLLOWS = re.compile(
    r"\s*(?:$|[,;:()\[\]–—\"“”«»]|-\s|(?:an?|who|whom|whose|which|that|of|in|into|at|from|for|to|on|over|under|with|within|near|[a-z]+ing)\b)"
)
_AND = re.compile(r"(?:\b(?:and|or)|&)\s$")
_SORT = re.compile(
    r"\s+(?:(?:monitoring|rights|news|aid|media|advocacy|activist|militant|rebel|armed|lobby)\s+"
    r"(?:group|agency|network|organi[sz]ation|outlet)|watchdog|charity|monitor)"
)
"""What says behind a body's name which sort of body it is: "the Orva Observatory monitoring group"."""
_LETTERED = re.compile(
    r"\s\([^()\s]{2,12}\)\s+(?!(?:an?|who|whom|whose|which|that|of|in|into|at|from|for|to|on|over|with|near|and|or)\b)\w",
    re.IGNORECASE,
)
"""A body's letters with somebody of it behind them: "(HG) chairman Odo Bren"."""
_POSSESSIVE = re.compile(r"['’]s?$")
_MODIFIERS = re.compile(r"(?:(?:[a-z][\w-]*|[A-Z]\w*-[a-z]+)\s+)+")
_OWNER = re.compile(r"^(?:[\w.-]+\s+){0,3}[\w.-]+(?:['’]s|(?<=s)['’])\s+")
_FIRST = re.compile(r"(?:i|me|my|myself|we|us|our|ourselves)", re.IGNORECASE)


class Mentions:
    """The mentions of a document, sorted once for many look-ups."""

    def __init__(self, doc: Document) -> None:
        found = sorted((m.start, m.end, k) for k, a in enumerate(doc.actors) for m in a.mentions)
        self.doc, self._found, self._starts = doc, found, [start for start, _, _ in found]
        self._longest = max((end - start for start, end, _ in found), default=0)

    def at(self, span: Span) -> str | None:
        """As `actor_at`, without "I" and "we"."""
        best, actor = 0, None
        first = bisect_left(self._starts, span.start - self._longest)
        for start, end, k in self._found[first : bisect_left(self._starts, span.end)]:
            if end > span.start:
                fit = _fit(self.doc.text, Span(start, end), span, self.doc.actors[k])
                if fit > best:
                    best, actor = fit, self.doc.actors[k].id
        return None if actor and self._several(span, actor) else actor

    def _several(self, span: Span, actor: str) -> bool:
        """Whether the phrase names two persons, joined by "and"."""
        first = bisect_left(self._starts, span.start)
        for start, _, k in self._found[first : bisect_left(self._starts, span.end)]:
            other = self.doc.actors[k]
            joined = _AND.search(self.doc.text, max(span.start, start - 5), start)
            if joined and other.kind is ActorKind.PERSON and other.id != actor:
                return True
        return False

    def inside(self, span: Span) -> str | None:
        """The only actor mentioned inside a label or byline; a person goes before the bodies named beside it."""
        first = bisect_left(self._starts, span.start - self._longest)
        near = self._found[first : bisect_left(self._starts, span.end)]
        found = {k for _, end, k in near if end > span.start}
        persons = {k for k in found if self.doc.actors[k].kind is ActorKind.PERSON}
        fits = persons or found
        return self.doc.actors[fits.pop()].id if len(fits) == 1 else None

    def at_token(self, token: Token) -> str | None:
        """The actor whose mention ends with, or is headed by, this token."""
        first = bisect_left(self._starts, token.end - self._longest)
        ends = [k for _, end, k in self._found[first : bisect_left(self._starts, token.end)] if end == token.end]
        return self.doc.actors[ends[0]].id if ends else self.at(Span(token.start, token.end))


def actor_at(where: Document | Mentions, span: Span) -> str | None:
    """The id of the actor that the words at `span` stand for, None where that is not certain.

    The words must be a mention, or a phrase whose own words are one ("Ana Kos, who resigned"). A phrase that only holds a
    name ("the police of Orvania") is not the one it names. "I" and "we" are whoever speaks there. For many look-ups in one
    document make `Mentions(doc)` once and give that.
    """
    mentions = where if isinstance(where, Mentions) else Mentions(where)
    return mentions.at(span) or first_person(mentions.doc, span)


def first_person(doc: Document, span: Span) -> str | None:
    """The speaker of the innermost attribution, else of the turn, around "I", "we", "our"; None for other words."""
    if not _FIRST.fullmatch(span.of(doc.text)):
        return None
    around = [(c.end - c.start, a.speaker) for a in doc.attributions for c in a.content if c.covers(span)]
    if around:
        return min(around, key=lambda pair: pair[0])[1]
    return next((turn.speaker for turn in doc.turns if turn.span.covers(span)), None)


def _fit(text: str, mention: Span, span: Span, actor: Actor) -> int:
    """How well a mention is what a phrase speaks of; 0 where it is not."""
    if (possessive := _POSSESSIVE.search(text, span.start, span.end)) and possessive.start() > span.start:
        span = Span(span.start, possessive.start())
    if actor.kind is ActorKind.ORGANISATION and _SORT.fullmatch(text, mention.end, span.end):
        mention = Span(mention.start, span.end)
    if mention == span:
        return 4
    start = _LEAD.match(text, span.start).end()  # type: ignore[union-attr]
    begin = _LEAD.match(text, mention.start).end()  # type: ignore[union-attr]
    if start == begin and mention.end <= span.end:
        if actor.kind is ActorKind.ORGANISATION and _LETTERED.match(text, mention.end, span.end):
            return 0
        return 3 if _FOLLOWS.match(text, mention.end, span.end) or _post_follows(text, mention, span, actor) else 0
    if mention.covers(span):
        return 2 if _is_head(text, mention, span, actor) else 0
    if mention.end != span.end:
        return 0
    before = text[start:begin]
    return 2 if (_titles(before) if actor.kind is ActorKind.PERSON else _is_adjectives(before, actor)) else 0


def _post_follows(text: str, mention: Span, span: Span, actor: Actor) -> bool:
    """Whether a person's post stands behind the name without a comma."""
    words = text[mention.end : span.end].lower().split()[:4]
    return actor.kind is ActorKind.PERSON and any(word in lexicon().posts for word in words) and words[0] not in ("'s", "’s")


def _is_head(text: str, mention: Span, span: Span, actor: Actor) -> bool:
    """Whether part of a mention is enough to stand for it: a person's name or title, the beginning of a long description."""
    if actor.kind is ActorKind.PERSON:
        return True
    return bool(_FOLLOWS.match(text, span.end, mention.end)) and _LEAD.match(text, mention.start).end() >= span.start  # type: ignore[union-attr]


def _is_adjectives(words: str, actor: Actor) -> bool:
    """Whether the words before a body's name only describe it, or say whose it is: "the nonpartisan Orvan Council"."""
    if actor.kind is not ActorKind.ORGANISATION:
        return False
    words = _OWNER.sub("", words)
    if words and not _MODIFIERS.fullmatch(words):
        return False
    return not re.search(r"\b(?:of|for|to|at|in|on|by|with|and|or|from|against)\b", words)


def _titles(words: str) -> bool:
    """Whether the words before a name are its title: no comma, preposition or verb-like break between."""
    return not re.search(r"[,;:]|\b(?:and|or|by|with|against)\b", words)
