"""The fields of an entry: for each the words, then what they were understood to mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.export.dates import describe
from onrecord.export.figures import coordinates, figure, place_name
from onrecord.export.parts import Choice, Detail, Words
from onrecord.export.wording import say
from onrecord.model import Claim, Mention, Place, Quantity, Span, Timex, TimexType, Toponym
from onrecord.text import fold, squeeze

Name = Callable[[str | None], str | None]
"""Gives the name of the actor with an id, None where there is none."""


def words_at(span: Span, text: str) -> Words:
    """The words of `text` at `span`."""
    return Words(span.start, span.end, span.of(text))


def details(claim: Claim, text: str, name: Name) -> tuple[Detail, ...]:
    """Every field of a claim that the text fills, in a fixed order."""
    return tuple(_details(claim, text, name))


def _details(claim: Claim, text: str, name: Name) -> Iterator[Detail]:
    event = claim.event
    for mention in event.actors:
        yield _actor("who", mention, text, name)
    for mention in event.recipients:
        yield _actor("whom", mention, text, name)
    if event.ordered_by:
        yield _actor("order", event.ordered_by, text, name)
    if event.instrument:
        yield _plain("means", event.instrument, text)
    yield from (date_detail(timex, text) for timex in event.times)
    yield from (place_detail(toponym, text) for toponym in event.places)
    yield from (figure_detail(quantity, text) for quantity in event.counts)
    yield from (_plain("ground", span, text) for span in event.legal_basis)
    yield from (_plain("condition", span, text) for span in event.condition)
    if event.purpose:
        yield _plain("purpose", event.purpose, text)
    yield from _evidence(claim, text)


def _evidence(claim: Claim, text: str) -> Iterator[Detail]:
    if hedge := claim.hedge or claim.event.hedge:
        yield _plain("hedge", hedge, text)
    if basis := claim.basis or claim.event.basis:
        yield _plain("basis", basis, text)


def reasons(claim: Claim, text: str) -> tuple[Detail, ...]:
    """The words that settled the claim's status, outermost first, each with what it is ("negation")."""
    return tuple(
        Detail("why", "why", words_at(reason.span, text), reason.operator.replace("_", " "), reason.status.value)
        for reason in claim.event.because
    )


def _plain(slot: str, span: Span, text: str, reading: str | None = None) -> Detail:
    return Detail(slot, _label(slot), words_at(span, text), reading)


def _label(slot: str) -> str:
    return say("slots", slot) or slot


def _actor(slot: str, mention: Mention, text: str, name: Name) -> Detail:
    return _plain(slot, mention.span, text, unless_same(name(mention.actor), mention.span.of(text)))


def unless_same(name: str | None, words: str) -> str | None:
    """The name, None where the words say no less.

    >>> unless_same("Interior Ministry", "the Interior Ministry") is None
    True
    """
    return None if name is None or fold(squeeze(words)).removeprefix("the ") == fold(name).removeprefix("the ") else name


def date_detail(timex: Timex, text: str) -> Detail:
    """A date or time, its value in words, and what a relative one was reckoned from."""
    reading = describe(timex.value, timex.mod, timex.type is TimexType.SET) if timex.value else None
    reading = reading or timex.value or "not settled which"
    return Detail("when", _label("when"), words_at(timex.span, text), reading, timex.value, _anchor(timex))


def _anchor(timex: Timex) -> str | None:
    if timex.anchor is None:
        return None
    pattern = say("anchors", timex.anchor.kind)
    value = describe(timex.anchor.value.partition("T")[0]) or timex.anchor.value
    return pattern.format(value) if pattern else None


def place_detail(toponym: Toponym, text: str) -> Detail:
    """A place: name, region, country and coordinates, why this one, and the places that bear the name as well."""
    choices = tuple(Choice(_called(c.place, toponym.surface), c.reason) for c in toponym.candidates)
    place = toponym.resolved
    reading = _where(place) if place else "not settled which" if choices else say("toponym", toponym.kind)
    note = toponym.reason if toponym.is_location else _join("stands for its government", toponym.reason)
    return Detail("where", _label("where"), words_at(toponym.span, text), reading, _point(place), note, choices)


def _called(place: Place, surface: str) -> str:
    """A place that lost, with the name of the text where its own is another ("Port Calder, XM, also called Old Harbour")."""
    same = fold(squeeze(place.name)) == fold(squeeze(surface))
    return place_name(place) if same else f"{place_name(place)}, also called {surface}"


def _where(place: Place) -> str:
    at = coordinates(place)
    return f"{place_name(place)} ({at})" if at else place_name(place)


def _point(place: Place | None) -> str | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return f"{place.lat:.5f},{place.lon:.5f}"


def figure_detail(quantity: Quantity, text: str) -> Detail:
    """A figure: number or bounds, what is counted, and what it is a part of."""
    counted = " ".join(span.of(text) for span in (quantity.qualifier, quantity.counted) if span)
    whole = f"part of “{quantity.whole.of(text)}”" if quantity.whole else None
    return Detail("many", _label("many"), words_at(quantity.span, text), figure(quantity, counted), note=whole)


def _join(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None
