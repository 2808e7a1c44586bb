"""Events and states with their participants and status.

A predicate is found by word lists and the parse (`happenings/predicates.py`), its status by the chain of words above it
(`happenings/status.py`). What is denied, threatened, ordered or only possible never comes out as done. Plain speech,
greetings, thanks and general truths state no event here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.annotators.happenings.aims import aimed_at
from onrecord.annotators.happenings.arguments import parties, phrase
from onrecord.annotators.happenings.blame import is_unclaimed
from onrecord.annotators.happenings.details import Details
from onrecord.annotators.happenings.extent import clause_top, extent
from onrecord.annotators.happenings.frames import SUBJECTS, frame_of
from onrecord.annotators.happenings.kinds import sort
from onrecord.annotators.happenings.learned import Found, Learned
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.predicates import predicates
from onrecord.annotators.happenings.roles import settle
from onrecord.annotators.happenings.sources import cited, without_cited
from onrecord.annotators.happenings.status import SILENT, Verdict, judge
from onrecord.annotators.happenings.trust import trusted
from onrecord.annotators.happenings.typed import typed
from onrecord.annotators.happenings.whom import with_parties
from onrecord.annotators.happenings.wording import with_antecedent, with_harmed, with_operators, with_party
from onrecord.annotators.stage import Annotator, Reading
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Event, Mention, Span, Status, Timex

SAYING = frozenset({ClaimKind.DECISION, ClaimKind.COMMITMENT, ClaimKind.POSITION, ClaimKind.INCIDENT})
"""An order, promise, refusal or threat whose content is an event is that event, with the status it gives: one, not two."""

UNSPOKEN = SILENT | {"purpose"}
"""Effects of words that an event's own words can do without."""

LOOSE = frozenset({"unclear", "fact", "hypo"})
"""Effects of words that are events beside the one below them: "condemned the attack"."""


def find_events(reading: Reading) -> Iterator[Event]:
    """The events and states of a document, in text order of their spans.

    Args:
        reading: a document with its parse; its dates, places, figures and actors are given to the events they belong to.

    >>> from onrecord.testing import read_with
    >>> event, = read_with("The army denied that it shelled the village.", EVENTS).events
    >>> event.status.value, event.because[0].operator
    ('denied', 'deny')
    """
    yield from (with_parties(reading.parse, event) for event in trusted(reading, raw_events(reading)))


def raw_events(reading: Reading) -> list[Event]:
    """The events with all that rules and encoder understood of them, before it is asked how far that can be trusted."""
    found = _distinct([*_events(reading)])
    return sorted(found, key=lambda e: (e.span.start, e.trigger.start if e.trigger else 0))


def _events(reading: Reading) -> Iterator[Event]:
    found = typed(reading, [settle(reading.parse, one) for one in Learned(reading).both([*rule_events(reading.parse)])])
    details = Details(reading, {predicate.trigger.i for predicate, _, _ in found})
    told, cues, sources = _Told(reading.parse, found), _cues(reading), cited(reading)
    for predicate, verdict, sorting in found:
        if not told.already(predicate) and not (
            verdict.status is Status.DENIED and is_unclaimed(reading.parse, predicate.trigger)
        ):
            more = told.recipients(predicate) if predicate.entry.kind is ClaimKind.CASUALTIES else []
            sorting = without_cited(reading.parse, replace(sorting, recipients=(*sorting.recipients, *more)), sources)
            yield _event(reading, (predicate, verdict, sorting), details, cues)


def rule_events(parse: Parse) -> Iterator[Found]:
    """What the rules alone find: predicates with their status and kind."""
    for predicate in predicates(parse):
        verdict = judge(parse, predicate.trigger, predicate.verb)
        sorting = sort(parse, predicate, verdict)
        if sorting is not None:
            yield predicate, verdict, sorting


