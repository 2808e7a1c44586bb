"""Which events are claims of their own, and which are part of another claim or of none.

Conventions of annotation, "Claims" and "Status": a condition and what a demand asks for belong to the claim they stand in; a
heading that repeats the text states nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotators.lexicons import lexicon
from onrecord.model import BlockKind, ClaimKind, Document, Event, Span, Status
from onrecord.record.acts import PRONOUNS
from onrecord.record.chains import Chains
from onrecord.text import fold, squeeze

PRESUPPOSED = (Status.DONE, Status.ONGOING)
TOLD = (*PRESUPPOSED, Status.PLANNED)
HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)
STEM = 5
"""Letters by which two words count as the same."""

REPEATED = 0.5
"""Share of a heading's longer words that the text below repeats where the heading only announces it."""

HABIT = "encoder-habit"
THING = "encoder-thing"
LEARNED = ("encoder", "encoder-noun", THING, HABIT)
NAMED = ("encoder-noun", "noun-given", "noun-fragment")
"""Rules by which a noun alone names an event, no verb with it."""

VERBATIM = 4
"""Words from which on a repetition is one of the same statement, not of a turn of phrase."""

BARE = 2
"""Words that state nothing alone, at most."""

OPENING = 1000
"""Characters below a heading that are its lead."""

_LONG_WORD = re.compile(r"\w{4,}")


def own_events(doc: Document) -> Iterator[Event]:
    """The events of a document that are claims of their own, in text order."""
    events = sorted(doc.events, key=lambda e: (e.span.start, e.span.end))
    chains, told = Chains(doc), set[tuple[object, ...]]()
    for event in _apart(doc, events):
        if _states_nothing(doc, event) or _is_told_within(event, events) or _only_says(doc, event):
            continue
        said = _said(doc, event, chains)
        here = (event.span, event.kind, event.status)
        same = (said, here) if event.event_type is None else (said, (*here, event.event_type), (*here, None))
        if told.isdisjoint(same):
            yield event
        told |= {here, (*here, event.event_type)} | ({said} if len(said[0].split()) >= VERBATIM else set())


def _apart(doc: Document, events: list[Event]) -> Iterator[Event]:
    """The events that are no condition of another one, nothing that a demand asks for, and no heading told again below."""
    conditions = [(event, span) for event in events for span in event.condition]
    demands = [event for event in events if event.kind is ClaimKind.DEMAND]
    headings = [block.span for block in doc.blocks if block.kind in HEADINGS]
    for event in events:
        conditional = any(span.covers(_anchor(event)) for other, span in conditions if other is not event)
        asked = any(_is_asked(event, demand) for demand in demands)
        heading = next((span for span in headings if span.covers(_anchor(event))), None)
        if not (conditional or asked or (heading and _is_repeated(doc, event, heading))):
            yield event


def _states_nothing(doc: Document, event: Event) -> bool:
    return not _is_stated(event) or _is_bare(doc, event) or _is_unsure(event) or _is_only_mentioned(event)


def _only_says(doc: Document, event: Event) -> bool:
    """Whether its words are no more than who says something and that they do: "the minister insisted", "citing a clerk"."""
    words = event.span.of(doc.text)
    for said in doc.attributions:
        if any(cue.overlaps(_anchor(event)) for cue in said.cue):
            parts = [part for part in (*said.source, *said.cue) if part.overlaps(event.span)]
            left = sum(part.end - part.start for part in parts)
            return event.kind is ClaimKind.POSITION and len(words) - left <= len(parts)
    return False


def _said(doc: Document, event: Event, chains: Chains) -> tuple[str, *tuple[object, ...]]:
    """What somebody says, and who: the same words told of twice by one voice are one statement."""
    anchor = _anchor(event)
    voices = tuple(_named(said.speaker, " ".join(part.of(doc.text) for part in said.source)) for said in chains.above(anchor))
    parties = tuple(_named(party.actor, party.span.of(doc.text)) for party in (*event.actors, *event.recipients))
    kind = (event.kind, event.status, event.event_type)
    words = fold(squeeze(event.span.of(doc.text)))
    return (words, fold(anchor.of(doc.text)), *kind, parties, chains.turn_at(anchor), voices)


