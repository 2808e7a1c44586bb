"""Contents kept to what their own cue can bring in: no words of the next speaker's."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.grid import Grid
from onrecord.annotators.said.quotations import Quotations
from onrecord.text import Offsets


def confine(drafts: Sequence[Draft], quotations: Quotations) -> None:
    """Drop pieces of content that another speaker's cue parts from their own. The piece nearest to the cue stays."""
    cues = Grid((d.cue[0][0], d.cue[0][1], d) for d in drafts if d.cue and d.source)
    for draft in drafts:
        if draft.cue and len(draft.content) > 1:
            at = draft.cue[0][0]
            nearest = min(draft.content, key=lambda piece: min(abs(piece[0] - at), abs(piece[1] - at)))
            draft.content = [p for p in draft.content if p == nearest or not _parted(p, draft, cues, quotations)]


def _parted(piece: Offsets, draft: Draft, cues: Grid[Draft], quotations: Quotations) -> bool:
    start, end = sorted((draft.cue[0][0], piece[0]))
    return any(_parts(other, draft, start, end, quotations) for other in cues.near(start, end))


def _parts(other: Draft, draft: Draft, start: int, end: int, quotations: Quotations) -> bool:
    """Whether another speaker's cue stands between, outside quotations and not in the draft's own words."""
    at = other.cue[0][0]
    if not start < at < end or at in (a for a, _ in draft.cue) or other.source == draft.source:
        return False
    return quotations.around(at) is None and not any(a <= at < b for a, b in draft.content)
