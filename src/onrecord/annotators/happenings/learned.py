"""The encoder's view of the events: it finds those that no rule knows, and the two check each other's status.

Nothing is taken for a fact that one of them takes for denied, planned or possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord import encoder
from onrecord.annotators.happenings.above import has_denial
from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.doings import is_borne, is_deed, is_habit, is_plain, is_willed, tells_doing
from onrecord.annotators.happenings.frames import SUBJECTS, frame_of, torn_noun
from onrecord.annotators.happenings.granted import is_outcome, is_past, is_settled, is_under_way
from onrecord.annotators.happenings.kinds import VOICED, Sorted, settled, sort
from onrecord.annotators.happenings.lexicon import Entry, words
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.annotators.happenings.status import REAL, SILENT, Verdict, judge
from onrecord.annotators.happenings.weighed import weighed
from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.stage import Reading
from onrecord.encoder import EventSpans
from onrecord.encoder.events import KINDS, STATUSES, TYPES
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Reason, Span, Status

Found = tuple[Predicate, Verdict, Sorted]

RULE = "encoder"
NO_EVENT = {"mute", "ask", "demand"}
"""Effects under which an event is part of another one, or of none."""

GIVEN = {"task", "state"}
"""Rules whose words settle the status: "their task is to guard" says what they do."""

GREETING = words("greeting")
WEAK = SILENT | {"purpose", "if", "any"}
"""Effects of which the words alone settle little: an infinitive, "any"."""

_REAL = [STATUSES.index(status) for status in REAL]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chances, 0 to 1, from `events_learned.toml`, where each is explained."""

    found: float
    noun_found: float
    told: float
    placed: float
    willed: float
    kept: float
    real: float
    alone: float
    going: float
    unreal: float
    typed: float
    seen: float
    typed_seen: float
    retyped: float


def heard_type(heard: EventSpans, given: str | None, limits: Thresholds) -> str | None:
    """The PLOVER type: the one given by the rules, unless the encoder is sure of another one.

    What it adds where the rules have none has to be surer where the encoder hardly sees an event.
    """
    best = int(heard.types.argmax())
    added = limits.typed_seen if heard.chance >= limits.seen else limits.typed
    limit = added if given is None else limits.retyped
    return TYPES[best] if best and heard.types[best] >= limit else given


