"""An attribution in the making, and the borders of its spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.annotators.said.quotes import Quote
from onrecord.encoder import trim
from onrecord.language import Token
from onrecord.model import AttributionType, Span
from onrecord.text import Offsets, merge


@dataclass(slots=True)
class Draft:
    """Spans found by a rule or the encoder, before they are trimmed. `rule` names what found it."""

    source: list[Offsets] = field(default_factory=list)
    cue: list[Offsets] = field(default_factory=list)
    content: list[Offsets] = field(default_factory=list)
    rule: str = ""
    confidence: float = 0.7
    verb: Token | None = None
    type: AttributionType | None = None
    speaker: str | None = None
    saying: bool = True
    cited: bool = False
    """Whether another source says the same words and cites this one for them."""

    @property
    def start(self) -> int:
        """Where the content begins."""
        return min(start for start, _ in self.content)

    @property
    def start_of(self) -> int:
        """Where the content begins, or the cue where there is no content yet."""
        return min((start for start, _ in self.content or self.cue), default=0)

    @property
    def size(self) -> int:
        """Characters of content."""
        return sum(end - start for start, end in self.content)

    def drop_empty(self) -> None:
        """Leave out spans of which nothing is left."""
        self.source, self.cue, self.content = ([s for s in part if s[0] < s[1]] for part in (self.source, self.cue, self.content))

    def covers(self, spans: Iterable[Offsets]) -> bool:
        """Whether all the spans lie inside the content."""
        return all(any(a <= s and e <= b for a, b in self.content) for s, e in spans)


def runs(tokens: Sequence[Token], without: Iterable[int] = ()) -> list[Offsets]:
    """The stretches of neighbouring tokens as offsets, tokens in `without` left out."""
    gone = set(without)
    kept = [t for t in tokens if t.i not in gone]
    found: list[Offsets] = []
    last = -2
    for token in kept:
        if token.i == last + 1:
            found[-1] = found[-1][0], token.end
        else:
            found.append((token.start, token.end))
        last = token.i
    return [run for run in found if run[0] < run[1]]


def trimmed(text: str, spans: Iterable[Offsets]) -> list[Offsets]:
    """Contents without outer quotation marks, leading "that" and trailing `, . ;`; what holds no word is dropped."""
    found = []
    for span in merge(spans):
        cut = trim.content(text, span)
        if cut and any(c.isalnum() for c in text[cut[0] : cut[1]]):
            found.append(cut)
    return found


def type_of(text: str, content: Iterable[Offsets], quotes: Sequence[Quote]) -> AttributionType:
    """Direct where all words of the content stand inside quotation marks, mixed where some do."""
    inside = outside = 0
    for start, end in content:
        within = [(max(start, q.begin), min(end, q.stop)) for q in quotes if q.begin < end and start < q.stop]
        covered = sum(_letters(text, a, b) for a, b in merge(within))
        inside += covered
        outside += _letters(text, start, end) - covered
    if not inside:
        return AttributionType.INDIRECT
    return AttributionType.MIXED if outside > 0 else AttributionType.DIRECT


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])


def as_spans(spans: Iterable[Offsets]) -> tuple[Span, ...]:
    """Offsets as spans, in text order."""
    return tuple(Span(*span) for span in sorted(set(spans)) if span[0] < span[1])
