"""Headlines: who is quoted beside a quotation, and places before a colon, which say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.quotes import Quote
from onrecord.annotators.stage import Reading
from onrecord.annotators.who.lookup import Mentions
from onrecord.language import Parse, Token
from onrecord.model import Actor, ActorKind, BlockKind, Document, Span

_BETWEEN = re.compile(r"\s?[:,–—-]?\s+")
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)
_FINITE = ("VBZ", "VBP", "VBD")


def quoted_above(doc: Document, left: Iterable[Quote]) -> list[Draft]:
    """A draft for each quotation that opens a headline with a person's name behind it: "“No deal”: Ana Kos, Mayor"."""
    names = {m.start: m for a in doc.actors if a.kind is ActorKind.PERSON for m in a.mentions}
    opens = {b.span.start: b.span.end for b in doc.blocks if b.kind in _HEADS}
    found = []
    for quote in left:
        gap = _BETWEEN.match(doc.text, quote.stop)
        name = names.get(gap.end()) if gap and quote.begin in opens else None
        if name is not None and name.end <= opens[quote.begin]:
            found.append(Draft([(name.start, name.end)], [], [(quote.begin, quote.stop)], "headline", 0.8))
    return found


def without_places(reading: Reading, mentions: Mentions, drafts: Sequence[Draft]) -> None:
    """Let no place before a headline's colon speak: the words after it do, if they have a cue, else there is no content."""
    for draft in drafts:
        if not draft.cue and draft.source and _is_place_above(reading.doc, mentions, Span(*draft.source[0])):
            _told_by_itself(reading.parse, draft)


def _is_place_above(doc: Document, mentions: Mentions, span: Span) -> bool:
    """Whether a headline has this before a colon, and it is not known to be a person or body."""
    if doc.text[span.end : span.end + 1] != ":" or not any(b.kind in _HEADS and b.span.covers(span) for b in doc.blocks):
        return False
    if any(place.span.overlaps(span) for place in doc.toponyms):
        return True
    actor = doc.actor(mentions.at(span))
    return actor is not None and not may_speak(actor)


def may_speak(actor: Actor) -> bool:
    """Whether a name before a colon is that of a voice: a person known by more than one word, or a body."""
    if actor.kind is ActorKind.PERSON:
        return bool(actor.posts) or " " in actor.name
    return actor.kind is not ActorKind.STATE


def _told_by_itself(parse: Parse, draft: Draft) -> None:
    """As in "Dolvan: union disputes toll": the union disputes, not the place."""
    tokens = [t for start, end in draft.content for t in parse.within(Span(start, end))]
    verb = next((t for t in tokens if t.tag in _FINITE and t.lemma in cues().verbs), None)
    source = [t for t in tokens if verb and t.i < verb.i]
    draft.source, draft.cue, draft.content = [], [], []
    if verb is not None and source and all(_is_nominal(t) for t in source) and tokens[-1].i > verb.i:
        draft.source = [(source[0].start, source[-1].end)]
        draft.cue, draft.verb = [(verb.start, verb.end)], verb
        draft.content = [(verb.end, tokens[-1].end)]


def _is_nominal(token: Token) -> bool:
    return token.tag in ("DT", "POS", "CD") or token.tag[:2] in ("NN", "JJ")