def _named(actor: str | None, words: str) -> tuple[str | None, str]:
    """Somebody as the words name them: "he" may be another one in another place, "two men" and "terrorists" are not."""
    return (actor if not words or words.lower() in PRONOUNS else None, fold(words))


def _is_bare(doc: Document, event: Event) -> bool:
    """Whether a word or two alone point to an event, and nothing is said of it: "to respond", "injured"."""
    told = event.actors or event.recipients or event.counts or event.times or event.places or event.condition
    return not told and event.status is not Status.DENIED and len(event.span.of(doc.text).split()) <= BARE


def _is_stated(event: Event) -> bool:
    """Whether it probably states something; what denies or gives a figure has the lower limit."""
    weighs = event.status is Status.DENIED or bool(event.counts)
    return bool(event.stated >= lexicon("events_trust")["weighty" if weighs else "stated"])


def _is_only_mentioned(event: Event) -> bool:
    """Whether a word that no rule knows only points to an event: "the attack", with nothing said of it."""
    named = event.rule == THING or (event.rule == "encoder" and (event.actors or event.recipients))
    told = named or event.counts or event.times or event.places
    open_ = event.status in (*PRESUPPOSED, Status.UNCLEAR, None)
    return event.rule in LEARNED and open_ and not told


def _is_unsure(event: Event) -> bool:
    """Whether it is but what efforts are for, or only the encoder sees it: as a purpose, or without knowing if it is so."""
    operators = {reason.operator for reason in event.because}
    alone = {reason.operator for reason in event.because if reason.span == event.trigger}
    guessed = event.status is Status.UNCLEAR and "encoder" in operators
    if "aim" in operators and event.status is not Status.DENIED:
        return True
    return event.rule in LEARNED and (event.rule == HABIT or "purpose" in operators or "hypo" in alone or guessed)


def _is_told_within(event: Event, events: list[Event]) -> bool:
    """Whether another event's words hold it with all its details: the strike of "an air strike on Tuesday killed six"."""
    own = {*event.times, *event.places, *event.counts}
    if event.rule not in NAMED or event.status not in TOLD:
        return False
    return any(
        other is not event
        and other.rule not in NAMED
        and (other.status is event.status or {other.status, event.status} <= set(PRESUPPOSED))
        and other.span.covers(_anchor(event))
        and own <= {*other.times, *other.places, *other.counts}
        for other in events
    )


def _anchor(event: Event) -> Span:
    return event.trigger or event.span


def _is_asked(event: Event, demand: Event) -> bool:
    """Whether an event is what a demand asks for or mentions, without a count or date of its own."""
    anchor, verb = _anchor(event), _anchor(demand)
    if event is demand or not demand.span.covers(anchor) or anchor.start <= verb.start:
        return False
    told = event.rule == "verb" and event.status in PRESUPPOSED
    return not (told or event.counts or event.times)


def _is_repeated(doc: Document, event: Event, heading: Span) -> bool:
    """Whether the text below a heading tells the same event, and in much the same words."""
    same = [e.span.of(doc.text) for e in doc.events if e.span.start >= heading.end and _alike(e, event)]
    words, opening = _stems(event.span.of(doc.text)), doc.text[heading.end : heading.end + OPENING]
    return bool(same) and any(len(words & _stems(told)) >= REPEATED * len(words) for told in (opening, *same))


def _alike(one: Event, other: Event) -> bool:
    status = one.status is other.status or {one.status, other.status} <= set(PRESUPPOSED)
    return status and (one.kind, one.event_type) == (other.kind, other.event_type)


def _stems(words: str) -> set[str]:
    return {word.lower()[:STEM] for word in _LONG_WORD.findall(words)}
