"""Threads of a corpus: claims that share words with what opens one are looked up on the disk, and decided on as in a record."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from onrecord.batch.corpus.corpus import PLACES, Corpus, number_of
from onrecord.batch.corpus.desk import Desk, Sheet, mark
from onrecord.batch.corpus.naming import Heard
from onrecord.batch.corpus.taking import Step
from onrecord.matters.rulings import Rulings
from onrecord.matters.testimony import Report, Testimony
from onrecord.matters.threads import COMMON, LIKELY, MANY, RARE, SURE, Opened, is_again, judged, opening, response
from onrecord.model import Thread, ThreadKind

CHUNK = 1_000
"""Openings that are looked at together."""

KEPT = 2_000
"""Openings that stay in memory."""

KINDS = list(ThreadKind)


@dataclass(frozen=True, slots=True)
class Followed:
    """A thread as it stands on the day `as_of`, and the claims that it speaks of by their names."""

    thread: Thread
    as_of: str
    told: dict[str, Testimony] = field(repr=False)


class Threads:
    """Demands, commitments and decisions with what was said of them later, as `onrecord.matters.threads` finds them.

    What opens a thread has a place, in order of publication; `_claims` has its claim's number.
    """

    def __init__(self, desk: Desk, corpus: Corpus, heard: Heard, as_of: str) -> None:
        self._desk, self._corpus, self._heard, self._as_of = desk, corpus, heard, as_of
        self._claims = array("q")
        self._opened = lru_cache(KEPT)(self._opened_at)
        self._common = self._count_words()

    def find(self, step: Step = lambda: None) -> Iterator[Followed]:
        """The threads in order of opening. `step` is called for each report that was looked through."""
        for _ in self._open_all():
            step()
        self._find_firsts()
        for start in range(0, len(self._claims), CHUNK):
            yield from self._chunk(start)

    def _count_words(self) -> frozenset[int]:
        """The words, as marks, that tell nothing, being in many reports."""
        reports = f"SELECT DISTINCT stem, number >> {PLACES} AS report FROM stems"
        self._desk.make("held", f"SELECT stem, count(*) AS reports FROM ({reports}) GROUP BY stem")
        few = self._corpus.count < MANY
        self._desk.make("common", f"SELECT stem FROM held WHERE reports > {COMMON} * {self._corpus.count} AND NOT {few}")
        return frozenset(self._desk.column("common").tolist())

    def _open_all(self) -> Iterator[None]:
        """Write down what each claim opens, and who speaks or acts in it."""
        with (
            self._desk.sheet("told", place=int, number=int, stem=int, kind=int, voice=int, size=int) as telling,
            self._desk.sheet("rights", place=int, voice=int) as rights,
            self._desk.sheet("voiced", number=int, voice=int) as voiced,
        ):
            for number in range(self._corpus.count):
                self._open(number, self._corpus.report(number), telling, rights, voiced)
                yield
        self._desk.make("telling", f"SELECT told.*, reports <= {RARE} AS rare FROM told JOIN held USING (stem) ORDER BY place")

    def _open(self, document: int, report: Report, telling: Sheet, rights: Sheet, voiced: Sheet) -> None:
        for t in report.testimonies:
            number = number_of(document, t.order)
            who = {self._heard.of(t), *(self._heard.name(p.name) for p in t.actors if p.known)}
            voiced.add((number, mark(voice)) for voice in who)
            opened = self._opening(number, t)
            if opened and len(opened.telling) >= SURE:
                place, size, by = len(self._claims), len(opened.telling), mark(opened.by)
                self._claims.append(number)
                telling.add((place, number, mark(word), KINDS.index(opened.kind), by, size) for word in opened.telling)
                right = opened.to if opened.kind is ThreadKind.DEMAND else {opened.by}
                rights.add((place, mark(voice)) for voice in right)

    def _opening(self, number: int, t: Testimony) -> Opened | None:
        return opening(t, number, self._heard, frozenset(word for word in t.stems if mark(word) in self._common))

    def _opened_at(self, place: int) -> Opened:
        number = self._claims[place]
        opened = self._opening(number, self._corpus.claim(number))
        assert opened
        return opened

    def _find_firsts(self) -> None:
        """Which openings only open again what is open, and what."""
        self._is_first = bytearray(b"\1" * len(self._claims))
        with self._desk.sheet("again", first=int, place=int) as again:
            for start in range(0, len(self._claims), CHUNK):
                self._desk.make("alike", ALIKE, start=start, end=start + CHUNK)
                for place, rows in groupby(self._desk.rows("alike"), key=itemgetter(0)):
                    one, near = self._opened(place), (first for _, first in rows if self._is_first[first])
                    first = next((first for first in near if is_again(self._opened(first), one)), None)
                    if first is not None:
                        self._is_first[place] = 0
                        again.add([(first, place)])
        self._desk.make("opened_again", "FROM again ORDER BY first, place")

    def _chunk(self, start: int) -> Iterator[Followed]:
        """The threads that the openings from one on begin."""
        self._desk.make("met", MET, start=start, end=start + CHUNK)
        self._desk.make("answers", ANSWERS)
        self._desk.make("more", "FROM opened_again WHERE first >= $start AND first < $end", start=start, end=start + CHUNK)
        answers, more = _Groups(self._desk, "answers"), _Groups(self._desk, "more")
        for place in range(start, min(start + CHUNK, len(self._claims))):
            found, again = answers.of(place), more.of(place)
            if self._is_first[place]:
                yield self._followed(place, found, [other for _, other in again])

    def _followed(self, place: int, found: list[tuple[int, ...]], again: list[int]) -> Followed:
        opened = self._opened(place)
        told = {opened.testimony.claim: opened.testimony}
        responses = []
        for _, number, rare in found:
            t = self._corpus.claim(number)
            telling = opened.telling if rare else frozenset[str]()
            in_time = t.published[:10] <= self._as_of
            if in_time and (one := response(opened, t, self._heard, telling)):
                responses.append(one)
                told[t.claim] = t
        more = [self._corpus.claim(self._claims[other]) for other in again]
        told |= {t.claim: t for t in more}
        days = {claim: t.published[:10] for claim, t in told.items()}
        whole = replace(opened, again=[t.claim for t in more])
        return Followed(judged(whole, responses, days, self._as_of, Rulings()), self._as_of, told)


class _Groups:
    """The rows of a table for one place after another: both are in order."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._rows = groupby(desk.rows(name), key=itemgetter(0))
        self._next = next(self._rows, None)

    def of(self, place: int) -> list[tuple[int, ...]]:
        """The rows that begin with a place."""
        if self._next is None or self._next[0] != place:
            return []
        found = list(self._next[1])
        self._next = next(self._rows, None)
        return found


