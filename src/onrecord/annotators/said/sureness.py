"""How sure an attribution as a whole is, and on what evidence it rests."""

from __future__ import annotations

from typing import TypeVar

from onrecord.annotators.hedges import Basis, Hedge, find_bases, find_hedges
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.grid import Grid
from onrecord.annotators.stage import Reading

MOST = 0.8
"""Share of the content that the scope of a hedge must cover to hold for the attribution and not for a part of it."""

Scoped = TypeVar("Scoped", Hedge, Basis)


class Sureness:
    """The hedges and bases of a document, for looking up by attribution."""

    def __init__(self, reading: Reading) -> None:
        self._hedges = Grid((h.scope.start, h.scope.end, h) for h in find_hedges(reading.parse, reading.doc))
        self._bases = Grid((b.scope.start, b.scope.end, b) for b in find_bases(reading.parse, reading.doc))

    def of(self, draft: Draft) -> tuple[Hedge | None, Basis | None]:
        """The first hedge and the first basis that hold for most of a draft's content; none for a turn."""
        if draft.rule == "turn":
            return None, None
        return _first(self._hedges, draft), _first(self._bases, draft)


def _first(found: Grid[Scoped], draft: Draft) -> Scoped | None:
    start, end = draft.content[0][0], draft.content[-1][1]
    return next((item for item in found.near(start, end) if _covered(item, draft) >= MOST), None)


def _covered(item: Hedge | Basis, draft: Draft) -> float:
    shared = (min(item.scope.end, b) - max(item.scope.start, a) for a, b in draft.content)
    return sum(n for n in shared if n > 0) / draft.size
