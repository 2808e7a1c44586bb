"""Words of a text as items of classes that the grammar speaks of: months, weekdays, units, numbers, clock times."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.annotators.lexicons import lexicon

OTHER = "other"

_WORD = re.compile(
    r"""
      (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
    | (?P<numeric>\d{1,2}([/.])\d{1,2}\3(?:\d{4}|\d{2})(?![\d/.]*\d))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![:\d]))
    | (?P<decades>(?:\d\d)?\d0['’]?s\b|['’‘`]\d0['’]?s\b)
    | (?P<ordinals>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<figure>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
    | (?P<half>[½¼¾])
    | (?P<ampm>[ap]\.\s?m\b\.?|[ap]m\b)
    | (?P<era>[ab]\.\s?[cd]\b\.?)
    | (?P<possessive>['’]s?\b|['’](?=\s))
    | (?P<zone>(?-i:[A-Z][a-z]+\s+time\b))
    | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
    | (?P<dash>[-‐‑–—])
    | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = dict.fromkeys('.;:?!"”’»', "stop") | {
    ",": "comma",
    "/": "slash",
    "(": "open",
    ")": "close",
    "$": "money",
    "€": "money",
    "£": "money",
    "#": "money",
    "%": "percent",
}
_QUARTERS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch `[start, end)` of the text, its class and what it stands for (a number, a code, or a meaning)."""

    kind: str
    start: int
    end: int
    value: Any
    text: str


@cache
def _words() -> dict[str, list[tuple[tuple[str, ...], str, Any]]]:
    """First word of each entry of the lexicon, to (all its words, class, value), longest entry first."""
    found: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for kind, entries in lexicon("timex").items():
        for entry, value in entries.items():
            words = tuple(match.group() for match in _WORD.finditer(entry))
            found.setdefault(words[0], []).append((words, kind, value))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def items(text: str, start: int, end: int, tag: Callable[[int], str]) -> list[Item]:
    """The items of `text[start:end]`. `tag(offset)` is the part-of-speech tag of the word there, asked when in doubt."""
    matches = list(_WORD.finditer(text, start, end))
    lower = [match.group().lower() for match in matches]
    words, found, i = _words(), [], 0
    while i < len(matches):
        match = matches[i]
        if match.lastgroup in ("word", "ampm", "era"):
            item, used = _entry(text, matches, lower, i, words, tag)
        else:
            item, used = _special(match, lower[i]), 1
        found.append(item)
        i += used
    return found


def _entry(
    text: str,
    matches: list[re.Match[str]],
    lower: list[str],
    i: int,
    words: dict[str, list[tuple[tuple[str, ...], str, Any]]],
    tag: Callable[[int], str],
) -> tuple[Item, int]:
    match = matches[i]
    start, end = match.span()
    for entry, kind, value in words.get(lower[i], ()):
        if len(entry) > 1 and tuple(lower[i : i + len(entry)]) != entry:
            continue
        if _is_meant(kind, match.group(), start, tag):
            last = matches[i + len(entry) - 1].end()
            if (
                kind in ("month", "short_weekday")
                and len(entry[0]) <= 4
                and text[last : last + 1] == "."
                and entry[0] not in ("may", "june", "july")
            ):
                last += 1
            used = len(entry) + (last > matches[i + len(entry) - 1].end() and i + len(entry) < len(matches))
            return Item(kind, start, last, value, lower[i]), used
    return Item(OTHER, start, end, None, lower[i]), 1


def _is_meant(kind: str, form: str, start: int, tag: Callable[[int], str]) -> bool:
    """Whether a word of two readings (may, march, second, fall, sun) is meant as one of time."""
    if kind in ("month", "weekday", "short_weekday", "weekdays", "feast"):
        return form[0].isupper() and (
            form.lower() not in ("may", "march", "mar", "august") or tag(start)[:2] not in ("MD", "VB", "JJ")
        )
    if kind == "era":
        return form[0].isupper()
    if kind == "season":
        return tag(start)[:2] == "NN"
    if kind == "short_unit":
        return form.islower()
    return True


def _special(match: re.Match[str], lower: str) -> Item:
    kind = match.lastgroup or OTHER
    start, end = match.span()
    value: Any = lower
    if kind == "figure":
        return _figure(start, end, lower)
    if kind == "ordinals":
        kind, value = "ordinal", int(lower[:-2])
    elif kind == "decades":
        kind, value = "decade", lower.strip("s'’‘`")[:-1]
    elif kind == "zone":
        value = ""
    elif kind == "half":
        kind, value = "part_of_one", _QUARTERS[lower]
    elif kind == "mark":
        kind = _MARKS.get(lower, OTHER)
    return Item(kind, start, end, value, lower)


def _figure(start: int, end: int, figure: str) -> Item:
    plain = figure.replace(",", "")
    if "." in figure or "," in figure:
        return Item("figure", start, end, float(plain), figure)
    number = int(plain) if len(plain) < 10 else 10**9
    if len(plain) == 4 and 1000 <= number < 2200:
        return Item("year_number", start, end, number, figure)
    small = len(plain) <= 2 and number <= 31
    return Item("small" if small else "figure", start, end, number, figure)
