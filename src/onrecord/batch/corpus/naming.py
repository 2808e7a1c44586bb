"""Who stands behind a claim, in a corpus: names of one voice are made one, as `onrecord.matters.voices` does in a record."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from onrecord.batch.corpus.desk import Desk, mark
from onrecord.batch.corpus.heap import Heap
from onrecord.matters.testimony import Testimony
from onrecord.matters.wholes import bare_of, fullest, words_of

KEPT = 1 << 14
"""Names that stay in memory after they were looked up."""


class Heard:
    """Tells who speaks. Names that stand for another are on the disk, and only where is in memory."""

    def __init__(self, heap: Heap, desk: Desk) -> None:
        self._heap, self._marks = heap, desk.column("voices")
        self.name = lru_cache(KEPT)(self._name)

    def close(self) -> None:
        """Let go of the file."""
        self._heap.close()

    def of(self, testimony: Testimony, /) -> str:
        """The voice of a testimony."""
        return self.name(testimony.voice.removeprefix("@"))

    def _name(self, name: str, /) -> str:
        """The body that a person speaks for, else the fullest form of the name."""
        wanted = mark(name)
        place = int(self._marks.searchsorted(wanted))
        known = place < len(self._marks) and self._marks[place] == wanted
        return self._heap.get(place).decode("utf-8", "surrogatepass") if known else name


def find_voices(desk: Desk, folder: Path) -> Heard:
    """Settle for every name of the corpus whose voice it is."""
    _find_wholes(desk)
    whole = "coalesce(w.whole, {0})"
    desk.make(
        "spoken",
        f"SELECT {whole.format('b.person')} AS person, min(coalesce(v.whole, b.body)) AS body FROM bodies b "
        "LEFT JOIN wholes w ON w.name = b.person LEFT JOIN wholes v ON v.name = b.body "
        "GROUP BY 1 HAVING count(DISTINCT coalesce(v.whole, b.body)) = 1",
    )
    desk.make(
        "named",
        f"SELECT n.name, coalesce(s.body, {whole.format('n.name')}) AS voice FROM (SELECT DISTINCT name FROM names) n "
        f"LEFT JOIN wholes w ON w.name = n.name LEFT JOIN spoken s ON s.person = {whole.format('n.name')} "
        f"WHERE coalesce(s.body, {whole.format('n.name')}) != n.name",
    )
    return _kept(desk, folder)


def _find_wholes(desk: Desk) -> None:
    """The fullest form of each name: those that hold its rarest word are looked at."""
    desk.make("distinct_names", "SELECT DISTINCT name FROM names")
    with desk.sheet("words", name=str, bare=str, word=str, size=int) as sheet:
        for (name,) in desk.rows("distinct_names"):
            words = words_of(name)
            sheet.add((name, bare_of(name), word, len(words)) for word in words)
    desk.make(
        "longer",
        "SELECT r.name, o.name AS longer FROM (SELECT name, any_value(bare) AS bare, any_value(size) AS size, "
        "arg_min(word, uses) AS word FROM words JOIN (SELECT word, count(*) AS uses FROM words GROUP BY word) USING (word) "
        "GROUP BY name) r JOIN words o ON o.word = r.word AND o.size > r.size AND contains(o.name, r.bare) ORDER BY r.name",
    )
    with desk.sheet("wholes", name=str, whole=str) as sheet:
        for name, rows in groupby(desk.rows("longer"), key=itemgetter(0)):
            whole = fullest(name, ((other, words_of(other)) for _, other in rows))
            if whole != name:
                sheet.add([(name, whole)])


def _kept(desk: Desk, folder: Path) -> Heard:
    """The names that stand for others by their marks."""
    with desk.sheet("marked", mark=int, voice=str) as sheet:
        for name, voice in desk.rows("named"):
            sheet.add([(mark(name), voice)])
    desk.make("sorted_voices", "FROM marked ORDER BY mark")
    desk.make("voices", "SELECT mark FROM sorted_voices ORDER BY mark")
    heap = Heap(folder / "voices", desk.column("voices").size)
    for place, (_, voice) in enumerate(desk.rows("sorted_voices")):
        heap.put(place, voice.encode("utf-8", "surrogatepass"))
    desk.drop("distinct_names", "words", "longer", "wholes", "spoken", "named", "marked", "sorted_voices")
    return Heard(heap, desk)
