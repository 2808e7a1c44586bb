"""Units and currencies around a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.annotators.how_many.numbers import WITH_MONEY, WITH_NOUN, Number
from onrecord.annotators.lexicons import alternatives, lexicon
from onrecord.text import trim

FRACTION = "fraction"
DIMENSIONS = frozenset(lexicon("quantity_units")["dimensions"]["words"])
_UNITS, _MONEY = lexicon("quantity_units"), lexicon("quantity_currencies")
_TIMES = {form: sign for sign, forms in _UNITS["time"].items() for form in forms}
TIMES = frozenset(_TIMES)
"""The words for amounts of time. Figures with them are dates, durations or ages."""

_BEFORE_WINDOW = 16


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's sign and where its words lie; `time` marks amounts of time."""

    sign: str | None
    start: int
    end: int
    time: bool = False


def _table() -> tuple[dict[str, str], dict[str, str]]:
    loose = {form: sign for sign, forms in _UNITS["forms"].items() for form in forms}
    loose |= _TIMES
    loose |= _MONEY["nouns"] | _MONEY["minor"]
    loose |= {f"{land} {noun}": code for noun, lands in _MONEY["shared"].items() for land, code in lands.items()}
    loose |= {noun: "" for noun in _MONEY["shared"] if noun not in _MONEY["nouns"]}
    exact = {form: sign for sign, forms in _UNITS["exact"].items() for form in forms}
    exact |= {code: code for code in _MONEY["codes"]["iso"]} | _MONEY["signs"]
    return loose, exact


_LOOSE, _EXACT = _table()
_PREFIX = re.compile(rf"(?:(?<![^\W\d_])(?:{alternatives([*_MONEY['signs'], *_MONEY['codes']['iso']])}))\s?$")
_LETTERS = re.compile(r"(?<![\w-])[A-Z]{2,3}$")
LEAST_MONEY = 1e6
"""The magnitude word ("m", "bn") from which letters glued to a number are money."""

_SCALE = re.compile(r"\bmagnitude[\s-]$", re.IGNORECASE)
_SYMBOL = re.compile(rf"(?:\s?(?P<unit>{alternatives(_EXACT)})|(?P<glued>{alternatives(_MONEY['glued'])}))(?![\w/]|\.\w)")
_NAMED_AFTER = "|".join(rf"{unit}\s+(?:{alternatives(things)})" for unit, things in _UNITS["named_after"].items())
_WORD = re.compile(
    rf"(?P<gap>\s?|[-\s]|\s-\s|-)(?!{_NAMED_AFTER})(?P<unit>{alternatives(_LOOSE)})(?:(?<=\w\w\w)(?:s|es))?(?![^\W_]|[/²³])",
    re.IGNORECASE,
)


def currency_before(text: str, start: int, floor: int) -> Unit | None:
    """The currency that ends right before the number at `start`, looking back no further than `floor`; or "magnitude"."""
    left = max(floor, start - _BEFORE_WINDOW)
    match = _PREFIX.search(text[left:start])
    if match is None:
        scale = _SCALE.search(text[left:start])
        return Unit("magnitude", left + scale.start(), start) if scale else None
    return Unit(_EXACT[_squeezed(match.group())], left + match.start(), start)


def unknown_money(text: str, number: Number, floor: int) -> Unit | None:
    """Capital letters that no table knows, right at an amount that no model or road bears: "QF120,000", "QF2.7m"."""
    match = _LETTERS.search(text[max(floor, number.start - _BEFORE_WINDOW) : number.start])
    large = number.scale >= LEAST_MONEY or "," in text[number.start : number.end]
    return Unit(None, number.start - len(match.group()), number.start) if match and number.digits and large else None


def unit_after(text: str, number: Number) -> Unit | None:
    """The unit right behind a number ("5 km", "40-kilometre", "3.4m tonnes", "20 million Orvan pounds")."""
    symbol, word = _SYMBOL.match(text, number.end), _WORD.match(text, number.end)
    if word and (not symbol or word.end() > symbol.end()):
        form = _squeezed(word["unit"].lower())
        return Unit(_LOOSE[form] or _pounds(text, word, number), number.end, word.end(), time=form in _TIMES)
    if symbol:
        sign = _EXACT[_squeezed(symbol["unit"])] if symbol["unit"] else _MONEY["glued"][symbol["glued"]]
        return Unit(sign, number.end, symbol.end())
    return None


def _pounds(text: str, word: re.Match[str], number: Number) -> str | None:
    """A pound is a weight before "of" or in a compound, and money by the million; else it stays open."""
    if not word["unit"].lower().startswith("pound"):
        return None
    if "-" in word["gap"] or text.startswith(" of", word.end()):
        return "pound"
    return "GBP" if number.scale >= 1e6 else None


@lru_cache(maxsize=256)
def _squeezed(words: str) -> str:
    return " ".join(words.split())


def settled(text: str, number: Number, currency: Unit | None, noun_follows: bool) -> Number:
    """The number without a short magnitude that is rather a unit: "1.2m tonnes" is millions, "a 37m wall" metres."""
    short = number.short
    guarded = short.lower() in WITH_MONEY or (short.lower() in WITH_NOUN and not noun_follows)
    if currency or not guarded:
        return number
    end = trim(text, number.start, number.end - len(short))[1]
    return Number(number.start, end, number.value / number.scale, digits=number.digits)
