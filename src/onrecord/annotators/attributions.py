"""Who said what: source, cue and content of every attribution, its type, stance and speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord import encoder
from onrecord.annotators.said.confine import confine
from onrecord.annotators.said.draft import Draft, as_spans, trimmed, type_of
from onrecord.annotators.said.echoes import echoes
from onrecord.annotators.said.headlines import quoted_above, without_places
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.missed import passed_over, told_apart
from onrecord.annotators.said.nesting import outer_of
from onrecord.annotators.said.openings import without_openings
from onrecord.annotators.said.quotations import FAR, Quotations, attach, snap
from onrecord.annotators.said.quotes import Quote, find_quotes
from onrecord.annotators.said.relays import as_quoted, find_cited, is_cited, quoted_themselves
from onrecord.annotators.said.resumed import resume
from onrecord.annotators.said.rules import find_by_rule, is_expletive
from onrecord.annotators.said.sources import is_addressed, is_provision
from onrecord.annotators.said.speakers import Speakers
from onrecord.annotators.said.stance import is_own_wish, is_saying, stance_of
from onrecord.annotators.said.sureness import Sureness
from onrecord.annotators.said.tidy import lengthen, tidy
from onrecord.annotators.said.trailing import trailing
from onrecord.annotators.said.turns import find_turns, floating, introduce
from onrecord.annotators.stage import Annotator, Reading
from onrecord.annotators.who.lookup import Mentions
from onrecord.language import Parse
from onrecord.model import Attribution, AttributionType, Certainty, Span
from onrecord.text import merge

SAYING = 0.5
"""Chance of an act of saying from which on the encoder's finding is one: keeps 98 % of speech, drops 91 % of beliefs."""

__all__ = ["ATTRIBUTIONS", "find_attributions"]


def find_attributions(reading: Reading) -> list[Attribution]:
    """The attributions of a document in the order of their contents.

    >>> from onrecord.annotators.actors import ACTORS
    >>> from onrecord.testing import read_with
    >>> doc = read_with("Talks have failed, Mayor Ada Holt said on Monday.", ACTORS, ATTRIBUTIONS)
    >>> found = doc.attributions[0]
    >>> [span.of(doc.text) for part in (found.source, found.cue, found.content) for span in part]
    ['Mayor Ada Holt', 'said', 'Talks have failed']
    >>> doc.actor(found.speaker).name
    'Ada Holt'
    """
    quotes = find_quotes(reading.doc)
    drafts = [*find_drafts(reading, quotes), *find_turns(reading.doc)]
    drafts.sort(key=lambda d: (d.start, -d.size))
    return _finished(reading, drafts, quotes)


def find_drafts(reading: Reading, quotes: list[Quote]) -> list[Draft]:
    """Attributions with their spans settled, from the parse."""
    doc = reading.doc
    quotations = Quotations(doc.text, reading.parse, quotes)
    drafts, left = [], quotations.speech()
    if reading.encoding is None:
        by_rule = list(find_by_rule(reading.parse))
        snap(by_rule, quotations)
    else:
        drafts = _by_encoder(reading.parse, reading.encoding, quotations)
        left = attach(drafts, left, quotations)
        by_rule = _missed(_near(reading.parse, left), drafts)
    left = attach(by_rule, left, quotations)
    drafts += [*_figures(reading.parse, drafts), *(d for d in by_rule if d.content)]
    if reading.encoding is not None:
        drafts += [*as_quoted(reading.parse, drafts), *passed_over(reading.parse, drafts)]
        drafts += [*trailing(reading.parse, drafts), *echoes(reading.parse, drafts)]
        told_apart(reading.parse, drafts)
    above = quoted_above(doc, left)
    alone = floating(doc.text, [q for q in left if not any(d.start == q.begin for d in above)])
    introduce(reading.parse, doc.text, alone)
    drafts += above + alone
    drafts += resume(reading.parse, drafts)
    for draft in drafts:
        draft.drop_empty()
        quoted_themselves(reading.parse, draft)
        draft.cited = is_cited(reading.parse, draft)
    mentions = Mentions(doc)
    drafts += find_cited(reading.parse, mentions, drafts)
    without_places(reading, mentions, drafts)
    without_openings(reading, mentions, drafts)
    for draft in drafts:
        tidy(draft, quotations)
        draft.saying = is_saying(reading.parse, draft)
    return _cut(doc.text, [d for d in drafts if not _is_none(reading.parse, d)])


