"""The chain of saying above a stretch of text: innermost voice first, the publisher's own voice last and unnamed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.model import Attribution, Document, Span


class Chains:
    """Looks up which turn and which attributions of a document hold for a span."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        contents = [(part, a) for a in doc.attributions if a.saying for part in a.content]
        self._contents = sorted(contents, key=lambda pair: (pair[0].start, -pair[0].end))
        self._starts = [part.start for part, _ in self._contents]
        self._reach = _running_maximum(part.end for part, _ in self._contents)
        said = [a for a in doc.attributions if a.saying]
        self._cues = {offset: a for a in said for cue in a.cue for offset in range(cue.start, cue.end)}
        self._turns = [turn.span.start for turn in doc.turns]

    def above(self, span: Span) -> tuple[Attribution, ...]:
        """The attributions whose content covers the span, innermost first, each followed by the ones it is relayed by."""
        covering = [(part.end - part.start, a) for part, a in self._covering(span)]
        covering.sort(key=lambda pair: pair[0])
        chain: list[Attribution] = []
        for _, attribution in covering:
            for link in self._outwards(attribution):
                if link not in chain:
                    chain.append(link)
        return tuple(chain)

    def with_cue(self, trigger: Span) -> Attribution | None:
        """The attribution whose cue is the trigger: who demands, promises or condemns does so by saying it."""
        return self._cues.get(trigger.start)

    def turn_at(self, span: Span) -> int | None:
        """The place in `Document.turns` of the turn that covers the span."""
        i = bisect_right(self._turns, span.start) - 1
        return i if i >= 0 and self.doc.turns[i].span.covers(span) else None

    def _covering(self, span: Span) -> Iterator[tuple[Span, Attribution]]:
        i = bisect_right(self._starts, span.start) - 1
        while i >= 0 and self._reach[i] >= span.end:
            part, attribution = self._contents[i]
            if part.covers(span):
                yield part, attribution
            i -= 1

    def _outwards(self, attribution: Attribution) -> Iterator[Attribution]:
        seen: set[int] = set()
        yield attribution
        while attribution.relayed_by is not None and attribution.relayed_by not in seen:
            seen.add(attribution.relayed_by)
            attribution = self.doc.attributions[attribution.relayed_by]
            if attribution.saying:
                yield attribution


def _running_maximum(ends: Iterator[int]) -> list[int]:
    reach: list[int] = []
    for end in ends:
        reach.append(max(end, reach[-1]) if reach else end)
    return reach
