"""Figures and places in plain words."""

from __future__ import annotations

from functools import cache

from onrecord import gazetteer
from onrecord.model import Place, Quantity

_CLOSE_UP = {"%", "°", "°C"}
_IN_WORDS = {
    "pp": "percentage points",
    "fraction": "of the whole",
    "magnitude": "on the scale",
    "km2": "km²",
    "m3": "m³",
    "m3/s": "m³/s",
}


def number(value: float) -> str:
    """A number with thousands in groups, at most four decimals.

    >>> number(20000.0), number(2.5)
    ('20,000', '2.5')
    """
    words = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def figure(quantity: Quantity, counted: str = "") -> str:
    """What a quantity was read as: its number or bounds, unit and what is counted; never more than the text states.

    >>> from onrecord.model import Span
    >>> figure(Quantity(Span(0, 13), low=1000, best=None, high=None), "men")
    '1,000 men at the least'
    >>> figure(Quantity(Span(0, 6), low=None, best=None, high=None, modifier="scores"), "men")
    'no number stated: men'
    """
    words = _numbers(quantity, f" {counted}" if counted else "")
    if words is None:
        return f"no number stated: {counted}" if counted else "no number stated"
    change = {"up": "up by ", "down": "down by "}.get(quantity.change or "", "")
    return change + words


def _numbers(quantity: Quantity, counted: str) -> str | None:
    low, best, high, unit = quantity.low, quantity.best, quantity.high, quantity.unit
    if best is not None:
        between = f" ({number(low)} to {number(high)})" if low is not None and high is not None else ""
        about = f" (“{quantity.modifier}”)" if quantity.modifier else ""
        return _with_unit(number(best), unit) + between + counted + about
    if low is not None and high is not None:
        return _with_unit(f"{number(low)} to {number(high)}", unit) + counted
    bound = low if low is not None else high
    if bound is None:
        return None
    return _with_unit(number(bound), unit) + counted + (" at the least" if low is not None else " at the most")


def _with_unit(words: str, unit: str | None) -> str:
    if unit is None:
        return words
    return f"{words}{unit}" if unit in _CLOSE_UP else f"{words} {_IN_WORDS.get(unit, unit)}"


def place_name(place: Place) -> str:
    """A place with its region and country.

    >>> from onrecord.model import ToponymKind
    >>> place_name(Place("x:1", "Port Calder", ToponymKind.CITY, 59.1, 11.4, "XM", "Calder"))
    'Port Calder, Calder, XM'
    """
    parts = [place.name, place.admin, country_name(place.country) if place.country else None]
    kept = [part for i, part in enumerate(parts) if part and part not in parts[:i]]
    return ", ".join(kept)


@cache
def country_name(code: str) -> str:
    """The English name of a country, the code itself where the gazetteer is not built or does not know it."""
    return gazetteer.open().country_name(code) if gazetteer.gazetteer_path().exists() else code


def coordinates(place: Place) -> str | None:
    """Latitude and longitude in degrees, None where the gazetteer has none.

    >>> from onrecord.model import ToponymKind
    >>> coordinates(Place("x:1", "Halden", ToponymKind.CITY, 59.1224, -11.3875, "NO"))
    '59.12° N, 11.39° W'
    """
    if place.lat is None or place.lon is None:
        return None
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):.2f}° {north}, {abs(place.lon):.2f}° {east}"
