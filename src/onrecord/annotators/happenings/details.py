"""What goes with an event besides who did it: dates, places, figures, grounds, conditions, purpose, hedges, evidence.

All of it was found before by annotators and helpers of its own; here it is given to the event in whose clause it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from onrecord.annotators.grounds import Adjunct, find_conditions, find_grounds, find_purposes
from onrecord.annotators.happenings.alongside import is_toll, taken_up, told_with
from onrecord.annotators.happenings.belonging import (
    dates_a_thing,
    in_other_clause,
    is_dimension,
    is_of_kin,
    is_offset,
    own_words,
    strays,
    tells_flatly,
)
from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.kinds import VOICED
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.whereabouts import Whereabouts
from onrecord.annotators.hedges import Basis, Hedge, find_bases, find_hedges
from onrecord.annotators.stage import Reading
from onrecord.annotators.when.stated import stated_date
from onrecord.annotators.who.lookup import Mentions, first_person
from onrecord.language import Token
from onrecord.model import Attribution, Certainty, ClaimKind, Document, Mention, Quantity, Span, Timex, TimexType, Toponym
from onrecord.text import trim

DATED = (TimexType.DATE, TimexType.TIME)
LONGEST_BETWEEN = 40
"""Characters between a cue and what is said in which a date is that of saying it."""
ASIDE = ("near", "outside")
"""Behind these stands a place that an event is beside."""

P = TypeVar("P", Timex, Toponym)
T = TypeVar("T", Timex, Toponym, Quantity, Adjunct, Hedge, Basis)


def _days_of_saying(doc: Document, said: Attribution) -> Iterator[Span]:
    """Dates that stand between a cue and what is said: "said | on Thursday | he had ordered"."""
    if not said.cue or not said.content or said.cue[-1].end > said.content[0].start:
        return
    between = Span(said.cue[-1].end, said.content[0].start)
    if between.end - between.start <= LONGEST_BETWEEN:
        yield from (timex.span for timex in doc.timexes if between.covers(timex.span))


class Details:
    """The findings of one document, to be asked for each of its events.

    Args:
        reading: the document with its parse; timexes, toponyms, quantities, actors and attributions are read from it.
        triggers: the places of all event words in `Parse.tokens`, so that one event does not take what hangs on another.
    """

    def __init__(self, reading: Reading, triggers: set[int]) -> None:
        self.doc, self.parse, self.triggers = reading.doc, reading.parse, triggers
        doc, parse = reading.doc, reading.parse
        self.grounds = self._grouped(find_grounds(parse, doc))
        self.conditions = self._grouped(find_conditions(parse, doc))
        self.purposes = self._grouped(find_purposes(parse, doc))
        self.hedges = self._grouped(find_hedges(parse, doc))
        self.bases = self._grouped(find_bases(parse, doc))
        said = [(t.span, t.value) for t in doc.timexes if t.value and t.anchor is None]
        stated = stated_date(doc, said)
        self.stated = stated[0] if stated else None
        self.of_saying = frozenset(span for a in doc.attributions for span in _days_of_saying(doc, a))
        self.times = self._grouped(doc.timexes)
        self.places = self._grouped(doc.toponyms)
        self.counts = self._grouped(quantity for quantity in doc.quantities if quantity.kind is None)
        self.mentions = Mentions(doc)

    def _grouped(self, found: Iterable[T]) -> dict[int, list[T]]:
        """Findings by the sentence they begin in, so that the cost grows with the text and not with its square."""
        groups: dict[int, list[T]] = {}
        for item in found:
            token = self.parse.token_at(item.span.start)
            if token is not None:
                groups.setdefault(token.sentence, []).append(item)
        return groups

    def party(self, span: Span) -> Mention | None:
        """The words of a party without a date at their edge, and who they stand for; None where they are but a date."""
        token = self.parse.token_at(span.start)
        dates = [t for t in self.times.get(token.sentence, ()) if t.type in DATED] if token is not None else []
        start, end = span.start, span.end
        for timex in dates:
            if timex.span.start <= start < timex.span.end:
                start = timex.span.end
            if start < timex.span.start < end == timex.span.end:
                end = timex.span.start
        start, end = trim(self.doc.text, start, end, " ,") if start < end else (end, end)
        return self.mention(Span(start, end)) if start < end and self.doc.text[start] not in "'’" else None

    def mention(self, span: Span) -> Mention:
        """The words of a party, with the actor they stand for where that is certain."""
        return Mention(span, self.mentions.at(span) or first_person(self.doc, span))

    def of(self, predicate: Predicate, span: Span) -> dict[str, Any]:
        """The fields of an event whose clause stands at `span`."""
        spans, here = [span, *self._fronted(predicate)], predicate.trigger.sentence
        own = own_words(self.parse, predicate)
        purposes = [found for found in self._hanging(self.purposes, predicate) if self._is_aim(found, predicate, own)]
        conditions = (c for c in self._hanging(self.conditions, predicate) if not self._is_beside(c, own))
        times, places = self._when(predicate, spans, own), self._where(predicate, spans, own)
        hedges = [found for found in self.hedges.get(here, ()) if self._reaches(found, predicate)]
        hedge, basis = _nearest(hedges, predicate), _nearest(self.bases.get(here), predicate)
        return {
            "times": times or self._beyond(predicate, self._when) or self._before(predicate, "when", self._dates(here)),
            "places": places or self._beyond(predicate, self._where) or self._before(predicate, "where", self._sites(here)),
            "counts": tuple(q for q in self.counts.get(here, ()) if self._is_count(q, predicate, span, own)),
            "legal_basis": tuple(found.span for found in self._hanging(self.grounds, predicate)),
            "condition": tuple(found.span for found in conditions),
            "purpose": purposes[0].span if purposes else None,
            "certainty": hedge.certainty if hedge else Certainty.CERTAIN,
            "hedge": hedge.span if hedge else None,
            "basis": basis.span if basis else None,
        }

    def _when(self, predicate: Predicate, spans: list[Span], own: set[int]) -> tuple[Timex, ...]:
        # The stop of "at 3 p.m." may be the sentence's, which is none of the event's words.
        whole = [Span(span.start, span.end + (self.doc.text[span.end : span.end + 1] == ".")) for span in spans]
        return tuple(t for t in _inside(self.times.get(predicate.trigger.sentence), whole) if self._is_when(t, own))

    def _where(self, predicate: Predicate, spans: list[Span], own: set[int]) -> tuple[Toponym, ...]:
        where = Whereabouts(self.parse, predicate, own, self.triggers, self._place_at)
        return tuple(p for p in _inside(self.places.get(predicate.trigger.sentence), spans) if where.takes(p))

    def _beyond(self, predicate: Predicate, ask: Callable[[Predicate, list[Span], set[int]], tuple[P, ...]]) -> tuple[P, ...]:
        """What is told of another part of a toll, or of the blow."""
        told = (ask(other, [span], own_words(self.parse, other)) for other, span in told_with(self.parse, predicate))
        return next((found for found in told if found), ())

    def _before(self, predicate: Predicate, opening: str, found: Iterable[P]) -> tuple[P, ...]:
        """What the "when" or "where" that opens the event's clause takes up."""
        taken = taken_up(self.parse, predicate)
        return tuple(item for item in found if taken == (opening, item.span.end))

    def _dates(self, sentence: int) -> list[Timex]:
        return [timex for timex in self.times.get(sentence, ()) if timex.type in DATED and timex.span != self.stated]

    def _sites(self, sentence: int) -> list[Toponym]:
        return [p for p in self.places.get(sentence, ()) if p.is_location and self._led_by(p.span) not in ASIDE]

    def _led_by(self, span: Span) -> str:
        token = self.parse.token_at(span.start)
        return self.parse.tokens[token.i - 1].lower if token is not None and token.i else ""

    def _place_at(self, token: Token) -> Toponym | None:
        found = self.places.get(token.sentence, ())
        return next((place for place in found if place.span.start <= token.start < place.span.end), None)

    def _is_when(self, timex: Timex, own: set[int]) -> bool:
        """Whether it says when the event was: it hangs on it, and on no thing; not "after two days of protests"."""
        token, last = self.parse.root(timex.span), self.parse.token_at(timex.span.end - 1)
        if timex.span == self.stated or timex.span in self.of_saying:
            return False
        if token is None or last is None:
            return True
        token = self._date_of(token)
        if timex.type is TimexType.DURATION and (self._runs_before(timex) or is_offset(self.parse, last)):
            return False
        return not strays(self.parse, token, own) and not dates_a_thing(self.parse, token, own, self.triggers)

    def _date_of(self, token: Token) -> Token:
        """The head of all dates that a word is part of: "1" in "on 1 and 2 May" belongs to "May"."""
        dates = self.times.get(token.sentence, ())
        while any(date.span.start <= self.parse.head(token).start < date.span.end for date in dates) and token.head != token.i:
            token = self.parse.head(token)
        return token

    def _runs_before(self, timex: Timex) -> bool:
        return self._led_by(timex.span) in ("after", "before", "following")

    def _is_count(self, count: Quantity, predicate: Predicate, span: Span, own: set[int]) -> bool:
        """Whether it is a figure of the event: in its words or of whom it befell; no distance, and not the whole of a part."""
        token = self.parse.root(count.span)
        if token is None or is_dimension(count, self.doc.text) or self._is_whole(count, token) or self._is_denied(count):
            return False
        if is_of_kin(self.parse, token):
            return False
        of_party = token.dep == "nummod" and self.parse.head(token) in predicate.recipients
        return of_party or token in predicate.recipients or (span.covers(count.span) and not strays(self.parse, token, own))

    def _is_denied(self, count: Quantity) -> bool:
        """Whether another figure is set right: "four were hurt, not five as first reported"."""
        return self._led_by(count.span) == "not" and count.best is not None

    def _is_whole(self, count: Quantity, token: Token) -> bool:
        """Whether another figure is a part of it: "one of two men", "three of the nine"."""
        before = [t.lower for t in self.parse.tokens[max(0, token.i - 2) : token.i]]
        parts = [part for part in self.counts.get(token.sentence, ()) if part.whole == count.span]
        between = [self.doc.text[part.span.end : count.span.start].split() for part in parts]
        return before == ["one", "of"] or any(words[:1] in (["of"], ["out"]) for words in between)

    def _fronted(self, predicate: Predicate) -> list[Span]:
        """What stands before the first of several verbs holds for all of them: "On Monday they came and took it"."""
        node = predicate.clause
        if node.dep != "conj" or not node.is_verb:
            return []
        tolls = is_toll(self.parse, node) and is_toll(self.parse, self.parse.head(node))
        if self.parse.children(node, "expl", *SUBJECTS) and not tolls:
            return []
        if any(child.tag == "MD" for child in self.parse.children(node, "aux")):
            return []
        while node.dep == "conj":
            node = self.parse.head(node)
        first = self.parse.subtree(node, "conj", "ccomp", "advcl")[0]
        return [Span(first.start, node.start)] if first.start < node.start else []

    def _hanging(self, found: dict[int, list[Adjunct]], predicate: Predicate) -> list[Adjunct]:
        candidates = found.get(predicate.trigger.sentence, ())
        if not candidates:
            return []
        path = self._path(predicate)
        return [adjunct for adjunct in candidates if self._hangs(adjunct, predicate, path)]

    def _is_aim(self, purpose: Adjunct, predicate: Predicate, own: set[int]) -> bool:
        """Whether it is what the event is for: said of its own words or their object, and not what somebody is asked to do."""
        entry, first = predicate.entry, self.parse.token_at(purpose.span.start)
        bare = first is not None and first.lower == "to"
        if bare and (entry.kind is ClaimKind.DEMAND or entry.event_type == "REQUEST"):
            return False
        node = self.parse.tokens[purpose.attached]
        if node.is_noun and entry.kind in VOICED and node.i not in own:
            return False
        if bare and node.is_noun and any(child.tag == "JJS" for child in self.parse.children(node, "amod")):
            return False
        if bare and node.is_noun and node.i not in own:
            return node.dep in ("dobj", "nsubjpass") and node.head in own
        while node.i not in own and node.head != node.i and (not node.is_verb or node.dep == "xcomp"):
            node = self.parse.head(node)
        return node.i in own or any(span.covers(purpose.span) for span in self._fronted(predicate))

    def _reaches(self, hedge: Hedge, predicate: Predicate) -> bool:
        """Whether a hedge says something of the event: "may" leaves alone what a sentence adds behind "who" or "when"."""
        word, node = self.parse.root(hedge.span), predicate.clause
        while word is not None and hedge.certainty is Certainty.POSSIBLE and node.head != node.i:
            if tells_flatly(self.parse, node):
                return word in self.parse.subtree(node)
            node = self.parse.head(node)
        return True

    def _is_beside(self, adjunct: Adjunct, own: set[int]) -> bool:
        return in_other_clause(self.parse, self.parse.tokens[adjunct.attached], own)

    def _path(self, predicate: Predicate) -> set[int]:
        """The event's own words and the verbs above that carry it: "were asked to come"."""
        node, path = predicate.clause, {predicate.trigger.i, predicate.clause.i}
        while node.dep in ("xcomp", "acomp") and node.head not in path:
            node = self.parse.head(node)
            path.add(node.i)
        return path

    def _hangs(self, adjunct: Adjunct, predicate: Predicate, path: set[int]) -> bool:
        if adjunct.span.start <= predicate.trigger.start < adjunct.span.end:
            return False
        if any(span.covers(adjunct.span) for span in self._fronted(predicate)):
            return True
        node = self.parse.tokens[adjunct.attached]
        while node.i not in path:
            if node.i in self.triggers or node.head == node.i:
                return False
            node = self.parse.head(node)
        return True


def _inside(items: list[T] | None, spans: list[Span]) -> tuple[T, ...]:
    return tuple(item for item in items or () if any(span.covers(item.span) for span in spans))


H = TypeVar("H", Hedge, Basis)


def _nearest(found: list[H] | None, predicate: Predicate) -> H | None:
    """The one with the narrowest scope around the event's word."""
    trigger = Span(predicate.trigger.start, predicate.trigger.end)
    around = [item for item in found or () if item.scope.covers(trigger)]
    return min(around, key=lambda item: item.scope.end - item.scope.start) if around else None