def _is_none(parse: Parse, draft: Draft) -> bool:
    """Whether nobody gives words to anybody: a wish of the text's own, what a law says, or "it is good to note that"."""
    verb = next((t for span in draft.cue for t in parse.within(Span(*span)) if t.is_verb), None)
    spoken_of = verb is not None and not draft.source and is_expletive(parse, verb)
    return spoken_of or is_own_wish(parse, draft) or is_provision(parse, draft.source) or is_addressed(parse, draft.cue)


def _by_encoder(parse: Parse, encoding: encoder.Encoding, quotations: Quotations) -> list[Draft]:
    """The encoder's findings, with contents that keep to quotations and sentences."""
    drafts = [_draft(a) for a in encoder.find_attributions(encoding)]
    snap(drafts, quotations)
    confine(drafts, quotations)
    lengthen(drafts, parse)
    return drafts


def _near(parse: Parse, quotes: Iterable[Quote]) -> Iterator[Draft]:
    """Drafts of rules whose cue stands where it may bring in one of the quotations."""
    wanted = merge((max(0, q.begin - FAR), q.stop + FAR) for q in quotes)
    return find_by_rule(parse, (t for span in wanted for t in parse.within(Span(*span))))


def _figures(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Figures that a source puts at a number, where no draft has the verb for its cue."""
    verbs = (t for t in parse.tokens if t.lemma in cues().figure)
    taken = {offset for draft in drafts for start, end in draft.cue for offset in range(start, end)}
    return [d for d in find_by_rule(parse, verbs) if d.rule == "figure" and d.cue[0][0] not in taken]


def _missed(by_rule: Iterable[Draft], drafts: list[Draft]) -> list[Draft]:
    """Drafts of rules whose cue is none of the encoder's: they may take quotations that it left."""
    taken = {offset for draft in drafts for start, end in draft.cue for offset in range(start, end)}
    free = [d for d in by_rule if d.cue and d.cue[0][0] not in taken]
    for draft in free:
        draft.content = []
    return free


def _draft(found: encoder.AttributionSpans) -> Draft:
    """The encoder's finding as a draft."""
    return Draft([*found.source], [*found.cue], [*found.content], "encoder", found.confidence, saying=found.speech >= SAYING)


def _cut(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Those with content, trimmed, each once."""
    found: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        draft.content = trimmed(text, draft.content)
        if draft.content:
            found.setdefault((tuple(draft.content), tuple(draft.source)), draft)
    return list(found.values())


def _finished(reading: Reading, drafts: list[Draft], quotes: list[Quote]) -> list[Attribution]:
    outer = outer_of(drafts)
    speakers = Speakers(reading, drafts, outer)
    sureness = Sureness(reading)
    return [
        replace(_attribution(reading, draft, quotes, sureness), speaker=speakers.of(i), relayed_by=outer[i], via=speakers.via(i))
        for i, draft in enumerate(drafts)
    ]


def _attribution(reading: Reading, draft: Draft, quotes: list[Quote], sureness: Sureness) -> Attribution:
    kind = draft.type or type_of(reading.doc.text, draft.content, quotes)
    hedge, basis = sureness.of(draft)
    return Attribution(
        source=as_spans(draft.source),
        cue=as_spans(draft.cue),
        content=as_spans(draft.content),
        type=kind,
        stance=stance_of(reading, draft, quoted=kind is not AttributionType.INDIRECT),
        certainty=hedge.certainty if hedge else Certainty.CERTAIN,
        hedge=hedge.span if hedge else None,
        basis=basis.span if basis else None,
        confidence=draft.confidence,
        saying=draft.saying,
    )


ATTRIBUTIONS = Annotator("attributions", assigns="attributions", requires=("parse", "turns", "actors"), predict=find_attributions)
