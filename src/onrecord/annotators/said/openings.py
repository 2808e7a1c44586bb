"""Words before a colon that are no voice: a dateline's place ("orva: nine men were hurt"), what follows ("Full statement:")."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.headlines import may_speak
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.stance import FIRST
from onrecord.annotators.stage import Reading
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.lookup import Mentions
from onrecord.language import Token
from onrecord.language.blocks import READ
from onrecord.model import Span

_FINITE = ("VBD", "VBP", "VBZ", "MD")


def without_openings(reading: Reading, mentions: Mentions, drafts: Sequence[Draft]) -> None:
    """Take the words from who says nothing: a quotation behind them is nobody's yet, anything else the text's own."""
    for draft in drafts:
        if draft.cue or not draft.source or not draft.content or draft.rule != "encoder":
            continue
        span = Span(draft.source[0][0], draft.source[-1][1])
        if reading.doc.text[span.end : span.end + 2].lstrip()[:1] != ":":
            continue
        if _is_title(reading.parse.within(span)) or _is_dateline(reading, mentions, draft, span):
            quoted = reading.doc.text[draft.start] in '“"«„' or reading.doc.text[draft.start - 1] in '“"«„'
            draft.source, draft.rule, draft.content = [], "floating", draft.content if quoted else []


def _is_title(tokens: Sequence[Token]) -> bool:
    """Whether the words only say what follows ("Partial transcript"), without a name."""
    return bool(tokens) and tokens[-1].lemma.lower() in cues().openings and all(t.lower in cues().sorts for t in tokens[:-1])


def _is_dateline(reading: Reading, mentions: Mentions, draft: Draft, span: Span) -> bool:
    """Whether a place opens a paragraph once, and a whole sentence of no "I" or "we" follows."""
    doc = reading.doc
    starts = [block.span.start for block in doc.blocks if block.kind in READ]
    said = [t for a, b in draft.content for t in reading.parse.within(Span(a, b))]
    if span.start not in starts or doc.text.count(f"{span.of(doc.text)}:") > 1 or {t.lower for t in said} & FIRST:
        return False
    if not any(t.tag in _FINITE for t in said):
        return False
    actor = doc.actor(mentions.at(span))
    if actor is not None and may_speak(actor):
        return False
    return any(p.span.overlaps(span) for p in doc.toponyms) or (span.start == starts[0] and _is_low(reading.parse.within(span)))


def _is_low(tokens: Sequence[Token]) -> bool:
    """Whether a text that begins in lower case begins with the name of a place: no word for people, posts or bodies."""
    known = lexicon()
    speakers = known.people | known.others | known.bodies | known.posts | known.honorifics
    return len(tokens) <= 3 and all(t.is_word and t.text.islower() and t.lemma not in speakers for t in tokens)
