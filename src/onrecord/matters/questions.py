"""Questions on which claims bear: one slot of one incident, with every claim that answers it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.matters import deeds, figures, polarity
from onrecord.matters.figures import UNCOUNTED, Given
from onrecord.matters.incidents import Incident, incidents
from onrecord.matters.testimony import Report
from onrecord.model import Ruling, Slot

MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]

Topic = tuple[str, ...]
"""What is counted, such as ("killed",); empty where nothing is."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A slot and the claims that answer it, in order of publication; each with its figure.

    `day` is the incident's; `rulings` are merges and splits by people.
    """

    slot: Slot
    given: tuple[Given, ...]
    day: str | None = None
    rulings: tuple[Ruling, ...] = ()

    @property
    def topic(self) -> Topic:
        """What the earliest claim counts."""
        return topic_of(self.given[0])

    @property
    def id(self) -> str:
        """Stays while the earliest claim does."""
        first, _ = self.given[0]
        return identify(self.slot, *self.topic, first.document, first.claim)

    def holds(self, about: tuple[str, ...], claims: frozenset[str]) -> bool:
        """Whether it has this slot and topic, and some of these claims answer it."""
        is_meant = about[0] == self.slot and any(topic_of(one) == about[1:] for one in self.given)
        return is_meant and any(t.claim in claims for t, _ in self.given)


def topic_of(given: Given) -> Topic:
    """What a claim that answers a question counts."""
    return figures.key_of(*given) or ()


def questions(group: list[Report]) -> Iterator[Question]:
    """The questions of reports about one thing, incident by incident."""
    for incident in incidents(group):
        yield from _questions(incident)


def _questions(incident: Incident) -> Iterator[Question]:
    """The questions of one incident: figures, then hours and doers, then whether it happened."""
    for told in figures.questions(incident).values():
        yield Question(Slot.FIGURE, tuple(told), incident.day)
    for asked in deeds.questions(incident):
        yield Question(asked.slot, tuple((t, UNCOUNTED) for t in asked.told), incident.day)
    for dispute in polarity.disputes(incident):
        told_so = sorted((*dispute.yes, *dispute.no), key=lambda t: (t.published, t.document, t.order))
        yield Question(Slot.POLARITY, tuple((t, UNCOUNTED) for t in told_so), incident.day)


def in_order(given: Iterable[Given]) -> tuple[Given, ...]:
    """By day of publication, then document and place in it."""
    return tuple(sorted(given, key=lambda one: (one[0].published, one[0].document, one[0].order, one[1].order)))


def in_words(day: str) -> str:
    """A day, month or year as people say it, with its preposition; as it stands where it is none.

    >>> in_words("2024-04-09"), in_words("2024-04"), in_words("2024")
    ('on 9 April 2024', 'in April 2024', 'in 2024')
    """
    year, month, date = (*day[:10].split("-"), "", "")[:3]
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", day[:10], re.ASCII):
        return f"on {day}"
    parts = [str(int(date))] if date else []
    parts += [MONTHS[int(month) - 1]] if month else []
    return f"{'on' if date else 'in'} {' '.join([*parts, year])}"


def identify(*parts: str) -> str:
    """A short id that follows from the parts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
