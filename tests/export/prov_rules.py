"""The constraints of W3C PROV (https://www.w3.org/TR/prov-constraints/) that a document of ours can break.

`faults` names each that is broken by the number that the standard gives it. The `prov` package reads a document, but checks none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import prov.model as model

Event = tuple[str, str]
"""When a thing begins to be (gen), ends to be (inv), is used, or when an activity starts and ends; and of what."""

Order = tuple[Event, Event, bool, str]
"""That the first event is before the second, or, where it is not strict, at the same time; and the constraint that says so."""

KINDS: dict[type, tuple[type, ...]] = {
    model.ProvGeneration: (model.ProvEntity, model.ProvActivity),
    model.ProvUsage: (model.ProvActivity, model.ProvEntity),
    model.ProvInvalidation: (model.ProvEntity, model.ProvActivity),
    model.ProvDerivation: (model.ProvEntity, model.ProvEntity),
    model.ProvAlternate: (model.ProvEntity, model.ProvEntity),
    model.ProvAttribution: (model.ProvEntity, model.ProvAgent),
    model.ProvAssociation: (model.ProvActivity, model.ProvAgent),
    model.ProvDelegation: (model.ProvAgent, model.ProvAgent, model.ProvActivity),
}
"""What each relation joins (constraint 50)."""


def faults(told: model.ProvDocument) -> list[str]:
    """Each constraint that a document breaks, with where."""
    orders = list(_orders(told))
    return [*_unique(told), *_typed(told), *_cycles(orders), *_times(orders, _clock(told))]


def _ends(record: Any) -> list[str]:
    """The names of what a relation joins."""
    return [str(value) for name, value in record.formal_attributes if isinstance(value, model.QualifiedName)]


def _unique(told: model.ProvDocument) -> Iterator[str]:
    things = Counter(str(record.identifier) for record in told.get_records(model.ProvElement))
    yield from (f"22-28: {name} is told {count} times" for name, count in things.items() if count > 1)
    for kind, number in ((model.ProvGeneration, 24), (model.ProvInvalidation, 25)):
        ends = Counter(tuple(_ends(record)) for record in told.get_records(kind))
        yield from (f"{number}: {' by '.join(pair)} is told {count} times" for pair, count in ends.items() if count > 1)


def _typed(told: model.ProvDocument) -> Iterator[str]:
    kinds = {str(record.identifier): type(record) for record in told.get_records(model.ProvElement)}
    for record in told.get_records(model.ProvRelation):
        for name, wanted in zip(_ends(record), KINDS[type(record)], strict=False):
            if kinds.get(name) is not wanted:
                yield f"50: {name} is no {wanted.__name__}"


def _orders(told: model.ProvDocument) -> Iterator[Order]:
    """What must be before what (constraints 30 to 47)."""
    for record in told.get_records(model.ProvActivity):
        yield ("start", str(record.identifier)), ("end", str(record.identifier)), False, "30"
    for record in told.get_records(model.ProvEntity):
        yield ("gen", str(record.identifier)), ("inv", str(record.identifier)), False, "36"
    for record in told.get_records(model.ProvUsage):
        activity, entity = _ends(record)
        use = ("use", f"{activity} {entity}")
        yield from ((("start", activity), use, False, "33"), (use, ("end", activity), False, "33"))
        yield from ((("gen", entity), use, False, "37"), (use, ("inv", entity), False, "38"))
    for kind, event, number in ((model.ProvGeneration, "gen", "34"), (model.ProvInvalidation, "inv", "35")):
        for record in told.get_records(kind):
            entity, activity = _ends(record)
            yield ("start", activity), (event, entity), False, number
            yield (event, entity), ("end", activity), False, number
    for record in told.get_records(model.ProvDerivation):
        made, source = _ends(record)[:2]
        yield ("gen", source), ("gen", made), True, "42"


def _clock(told: model.ProvDocument) -> dict[Event, datetime]:
    """When the events whose time is told were."""
    found: dict[Event, datetime] = {}
    for record in told.get_records(model.ProvActivity):
        assert isinstance(record, model.ProvActivity)
        for event, at in (("start", record.get_startTime()), ("end", record.get_endTime())):
            if at:
                found[event, str(record.identifier)] = at
    return found


def _after(orders: list[Order]) -> dict[Event, list[tuple[Event, bool]]]:
    found: dict[Event, list[tuple[Event, bool]]] = defaultdict(list)
    for first, second, strict, _ in orders:
        found[first].append((second, strict))
    return found


def _reached(start: Event, after: dict[Event, list[tuple[Event, bool]]]) -> dict[Event, bool]:
    """What comes after an event, and whether strictly so."""
    found: dict[Event, bool] = {}
    waiting = [(start, False)]
    while waiting:
        event, strict = waiting.pop()
        for later, own in after.get(event, ()):
            if (strict or own) > found.get(later, -1):
                found[later] = strict or own
                waiting.append((later, strict or own))
    return found


def _cycles(orders: list[Order]) -> Iterator[str]:
    """Events that come strictly before themselves."""
    after = _after(orders)
    for event in after:
        if _reached(event, after).get(event):
            yield f"42: {' '.join(event)} comes before itself"


def _times(orders: list[Order], clock: dict[Event, datetime]) -> Iterator[str]:
    """Events that come before others although their clock says otherwise."""
    after = _after(orders)
    for event, at in clock.items():
        for later in _reached(event, after):
            if later in clock and clock[later] < at:
                yield f"30-47: {' '.join(event)} at {at} comes before {' '.join(later)} at {clock[later]}"
