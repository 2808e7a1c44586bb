"""Text to word pieces and marks: what the encoder sees. Shared by the product and by training, so that both see the same.

A *piece* is a word or part of one, with its half-open code points in the text. The vocabulary is uncased and knows nothing of
layout, so every piece also carries a *mark*: its case, whether it stands between quotation marks, whether it opens a block.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

CASES, QUOTES, STARTS = 5, 3, 2
QUOTED, UNCLOSED = 1, 2

# Doubled apostrophes and backticks are quotation marks of agencies' plain-text feeds.
_MARK = re.compile(r"``|''|‘‘|’’|[\"“”„«»‘’‹›]")
_CLOSER = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "``": "''", "‘‘": "’’", '"': '"', "''": "''", "»": "«"}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text, in order: vocabulary `ids`, code points `starts` and `ends`, `marks`, the number of the `block`."""

    ids: Ints
    starts: Ints
    ends: Ints
    marks: Ints
    block: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `first` to `last` go through the encoder together; the answers for `own_first` to `own_last` are used."""

    first: int
    last: int
    own_first: int
    own_last: int


@lru_cache(maxsize=1 << 14)
def case_of(surface: str) -> int:
    """0 no letters, 1 lower case, 2 Title, 3 UPPER, 4 mixed.

    >>> [case_of(word) for word in ("12", "said", "Ada", "A", "UN", "iPad")]
    [0, 1, 2, 2, 3, 4]
    """
    if surface.islower():
        return 1
    if surface[:1].isupper() and (len(surface) == 1 or surface[1:].islower()):
        return 2
    if surface.isupper():
        return 3
    return 4 if any(map(str.isalpha, surface)) else 0


def quotations(block: str) -> list[tuple[int, int, bool]]:
    """Outermost quotations of a block: start, end, whether it was closed. Marks included; offsets are code points of the block.

    A stray opening mark costs itself only: the next opening mark starts a new quotation.

    >>> quotations('He said "no" and left.')
    [(8, 12, True)]
    """
    found: list[tuple[int, int, bool]] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(block):
        mark, before, after = (
            match.group(),
            block[match.start() - 1 : match.start()],
            block[match.end() : match.end() + 1],
        )
        if opened and mark in _CLOSER[opened[1]] and not (before.isalnum() and after.isalnum()):
            if mark in ('"', "''") and not before.strip() and after.isalnum():
                found.append((opened[0], match.start(), False))
                opened = (match.start(), mark)
                continue
            found.append((opened[0], match.end(), True))
            opened = None
        elif mark in _CLOSER and not before.isalnum() and (opened is None or mark == opened[1]):
            found += [(opened[0], match.start(), False)] if opened else []
            opened = (match.start(), mark)
    return [*found, (opened[0], len(block), False)] if opened else found


def _marks(block: str, offsets: Sequence[tuple[int, int]]) -> Iterator[int]:
    quote = np.zeros(len(block) + 1, np.int8)
    for start, end, closed in quotations(block):
        quote[start:end] = QUOTED if closed else UNCLOSED
    flags = quote.tolist()
    for i, (start, end) in enumerate(offsets):
        yield (case_of(block[start:end][:64]) * QUOTES + flags[start]) * STARTS + (i == 0)


def cut(text: str, blocks: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """The pieces of `blocks` (half-open code points of `text`); nothing outside them is read."""
    inside = [text[start:end] for start, end in blocks]
    coded = [tokenizer.encode(block, add_special_tokens=False) for block in inside]
    offsets = [c.offsets for c in coded]
    marks = [m for block, pairs in zip(inside, offsets, strict=True) for m in _marks(block, pairs)]
    shift = np.repeat(np.array([start for start, _ in blocks], np.int64), [len(pairs) for pairs in offsets])
    pairs = np.array([p for chunk in offsets for p in chunk], np.int64).reshape(-1, 2)
    return Pieces(
        ids=np.array([i for c in coded for i in c.ids], np.int64),
        starts=pairs[:, 0] + shift,
        ends=pairs[:, 1] + shift,
        marks=np.array(marks, np.int64),
        block=np.repeat(np.arange(len(blocks)), [len(pairs) for pairs in offsets]),
    )


def _chunks(first: int, last: int, size: int, context: int) -> Iterator[Window]:
    """A block that does not fit: pieces of it, each read with `context` pieces on both sides."""
    step = size - 2 * context
    for own in range(first, last, step):
        end = min(own + step, last)
        yield Window(max(first, own - context), min(end + context, last), own, end)


def windows(block: Ints, size: int = 192, context: int = 16) -> list[Window]:
    """Pack whole blocks into windows of at most `size` pieces. `block`: the number of each piece's block, ascending."""
    edges = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(block)] if len(block) else [0]
    packed: list[Window] = []
    start = 0
    for first, last in pairwise(edges):
        if last - start > size and start < first:
            packed.append(Window(start, first, start, first))
            start = first
        if last - start > size:
            packed += _chunks(first, last, size, context)
            start = last
    return [*packed, Window(start, len(block), start, len(block))] if start < len(block) else packed
