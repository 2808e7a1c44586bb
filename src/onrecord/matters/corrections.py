"""Corrections tied to what they correct: a new issue to the text it replaces, a notice to the text it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.matters.prints import Notice, Prints
from onrecord.model import Span

SURE = 3
"""Points that a text must have, and more than any other, to be taken for what a notice means."""


@dataclass(frozen=True, slots=True)
class Correction:
    """That a document corrects an earlier one. `words` is the span of the notice in `document`."""

    document: str
    of: str
    words: Span


def corrections(known: Mapping[str, Prints], copies: Mapping[str, str]) -> Iterator[Correction]:
    """Every correction whose object is found.

    Args:
        known: the texts by id.
        copies: for each copy the text that it was taken from; a copy with a notice corrects that one.
    """
    for id, text in sorted(known.items()):
        for notice in text.notices:
            of = copies.get(id) or _meant(notice, text, known, copies)
            if of:
                yield Correction(id, of, notice.words)
                break


def _meant(notice: Notice, text: Prints, known: Mapping[str, Prints], copies: Mapping[str, str]) -> str | None:
    """The one text that a notice fits best; originals go before their copies."""
    earlier = (other for other in known.values() if other.id != text.id and _not_after(other, text))
    points = {other.id: (_fit(notice, other), other.id not in copies) for other in earlier}
    best = max(points.values(), default=(0, False))
    meant = [id for id, found in points.items() if found == best]
    return meant[0] if best[0] >= SURE and len(meant) == 1 else None


def _not_after(one: Prints, other: Prints) -> bool:
    return not one.published or not other.published or one.published[:10] <= other.published[:10]


def _fit(notice: Notice, text: Prints) -> int:
    """Three points for the title, two each for the day of publication and for the figure taken back, one for its voice."""
    titled = text.title is not None and text.title in notice.titles
    dated = _day(text.published) in notice.days
    voiced = text.voice is not None and f" {text.voice} " in f" {notice.near} "
    wrong = (dated or voiced) and any(_holds(text.words, figure) for figure in notice.wrong)
    return 3 * titled + 2 * dated + 2 * wrong + voiced


def _day(published: str | None) -> tuple[int, int] | None:
    if not published or len(published) < 10:
        return None
    return int(published[5:7]), int(published[8:10])


def _holds(words: Sequence[int], figure: tuple[int, ...]) -> bool:
    return any(tuple(words[at : at + len(figure)]) == figure for at, word in enumerate(words) if word == figure[0])
