"""The documents of a corpus by number, in order of publication, as they are held against each other."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from onrecord.batch.corpus.heap import Heap
from onrecord.matters.kept import pack, unpack
from onrecord.matters.prints import Notice, Prints, Sentence
from onrecord.matters.testimony import Report, Testimony
from onrecord.model import Span
from onrecord.text import fold

KEPT = 400
"""Reports, and prints, that stay in memory after they were used."""

PLACES = 20
"""Bits of a claim's number that say which of its document's it is."""


def number_of(document: int, order: int) -> int:
    """The number of a claim: claims follow each other as their documents do, and in each as its words."""
    return document << PLACES | order


class Corpus:
    """Documents by number. What is said of all of them, which claims' ids are shared and what is a copy, is set later."""

    def __init__(self, folder: Path, count: int) -> None:
        self.count = count
        self._reports, self._texts = Heap(folder / "reports", count), Heap(folder / "texts", count)
        self._shared: Any = np.empty(0, dtype=np.int64)
        self._roots: Any = np.arange(count)
        self.report = lru_cache(KEPT)(self._report)
        self.prints = lru_cache(KEPT)(self._prints)

    def close(self) -> None:
        """Let go of the files."""
        self._reports.close()
        self._texts.close()

    def put(self, number: int, report: Report, prints: Prints) -> None:
        """Take a document in."""
        self._reports.put(number, pack(report))
        self._texts.put(number, _packed(prints))

    def settle(self, shared: Any, roots: Any) -> None:
        """Say what all documents together tell of each.

        Args:
            shared: the numbers of claims whose id another document has, too, in order.
            roots: for each document the first text of its family, its own number where it is no copy.
        """
        self._shared, self._roots = shared, roots
        self.report.cache_clear()

    def claim(self, number: int) -> Testimony:
        """A claim by its number."""
        return self.report(number >> PLACES).testimonies[number & ((1 << PLACES) - 1)]

    def _report(self, number: int) -> Report:
        """A report as it stands among all: a copy's own words are those of the first text's voice."""
        report = unpack(self._reports.get(number))
        root, voice = int(self._roots[number]), None
        if root != number:
            first = unpack(self._reports.get(root))
            voice = f"@{fold(first.publisher or first.id)}"
        start, end = np.searchsorted(self._shared, (number_of(number, 0), number_of(number + 1, 0)))
        shared = {int(one) - number_of(number, 0) for one in self._shared[start:end]}
        return _told_as(report, voice, shared) if voice or shared else report

    def _prints(self, number: int) -> Prints:
        return _unpacked(self._texts.get(number))


def _told_as(report: Report, voice: str | None, shared: set[int]) -> Report:
    told = []
    for t in report.testimonies:
        heard = voice if voice and t.voice.startswith("@") else t.voice
        told.append(replace(t, voice=heard, claim=f"{t.claim}@{report.id}" if t.order in shared else t.claim))
    return replace(report, testimonies=tuple(told))


def _packed(prints: Prints) -> bytes:
    """Prints as JSON, without the offsets of their words, which say nothing of what is a copy."""
    plain = {name: getattr(prints, name) for name in ("id", "title", "published", "voice", "signed")}
    lists: dict[str, Sequence[Any]] = {"words": prints.words.tolist(), "quoted": list(prints.quoted)}
    lists["sentences"] = [[s.begin, s.end, s.keys] for s in prints.sentences]
    lists["notices"] = [asdict(one) for one in prints.notices]
    return orjson.dumps({**plain, **lists, "credits": sorted(prints.credits)}, default=sorted)


def _unpacked(text: bytes) -> Prints:
    plain = orjson.loads(text)
    return Prints(
        id=plain["id"],
        words=array("I", plain["words"]),
        starts=array("I"),
        ends=array("I"),
        quoted=bytes(plain["quoted"]),
        sentences=tuple(Sentence(begin, end, tuple(keys)) for begin, end, keys in plain["sentences"]),
        title=plain["title"],
        published=plain["published"],
        voice=plain["voice"],
        credits=frozenset(plain["credits"]),
        signed=plain["signed"],
        notices=tuple(_notice(one) for one in plain["notices"]),
    )


def _notice(plain: dict[str, Any]) -> Notice:
    days, wrong = (frozenset(map(tuple, plain[name])) for name in ("days", "wrong"))
    return Notice(Span(**plain["words"]), days, frozenset(plain["titles"]), wrong, plain["near"])
