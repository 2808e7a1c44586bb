"""Through whom words come: for each attribution the next one outwards."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.grid import Grid


def outer_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the place of the smallest other whose content holds its content and cue; None where none does."""
    grid = Grid((start, end, i) for i, draft in enumerate(drafts) for start, end in draft.content)
    return [_citing(i, drafts, grid) if draft.cited else _outer(i, drafts, grid) for i, draft in enumerate(drafts)]


def _citing(i: int, drafts: Sequence[Draft], grid: Grid[int]) -> int | None:
    """Who cites the source of a draft for the same words."""
    start = drafts[i].content[0][0]
    fits = [j for j in grid.near(start, start) if not drafts[j].cited and drafts[j].content == drafts[i].content]
    return min(fits, default=None) if fits else _outer(i, drafts, grid)


def _outer(i: int, drafts: Sequence[Draft], grid: Grid[int]) -> int | None:
    start = drafts[i].content[0][0]
    fits = [j for j in grid.near(start, start) if j != i and _inside(drafts[i], drafts[j])]
    return min(fits, key=lambda j: drafts[j].size, default=None)


def _inside(inner: Draft, outer: Draft) -> bool:
    if inner.size >= outer.size and not inner.cue:
        return False
    parts = [*inner.content, *inner.cue]
    return parts != outer.content and outer.covers(parts)
