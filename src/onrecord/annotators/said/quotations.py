"""Quotations joined to the cues that bring them in, and those that stand alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.quotes import Quote
from onrecord.language import Parse
from onrecord.text import Offsets, lines

FEWEST = 3
"""Words in a quotation that may be speech; shorter ones are names, titles and scare quotes unless a cue takes them."""


class Quotations:
    """The outermost quotations of a text that may be speech, with the paragraph of each."""

    def __init__(self, text: str, parse: Parse, quotes: Sequence[Quote]) -> None:
        self.text, self.parse = text, parse
        self.outer = [q for q in quotes if q.depth == 0]
        self.starts = [q.begin for q in self.outer]
        self.paragraphs = list(lines(text))
        self._firsts = [start for start, _ in self.paragraphs]

    def around(self, offset: int) -> Quote | None:
        """The quotation that an offset stands in."""
        i = bisect_right(self.starts, offset) - 1
        return self.outer[i] if i >= 0 and offset < self.outer[i].stop else None

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset."""
        return max(0, bisect_right(self._firsts, offset) - 1)

    def speech(self) -> list[Quote]:
        """The quotations that hold a finite clause or are long enough to be one."""
        return [q for q in self.outer if self._is_speech(q)]

    def _is_speech(self, quote: Quote) -> bool:
        from onrecord.model import Span

        tokens = self.parse.within(Span(quote.start, quote.end))
        words = sum(t.is_word for t in tokens)
        if words < FEWEST:
            return self.text[quote.end - 1] in ",.!?" and any(t.is_verb for t in tokens)
        return any(t.tag in ("VBD", "VBP", "VBZ", "MD", "VB") for t in tokens) or words > 6


def snap(drafts: Iterable[Draft], quotations: Quotations) -> None:
    """Let contents take whole quotations: a cue outside a quotation has all of it, a cue inside nothing beyond it."""
    for draft in drafts:
        home = quotations.around(draft.cue[0][0]) if draft.cue else None
        draft.content = [_snapped(span, home, quotations) for span in draft.content]


def _snapped(span: Offsets, home: Quote | None, quotations: Quotations) -> Offsets:
    start, end = span
    if home is not None:
        return max(start, home.start), max(min(end, home.end), max(start, home.start))
    first, last = quotations.around(start), quotations.around(end - 1)
    if first is not None:
        start = first.begin
    if last is not None:
        end = last.stop
    return start, end


def attach(drafts: list[Draft], quotations: Quotations) -> list[Quote]:
    """Give each quotation that no content holds to the nearest cue beside it; those left over are returned."""
    left = []
    for quote in quotations.speech():
        if any(draft.covers([(quote.start, quote.end)]) for draft in drafts if draft.start_of < quote.stop):
            continue
        cue = _nearest(drafts, quote, quotations)
        if cue is None:
            left.append(quote)
        else:
            cue.content.append((quote.begin, quote.stop))
    return left


def _nearest(drafts: list[Draft], quote: Quote, quotations: Quotations) -> Draft | None:
    fits = [(gap, i) for i, d in enumerate(drafts) if (gap := _gap(d, quote, quotations)) is not None]
    return drafts[min(fits)[1]] if fits else None


def _gap(draft: Draft, quote: Quote, quotations: Quotations) -> int | None:
    """Characters between a quotation and the clause of a cue that may bring it in, None where it may not."""
    if not draft.cue or draft.rule in ("noun", "passive") or not (draft.source or draft.content):
        return None
    if quotations.around(draft.cue[0][0]) is not None:
        return None
    start = min(a for a, _ in [*draft.source, *draft.cue])
    end = max(b for _, b in [*draft.source, *draft.cue])
    text = quotations.text
    between = text[quote.stop : start] if quote.stop <= start else text[end : quote.begin]
    if "\n" in between.strip(" ") and not between.rstrip().endswith(":"):
        return None
    if quote.stop <= start:
        return len(between) if len(between) < 60 and not _break(between) else None
    if any(mark in between for mark in ":,") and len(between) < 160 and not _break(between):
        return len(between)
    if _resumes(draft, between):
        return len(between) + 5
    return len(between) if len(between) < 25 and not _break(between) else None


def _break(between: str) -> bool:
    """Whether a sentence ends between a quotation and a cue."""
    return any(mark + " " in between + " " for mark in (".", "!", "?", ";"))


def _resumes(draft: Draft, between: str) -> bool:
    """Whether the quotation follows the cue's sentence at once, and that sentence quotes already: "…," she said. "…"."""
    return bool(draft.content) and "\n" not in between and between.count(".") == 1 and len(between) < 120
