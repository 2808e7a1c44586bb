"""Words of a text as items of classes that the grammar speaks of: months, weekdays, units, numbers, clock times."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from onrecord.annotators.lexicons import lexicon

OTHER = "other"

# Alternatives are grouped by the characters they begin with: most words go past them at one look.
_WORD = re.compile(
    r"""
      (?=[\d'’‘`½¼¾]) (?:
          (?P<iso>\d{4}([-/.])\d\d\2\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
        | (?P<numeric>\d{1,2}([/.])\d{1,2}\4(?:\d{4}|\d{2})(?![\d/.]{0,8}\d))
        | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![:\d])|[012]?\dh[0-5]\d\b)
        | (?P<decade>(?:\d\d)?\d0['’]?s\b|['’‘`]\d0['’]?s\b)
        | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
        | (?P<figure>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
        | (?P<part_of_one>[½¼¾])
        | (?P<possessive>['’]s?\b|['’](?=\s))
      )
    | (?=[ap][.m]) (?P<ampm>[ap]\.\s?m\b\.?|[ap]m\b)
    | (?=[ab]\.) (?P<era>[ab]\.\s?[cd]\b\.?)
    | (?P<zone>(?-i:[A-Z][a-z]+\s+time\b))
    | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
    | (?P<dash>[-‐‑–—])
    | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_LEXICON = {"word", "ampm", "era"}
_MARKS = dict.fromkeys('.;:?!"”’»', "stop") | dict.fromkeys("$€£#", "money")
_MARKS |= {",": "comma", "/": "slash", "(": "open", ")": "close", "%": "percent"}
_PARTS_OF_ONE = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_CAPITAL = {"month", "short_weekday", "feast", "era"}
"""Classes of words that are written with a capital."""
_DAY_BEHIND = re.compile(r"\.?\s[0-3]?\d(?:st|nd|rd|th)?(?![\w%.,:]*\d|\s[a-z]+s\b)")
_DAY_BEFORE = re.compile(r"(?<![\d.,:$])\b[0-3]?\d(?:st|nd|rd|th)?\s(?:of\s)?$")

_TWO_READINGS = {"may", "march", "mar", "august"}
"""Months that are other words too."""


MOST = 10**9
"""The largest number that is told apart."""


class Item(NamedTuple):
    """A stretch `[start, end)` of the text, its class and what it stands for (a number, a code, or a meaning).

    A tuple, since there is one for each word of a text and they are made several times faster than other objects.
    """

    kind: str
    start: int
    end: int
    value: Any
    text: str


class Entry(NamedTuple):
    """A word or phrase of the lexicon."""

    words: tuple[str, ...]
    kind: str
    value: Any


@cache
def _entries() -> dict[str, list[Entry]]:
    """The entries of the lexicon by their first word, the longest first."""
    found: dict[str, list[Entry]] = {}
    for kind, entries in lexicon("timex").items():
        for phrase, value in entries.items():
            words = tuple(match.group() for match in _WORD.finditer(phrase))
            found.setdefault(words[0], []).append(Entry(words, kind, value))
    for options in found.values():
        options.sort(key=lambda option: -len(option.words))
    return found


def items(text: str, start: int, end: int, tag: Callable[[int], str]) -> list[Item]:
    """The items of `text[start:end]`. `tag(offset)` is the part-of-speech tag of the word there, asked when in doubt."""
    matches = list(_WORD.finditer(text, start, end))
    lower = [match.group().lower() for match in matches]
    entries, found, i = _entries(), [], 0
    while i < len(matches):
        match, word = matches[i], lower[i]
        entry = None
        if match.lastgroup in _IN_LEXICON:
            entry = word in entries and _entry(entries[word], matches, lower, i, tag)
            found.append(_phrase(text, matches, lower, i, entry) if entry else Item(OTHER, *match.span(), None, word))
        else:
            found.append(_special(match, word))
        i += len(entry.words) if entry else 1
        while i < len(matches) and matches[i].start() < found[-1].end:
            i += 1
    return found


def _entry(
    options: list[Entry], matches: list[re.Match[str]], lower: list[str], i: int, tag: Callable[[int], str]
) -> Entry | None:
    for entry in options:
        size = len(entry.words)
        if (size == 1 or tuple(lower[i : i + size]) == entry.words) and _is_meant(entry.kind, matches[i], tag):
            return entry
    return None


def _phrase(text: str, matches: list[re.Match[str]], lower: list[str], i: int, entry: Entry) -> Item:
    end = matches[i + len(entry.words) - 1].end()
    word = entry.words[0]
    short = entry.kind == "short_weekday" or (entry.kind == "month" and len(word) <= 4 and word not in ("may", "june", "july"))
    if short and text[end : end + 1] == ".":
        end += 1
    return Item(entry.kind, matches[i].start(), end, entry.value, " ".join(entry.words))


def _is_meant(kind: str, match: re.Match[str], tag: Callable[[int], str]) -> bool:
    """Whether a word of two readings (may, march, fall, sun) is meant as one of time."""
    form = match.group()
    if kind in _CAPITAL:
        led = form[0].isupper() or (kind == "month" and _is_numbered(match))
        return led and (form.lower() not in _TWO_READINGS or tag(match.start())[:2] not in ("MD", "VB", "JJ"))
    return kind != "season" or tag(match.start())[:2] == "NN"


def _is_numbered(match: re.Match[str]) -> bool:
    """Whether a day stands beside a month, as in a text without capitals: "on april 12"."""
    text = match.string
    return bool(_DAY_BEHIND.match(text, match.end()) or _DAY_BEFORE.search(text[max(0, match.start() - 8) : match.start()]))


def _special(match: re.Match[str], lower: str) -> Item:
    kind = match.lastgroup or OTHER
    start, end = match.span()
    value: Any = lower
    if kind == "figure":
        return _figure(start, end, lower)
    if kind == "ordinal":
        value = int(lower[:-2])
    elif kind == "decade":
        value = lower.strip("s'’‘`")[:-1]
    elif kind == "clock":
        value = lower.replace("h", ":")
    elif kind == "zone":
        value = ""
    elif kind == "part_of_one":
        value = _PARTS_OF_ONE[lower]
    elif kind == "mark":
        kind = _MARKS.get(lower, OTHER)
    return Item(kind, start, end, value, lower)


def _figure(start: int, end: int, figure: str) -> Item:
    plain = figure.replace(",", "")
    if "." in figure or "," in figure:
        return Item("figure", start, end, min(float(plain), float(MOST)), figure)
    number = int(plain) if len(plain) < 10 else MOST
    if len(plain) == 4 and 1000 <= number < 2200:
        return Item("year_number", start, end, number, figure)
    small = len(plain) <= 2 and number <= 31
    return Item("small" if small else "figure", start, end, number, figure)
