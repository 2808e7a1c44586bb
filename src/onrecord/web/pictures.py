"""Where things stand in a picture: numbers for SVG, from what a view gives."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord import gazetteer
from onrecord.api.places import Map, Spot
from onrecord.api.timeline import Column, Moment, Timeline
from onrecord.model import ToponymKind

WIDE, HIGH = 1000, 120
"""The size of the overview of a timeline, in its own units."""

BAR = 300
"""The width of the axis beside each claim, in its own units."""

LEAST = 3
"""The least width of a bar: less could not be seen."""

MAP = 1000
"""The width of a map, in its own units."""

MARGIN, SMALLEST, STEEPEST = 0.12, 20.0, 0.62
"""Around the places of a map: a share of its width; its least width in degrees; its height at most, as a share of its width."""

LETTER = 9
"""About the width of a letter on a map."""

GRID = 5
"""Degrees of the grid on which the sides of a map lie."""

STEP = 0.7
"""Units of a map below which two corners of an outline are one."""

AREAS = (ToponymKind.COUNTRY, ToponymKind.CONTINENT, ToponymKind.REGION, ToponymKind.WATER)
"""Places that are drawn as areas: nobody said where in them it was."""

WHOLE = (ToponymKind.COUNTRY, ToponymKind.CONTINENT)
"""Places that do not tell where on the map to look."""

OUTERMOST = 0.06
"""The share of claims at each side that may lie outside of what is shown first."""

NAMES = 16
"""Places whose names are written at most."""

STACK = ("stated", "hedged", "open", "possible", "position", "denied", "rejected")
"""How claims stand, from the foot of a column upwards."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column: the claims in it that stand alike."""

    standing: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A column of the overview."""

    column: Column
    x: float
    width: float
    pieces: tuple[Piece, ...]


def overview_of(view: Timeline) -> list[Drawn]:
    """The columns of a timeline's overview, in a box of WIDE by HIGH."""
    if not view.columns:
        return []
    most, width = max(column.total for column in view.columns) or 1, WIDE / len(view.columns)
    return [Drawn(c, i * width, max(width - min(1.5, width / 4), 0.4), _pieces(c, most)) for i, c in enumerate(view.columns)]


def _pieces(column: Column, most: int) -> tuple[Piece, ...]:
    found, y = [], float(HIGH)
    for standing in STACK:
        height = HIGH * column.standings.get(standing, 0) / most
        if height:
            y -= height
            found.append(Piece(standing, round(y, 2), round(height, 2)))
    return tuple(found)


def bar_of(view: Timeline, moment: Moment) -> tuple[float, float]:
    """Where the bar of a claim begins and how wide it is, on an axis of BAR from the timeline's first day to its last."""
    first, last = date.fromisoformat(str(view.first)), date.fromisoformat(str(view.last))
    days = (last - first).days + 1
    begin, end = date.fromisoformat(moment.first), date.fromisoformat(moment.last)
    x = min(max(0.0, BAR * (begin - first).days / days), BAR - LEAST)
    width = min(max(LEAST, BAR * ((end - begin).days + 1) / days), BAR - x)
    return round(x, 2), round(width, 2)


@dataclass(frozen=True, slots=True)
class Circle:
    """A place on a map: a point whose size tells how many claims name it, or an area; `named` where its name has room."""

    spot: Spot
    x: float
    y: float
    r: float
    is_area: bool
    named: bool = False


