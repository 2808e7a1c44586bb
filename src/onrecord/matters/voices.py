"""Who stands behind a claim, across documents: names of one voice are made one, copies speak with the voice of what they copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.matters.testimony import Report, Testimony
from onrecord.text import fold

_RANKS = ("provincial ", "regional ", "national ", "federal ", "local ", "city ", "district ", "municipal ")
"""What a body is called in front of its name where it is not said of which province: no part of the name itself."""
_SMALL = frozenset({"the", "of", "and", "for", "in", "a", "s"})


class Voices:
    """One key for each voice of a record.

    A longer name takes up a shorter one that it holds all words of, where only one longer name does ("civil protection
    service" of "civil protection service of tavrela", "koranic" of "dita koranic").
    """

    def __init__(self, reports: Iterable[Report], roots: Mapping[str, str]) -> None:
        self._reports = {report.id: report for report in reports}
        self._roots = roots
        names = {t.voice.lstrip("@") for r in self._reports.values() for t in r.testimonies}
        names |= {name for r in self._reports.values() for pair in r.bodies for name in pair}
        names |= {t.speaker for r in self._reports.values() for t in r.testimonies if t.speaker}
        self._whole = _wholes(names)
        self._bodies = self._spoken_for()

    def of(self, testimony: Testimony) -> str:
        """The voice of a testimony; of an unattributed one that is copied, the voice of the original."""
        if not testimony.voice.startswith("@"):
            return self.name(testimony.voice)
        root = self._reports.get(self._roots.get(testimony.document, testimony.document))
        copied = root is not None and root.id != testimony.document
        return self.name(fold(root.publisher or root.id) if root and copied else testimony.voice[1:])

    def name(self, name: str) -> str:
        """The body that a person speaks for, else the fullest form of the name."""
        whole = self._whole.get(name, name)
        return self._bodies.get(whole, whole)

    def fullest(self, name: str) -> str:
        """The fullest form of a name, a person's own."""
        return self._whole.get(name, name)

    def _spoken_for(self) -> dict[str, str]:
        """The body of each person whom the record puts with one body only."""
        found: dict[str, set[str]] = {}
        for report in self._reports.values():
            for person, body in report.bodies:
                found.setdefault(self._whole.get(person, person), set()).add(self._whole.get(body, body))
        return {person: bodies.pop() for person, bodies in found.items() if len(bodies) == 1}


def _bare(name: str) -> str:
    return next((name.removeprefix(rank) for rank in _RANKS if name.startswith(rank)), name)


def _wholes(names: Iterable[str]) -> dict[str, str]:
    words = {name: frozenset(_bare(name).replace("'", " ").split()) - _SMALL for name in names}
    found = {}
    for name, own in words.items():
        longer = [other for other, theirs in words.items() if own and own < theirs and _may_grow(_bare(name), own, other)]
        most = [other for other in longer if not any(words[other] < words[third] for third in longer)]
        if len(most) == 1:
            found[name] = most[0]
    return found


def _may_grow(name: str, own: frozenset[str], other: str) -> bool:
    """Whether a longer name may be the same: a surname of a full name, or a body with its place behind it."""
    return other.endswith(f" {name}") if len(own) == 1 else other.startswith(name)