class Learned:
    """What the encoder found in one document, by the place of the trigger in `Parse.tokens`; nothing where it is missing."""

    def __init__(self, reading: Reading) -> None:
        self.parse = reading.parse
        self.limits = Thresholds(**lexicon("events_learned"))
        self.heard: dict[int, EventSpans] = {}
        if reading.encoding is None or not encoder.available("events"):
            return
        for event in encoder.find_events(reading.encoding, self.limits.willed):
            token = self.parse.token_at(event.trigger[0])
            if token is not None and token.is_word:
                self.heard.setdefault(token.i, event)

    def both(self, found: list[Found]) -> list[Found]:
        """The rules' findings, checked, and the encoder's own, in text order."""
        if not self.heard:
            return found
        checked = [kept for one in found if (kept := self._checked(one)) is not None]
        own = self._own({i for predicate, _, _ in found for i in self._words(predicate)})
        return sorted([*checked, *own], key=lambda one: one[0].trigger.i)

    def _words(self, predicate: Predicate) -> Iterator[int]:
        """The words of an event that a rule found: both words of "opened fire"."""
        yield from (predicate.trigger.i, predicate.clause.i)
        if predicate.rule == "phrase":
            yield from (child.i for child in self.parse.children(predicate.trigger, "dobj", "prt", "oprd"))

    def _checked(self, found: Found) -> Found | None:
        """A rule's finding with what the encoder thinks of it; None where it is sure that there is none."""
        predicate, verdict, sorting = found
        heard = self.heard.get(predicate.trigger.i) or self.heard.get(predicate.clause.i)
        if heard is None or heard.chance < self.limits.kept:
            return None if predicate.rule.startswith("noun") and heard is None else found
        if predicate.rule == "noun-given" and heard.chance < self.limits.found:
            return None
        if not (sorting.kind is ClaimKind.DEMAND and verdict.asked is not None):  # "must stop": asked for, whatever it is
            sorting = replace(sorting, event_type=heard_type(heard, sorting.event_type, self.limits))
        if predicate.rule == "own-future" and sorting.kind is ClaimKind.INCIDENT:  # who undertakes it is not said
            sorting = replace(sorting, kind=weighed(self.parse, predicate.trigger, heard.kinds, verdict))
        voiced = sorting.kind in VOICED and verdict.status not in REAL  # "must", "I want to commend": the words do it
        voiced = voiced or verdict.status is Status.ORDERED  # "an order banning protests"
        undone = "neg" in verdict.effects and bool({"prevent", "fail"} & set(verdict.effects))  # "has not stopped shelling"
        standing = sorting.status not in REAL or predicate.rule in GIVEN or voiced or "sure" in verdict.effects or undone
        limit = self._least(predicate.trigger, verdict, self.limits.real)
        if standing or (status := self._doubt(predicate.trigger, heard, limit)) is None:
            return predicate, verdict, sorting
        return predicate, _doubted(predicate.trigger, verdict, status), replace(sorting, status=status)

    def _least(self, token: Token, verdict: Verdict, limit: float) -> float:
        """How sure the encoder must be of a fact: less where the verb's own form tells it, or it is announced."""
        tells = token.is_verb and not verdict.because and self._tells(token, verdict)
        return self.limits.going if tells or "announce" in verdict.effects else limit

    def _tells(self, verb: Token, verdict: Verdict) -> bool:
        """Whether the form of a verb, or of the one that it is the outcome of, says that it was or is so."""
        told = verb.tag != "VBG" and is_past(self.parse, verb)
        return told or is_under_way(self.parse, verb) or ("real" in verdict.effects and is_outcome(self.parse, verb))

    def _doubt(self, token: Token, heard: EventSpans, limit: float) -> Status | None:
        """The status of what would be a fact, where the encoder does not take it for one; None where it does."""
        if float(heard.statuses[_REAL].sum()) >= limit:
            return None
        chances = heard.statuses.copy()
        chances[_REAL] = 0
        best = int(chances.argmax())
        status = Status(STATUSES[best]) if chances[best] >= self.limits.unreal else Status.UNCLEAR
        return Status.UNCLEAR if status is Status.DENIED and not has_denial(self.parse, token) else status

    def _own(self, known: set[int]) -> Iterator[Found]:
        for place, heard in self.heard.items():
            token = self.parse.tokens[place]
            if place in known or heard.chance < self._limit(token):
                continue
            if (one := self._alone(token, heard)) is not None:
                yield one

    def _limit(self, token: Token) -> float:
        if not token.is_verb:
            return self.limits.placed if is_borne(self.parse, token) else self.limits.noun_found
        if not tells_doing(self.parse, token):
            return self.limits.found
        if is_willed(self.parse, token):
            return self.limits.willed
        return self.limits.placed if is_deed(self.parse, token) else self.limits.told

    def _alone(self, token: Token, heard: EventSpans) -> Found | None:
        """What only the encoder found, its status settled by both."""
        verdict = judge(self.parse, token, token if token.is_verb else None)
        if token.is_verb and (token.dep == "amod" or token.lemma in GREETING or torn_noun(self.parse, token)):
            return None  # "banned weapons"
        if verdict.asked is not None and verdict.because and verdict.because[0].operator == "should":
            return self._must(token, heard, verdict)
        if NO_EVENT & set(verdict.effects) and verdict.status is not Status.DENIED:
            return None
        status = verdict.status
        if status in REAL and "sure" not in verdict.effects:
            limit = self.limits.real if is_plain(self.parse, token, verdict) else self.limits.alone
            status = self._doubt(token, heard, self._least(token, verdict, limit)) or self._real(token, heard, status)
            verdict = _doubted(token, verdict, status) if status not in REAL else verdict
        elif status is Status.UNCLEAR or WEAK.issuperset(verdict.effects):
            status = self._doubt(token, heard, self.limits.real) or status
        kind = weighed(self.parse, token, heard.kinds, verdict)
        entry = Entry(kind, heard_type(heard, None, self.limits), None, "encoder")
        actors, recipients = (self._heads(token, spans) for spans in (heard.actors, heard.recipients))
        if not (actors or recipients) and token.is_verb:
            frame = frame_of(self.parse, token)
            parties = [one if one is not None and is_party(self.parse, one) else None for one in (frame.subj, frame.obj)]
            actors, recipients = some(parties[0]), some(parties[1])
        if not token.is_verb:
            recipients = tuple(t for t in recipients if is_party(self.parse, t) or is_a(self.parse, t, "place"))
        rule = RULE if token.is_verb else f"{RULE}-noun"
        rule = f"{RULE}-habit" if is_habit(self.parse, token, kind) else rule
        predicate = Predicate(token, token, token if token.is_verb else None, entry, actors, recipients, rule)
        if status is verdict.status:
            status = settled(self.parse, predicate, verdict)
        return predicate, verdict, Sorted(kind, entry.event_type, status, actors, recipients)

    def _must(self, token: Token, heard: EventSpans, verdict: Verdict) -> Found | None:
        """What somebody "must" or "should" do is a demand on them, where they are named."""
        entry = Entry(ClaimKind(KINDS[int(heard.kinds.argmax())]), heard_type(heard, None, self.limits), None, "encoder")
        predicate = Predicate(token, token, token if token.is_verb else None, entry, (), (), RULE)
        sorting = sort(self.parse, predicate, verdict)
        return (predicate, verdict, sorting) if sorting is not None else None

    def _real(self, token: Token, heard: EventSpans, status: Status) -> Status:
        """Done or under way: by the verb's form, where that settles it, else as the encoder hears it."""
        if token.is_verb and KINDS[int(heard.kinds.argmax())] != ClaimKind.SITUATION and is_settled(self.parse, token):
            return status
        done, ongoing = heard.statuses[_REAL]
        return Status.ONGOING if ongoing > done or status is Status.ONGOING else Status.DONE

    def _heads(self, verb: Token, spans: Iterable[tuple[int, int]]) -> tuple[Token, ...]:
        heads = (_head(self.parse, Span(*span)) for span in spans)
        return tuple(head for head in heads if head is not None and not _is_of_neighbour(self.parse, verb, head))


def _head(parse: Parse, span: Span) -> Token | None:
    """The head of a noun phrase that the encoder marked."""
    top = parse.root(span)
    while top is not None and top.dep in ("amod", "compound", "nmod", "punct") and parse.head(top).is_noun:
        top = parse.head(top)  # half of a noun phrase
    return top if top is not None and (top.is_noun or top.tag in ("PRP", "CD", "JJ", "PRP$")) else None


def _is_of_neighbour(parse: Parse, verb: Token, party: Token) -> bool:
    """Whether a party is the subject of the clause before, where this one has its own: "nine are dead and | 40 are treated"."""
    first, whole = parse.head(verb), parse.head(party) if party.dep == "nummod" else party
    return verb.dep == "conj" and bool(parse.children(verb, *SUBJECTS)) and whole in parse.children(first, *SUBJECTS)


def _doubted(token: Token, verdict: Verdict, status: Status) -> Verdict:
    reason = Reason(Span(token.start, token.end), RULE, status)
    return replace(verdict, status=status, because=(reason, *verdict.because))
