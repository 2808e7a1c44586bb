"""Who stands behind a claim, across documents: names of one voice are made one, copies speak with the voice of what they copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from onrecord.matters.testimony import Report, Testimony
from onrecord.matters.wholes import Wholes
from onrecord.text import fold


class Speaking(Protocol):
    """Tells who speaks, whatever it keeps names in."""

    def of(self, testimony: Testimony, /) -> str:
        """The voice of a testimony."""

    def name(self, name: str, /) -> str:
        """The body that a person speaks for, else the fullest form of the name."""


class Voices:
    """One key for each voice of a record, whose reports come and go.

    A longer name takes up a shorter one that it holds all words of, where only one longer name does ("civil protection
    service" of "civil protection service of tavrela", "koranic" of "dita koranic"). `roots`: for each copy the first text of its
    family.
    """

    def __init__(self, reports: Iterable[Report] = (), roots: Mapping[str, str] | None = None) -> None:
        self._reports: dict[str, Report] = {}
        self._wholes = Wholes()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._bodies: dict[str, str] | None = None
        self.roots = roots or {}
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Take in a report."""
        self._reports[report.id] = report
        self._wholes.add(names_in(report))
        self._pairs.update(report.bodies)
        self._bodies = None

    def remove(self, id: str) -> None:
        """Let a report go; nothing happens if it is not here."""
        if report := self._reports.pop(id, None):
            self._wholes.remove(names_in(report))
            self._pairs.subtract(report.bodies)
            self._bodies = None

    def of(self, testimony: Testimony) -> str:
        """The voice of a testimony; of an unattributed one that is copied, the voice of the original."""
        if not testimony.voice.startswith("@"):
            return self.name(testimony.voice)
        root = self._reports.get(self.roots.get(testimony.document, testimony.document))
        copied = root is not None and root.id != testimony.document
        return self.name(fold(root.publisher or root.id) if root and copied else testimony.voice[1:])

    def name(self, name: str) -> str:
        """The body that a person speaks for, else the fullest form of the name."""
        whole = self._wholes.of(name)
        return self._spoken_for().get(whole, whole)

    def fullest(self, name: str) -> str:
        """The fullest form of a name, a person's own."""
        return self._wholes.of(name)

    def _spoken_for(self) -> dict[str, str]:
        """The body of each person whom the record puts with one body only."""
        if self._bodies is None:
            found: dict[str, set[str]] = {}
            for (person, body), uses in self._pairs.items():
                if uses > 0:
                    found.setdefault(self._wholes.of(person), set()).add(self._wholes.of(body))
            self._bodies = {person: bodies.pop() for person, bodies in found.items() if len(bodies) == 1}
        return self._bodies


def names_in(report: Report) -> Iterator[str]:
    """The names of those who speak in a report, and of persons and bodies that it puts together, each as often as it is there."""
    for testimony in report.testimonies:
        yield testimony.voice.lstrip("@")
        if testimony.speaker:
            yield testimony.speaker
    yield from (name for pair in report.bodies for name in pair)
