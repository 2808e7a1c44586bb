"""Copies: which text was taken from which, whole, abridged, rewritten or re-issued with a correction.

Texts meet by like sentences (MinHash), so that a new one is compared with few others, and are then compared word by word. Two
texts are judged by themselves alone: what is found does not depend on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cmp_to_key

from onrecord.matters.corrections import Correction, corrections
from onrecord.matters.meetings import Meetings, far_apart, is_fixed
from onrecord.matters.passages import Passage, Runs, passages, shared
from onrecord.matters.prints import Prints, limits, prints_of
from onrecord.model import Document, Ruling


class CopyKind(StrEnum):
    """What was done to the text on its way."""

    WHOLE = "whole"
    ABRIDGED = "abridged"
    REWRITTEN = "rewritten"
    CORRECTED = "corrected"
    PINNED = "pinned"
    """A person says that it was taken from there; nothing is said of how."""


@dataclass(frozen=True, slots=True)
class Copy:
    """That a document is a copy of an earlier one. `share`: how much of its own words, quotations apart, stands in that one.

    `ruling` is set where a person said so; `share` is then None.
    """

    document: str
    of: str
    kind: CopyKind
    share: float | None
    ruling: Ruling | None = None


class Library:
    """Texts and their copies, one text added at a time.

    >>> from onrecord.testing import make_document
    >>> words = "The water tore away the lower bridge of Orva shortly after midnight and left three villages without a road. "
    >>> words += "Firemen carried forty people over the hills to Senn, where the town had put up beds for the night. "
    >>> more = "The bridge had been closed to lorries since the spring because two of its piers had begun to sink."
    >>> library = Library()
    >>> library.add(make_document(words + more, published="2021-03-03"), "wire")
    frozenset()
    >>> library.add(make_document("Bridge gone. " + words, published="2021-03-04"), "paper")
    frozenset({'wire'})
    >>> library.copies()
    (Copy(document='paper', of='wire', kind=<CopyKind.ABRIDGED: 'abridged'>, share=0.95, ruling=None),)
    """

    def __init__(self) -> None:
        self._prints: dict[str, Prints] = {}
        self._met = Meetings()
        self._earlier: dict[str, dict[str, Runs]] = defaultdict(dict)
        self._later: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, Copy | None] = {}
        self._own: dict[str, set[int]] = {}

    def add(self, text: Document | Prints, id: str | None = None) -> frozenset[str]:
        """Take in a document, or prints made before, and give the ids of the others of which something else may hold now.

        Args:
            text: the document.
            id: under which it is known; by default its own.
        """
        new = prints_of(text, id) if isinstance(text, Document) else text
        self.remove(new.id)
        self._link(new)
        self._prints[new.id] = new
        return self._forget({new.id} | self._met.add(new)) - {new.id}

    def _link(self, text: Prints) -> None:
        """Compare a text with those that have a like sentence."""
        for other in (self._prints[id] for id in sorted(self._met.beside(text) - {text.id})):
            if _near(text, other):
                self._compare(*((text, other) if is_first(other, text) else (other, text)))

    def _compare(self, text: Prints, source: Prints) -> None:
        if runs := shared(text, source):
            self._earlier[text.id][source.id] = runs
            self._later[source.id].add(text.id)

    def remove(self, id: str) -> None:
        """Forget a document; nothing happens if it is not known."""
        if old := self._prints.pop(id, None):
            changed, freed = self._met.remove(old)
            self._forget({id} | changed)
            for other in self._earlier.pop(id, {}):
                self._later[other].discard(id)
            for other in self._later.pop(id, ()):
                del self._earlier[other][id]
            for other in freed:
                self._link(self._prints[other])
            self._forget(freed)

    def _forget(self, changed: set[str]) -> frozenset[str]:
        """Let go what is known of the texts that changed, and of those that share passages with them."""
        self._own.clear()
        beside = {other for id in changed for other in (*self._earlier.get(id, ()), *self._later.get(id, ()))}
        for id in changed | beside:
            self._known.pop(id, None)
        return frozenset(id for id in changed | beside if self._earlier.get(id) or self._later.get(id))

    def copies(self) -> tuple[Copy, ...]:
        """Every copy with what it was taken from: of several earlier texts the one that holds most of it, then the earliest."""
        found = tuple(copy for copy in map(self.copy, sorted(self._prints)) if copy)
        self._own.clear()
        return found

    def copies_of(self) -> Mapping[str, str]:
        """The id of each copy → the id of what it was taken from."""
        return {copy.document: copy.of for copy in self.copies()}

    def copy(self, id: str) -> Copy | None:
        """What a document was taken from, None if it is no copy."""
        if id not in self._known:
            self._known[id] = self._judge(self._prints[id])
        return self._known[id]

    def _judge(self, text: Prints) -> Copy | None:
        linked = ((o, self._overlap(text, o)) for o in self._sources(text))
        return judge(text, [(o, overlap) for o, overlap in linked if is_copy(text, o, overlap)])

    def _sources(self, text: Prints) -> list[Prints]:
        """The earlier texts that share passages with this one, those left out that meet it by fixed wordings alone."""
        known = (self._prints[id] for id in sorted(self._earlier.get(text.id, ())))
        return [other for other in known if self._met.meet(text, other)]

    def _overlap(self, text: Prints, source: Prints) -> Overlap:
        """How much two texts share, quotations and fixed wordings apart.

        Two reporters hear the same words, and a page repeats its own.
        """
        return overlap_of(self._earlier[text.id][source.id], self._told(text), self._told(source))

    def _told(self, text: Prints) -> set[int]:
        """The words that are its own: neither quoted nor fixed wordings."""
        if text.id not in self._own:
            self._own[text.id] = own_words(text, self._met.recurs)
        return self._own[text.id]

    def passages(self, id: str) -> tuple[Passage, ...]:
        """The words of a document that stand in earlier ones, copies or not: what they say is no account of its own."""
        text, least = self._prints[id], limits()["words"]["lifted"]
        return tuple(p for o in self._sources(text) for p in passages(text, o, self._earlier[id][o.id], least))

    def corrections(self) -> tuple[Correction, ...]:
        """Corrections with what they correct: new issues, and notices that name an earlier text."""
        return tuple(corrections(self._prints, self.copies_of()))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a text shares with an earlier one: words, their share of the text (`own`) and of the earlier one (`held`)."""

    words: int
    own: float
    held: float


