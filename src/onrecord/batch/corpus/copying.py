"""Copies in a corpus: texts with a like sentence are looked up on the disk and judged as in a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from onrecord.batch.corpus.corpus import Corpus
from onrecord.batch.corpus.desk import Desk, Row
from onrecord.matters.copies import Copy, Overlap, is_copy, is_first, judge, overlap_of, own_words
from onrecord.matters.passages import shared
from onrecord.matters.prints import limits

KEPT = 400
"""Texts whose own words stay in memory."""


def find_copies(desk: Desk, corpus: Corpus) -> Iterator[tuple[int, int, Copy]]:
    """Every copy, with the numbers of the document and of the one that it was taken from, by document."""
    _find_pairs(desk)
    recurring = desk.column("recurring")

    def recurs(key: int) -> bool:
        place = recurring.searchsorted(key)
        return bool(place < len(recurring) and recurring[place] == key)

    with desk.sheet("linked", number=int, of=int, id=str, words=int, own=float, held=float) as sheet:
        sheet.add(_linked(desk, corpus, recurs))
    desk.make("ordered", "FROM linked ORDER BY number, id")
    for number, rows in groupby(desk.rows("ordered"), key=itemgetter(0)):
        found = {id: (of, Overlap(words, own, held)) for _, of, id, words, own, held in rows}
        if copy := judge(corpus.prints(number), [(corpus.prints(of), overlap) for of, overlap in found.values()]):
            yield number, found[copy.of][0], copy
    desk.drop("manners", "recurring", "meeting", "near", "linked", "ordered")


def roots_of(count: int, copies: Iterator[tuple[int, int]]) -> Any:
    """For each document the number of the first text of its family.

    >>> roots_of(4, iter([(2, 1), (3, 2)])).tolist()
    [0, 1, 1, 1]
    """
    roots = np.arange(count)
    for number, of in copies:
        roots[number] = of
    while not np.array_equal(further := roots[roots], roots):
        roots = further
    return roots


def _find_pairs(desk: Desk) -> None:
    """Pairs of texts that lie near in time and have a like sentence that is not common to many."""
    days, common = limits()["copy"]["days"], limits()["hashes"]["common"]
    manner = f"count(*) <= {common} AS tells, coalesce(max(day) - min(day) > {days}, false) AS recurs"
    desk.make("manners", f"SELECT key, {manner} FROM keys GROUP BY key HAVING count(*) > 1")
    desk.make("recurring", "SELECT key FROM manners WHERE recurs ORDER BY key")
    desk.make("meeting", "SELECT keys.* FROM keys SEMI JOIN (FROM manners WHERE tells) m ON m.key = keys.key")
    desk.make(
        "near",
        "SELECT DISTINCT a.number AS one, b.number AS other FROM meeting a JOIN meeting b ON a.key = b.key "
        f"AND a.number < b.number AND coalesce(abs(a.day - b.day) <= {days}, true) ORDER BY one, other",
    )


def _linked(desk: Desk, corpus: Corpus, recurs: Callable[[int], bool]) -> Iterator[Row]:
    """The pairs of which one may be a copy, with what they share."""

    @lru_cache(KEPT)
    def told(number: int) -> set[int]:
        return own_words(corpus.prints(number), recurs)

    for pair in desk.rows("near"):
        of, number = pair if is_first(*map(corpus.prints, pair)) else pair[::-1]
        text, source = corpus.prints(number), corpus.prints(of)
        if runs := shared(text, source):
            overlap = overlap_of(runs, told(number), told(of))
            if is_copy(text, source, overlap):
                yield number, of, source.id, overlap.words, overlap.own, overlap.held