ALIKE = """
SELECT b.place, a.place AS first
FROM (FROM telling WHERE place >= $start AND place < $end) b
JOIN telling a ON a.stem = b.stem AND a.kind = b.kind AND a.place < b.place
GROUP BY b.place, a.place
HAVING 10 * count(*) >= CASE WHEN bool_or(a.voice = b.voice) THEN 5 ELSE 9 END * least(min(a.size), min(b.size))
ORDER BY b.place, a.place
"""
"""Openings with those before them of which `is_again` may say so."""

MET = f"""
SELECT a.place, s.number, count(*) AS shared, bool_or(a.rare) AS rare
FROM (FROM telling WHERE place >= $start AND place < $end) a
JOIN stems s ON s.stem = a.stem AND s.number > a.number
GROUP BY a.place, s.number
HAVING count(*) >= {SURE} OR bool_or(a.rare)
"""
"""Openings with the claims behind them that share telling words or a rare one."""

ANSWERS = f"""
SELECT place, number, max(rare::INTEGER) AS rare FROM (
  SELECT place, number, rare FROM met WHERE shared >= {LIKELY}
  UNION ALL
  SELECT m.place, m.number, m.rare FROM met m JOIN rights r ON r.place = m.place
  SEMI JOIN voiced v ON v.number = m.number AND v.voice = r.voice
)
GROUP BY place, number
ORDER BY place, number
"""
"""Of these the ones that `response` may take: others share too little and are not of the right voice."""