class _Told:
    """Which predicates tell what another one tells, so that one event is not two."""

    def __init__(self, parse: Parse, found: list[Found]) -> None:
        self.parse = parse
        everything = [predicate for predicate, _, _ in found]
        self.triggers = {p.trigger.i: p for p in everything}
        self.tools = {p.instrument.i for p in everything if p.instrument and p.entry.kind is not ClaimKind.CASUALTIES}
        self.parties = {t.i for p in everything for t in (*p.actors, *p.recipients)}
        self.carrying: dict[int, list[Predicate]] = {}
        for carried, verdict, _ in found:
            for place, effect in zip(verdict.tokens, verdict.effects, strict=True):
                if effect not in LOOSE:
                    self.carrying.setdefault(place, []).append(carried)

    def already(self, predicate: Predicate) -> bool:
        """The strikes that destroyed, the wounded of "killed and wounded", the promise of what is promised."""
        place, kind = predicate.trigger.i, predicate.entry.kind
        if place in self.tools or (predicate.rule == "noun-given" and place in self.parties):
            return True
        if place in self.carrying and kind in SAYING:
            return not self._lays(predicate)
        if self._killed(predicate) or self._is_counted(predicate):
            return True
        other = self.triggers.get(predicate.clause.i)
        if predicate.rule == "occurs" and other is not None:
            own = predicate.recipients or predicate.trigger.dep != "nsubj"
            return not (own and other.entry.kind is ClaimKind.CASUALTIES)
        return self._goes_on(predicate)

    def _lays(self, predicate: Predicate) -> bool:
        """Whether it lays a deed on somebody whom the deed itself does not have for an actor: "blamed the guild for the fire"."""
        actors = {token.i for deed in self.carrying[predicate.trigger.i] for token in deed.actors}
        return predicate.entry.event_type == "ACCUSE" and not actors & {token.i for token in predicate.recipients}

    def _killed(self, predicate: Predicate) -> bool:
        """Whether a blow is told again by the death it brought: "shot and killed" is one event."""
        after = self.triggers.get(predicate.trigger.i + 2)
        joined = after is not None and after.trigger.dep == "conj" and after.trigger.head == predicate.trigger.i
        blow = predicate.entry.event_type == "ASSAULT" and predicate.entry.kind is not ClaimKind.CASUALTIES
        harmed = blow and predicate.verb is predicate.trigger
        return harmed and joined and after is not None and after.entry.kind is ClaimKind.CASUALTIES

    def _is_counted(self, predicate: Predicate) -> bool:
        """Whether it is what a toll counts: "the union counts eight | dead", "the number of people | killed has reached 24"."""
        if not predicate.rule.startswith("encoder") or self._has_subject(predicate):
            return False
        above = self.parse.head(predicate.trigger)
        while above.i not in self.triggers and not above.is_verb and above.head != above.i:
            above = self.parse.head(above)
        toll = self.triggers.get(above.i)
        if toll is None or toll.rule != "toll" or toll is predicate:
            return False
        return toll.entry.kind is predicate.entry.kind or predicate.trigger.head == above.i

    def _goes_on(self, predicate: Predicate) -> bool:
        """Whether a toll goes on from the verb before it: "killed six and wounded nine" is one event with two counts."""
        first = self._first(predicate.trigger)
        if predicate.verb is predicate.trigger and self._has_subject(predicate):
            return False
        both = first is not None and first.entry.kind is predicate.entry.kind is ClaimKind.CASUALTIES
        return both and first is not None and first.actors == predicate.actors

    def _first(self, trigger: Token) -> Predicate | None:
        """The event from which a verb or a counted participle goes on: "killed six and | hurt", "killed and six | injured"."""
        above = self.parse.head(trigger) if trigger.dep == "acl" and trigger.tag == "VBN" else trigger
        counted = above is trigger or (not above.is_verb and (above.tag == "CD" or self.parse.children(above, "nummod")))
        return self.triggers.get(above.head) if above.dep == "conj" and counted else None

    def _has_subject(self, predicate: Predicate) -> bool:
        return bool(self.parse.children(predicate.trigger, *SUBJECTS))

    def recipients(self, predicate: Predicate) -> list[Token]:
        """Those of the event, and of the toll that goes on from it."""
        below = [i for i in predicate.trigger.children for i in (i, *self.parse.tokens[i].children)]
        further = [p for i in below if (p := self.triggers.get(i)) and self._first(p.trigger) is predicate and self._goes_on(p)]
        return [token for p in further for token in p.recipients if token not in predicate.recipients]


