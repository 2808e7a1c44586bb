"""Events and states with their participants and status.

A predicate is found by word lists and the parse (`happenings/predicates.py`), its status by the chain of words above it
(`happenings/status.py`). What is denied, threatened, ordered or only possible never comes out as done. Plain speech,
greetings, thanks and general truths state no event here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from onrecord.annotators.happenings.arguments import parties, phrase
from onrecord.annotators.happenings.extent import extent
from onrecord.annotators.happenings.frames import frame_of
from onrecord.annotators.happenings.kinds import Sorted, sort
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.predicates import Predicate, predicates
from onrecord.annotators.happenings.status import Verdict, judge
from onrecord.annotators.stage import Annotator, Reading
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Document, Event, Mention, Quantity, Span, Timex, Toponym

SAYING = frozenset({ClaimKind.DECISION, ClaimKind.COMMITMENT, ClaimKind.POSITION, ClaimKind.INCIDENT})
"""An order, promise, refusal or threat whose content is an event is that event, with the status it gives: one, not two."""

LOOSE = frozenset({"unclear", "fact", "hypo"})
"""Effects of words that are events beside the one below them: "condemned the attack"."""

T = TypeVar("T", Timex, Toponym, Quantity)


def find_events(reading: Reading) -> Iterator[Event]:
    """The events and states of a document, in text order of their spans.

    Args:
        reading: a document with its parse; its timexes, toponyms and quantities are attached where they lie in the clause.
    """
    found = [*_events(reading)]
    yield from sorted(_distinct(found), key=lambda e: (e.span.start, e.trigger.start if e.trigger else 0))


def _events(reading: Reading) -> Iterator[Event]:
    doc, parse = reading.doc, reading.parse
    found = []
    for predicate in predicates(parse):
        verdict = judge(parse, predicate.trigger, predicate.verb)
        sorting = sort(parse, predicate, verdict)
        if sorting is not None:
            found.append((predicate, verdict, sorting))
    carrying = {i for _, verdict, _ in found for i, e in zip(verdict.tokens, verdict.effects, strict=True) if e not in LOOSE}
    triggers = {predicate.trigger.i: predicate for predicate, _, _ in found}
    for predicate, verdict, sorting in found:
        carried = predicate.trigger.i in carrying and predicate.entry.kind in SAYING
        if not (carried or _told_twice(parse, predicate, triggers)):
            yield _event(doc, parse, predicate, verdict, sorting)


def _told_twice(parse: Parse, predicate: Predicate, triggers: dict[int, Predicate]) -> bool:
    """Whether another event of the clause tells the same: the strikes that destroyed, the killed of "killed and wounded"."""
    tools = {p.instrument.i for p in triggers.values() if p.instrument and p.entry.kind is not ClaimKind.CASUALTIES}
    if predicate.trigger.i in tools:
        return True
    if predicate.rule == "noun-given":
        return any(predicate.trigger in (*p.actors, *p.recipients) for p in triggers.values())
    other = triggers.get(predicate.clause.i)
    if predicate.rule == "occurs" and other is not None:
        own = predicate.recipients or predicate.trigger.dep != "nsubj"
        return not (own and other.entry.kind is ClaimKind.CASUALTIES)
    first = triggers.get(predicate.trigger.head)
    both = first is not None and first.entry.kind is predicate.entry.kind is ClaimKind.CASUALTIES
    return both and predicate.trigger.dep == "conj" and first is not None and predicate.recipients == first.recipients


def _event(doc: Document, parse: Parse, predicate: Predicate, verdict: Verdict, sorting: Sorted) -> Event:
    entry = predicate.entry
    span = extent(parse, predicate, doc.text)
    actors, recipients = parties(parse, _doers(sorting.actors)), parties(parse, sorting.recipients)
    return Event(
        trigger=trigger_span(parse, predicate.trigger),
        span=span,
        kind=sorting.kind,
        status=sorting.status,
        event_type=sorting.event_type,
        mode=entry.mode if sorting.event_type == entry.event_type else None,
        actors=tuple(_mention(doc, words) for words in actors),
        recipients=tuple(_mention(doc, words) for words in recipients),
        instrument=phrase(parse, predicate.instrument) if predicate.instrument is not None else None,
        ordered_by=_orderer(doc, parse, verdict),
        times=_within(doc.timexes, span),
        places=tuple(place for place in _within(doc.toponyms, span) if _is_where(parse, place)),
        counts=_within(doc.quantities, span),
        because=verdict.because,
        rule=predicate.rule,
    )


def _doers(heads: tuple[Token, ...]) -> list[Token]:
    """Those heads that can act: not the plan of "decisions were made to cut"."""
    operators = lexicon().operators
    return [head for head in heads if ("noun", head.lemma.lower()) not in operators]


def trigger_span(parse: Parse, trigger: Token) -> Span:
    """The event's word, with its particle where that follows at once ("round up")."""
    particles = [c for c in parse.children(trigger, "prt") if c.i == trigger.i + 1]
    return Span(trigger.start, particles[0].end if particles else trigger.end)


def _mention(doc: Document, span: Span) -> Mention:
    return Mention(span, None)


def _orderer(doc: Document, parse: Parse, verdict: Verdict) -> Mention | None:
    if verdict.ordered is None or not verdict.ordered.is_verb:
        return None
    found = parties(parse, [frame_of(parse, verdict.ordered).subj])
    return _mention(doc, found[0]) if found else None


def _within(items: Sequence[T], span: Span) -> tuple[T, ...]:
    return tuple(item for item in items if span.covers(item.span))


def _is_where(parse: Parse, place: Toponym) -> bool:
    """Whether a toponym says where something happens: behind "in", "near" …, not inside an actor's name."""
    if not place.is_location:
        return False
    token = parse.root(place.span)
    while token is not None and token.dep in ("conj", "appos", "compound", "nmod") and token.head != token.i:
        token = parse.head(token)
    return token is not None and (token.dep in ("pobj", "dobj", "nsubjpass", "npadvmod") and not _of_actor(parse, token))


def _of_actor(parse: Parse, token: Token) -> bool:
    return token.dep == "pobj" and parse.head(token).lower in ("of", "by", "with", "for")


def _distinct(events: Iterable[Event]) -> Iterator[Event]:
    seen: set[tuple[int, int, str]] = set()
    for event in events:
        key = (event.trigger.start if event.trigger else event.span.start, event.span.end, event.kind)
        if key not in seen:
            seen.add(key)
            yield event


EVENTS = Annotator("events", assigns="events", requires=("parse", "timexes", "toponyms", "quantities"), predict=find_events)
