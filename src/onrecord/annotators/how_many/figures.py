"""Figures: numbers with their sign, currency, unit and modifier, as they stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.annotators.how_many.bounds import Bound, firmest, modifier_after, modifier_before
from onrecord.annotators.how_many.numbers import Number, find_numbers
from onrecord.annotators.how_many.units import DIMENSIONS, FRACTION, Unit, currency_before, settled, unit_after, unknown_money
from onrecord.annotators.how_many.vague import find_vague
from onrecord.language import Parse


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `[start, end)`; its bare number at `[first, last)`.

    `value` is the number as it stands, None where it is vague; `top` the upper end of a range. `measure` is its unit or
    currency, `scale` the worth of its magnitude word.
    """

    start: int
    end: int
    first: int
    last: int
    value: float | None
    top: float | None = None
    measure: Unit | None = None
    modifier: str | None = None
    bound: Bound | None = None
    scale: float = 1.0
    digits: bool = False

    @property
    def unit(self) -> str | None:
        """The sign of its unit."""
        return self.measure.sign if self.measure else None

    @property
    def is_range(self) -> bool:
        """Whether it has two ends."""
        return self.top is not None


SHORTEST_VERB = 3
"""Letters of a unit that can be a verb ("won"); a sign ("180m long") that is tagged as one is still a unit."""

_SIGN = re.compile(r"(?:(?<![\w)\].%])[-−]|\b(?:minus|negative)[\s-])$", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_PREFIX = re.compile(r"(?<!\w)(?:sub|mid|under|over|plus|post|pre)-$", re.IGNORECASE)
_CODE_BEFORE = re.compile(r"(?:[^\W]|\w[-+]|[\d][.,:/⁄-]|#|[:/@_])$")
_CODE_BEHIND = re.compile(r"[^\W_]|_|[:/⁄.,]\d|-\d+-|[-–][A-Za-z]?\d|['’]s\b|-(?:st|nd|rd|th)\b|[°º]\d")
_LEADING_ZERO = re.compile(r"0\d")
_PHONE = re.compile(r"\+\d[\d ()./-]{6,}\d|\(?\b\d{2,4}\)?[ -]\d{3}-\d{3,4}\b|\b\d{3}-\d{4}\b|\b0\d{1,4}[ /-]\d{3,}(?:[ -]\d+)*")
_PHONE_LENGTH = 18
_RANGE_BEHIND = re.compile(r"[-–]\d[\d.,]*(?![\d/:-]|\w-\d)")
_RANGE_BEFORE = re.compile(r"(?<![\w/:.+-])[$€£]?\d[\d.,]*[%\w]{0,3}[-–—]$")


def find_figures(text: str, start: int, end: int, parse: Parse) -> list[Figure]:
    """The figures of `text[start:end]`, vague ones among them, in order and without overlaps."""
    vague = [Number(*span, value=0.0, vague=True) for span in find_vague(text, start, end)]
    numbers = sorted([*find_numbers(text, start, end), *vague], key=lambda number: (number.start, -number.end))
    found: list[Figure] = []
    reached = start
    for number in numbers:
        if number.start >= reached:
            reached = number.end
            found += [_vague(text, number, start)] if number.vague else _figures(text, number, start, parse)
    return found


def _vague(text: str, number: Number, floor: int) -> Figure:
    of = _OF.match(text, number.end)
    measure = unit_after(text, number) or (unit_after(text, replace(number, end=of.end())) if of else None)
    end = measure.end if measure else number.end
    return bounded(text, Figure(number.start, end, number.start, number.end, None, measure=measure), floor)


def _figures(text: str, number: Number, floor: int, parse: Parse) -> Iterator[Figure]:
    sign = _SIGN.search(text[max(floor, number.start - 9) : number.start])
    left = number.start - (len(sign.group()) if sign else 0)
    currency = currency_before(text, left, floor) or unknown_money(text, number, floor)
    number = settled(text, number, currency, _counted_behind(parse, number.end))
    measure = _unless_verb(unit_after(text, number), parse)
    end = measure.end if measure else number.end
    if _is_code(text, left, end, floor, currency):
        return
    if number.share and not measure:
        measure = Unit(FRACTION, number.end, number.end)
    start = currency.start if currency else left
    yield bounded(
        text,
        Figure(
            start,
            end,
            number.start,
            number.end,
            -number.value if sign else number.value,
            measure=_merged(currency, measure),
            scale=number.scale,
            digits=number.digits,
        ),
        floor,
    )


def _unless_verb(measure: Unit | None, parse: Parse) -> Unit | None:
    """The unit, None where its word is a verb ("Team Seven won")."""
    token = parse.token_at(measure.end - 1) if measure else None
    return None if token and token.tag in ("VBD", "VBP") and len(token.text) >= SHORTEST_VERB else measure


def _is_code(text: str, start: int, end: int, floor: int, currency: Unit | None) -> bool:
    """Whether the number is a piece of something longer: "F-16", "12:30", "5G", a phone number."""
    before = text[max(floor, start - 12) : start]
    if not currency and (_LEADING_ZERO.match(text, start) or _in_phone_number(text, start, end)):
        return True
    alone = currency or _PREFIX.search(before) or _RANGE_BEFORE.search(before) or not _CODE_BEFORE.search(before)
    return not alone or bool(_CODE_BEHIND.match(text, end) and not _RANGE_BEHIND.match(text, end))


def _in_phone_number(text: str, start: int, end: int) -> bool:
    left = max(0, start - _PHONE_LENGTH)
    around = text[left : end + _PHONE_LENGTH]
    return any(match.start() < end - left and start - left < match.end() for match in _PHONE.finditer(around))


def _merged(currency: Unit | None, measure: Unit | None) -> Unit | None:
    """The sign before the number and the words behind it: those behind are the more exact ("$ 20 Canadian dollars")."""
    if currency and measure and measure.sign and len(measure.sign) == len("USD"):
        return measure
    return currency or measure


def bounded(text: str, figure: Figure, floor: int) -> Figure:
    """The figure with the modifiers before and behind it."""
    around = (modifier_before(text, figure.start, floor), modifier_after(text, figure.end))
    said = [modifier for modifier in around if modifier]
    if not said:
        return figure
    return replace(
        figure,
        start=min(figure.start, said[0].start),
        end=max(figure.end, said[-1].end),
        modifier=" ".join(modifier.words for modifier in said),
        bound=firmest(modifier.bound for modifier in said),
    )


def _counted_behind(parse: Parse, end: int) -> bool:
    """Whether counted things stand behind the character `end`: "3.4m people", but not "a 37m wall" or "37m long"."""
    token = parse.token_at(end) or parse.token_at(end + 1)
    if token is None or token.start < end:
        return False
    return token.tag in ("NNS", "NNPS") or token.lower == "of" or (token.tag[:2] == "JJ" and token.lower not in DIMENSIONS)
