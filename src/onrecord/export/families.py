"""Copies as people see them: families of texts, the earliest first, and the corrections among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.matters.copies import Copy, CopyKind
from onrecord.matters.testimony import Report
from onrecord.model import Ruling

DRAWN = 200
"""Copies of a family that are listed with it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document by what it is known by."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy in its family: from which text it was taken, how, and how much of its own words stands in that one.

    `depth` is 1 for a copy of the family's first text, 2 for a copy of a copy; `share` is None where a person said so.
    """

    paper: Paper
    of: str
    depth: int
    kind: CopyKind
    share: float | None
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A text that is no copy, and all that were taken from it or from one another, each behind the one it was taken from.

    `members` count all copies, `kinds` how they were taken; `copies` are the first `DRAWN` of them.
    """

    id: str
    first: Paper
    members: int
    kinds: dict[str, int]
    newest: str | None
    copies: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """That a document corrects an earlier one, in words that start at `start`; `copied` if it is a copy of that one, too."""

    document: Paper
    of: Paper
    words: str
    start: int
    copied: bool


def papers_of(reports: Iterable[Report]) -> dict[str, Paper]:
    """Documents by their ids."""
    return {one.id: Paper(one.id, one.title, one.publisher, one.published or None) for one in reports}


def families(copies: Iterable[Copy], papers: Mapping[str, Paper]) -> Iterator[tuple[Family, tuple[str, ...]]]:
    """Each family of texts, with the ids of all its copies, also of those that it does not list."""
    below: dict[str, list[Copy]] = {}
    for copy in copies:
        below.setdefault(copy.of, []).append(copy)
    taken = {copy.document for group in below.values() for copy in group}
    for root in below:
        if root not in taken:
            listed = list(_listed(root, below, papers))
            yield _family(papers[root], listed), tuple(one.paper.id for one in listed)


def _family(first: Paper, copies: list[Taken]) -> Family:
    newest = max((paper.published or "" for paper in (first, *(one.paper for one in copies))), default="")
    kinds = Counter(one.kind.value for one in copies)
    return Family(first.id, first, len(copies), dict(kinds.most_common()), newest or None, tuple(copies[:DRAWN]))


def _listed(root: str, below: Mapping[str, list[Copy]], papers: Mapping[str, Paper]) -> Iterator[Taken]:
    """The copies of a text, each with those of its own behind it; without recursion, for chains may be long."""
    waiting = [(copy, 1) for copy in _latest_first(below[root], papers)]
    while waiting:
        copy, depth = waiting.pop()
        yield Taken(papers[copy.document], copy.of, depth, copy.kind, copy.share, copy.ruling)
        waiting += [(one, depth + 1) for one in _latest_first(below.get(copy.document, []), papers)]


def _latest_first(copies: list[Copy], papers: Mapping[str, Paper]) -> list[Copy]:
    return sorted(copies, key=lambda copy: (papers[copy.document].published or "", copy.document), reverse=True)
