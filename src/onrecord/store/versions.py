"""What an edited text left of the words of the old one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from onrecord.model.spans import CONTEXT
from onrecord.text import lines

Offsets = tuple[int, int]

MANY = 1500
"""Lines, or words of lines that differ, up to which each is compared with each."""

_WORD = re.compile(r"\w+|[^\w\s]")


class Fate(StrEnum):
    """What became of words in a later version of their document."""

    KEPT = "kept"
    ALTERED = "altered"
    GONE = "gone"


def compare(old: str, new: str, spans: Sequence[Offsets]) -> list[Fate]:
    """What became of the words at each span of `old` in `new`.

    Words are kept where they stand unbroken in the new text, in their place among the other words or beside the same words;
    altered where some of them are; gone where none is.

    >>> compare("He left. Nobody fired.", "He left. Nobody at all fired.", [(0, 8), (9, 22)])
    [<Fate.KEPT: 'kept'>, <Fate.ALTERED: 'altered'>]
    """
    before, after = _words(old), _words(new)
    places = _align([old[a:b] for a, b in before], [new[a:b] for a, b in after])
    return [_fate(old, new, span, [places.get(i) for i in _inside(before, span)]) for span in spans]


def unlike(text: str, other: str) -> list[Offsets]:
    """The stretches of a text that another version of it does not hold, word by word; whole lines where very many differ.

    >>> text = "He left. Nobody fired."
    >>> [text[start:end] for start, end in unlike(text, "He left. Nobody at all ran.")]
    ['fired']
    """
    found: list[Offsets] = []
    ours, theirs = list(lines(text)), list(lines(other))
    match = SequenceMatcher(None, [text[a:b] for a, b in ours], [other[a:b] for a, b in theirs], autojunk=len(ours) > MANY)
    for tag, first, last, start, end in match.get_opcodes():
        if tag in ("replace", "delete"):
            mine, those = ours[first:last], theirs[start:end]
            found += _unlike_words(text, other, mine, those)
    return found


def _unlike_words(text: str, other: str, mine: Sequence[Offsets], theirs: Sequence[Offsets]) -> list[Offsets]:
    if not theirs:
        return list(mine)
    (start, end), (begin, stop) = (mine[0][0], mine[-1][1]), (theirs[0][0], theirs[-1][1])
    ours, words = _words(text[start:end]), _words(other[begin:stop])
    if len(ours) > MANY or len(words) > MANY:
        return list(mine)
    old, new = text[start:end], other[begin:stop]
    kept = _align([old[a:b] for a, b in ours], [new[a:b] for a, b in words])
    found: list[Offsets] = []
    for i, (a, b) in enumerate(ours):
        if i in kept:
            continue
        if found and i - 1 not in kept and i:
            found[-1] = (found[-1][0], start + b)
        else:
            found.append((start + a, start + b))
    return found


def find_again(selector: Mapping[str, Any], old: str, new: str) -> Offsets | None:
    """Where the words of a selector of `old` stand in `new`, if that is certain.

    They must stand there unaltered, beside the same words before and behind them; or, if they stand but once in each of the two
    texts, on one side. Where the context ends with the old text, the new one must end there too.

    >>> from dataclasses import asdict
    >>> from onrecord.model import Selector, Span
    >>> old = "He left the town. Nobody fired."
    >>> find_again(asdict(Selector.at(Span(3, 16), old)), old, "Marek Tull spoke. " + old)
    (21, 34)
    """
    before, after = _places(selector, old), _places(selector, new)
    both = [start for start, sides in after.items() if sides == 2]
    if both:
        is_certain = len(both) == 1 and list(before.values()).count(2) == 1
        return (both[0], both[0] + len(selector["exact"])) if is_certain else None
    if len(before) == len(after) == 1:
        start, sides = next(iter(after.items()))
        return (start, start + len(selector["exact"])) if sides else None
    return None


def _places(selector: Mapping[str, Any], text: str) -> dict[int, int]:
    """Where the words of a selector stand in a text, and on how many sides they stand beside the same words."""
    exact, places = selector["exact"], {}
    start = text.find(exact)
    while start >= 0:
        prefix, suffix, end = selector["prefix"], selector["suffix"], start + len(exact)
        before = text.startswith(prefix, start - len(prefix)) if start >= len(prefix) else False
        behind = text.startswith(suffix, end)
        if len(prefix) < CONTEXT:
            before = before and start == len(prefix)
        if len(suffix) < CONTEXT:
            behind = behind and end + len(suffix) == len(text)
        places[start] = before + behind
        start = text.find(exact, start + 1)
    return places


def _fate(old: str, new: str, span: Offsets, places: list[int | None]) -> Fate:
    found = [place for place in places if place is not None]
    if len(found) == len(places) and found == list(range(found[0], found[0] + len(found))):
        return Fate.KEPT
    if _is_moved(old, new, span):
        return Fate.KEPT
    return Fate.ALTERED if len(found) > len(places) / 4 else Fate.GONE


def _is_moved(old: str, new: str, span: Offsets) -> bool:
    """Whether the words stand elsewhere with the same words before or behind them."""
    start, end = span
    before, behind = old[max(0, start - CONTEXT) : end], old[start : end + CONTEXT]
    return (start >= CONTEXT and before in new) or (end + CONTEXT <= len(old) and behind in new)


def _words(text: str) -> list[Offsets]:
    return [match.span() for match in _WORD.finditer(text)]


def _inside(words: Sequence[Offsets], span: Offsets) -> list[int]:
    return [i for i, (start, end) in enumerate(words) if start < span[1] and span[0] < end]


def _align(old: list[str], new: list[str]) -> dict[int, int]:
    """For each word of the old text that is kept, its place in the new one.

    Equal ends are cut off first: most edits are small, and comparing costs the square of what is left.
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    places = {i: i for i in range(head)} | {len(old) - i: len(new) - i for i in range(1, tail + 1)}
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=len(old) > 5000)
    for block in middle.get_matching_blocks():
        places |= {head + block.a + i: head + block.b + i for i in range(block.size)}
    return places
