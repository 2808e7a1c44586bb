"""Quotations joined to the cues that bring them in, and those that stand alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.grid import Grid
from onrecord.annotators.said.quotes import Quote
from onrecord.language import Parse
from onrecord.model import Span
from onrecord.text import Offsets, lines

FEWEST = 3
"""Words in a quotation that may be speech; shorter ones are names, titles and scare quotes unless a cue takes them."""
_LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}):\s+(?=\S)")
_SIGNATURE = re.compile(r"\s{0,3}(?:―|—|–|--|-)\s?([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|al|el|bin)){0,4})(?=[,\n(]|$)")
_ASIDE = re.compile(r"\([^()]{1,40}\)")
"""A remark in brackets, as "(spoke in French)" in a verbatim record."""
FAR = 160
"""Characters between a quotation and the cue that brings it in, at most."""


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

    def before(self, quote: Quote) -> Quote | None:
        """The outermost quotation before this one."""
        i = bisect_right(self.starts, quote.begin) - 2
        return self.outer[i] if i >= 0 else None

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset."""
        return max(0, bisect_right(self._firsts, offset) - 1)

    def sentence(self, offset: int) -> int:
        """The number of the sentence at an offset, -1 between sentences."""
        token = self.parse.token_at(offset)
        return token.sentence if token else -1

    def sentences(self, quote: Quote) -> range:
        """The numbers of the sentences that a quotation touches."""
        tokens = self.parse.within(Span(quote.begin, quote.stop))
        return range(tokens[0].sentence, tokens[-1].sentence + 1) if tokens else range(0)

    def only_cue_between(self, draft: Draft, before: Quote, quote: Quote) -> bool:
        """Whether nothing but one sentence's end with the draft's cue stands between two quotations."""
        ended = self.text[before.stop : quote.begin].rstrip()[-1:]
        if ended and ended not in ".!?:":
            return False
        if not draft.cue or before.stop <= draft.cue[0][0] < quote.begin:
            ends = {self.sentence(before.end - 1), self.sentence(before.stop - 1)}
            last = self.parse.within(Span(before.stop, quote.begin)) if quote.begin > before.stop else []
            return not last or len({t.sentence for t in last} - ends) <= 1
        return not self.text[before.stop : quote.begin].strip(" \n,.")

    def speech(self) -> list[Quote]:
        """The quotations that hold a finite clause or are long enough to be one."""
        return [q for q in self.outer if self._is_speech(q)]

    def _is_speech(self, quote: Quote) -> bool:
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


def attach(drafts: Sequence[Draft], quotes: Sequence[Quote], quotations: Quotations) -> list[Quote]:
    """Give each quotation that no content holds to the cue that it goes with; those left over are returned."""
    held = Grid((a, b, d) for d in drafts for a, b in d.content)
    cues = Grid((a, b, d) for d in drafts for a, b in [*d.source, *d.cue])
    left: list[Quote] = []
    for quote in quotes:
        if _owner(held, quote) is not None:
            continue
        owner = None
        if labelled(quotations.text, quote) is None:
            owner = _going_on(held, quote, quotations) or _nearest(cues, quote, quotations)
        if owner is None:
            left.append(quote)
        else:
            owner.content.append((quote.begin, quote.stop))
            held.add(quote.begin, quote.stop, owner)
    return left


def labelled(text: str, quote: Quote) -> Span | None:
    """The name that stands before a colon at the beginning of a quotation, as transcripts are quoted."""
    found = _LABEL.match(text, quote.start, quote.end)
    return Span(*found.span(1)) if found else None


def signed(text: str, quote: Quote) -> Span | None:
    """The name that stands behind a dash after a quotation."""
    found = _SIGNATURE.match(text, quote.stop)
    return Span(*found.span(1)) if found else None


def _owner(held: Grid[Draft], quote: Quote) -> Draft | None:
    """The draft whose content holds most of the quotation."""
    return next((d for d in held.near(quote.start, quote.end) if _share(d, quote) > 0.5), None)


def _share(draft: Draft, quote: Quote) -> float:
    shared = sum(min(quote.end, b) - max(quote.start, a) for a, b in draft.content if a < quote.end and quote.start < b)
    return shared / (quote.end - quote.start)


def _going_on(held: Grid[Draft], quote: Quote, quotations: Quotations) -> Draft | None:
    """The draft of the quotation before, where this one runs on from it or resumes it behind the cue's sentence."""
    before = quotations.before(quote)
    if before is None:
        return None
    if not before.goes_on and quotations.paragraph(before.begin) != quotations.paragraph(quote.begin):
        return None
    owner = _owner(held, before)
    if owner is None or before.goes_on:
        return owner
    return owner if quotations.only_cue_between(owner, before, quote) else None


def _nearest(cues: Grid[Draft], quote: Quote, quotations: Quotations) -> Draft | None:
    near = cues.near(quote.begin - FAR, quote.stop + FAR)
    gaps = [(gap, i) for i, d in enumerate(near) if (gap := _gap(d, quote, quotations)) is not None]
    return near[min(gaps)[1]] if gaps else None


def _gap(draft: Draft, quote: Quote, quotations: Quotations) -> int | None:
    """Characters between a quotation and the clause of a cue that may bring it in, None where it may not."""
    if not draft.cue or draft.rule in ("noun", "passive") or not (draft.source or draft.content):
        return None
    start = min(a for a, _ in [*draft.source, *draft.cue])
    end = max(b for _, b in [*draft.source, *draft.cue])
    if end < quote.begin - FAR or start > quote.stop + FAR or quotations.around(draft.cue[0][0]) is not None:
        return None
    text = quotations.text
    between = _ASIDE.sub("", text[quote.stop : start] if quote.stop <= start else text[end : quote.begin])
    same = quotations.sentence(draft.cue[0][0]) in quotations.sentences(quote)
    if not same and not between.rstrip().endswith(":") and not _follows(text, quote, start):
        return None
    if "\n" in between.strip() and not between.rstrip().endswith(":"):
        return None
    return len(between)


def _follows(text: str, quote: Quote, start: int) -> bool:
    """Whether a cue stands right behind a quotation that a sentence's end parts from it: "Who was it?" he asked."""
    return not text[quote.stop : start].strip() and quote.stop < start and (text[quote.end - 1] in "?!…" or text[start].islower())