@dataclass(frozen=True, slots=True)
class Land:
    """A country's outline, and where its name stands, if there is room for one; `claims` name it as a whole."""

    code: str
    path: str
    claims: int
    name: str | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map: its height where it is MAP wide, the outlines in it, and its places, the largest first.

    `window` is the part that is shown first: left, top, width and height; `share` is its width as a share of the whole.
    """

    height: float
    lands: tuple[Land, ...]
    circles: tuple[Circle, ...]
    window: tuple[float, float, float, float]
    share: float


@dataclass(frozen=True, slots=True)
class _Box:
    """Degrees to the units of a map: plate carrée, narrowed for its middle latitude so that small regions keep their shape."""

    west: float
    north: float
    narrow: float
    scale: float
    height: float

    @classmethod
    def around(cls, points: list[tuple[float, float]]) -> _Box:
        """One that holds all these points. Its sides lie on a grid, so that the maps of many filters have the same."""
        lons, lats = [p[0] for p in points] or [-170, 190], [p[1] for p in points] or [-56, 75]
        west, east, south, north = (_on_grid(x) for x in (min(lons), max(lons) + GRID, min(lats), max(lats) + GRID))
        middle = (south + north) / 2
        narrow = max(0.3, math.cos(math.radians(middle)))
        wide = max((east - west) * narrow, (north - south) / STEEPEST, SMALLEST) * (1 + 2 * MARGIN)
        wide = min(wide, 360 * narrow)
        high = max(wide * STEEPEST * 0.8, min((north - south) * (1 + 2 * MARGIN), wide * STEEPEST))
        scale = MAP / wide
        return cls((west + east) / 2 - wide / narrow / 2, middle + high / 2, narrow, scale, round(high * scale, 1))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A point of the map."""
        return round((lon - self.west) * self.narrow * self.scale, 1), round((self.north - lat) * self.scale, 1)

    def units(self, degrees: float) -> float:
        """So many degrees from west to east, in units of the map."""
        return degrees * self.scale

    def holds(self, ring: Ring) -> bool:
        """Whether any of an outline, in units of the map, may be seen."""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return min(xs) < MAP and max(xs) > 0 and min(ys) < self.height and max(ys) > 0


@lru_cache(maxsize=64)
def sheet_of(view: Map) -> Sheet:
    """A map of the places: as large as they all need, and first shown where most of the claims are."""
    box = _Box.around([(float(spot.place.lon or 0), float(spot.place.lat or 0)) for spot in view.spots])
    window = _window(box, view.spots)
    share = window[2] / MAP
    whole = {s.place.country: s.place.claims for s in view.spots if s.kind == ToponymKind.COUNTRY and s.place.country}
    lands = [_land(code, ring, path, whole.get(code, 0), window) for code, ring, path in _drawn(box)]
    most = max((spot.place.claims for spot in view.spots), default=1)
    drawn = {land.code for land in lands}
    circles = (_circle(box, spot, most, share) for spot in view.spots if not _is_land(spot, drawn))
    ranked = sorted(circles, key=lambda circle: (-circle.r, circle.x))
    return Sheet(box.height, tuple(lands), tuple(_named(ranked, share)), window, round(share, 3))


@lru_cache(maxsize=64)
def _drawn(box: _Box) -> list[tuple[str, Ring, str]]:
    """The countries that are in a map: code, longest outline in its units, and the path of all of them."""
    placed = ((code, [[box.at(*point) for point in ring] for ring in rings]) for code, rings in outlines().items())
    seen = ((code, [ring for ring in rings if box.holds(ring)]) for code, rings in placed)
    return [(code, max(rings, key=len), _path(rings)) for code, rings in seen if rings]


def _on_grid(degrees: float) -> float:
    return math.floor(degrees / GRID) * GRID


