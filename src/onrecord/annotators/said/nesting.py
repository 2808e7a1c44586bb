"""Through whom words come: for each attribution the next one outwards."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotators.said.draft import Draft


def outer_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the place of the smallest other whose content holds its content and cue; None where none does."""
    by_size = sorted(range(len(drafts)), key=lambda i: drafts[i].size)
    return [next((j for j in by_size if j != i and _inside(drafts[i], drafts[j])), None) for i in range(len(drafts))]


def _inside(inner: Draft, outer: Draft) -> bool:
    if inner.size >= outer.size and not inner.cue:
        return False
    parts = [*inner.content, *inner.cue]
    return parts != outer.content and outer.covers(parts)
