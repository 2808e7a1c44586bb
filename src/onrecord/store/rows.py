"""Documents as rows: a reading's body as JSON, and the rows of claims, parties, places and actors that follow from it.

Verifying a record makes the same rows again from the bodies, so everything here depends on the body alone, and a change of
what `project` gives needs a migration that lays every document out anew.
"""

from __future__ import annotations

import json
import re
import zlib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert, text

from onrecord.model import Document, Segment
from onrecord.store.canonical import canonical, value_of
from onrecord.store.tables import actors, claims, parties, places
from onrecord.text import fold

Row = dict[str, Any]
Body = dict[str, Any]

OUTSIDE = ("id", "text", "uri", "evidence", "title", "publisher", "published", "language")
"""Fields of a document that stand in columns, not in the body of a reading."""

PAGED = "application/pdf"
"""The media type of files that have pages."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$")


@dataclass(frozen=True, slots=True)
class Projection:
    """The rows that follow from a reading, by table."""

    claims: list[Row]
    parties: list[Row]
    places: list[Row]
    actors: list[Row]


def body_of(doc: Document) -> str:
    """What was found in a document, as canonical JSON."""
    found = doc.to_dict()
    return canonical({name: value for name, value in found.items() if name not in OUTSIDE})


def pack(body: str) -> bytes:
    """A body as it is stored."""
    return zlib.compress(body.encode())


def unpack(data: bytes) -> str:
    """A stored body as it was.

    Raises:
        ValueError: the bytes are not what `pack` gives.
    """
    try:
        return zlib.decompress(data).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from None


def segments_of(segments: tuple[Segment, ...]) -> str:
    """The map from text to bytes as canonical JSON: four numbers for each segment, behind them its page and box if it has any."""
    placed = ((s, [s.page, *s.box] if s.page and s.box else []) for s in segments)
    return canonical([[s.start, s.end, s.byte_start, s.byte_end, *place] for s, place in placed])


def parse_segments(text: str) -> tuple[Segment, ...]:
    """The map that `segments_of` wrote."""
    found = value_of(text)
    return tuple(Segment(*n[:4], *((n[4], tuple(n[5:9])) if len(n) > 4 else ())) for n in found)


def project(document: str, published: str | None, body: Body) -> Projection:
    """The rows of a reading of the document with this id and day."""
    view = _View(document, published, body)
    found = list(enumerate(body["claims"]))
    return Projection(
        claims=[view.claim(number, claim) for number, claim in found],
        parties=[row for _, claim in found for row in view.parties(claim)],
        places=[row for _, claim in found for row in view.places(claim)],
        actors=[view.actor(actor) for actor in body["actors"]],
    )


@lru_cache(maxsize=4096)
def days(value: str | None) -> tuple[str | None, str | None]:
    """The first and the last day that a date may mean; None where it is not a plain date.

    >>> days("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    match = _DAY.match(value or "")
    if not match:
        return None, None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None, None
    last = monthrange(max(1, int(year)), int(month))[1]
    return f"{year}-{month}-{day or '01'}", f"{year}-{month}-{day or last}"


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return fold(name)


def insert_projection(connection: Connection, rows: Projection) -> None:
    """Write the rows; those that were there for the document before must be gone."""
    for table in (claims, parties, places, actors):
        insert_rows(connection, table, getattr(rows, table.name))


def insert_rows(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Write rows of texts and numbers that have the same columns. PostgreSQL takes them in one piece: each way to it costs."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_inserting(table), rows)
        return
    names = ", ".join(f'"{name}"' for name in rows[0])
    taken = f"SELECT {names} FROM json_populate_recordset(CAST(NULL AS {table.name}), CAST(:rows AS json))"
    connection.execute(text(f"INSERT INTO {table.name} ({names}) {taken}"), {"rows": json.dumps(rows, ensure_ascii=False)})


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


class _View:
    """Reads a body, in which an annotation inside another is the number of the one meant or the annotation itself."""

    def __init__(self, document: str, published: str | None, body: Body) -> None:
        self._document = document
        self._published = published or ""
        self._body = body
        self._names = {actor["id"]: actor["name"] for actor in body["actors"]}

    def claim(self, position: int, claim: Body) -> Row:
        event = self._event(claim)
        counts = [count for count in self._all("quantities", event["counts"]) if count["kind"] is None]
        count = counts[0] if counts else {"low": None, "best": None, "high": None, "counted": None}
        dates = [time for time in self._all("timexes", event["times"]) if time["type"] in ("DATE", "TIME") and time["value"]]
        happened = dates[0]["value"] if dates else None
        first, last = days(happened)
        named = [place["surface"] for place in self._all("toponyms", event["places"])]
        return {
            "document": self._document,
            "id": claim["id"],
            "published": self._published,
            "position": position,
            "start": claim["text"]["start"],
            "end": claim["text"]["end"],
            "words": claim["text"]["exact"],
            **{name: claim[name] for name in ("kind", "status", "stance", "certainty")},
            "speaker": self._names.get(claim["speaker"]),
            "event_type": event["event_type"],
            "mode": event["mode"],
            **{name: count[name] for name in ("low", "best", "high")},
            "counted": count["counted"] and count["counted"]["exact"],
            "happened": happened,
            "first_day": first,
            "last_day": last,
            "place": named[0] if named else None,
            "review": None,
            "later": None,
        }

    def parties(self, claim: Body) -> Iterator[Row]:
        event = self._event(claim)
        found = [("speaker", claim["speaker"], None), *(("relay", actor, None) for actor in claim["relayed_by"])]
        found += [("actor", m["actor"], m["span"]) for m in event["actors"]]
        found += [("recipient", m["actor"], m["span"]) for m in event["recipients"]]
        seen = set()
        for role, actor, span in found:
            name = self._names.get(actor) or (span and span["exact"])
            key = actor or (span and f"@{span['start']}")
            if name and key and (role, key) not in seen:
                seen.add((role, key))
                yield {**self._of(claim), "role": role, "actor": key, "name": name, "plain": _plain(name)}

    def places(self, claim: Body) -> Iterator[Row]:
        rows = {}
        for toponym in self._all("toponyms", self._event(claim)["places"]):
            place = toponym["resolved"] or {"id": f"@{toponym['span']['start']}", "country": None, "lat": None, "lon": None}
            name = place.get("name") or toponym["surface"]
            rows[place["id"]] = {
                **self._of(claim),
                **{field: place[field] for field in ("id", "country", "lat", "lon")},
                "name": name,
                "plain": _plain(name),
            }
        yield from rows.values()

    def actor(self, actor: Body) -> Row:
        return {
            "document": self._document,
            **{name: actor[name] for name in ("id", "name", "kind")},
            "aliases": canonical(actor["aliases"]),
        }

    def _of(self, claim: Body) -> Row:
        return {"document": self._document, "claim": claim["id"]}

    def _event(self, claim: Body) -> Body:
        return self._one("events", claim["event"])

    def _all(self, name: str, items: list[Any]) -> list[Body]:
        return [self._one(name, item) for item in items]

    def _one(self, name: str, item: Any) -> Body:
        found: Body = self._body[name][item] if isinstance(item, int) else item
        return found