def own_words(text: Prints, recurs: Callable[[int], bool]) -> set[int]:
    """The places of words that are a text's own: neither quoted nor fixed wordings. `recurs`: whether a key does so for long."""
    fixed = {at for sentence in text.sentences if is_fixed(sentence, recurs) for at in range(sentence.begin, sentence.end)}
    return {at for at, quoted in enumerate(text.quoted) if not quoted} - fixed


def overlap_of(runs: Runs, told: set[int], theirs: set[int]) -> Overlap:
    """What the runs are of a text's own words, and of the earlier one's."""
    own = {a + i for a, _, n in runs for i in range(n)} & told
    held = {b + i for _, b, n in runs for i in range(n)} & theirs
    return Overlap(len(own), len(own) / max(len(told), 1), len(held) / max(len(theirs), 1))


def judge(text: Prints, linked: Sequence[tuple[Prints, Overlap]]) -> Copy | None:
    """What a text was taken from, of the earlier ones by id that it may be a copy of."""
    most = max((overlap.words for _, overlap in linked), default=0)
    near = [(o, overlap) for o, overlap in linked if overlap.words >= limits()["copy"]["near"] * most]
    if not near:
        return None
    source, overlap = min(near, key=cmp_to_key(_sooner))
    return Copy(text.id, source.id, _kind(text, overlap), overlap.own)


def is_copy(text: Prints, source: Prints, overlap: Overlap) -> bool:
    """Whether `text` was taken from the earlier `source`."""
    bounds = limits()["copy"]
    if text.voice and text.voice == source.voice and not text.notices:
        return bool(overlap.own >= bounds["update"] and overlap.words >= bounds["words"])
    if source.voice and _names(text.credits, source.voice) and overlap.words >= bounds["credited_words"]:
        return bool(overlap.own >= bounds["credited_share"])
    if overlap.own >= bounds["share"]:
        return bool(overlap.words >= bounds["brief_words" if overlap.own >= bounds["brief"] else "words"])
    return bool(overlap.held >= bounds["held"] and overlap.words >= bounds["held_words"])


def _names(credits: frozenset[str], voice: str) -> bool:
    return any(f" {credit} " in f" {voice} " or f" {voice} " in f" {credit} " for credit in credits)


def _sooner(one: tuple[Prints, Overlap], other: tuple[Prints, Overlap]) -> int:
    return -1 if is_first(one[0], other[0]) else 1


def _kind(text: Prints, overlap: Overlap) -> CopyKind:
    bounds = limits()["copy"]
    if text.notices:
        return CopyKind.CORRECTED
    if min(overlap.own, overlap.held) >= bounds["whole"]:
        return CopyKind.WHOLE
    return CopyKind.ABRIDGED if overlap.own >= bounds["abridged"] else CopyKind.REWRITTEN


def is_first(one: Prints, other: Prints) -> bool:
    """Whether `one` is the earlier, or where nothing tells, likelier the original."""
    days = one.day, other.day
    if all(days) and days[0] != days[1]:
        return bool(days[0] < days[1])  # type: ignore[operator]
    signs = (
        (bool(one.notices), bool(other.notices)),
        (not one.signed, not other.signed),
        _moments(one, other),
        (_borrows(one, other), _borrows(other, one)),
        _longer(one, other),
        (len(one.words), len(other.words)),
        (one.id, other.id),
    )
    a, b = next((pair for pair in signs if pair[0] != pair[1]), ("", ""))
    return bool(a < b)  # type: ignore[operator]


def _near(one: Prints, other: Prints) -> bool:
    """Whether the one can have been copied from the other: what recurs over weeks is a page's fixed wording. No day fits any."""
    a, b = one.day, other.day
    return not (a and b) or not far_apart((a, b))


def _moments(one: Prints, other: Prints) -> tuple[float, float]:
    """The moments of publication, alike unless both are told to the minute in the same manner."""
    try:
        a, b = (datetime.fromisoformat(text.published or "") for text in (one, other))
    except ValueError:
        return 0, 0
    exact = len(one.published or "") > 10 < len(other.published or "") and (a.tzinfo is None) == (b.tzinfo is None)
    return (a.timestamp(), b.timestamp()) if exact else (0, 0)


def _borrows(one: Prints, other: Prints) -> bool:
    return bool(other.voice and one.voice != other.voice and _names(one.credits, other.voice))


def _longer(one: Prints, other: Prints) -> tuple[int, int]:
    """The longer goes before the shorter; about as long is alike."""
    lengths = [len(text.words) - sum(text.quoted) for text in (one, other)]
    return (-lengths[0], -lengths[1]) if min(lengths) < limits()["copy"]["near"] * max(lengths) else (0, 0)
