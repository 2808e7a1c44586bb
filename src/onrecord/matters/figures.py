"""Matters of figures: how many were killed, injured, detained … in one incident, and how many of anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.matters.counts import Figure
from onrecord.matters.incidents import Incident
from onrecord.matters.testimony import Testimony
from onrecord.matters.words import stems

Given = tuple[Testimony, Figure]
"""A claim that answers a question, and the figure that it gives."""

UNCOUNTED = Figure(None, None, None, "", None, None)
"""Stands for the figure where none is asked for."""

Key = tuple[str, ...]


def questions(incident: Incident) -> dict[Key, list[Given]]:
    """The figures of an incident by what they count, in order of publication."""
    found: dict[Key, list[Given]] = defaultdict(list)
    for testimony in incident.testimonies:
        for figure in testimony.figures:
            if (key := key_of(testimony, figure)) and is_told(testimony):
                found[key].append((testimony, figure))
    return dict(found)


def is_told(testimony: Testimony) -> bool:
    """Whether the figure is said to be so, or denied; not wished, planned or asked."""
    return testimony.status in ("done", "ongoing", "denied", "unclear") and testimony.stance != "asks"


def key_of(testimony: Testimony, figure: Figure) -> Key | None:
    """What a figure counts, by which figures are put together; None where that cannot be said."""
    if figure.harm:
        return (figure.harm,)
    if figure.counted is None:
        return None
    if figure.counted in stems("people", "nouns"):
        return ("people", testimony.predicate) if testimony.predicate else None
    return (figure.counted,)


def phrase(figure: Figure) -> str:
    """The answer that a figure gives, in plain words.

    >>> phrase(Figure(5.0, None, None, "At least five", "killed", "people"))
    'at least 5'
    """
    low, best, high = (None if n is None else f"{n:,.0f}" if n == int(n) else f"{n:,}" for n in figure.value)
    value = best or (
        f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}" if high else "unknown"
    )
    return f"{value} ({', '.join(sorted(figure.scope))})" if figure.scope else value


def accounts(given: list[Given]) -> Iterator[tuple[str, list[Given]]]:
    """The answers, in the order in which they were first given, each with its figures."""
    groups: dict[tuple[object, ...], list[Given]] = defaultdict(list)
    for testimony, figure in given:
        groups[(figure.value, figure.scope, testimony.status == "denied")].append((testimony, figure))
    for (_, _, denied), group in groups.items():
        yield ("not " if denied else "") + phrase(group[0][1]), group