def _event(reading: Reading, one: Found, details: Details, cues: set[int]) -> Event:
    doc, parse, (predicate, verdict, sorting) = reading.doc, reading.parse, one
    entry = predicate.entry
    span = extent(parse, predicate, doc.text)
    about = with_antecedent(parse, span, clause_top(parse, predicate), (*predicate.actors, *predicate.recipients))
    about = with_harmed(parse, span, predicate.trigger, predicate.recipients) if about == span else about
    actors, recipients = parties(parse, sorting.actors), parties(parse, sorting.recipients)
    about = with_party(parse, about, predicate.trigger, (*actors, *recipients))
    found = details.of(predicate, span)
    if about != span:  # "ten people | killed": the noun brings its number, but no date or place
        found["counts"] = details.of(predicate, about)["counts"]
    return Event(
        trigger=trigger_span(parse, predicate.trigger),
        span=_worded(parse, predicate, verdict, about, cues),
        kind=sorting.kind,
        status=_dated(sorting.status, predicate, found["times"], doc.published),
        event_type=sorting.event_type,
        mode=entry.mode if sorting.event_type == entry.event_type else None,
        actors=_mentions(details, actors),
        recipients=_mentions(details, recipients),
        instrument=phrase(parse, predicate.instrument) if predicate.instrument is not None else None,
        ordered_by=_orderer(parse, verdict, details),
        because=(*verdict.because, *aimed_at(parse, predicate, verdict)),
        rule=predicate.rule,
        **found,
    )


def _cues(reading: Reading) -> set[int]:
    """The places of all words of saying."""
    return {token.i for said in reading.doc.attributions for cue in said.cue for token in reading.parse.within(cue)}


def _worded(parse: Parse, predicate: Predicate, verdict: Verdict, span: Span, cues: set[int]) -> Span:
    """The words of an event with those that say whether it happened, unless these are how somebody says or denies it."""
    found = zip(verdict.tokens, verdict.effects, strict=True)
    operators = [
        i for i, effect in found if effect not in UNSPOKEN and not (effect == "deny" and _is_voiced(parse.tokens[i], cues))
    ]
    return with_operators(parse, span, clause_top(parse, predicate), operators, cues)


def _is_voiced(word: Token, cues: set[int]) -> bool:
    """Whether a verb is how somebody denies, and no passive: "denied firing", but "were denied access"."""
    return word.is_verb and (word.i in cues or word.tag != "VBN")


def _dated(status: Status | None, predicate: Predicate, times: tuple[Timex, ...], published: str | None) -> Status | None:
    """The status; what a noun names and a date puts after the document's own is planned: "the summit in October"."""
    values = [timex.value or "" for timex in times]
    later = published and any(value[:1].isdigit() and value[: len(published)] > published[: len(value)] for value in values)
    bare = predicate.verb is None and status in (Status.DONE, Status.ONGOING, Status.UNCLEAR)
    return Status.PLANNED if bare and later else status


def _mentions(details: Details, spans: tuple[Span, ...]) -> tuple[Mention, ...]:
    found = (details.party(span) for span in spans)
    return tuple(mention for mention in found if mention is not None)


def trigger_span(parse: Parse, trigger: Token) -> Span:
    """The event's word, with its particle where that follows at once ("round up", "shot dead")."""
    particles = [c for c in parse.children(trigger, "prt") if c.i == trigger.i + 1]
    particles = particles or [c for c in parse.tokens[trigger.i + 1 : trigger.i + 2] if trigger.is_verb and c.lower == "dead"]
    return Span(trigger.start, particles[0].end if particles else trigger.end)


def _orderer(parse: Parse, verdict: Verdict, details: Details) -> Mention | None:
    if verdict.ordered is None or not verdict.ordered.is_verb:
        return None
    found = parties(parse, [frame_of(parse, verdict.ordered).subj])
    return details.party(found[0]) if found else None


def _distinct(events: Iterable[Event]) -> Iterator[Event]:
    seen: set[tuple[int, int, str]] = set()
    for event in events:
        key = (event.trigger.start if event.trigger else event.span.start, event.span.end, event.kind)
        if key not in seen:
            seen.add(key)
            yield event


EVENTS = Annotator(
    "events",
    assigns="events",
    requires=("parse", "timexes", "toponyms", "quantities", "actors", "attributions"),
    predict=find_events,
)
