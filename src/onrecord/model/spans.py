"""Where words stand: spans of a document's text."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import AnnotationError

CONTEXT = 32
"""Characters of context on each side of a selector, as the W3C Web Annotation examples keep them."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open Unicode code points `[start, end)` of `Document.text`; never empty.

    Raises:
        AnnotationError: the offsets are negative, or end does not lie behind start.

    >>> Span(4, 9).of("The siege began.")
    'siege'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AnnotationError(
                found=f"a span from {self.start} to {self.end}",
                wanted="0 <= start < end",
                hint="give half-open offsets of at least one character",
            )

    def of(self, text: str) -> str:
        """The words of `text` at this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span or is equal to it."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Selector:
    """The words at a span with their context, by which they are found again in an edited text (W3C Web Annotation)."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @classmethod
    def at(cls, span: Span, text: str) -> Selector:
        """The selector of `span` in `text`.

        >>> Selector.at(Span(4, 9), "The siege began.").suffix
        ' began.'
        """
        before, after = max(0, span.start - CONTEXT), span.end + CONTEXT
        return cls(span.of(text), text[before : span.start], text[span.end : after], span.start, span.end)