def _window(box: _Box, spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """The part of a map that holds all but the outermost of the claims at points, or all where there is none."""
    points = [(box.at(float(s.place.lon or 0), float(s.place.lat or 0)), s.place.claims) for s in spots if s.kind not in WHOLE]
    if not points:
        return 0, 0, MAP, box.height
    (west, east), (north, south) = (_inner([(point[axis], claims) for point, claims in points]) for axis in (0, 1))
    shape = box.height / MAP
    wide = min(MAP, max((east - west) * 1.35, (south - north) * 1.35 / shape, box.units(SMALLEST)))
    x = min(max((west + east - wide) / 2, 0), MAP - wide)
    y = min(max((north + south - wide * shape) / 2, 0), box.height - wide * shape)
    return round(x, 1), round(y, 1), round(wide, 1), round(wide * shape, 1)


def _inner(found: list[tuple[float, int]]) -> tuple[float, float]:
    """The least and the greatest of weighted numbers without the outermost share at each end."""
    total, seen, inner = sum(weight for _, weight in found), 0, []
    for number, weight in sorted(found):
        if seen + weight > total * OUTERMOST and seen < total * (1 - OUTERMOST):
            inner.append(number)
        seen += weight
    return inner[0], inner[-1]


def _named(circles: list[Circle], share: float) -> Iterator[Circle]:
    """The circles, the largest of which have their names beside them as far as no two names meet."""
    taken: list[tuple[float, float, float]] = []
    for circle in circles:
        x, y, width = circle.x + circle.r, circle.y, LETTER * share * (len(circle.spot.place.name) + 2)
        free = all(abs(y - b) > 2 * LETTER * share or x > a + w or a > x + width for a, b, w in taken)
        if free and len(taken) < NAMES:
            taken.append((x, y, width))
        yield replace(circle, named=bool(free and taken and taken[-1][:2] == (x, y)))


def _land(code: str, corners: Ring, path: str, claims: int, window: tuple[float, float, float, float]) -> Land:
    left, top, wide, high = window
    ys = [min(max(y, top), top + high) for _, y in corners]
    name, letter = _country(code), LETTER * wide / MAP
    if max(ys) - min(ys) <= 2 * letter:  # most countries of a sheet lie outside of what is first shown
        return Land(code, path, claims, None, left, top)
    heights = [min(ys) + (max(ys) - min(ys)) * part for part in (0.5, 0.4, 0.6, 0.3, 0.7)]
    room, west, y = max(((*_widest(corners, y, left, left + wide), y) for y in heights), key=lambda found: found[0])
    return Land(code, path, claims, name if room > letter * len(name) else None, round(west + room / 2, 1), round(y, 1))


@cache
def _country(code: str) -> str:
    return gazetteer.open().country_name(code)


def _widest(ring: Ring, y: float, left: float, right: float) -> tuple[float, float]:
    """The longest way through an outline at this height between two sides, and where it begins: a name there stands within."""
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    xs = sorted(x + (y - b) * (c - x) / (d - b) for (x, b), (c, d) in edges if (b > y) != (d > y))
    within = [min(max(x, left), right) for x in xs]
    return max(((east - west, west) for west, east in zip(within[::2], within[1::2], strict=False)), default=(0.0, left))


def _is_land(spot: Spot, drawn: set[str]) -> bool:
    return spot.place.country in drawn and spot.kind == ToponymKind.COUNTRY.value


def _circle(box: _Box, spot: Spot, most: int, share: float) -> Circle:
    x, y = box.at(float(spot.place.lon or 0), float(spot.place.lat or 0))
    is_area = spot.kind in AREAS
    size = (4 + 11 * math.sqrt(spot.place.claims / most)) * share
    return Circle(spot, x, y, round(size * (1.6 if is_area else 1), 2), is_area)


def _path(rings: list[Ring]) -> str:
    return "".join("M" + "L".join(f"{x} {y}" for x, y in _thinned(ring)) + "Z" for ring in rings)


def _thinned(ring: Ring) -> Ring:
    """The corners of an outline, without those that fall upon the one before."""
    found = ring[:1]
    for x, y in ring[1:]:
        if abs(x - found[-1][0]) + abs(y - found[-1][1]) > STEP:
            found.append((x, y))
    return found


@cache
def outlines() -> dict[str, list[Ring]]:
    """The outlines of countries by ISO 3166-1 alpha-2, in degrees: those that come with the package `countryinfo` (MIT)."""
    found: dict[str, list[Ring]] = {}
    for file in files("countryinfo").joinpath("data").iterdir():
        if file.name.endswith(".json"):
            told = json.loads(file.read_text("utf-8"))
            rings = [ring for feature in told.get("geoJSON", {}).get("features", []) for ring in _rings(feature["geometry"])]
            code = told.get("ISO", {}).get("alpha2", "").upper()
            if rings and code:
                found[code] = rings
    return dict(sorted(found.items()))


def _rings(shape: dict[str, Any]) -> list[Ring]:
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [[(float(lon), float(lat)) for lon, lat, *_ in part[0]] for part in parts]
