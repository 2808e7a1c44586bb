"""The gazetteer's own tables: what the packages lack. See the headers of `data/*.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from onrecord.errors import GazetteerError
from onrecord.gazetteer.entries import Entry
from onrecord.gazetteer.keys import key
from onrecord.model import ToponymKind

TABLES = ("countries.tsv", "places.tsv", "abbreviations.tsv", "demonyms.tsv")


@dataclass(frozen=True, slots=True)
class CountryNames:
    """Other names of a country and, where the package's is off, its representative point."""

    point: tuple[float, float] | None
    names: tuple[str, ...]


def raw(table: str) -> str:
    """The text of one of our tables."""
    return (files("onrecord.gazetteer") / "data" / table).read_text("utf8")


def rows(table: str, width: int) -> Iterator[list[str]]:
    """The rows of a table without its header.

    Raises:
        GazetteerError: a row has more or fewer columns.
    """
    for number, line in enumerate(raw(table).split("\n"), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != width:
                raise GazetteerError(
                    found=f"{len(cells)} columns in line {number} of {table}",
                    wanted=f"{width}",
                    hint="install onrecord again, or report the line",
                )
            yield cells


def country_names() -> dict[str, CountryNames]:
    """Our names and points of countries, by ISO 3166-1 alpha-2."""
    return {
        code: CountryNames((float(lat), float(lon)) if lat else None, _names(names))
        for code, lat, lon, names in rows("countries.tsv", 4)
    }


def own_places() -> Iterator[Entry]:
    """Continents, seas, regions and the like."""
    for name, kind, lat, lon, country, weight, names in rows("places.tsv", 7):
        id = f"onrecord:{key(name).replace(' ', '-')}{'-' + country.lower() if country else ''}"
        point = float(lat), float(lon)
        yield Entry(id, name, ToponymKind(kind), *point, country or None, None, int(weight), _names(names))


def abbreviations() -> dict[str, str]:
    """ISO 3166-2 code of the state or province that an abbreviation stands for."""
    return {short: code for code, cell in rows("abbreviations.tsv", 2) for short in _names(cell)}


def demonyms() -> dict[str, str]:
    """The country that a demonym speaks of, by its key."""
    return {key(word): code for code, cell in rows("demonyms.tsv", 2) for word in _names(cell)}


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(";") if name.strip())
