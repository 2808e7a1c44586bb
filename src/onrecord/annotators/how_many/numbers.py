"""Numbers in figures and words: where they stand and what they are worth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.lexicons import alternatives, lexicon

_LEX = lexicon("quantity_numbers")
_SMALL: dict[str, int] = {**_LEX["ones"], **_LEX["tens"]}
_MAGNITUDES: dict[str, float] = _LEX["magnitudes"]
_SHORT: dict[str, float] = _LEX["short"]
_PARTS: dict[str, int] = _LEX["parts"]
WITH_MONEY, WITH_NOUN = frozenset(_LEX["guarded"]["money"]), frozenset(_LEX["guarded"]["noun"])
"""Short magnitudes that are also units ("m"): they count beside a currency, the second also before counted things."""

_ONES, _TENS, _PART = (alternatives(_LEX[name]) for name in ("ones", "tens", "parts"))
_BIG = rf"(?:{alternatives(_MAGNITUDES)})"
_LOW = rf"(?:(?:{_TENS})(?:[\s-]+(?:{_ONES})\b)?|(?:{_ONES}))"
_WORDS = rf"(?:(?:{_LOW}[\s-]+|a\s+)?hundred(?:\s+(?:and\s+)?{_LOW}\b)?|{_LOW})\b"
_PLAIN = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|[1-9]\d{0,2}(?:[\u00a0\u202f ]\d{3})+(?!\d|,\d)|\d+)(?:\.\d+)?|\.\d+"
_VULGAR = r"\s?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[\s-]\d{1,2}[/⁄]\d{1,3}(?![\d/])"
_DIGITS = rf"(?<![\d.,])(?:{_PLAIN})(?:e[+-]?\d+|\s?[×x]\s?10\^?[-−+]?\d+)?"

_NUMBER = (
    rf"(?:(?P<digits>{_DIGITS})(?:{_VULGAR})?|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
    rf"|\b(?:half(?:\s+an?)?|(?:an?\s+)?quarter(?:\s+of\s+a)?|an?)\s+(?={_BIG}\b)|\b(?={_BIG}\b)|\b{_WORDS})"
    rf"(?:\s+and\s+a\s+(?:half|quarter|third)\b)?(?P<short>\s?(?:{alternatives(_SHORT)})(?![\w/]))?"
    rf"(?P<big>(?:(?:[\s-]*{_BIG}s?\b)+(?:\s+(?:and\s+)?{_WORDS})?)*)"
)
_LED = "".join(("(?:", "|".join(rf"(?<=\b{word} )" for word in _LEX["parted"]["before"]), ")"))
_SHARE = (
    rf"(?:\b(?:an?\s+(?:{_PART})\b(?=\s+of\b)|{_LED}an?\s+(?:{_PART})\b|(?:{_LOW}|\d+)[\s-]+(?:{_PART})s?\b)(?!(?:\s+of)?\s+an?\s+{_BIG}|\s+{_BIG})"
    rf"|\b(?:(?:one|1)\s+in|(?:{_LOW}|\d{{1,2}})\s+(?:in\s+every|in(?=\s+(?:ten|10|100|a\s+hundred)\b)|out\s+of(?:\s+every)?))"
    rf"\s+(?:{_LOW}|a\s+hundred|[1-9]\d{{0,2}})\b(?![,.]\d|\s?%)"
    rf"|\bhalf\b(?!(?:\s+an?)?\s+{_BIG})|(?<![\d/])[1-9]\d?[/⁄][1-9]\d{{0,2}}(?![\d/]))"
)
_ONE = re.compile(_NUMBER, re.IGNORECASE)
_ANY = re.compile(rf"(?P<share>{_SHARE})|{_NUMBER}", re.IGNORECASE)
# A text has few words that begin a number: only those are looked at closely.
_WRITTEN = [word for name in ("ones", "tens", "magnitudes") for word in _LEX[name]]
_FIRST = {re.split(r"\W", word)[0] for word in _WRITTEN} | {"a", "an", "half", "quarter"}
_BEGINNING = re.compile(r"[\d.½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\b[^\W\d_]+")
_ATOM = re.compile(rf"\d+[/⁄]\d+|(?:{_PLAIN})(?:e[+-]?\d+)?|×|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[a-z]+", re.IGNORECASE)
_POWER = re.compile(r"\s?[×x]\s?10\^?", re.IGNORECASE)
_COMMON_PARTS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128, 1000))
"""Denominators of a fraction written with a slash; others are rather dates or names ("9/11", "24/7")."""


_ROUND = frozenset((*range(2, 11), 20, 50, 100, 1000))
"""Wholes of a share: "two out of three" is one, "61 out of 118 deputies" are two counts."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `[start, end)`. `scale` is its magnitude's worth (1 without), `short` that word's short form."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    short: str = ""
    digits: bool = False
    share: bool = False
    vague: bool = False


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of `text[start:end]`, in order. A share of a whole ("two thirds") has a value between 0 and 1.

    >>> [number.value for number in find_numbers("half a dozen, 3.4 million or two-thirds", 0, 39)]
    [6.0, 3400000.0, 0.6666666666666666]
    """
    for place in _beginnings(text, start, end):
        match = _ANY.match(text, place, end) if place >= start else None
        if match is None:
            continue
        number = _share(match) if match["share"] else _number(match)
        if number is None and (plain := _ONE.match(text, match.start(), end)):
            match, number = plain, _number(plain)
        start = max(match.end(), match.start() + 1)
        if number is not None:
            yield number


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    """Where a number may begin: at figures, and at the words that begin one."""
    for match in _BEGINNING.finditer(text, start, end):
        word = match.group()
        if not word.isalpha() or word.lower() in _FIRST:
            yield match.start()


def _number(match: re.Match[str]) -> Number:
    words = match.group().rstrip()
    short = (match["short"] or "").strip()
    bigs = [_MAGNITUDES.get(word.lower().removesuffix("s"), 1.0) for word in _ATOM.findall(match["big"] or "")]
    scale = max(bigs, default=_SHORT.get(short.lower(), 1.0))
    value = worth(words[: len(words) - len(short)]) * _SHORT.get(short.lower(), 1.0)
    return Number(match.start(), match.start() + len(words), value, scale, short, bool(match["digits"]))


def _share(match: re.Match[str]) -> Number | None:
    words = match.group().lower()
    atoms = [atom for atom in _ATOM.findall(words) if atom not in ("of", "out", "every", "in")]
    if "/" in words or "⁄" in words:
        return _slash(match, *re.split("[/⁄]", words))
    if atoms[-1].rstrip("s") in _PARTS or atoms[-1] == "halves":
        part = _PARTS[atoms[-1].removesuffix("s")]
        value = (worth(" ".join(atoms[:-1])) or 1) / part
    else:
        few, many = re.split(r"\s+(?:in|out\s+of)\s+", words)
        if "out" in words and "every" not in words and worth(many) not in _ROUND:
            return None
        value = worth(few) / (worth(many) or 1)
    return Number(match.start(), match.end(), value, share=True) if 0 < value < 1 else None


def _slash(match: re.Match[str], over: str, under: str) -> Number | None:
    if int(under) not in _COMMON_PARTS or int(over) >= int(under):
        return None
    return Number(match.start(), match.end(), int(over) / int(under), digits=True, share=True)


def worth(words: str) -> float:
    """What a number is worth.

    >>> worth("two million three hundred and five"), worth("2 1/2"), worth("1.3x10^6")
    (2000305.0, 2.5, 1300000.0)
    """
    total = current = 0.0
    for atom in _ATOM.findall(_POWER.sub("e", words).replace("−", "-").lower()):
        size = _MAGNITUDES.get(atom) or _MAGNITUDES.get(atom.removesuffix("s"))
        if size is None:
            current += _small(atom)
        elif size <= 100:
            current = (current or 1.0) * size
        elif current or not total:
            total, current = total + (current or 1.0) * size, 0.0
        else:
            total *= size
    return total + current


def _small(atom: str) -> float:
    if atom in _SMALL:
        return _SMALL[atom]
    if atom in _PARTS:
        return 1 / _PARTS[atom]
    if "/" in atom or "⁄" in atom:
        over, under = re.split("[/⁄]", atom)
        return int(over) / max(1, int(under))
    if atom[0].isdigit() or atom[0] == ".":
        return float(re.sub(r"[,\s]", "", atom))
    return unicodedata.numeric(atom) if len(atom) == 1 and not atom.isalpha() else 0.0
