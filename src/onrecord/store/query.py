"""Finding claims and documents again: filters, and full text in whichever way the database knows it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, exists, func, literal_column, or_, select, text

from onrecord.errors import QueryError
from onrecord.model import ClaimKind, Stance, Status
from onrecord.store.tables import captures, claims, documents, parties, places
from onrecord.store.versions import Fate
from onrecord.text import fold

KM_PER_DEGREE = 111.32
"""Kilometres in a degree of latitude."""

TERMS: dict[str, list[str]] = {
    "kind": list(ClaimKind),
    "status": list(Status),
    "stance": list(Stance),
    "review": ["reviewed", "unreviewed", "accepted", "corrected", "rejected", "added"],
    "later": [Fate.ALTERED, Fate.GONE],
}
"""The closed lists among what a filter may ask for."""

REVIEWED, UNREVIEWED = "reviewed", "unreviewed"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TERM = re.compile(r'"([^"]+)"|(\w[\w\'’-]*)')
_EMPTY = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "that",
    "the",
    "to",
    "was",
    "with",
}
"""Words that PostgreSQL's English leaves out of every search; left out of SQLite's too, so that both find the same."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted; None and the empty text ask nothing.

    `speaker`, `actor`, `publisher` and `place` fit any name that contains them, in whatever case and with or without accents.
    `since` and `until` are days (YYYY-MM-DD) between which the thing is said to have happened, or, where the claim gives no
    date, the document was published. `near` is latitude, longitude in degrees and a distance in kilometres. `review` is a
    state of review, "reviewed" or "unreviewed"; `later` what became of the words in a later version of the document.

    Raises:
        QueryError: a term is none of its list, or a day is not written as one.
    """

    kind: str | None = None
    status: str | None = None
    stance: str | None = None
    speaker: str | None = None
    actor: str | None = None
    publisher: str | None = None
    place: str | None = None
    near: tuple[float, float, float] | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    claim: str | None = None
    review: str | None = None
    later: str | None = None

    def __post_init__(self) -> None:
        for name, terms in TERMS.items():
            value = getattr(self, name)
            if value and value not in terms:
                raise QueryError(found=f"the {name} {value!r}", wanted=", ".join(terms), hint="give one of them")
        for day in filter(None, (self.since, self.until)):
            if not _DAY.fullmatch(day):
                raise QueryError(found=f"the day {day!r}", wanted="a day as YYYY-MM-DD", hint="write 2024-03-01")


@dataclass(frozen=True, slots=True)
class RecordedClaim:
    """A claim as it stands in a record, and the document it stands in.

    `start` and `end` count Unicode code points of the document's text. `speaker` is None where the publisher speaks or the
    source is not resolved. `low`, `best`, `high` and `counted` are those of its first figure. `review` is None, accepted,
    corrected, rejected or added; `later` is altered or gone where a later version of the document no longer holds the words.
    """

    id: str
    document: str
    words: str
    start: int
    end: int
    kind: str
    status: str | None
    stance: str
    certainty: str
    speaker: str | None
    event_type: str | None
    mode: str | None
    low: float | None
    best: float | None
    high: float | None
    counted: str | None
    happened: str | None
    place: str | None
    review: str | None
    later: str | None
    title: str | None
    publisher: str | None
    published: str | None
    uri: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One find of a search, best first. `claim` is None where only the document's text holds the words.

    `snippet` shows the words with what was found in square brackets.
    """

    document: str
    title: str | None
    snippet: str
    claim: RecordedClaim | None


def find_claims(connection: Connection, wanted: Filter, limit: int | None, offset: int = 0) -> list[RecordedClaim]:
    """The claims that fit, by day of publication, document and place in the text."""
    order = documents.c.published, documents.c.id, claims.c.position
    query = _claims().where(*_conditions(wanted)).order_by(*order).limit(limit).offset(offset)
    return [RecordedClaim(**row._mapping) for row in connection.execute(query)]


def count_claims(connection: Connection, wanted: Filter) -> int:
    """How many claims fit."""
    query = select(func.count()).select_from(claims.join(documents, documents.c.id == claims.c.document))
    return connection.execute(query.where(*_conditions(wanted))).scalar_one()


def search(connection: Connection, words: str, wanted: Filter, limit: int) -> list[Hit]:
    """Claims that hold the words, best first; then, where nothing else is asked for, documents that do.

    Raises:
        QueryError: there is no word to search for.
    """
    terms = list(_terms(words))
    if not terms:
        raise QueryError(found=f"no word in {words!r}", wanted="at least one word", hint="give a word, or a phrase in quotes")
    index = _sqlite_claims(terms) if connection.dialect.name == "sqlite" else _postgresql_claims(terms)
    query = _claims(index.c.snippet).join(index, index.c.number == claims.c.number).where(*_conditions(wanted))
    hits = []
    for row in connection.execute(query.order_by(index.c.rank, claims.c.number).limit(limit)):
        values = dict(row._mapping)
        snippet = values.pop("snippet")
        hits.append(Hit(row.document, row.title, snippet, RecordedClaim(**values)))
    if len(hits) < limit and wanted == Filter():
        hits += _documents(connection, terms, limit - len(hits), {hit.document for hit in hits})
    return hits


def _documents(connection: Connection, terms: list[str], limit: int, known: set[str]) -> Iterator[Hit]:
    index = _sqlite_documents(terms) if connection.dialect.name == "sqlite" else _postgresql_documents(terms)
    query = select(documents.c.id, documents.c.title, index.c.snippet).join(index, index.c.number == documents.c.number)
    rows = connection.execute(query.order_by(index.c.rank, documents.c.number).limit(limit + len(known)))
    fresh = [Hit(row.id, row.title, row.snippet, None) for row in rows if row.id not in known]
    yield from fresh[:limit]


def _claims(*more: Any) -> Select[Any]:
    columns = [_column(field.name) for field in fields(RecordedClaim)]
    return select(*columns, *more).join(documents, documents.c.id == claims.c.document)


def _column(name: str) -> Any:
    if name == "uri":
        first = select(captures.c.uri).where(captures.c.document == claims.c.document).order_by(captures.c.seq).limit(1)
        return first.correlate(claims).scalar_subquery().label("uri")
    return documents.c[name] if name in ("title", "publisher", "published") else claims.c[name]


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    for name in ("kind", "status", "stance", "later"):
        if value := getattr(wanted, name):
            yield claims.c[name] == value
    if wanted.document:
        yield claims.c.document.startswith(wanted.document, autoescape=True)
    if wanted.claim:
        yield claims.c.id.startswith(wanted.claim, autoescape=True)
    if wanted.publisher:
        yield func.lower(documents.c.publisher).contains(wanted.publisher.lower(), autoescape=True)
    yield from _about(wanted)
    yield from _when(wanted)
    if wanted.review in (REVIEWED, UNREVIEWED):
        yield claims.c.review.is_(None) if wanted.review == UNREVIEWED else claims.c.review.is_not(None)
    elif wanted.review:
        yield claims.c.review == wanted.review


def _about(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    same = and_(parties.c.document == claims.c.document, parties.c.claim == claims.c.id)
    if wanted.speaker:
        yield exists().where(same, parties.c.role == "speaker", _names(parties.c.plain, wanted.speaker))
    if wanted.actor:
        yield exists().where(same, _names(parties.c.plain, wanted.actor))
    there = and_(places.c.document == claims.c.document, places.c.claim == claims.c.id)
    if wanted.place:
        yield exists().where(there, _names(places.c.plain, wanted.place))
    if wanted.near:
        yield exists().where(there, _within(*wanted.near))


def _names(column: Any, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.contains(fold(name), autoescape=True)
    return found


def _when(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    published = func.substr(documents.c.published, 1, 10)
    if wanted.since:
        yield or_(claims.c.last_day >= wanted.since, and_(claims.c.last_day.is_(None), published >= wanted.since))
    if wanted.until:
        yield or_(claims.c.first_day <= wanted.until, and_(claims.c.first_day.is_(None), published <= wanted.until))


def _within(lat: float, lon: float, km: float) -> ColumnElement[bool]:
    """Within a distance on the sphere: a box that an index can use, then the angle between the two points."""
    high = km / KM_PER_DEGREE
    wide = high / max(0.01, math.cos(math.radians(lat)))
    box = and_(places.c.lat.between(lat - high, lat + high), places.c.lon.between(lon - wide, lon + wide))
    here, there = math.radians(lat), func.radians(places.c.lat)
    turn = math.cos(here) * func.cos(there) * func.cos(func.radians(places.c.lon - lon)) + math.sin(here) * func.sin(there)
    return and_(box, turn >= math.cos(math.radians(high)))


def _terms(words: str) -> Iterator[str]:
    """Phrases and single words of a search, without accents."""
    found = [fold(phrase or word) for phrase, word in _TERM.findall(words)]
    telling = [term for term in found if term not in _EMPTY]
    for term in telling or found:
        yield " ".join(re.findall(r"\w+", term))


def _sqlite_claims(terms: list[str]) -> Subquery:
    return _sqlite_index("claims_search", 0, terms)


def _sqlite_documents(terms: list[str]) -> Subquery:
    return _sqlite_index("documents_search", 1, terms)


_FOUND: list[ColumnElement[Any]] = [literal_column("number"), literal_column("rank"), literal_column("snippet")]


def _sqlite_index(table: str, column: int, terms: list[str]) -> Subquery:
    statement = f"SELECT rowid AS number, rank, snippet({table}, {column}, '[', ']', '…', 24) AS snippet FROM {table}"
    asked = " ".join(f'"{term}"' for term in terms)
    return text(f"{statement} WHERE {table} MATCH :asked").bindparams(asked=asked).columns(*_FOUND).subquery("found")


def _postgresql_claims(terms: list[str]) -> Subquery:
    return _postgresql_index("claims", "words", terms)


def _postgresql_documents(terms: list[str]) -> Subquery:
    return _postgresql_index("documents", "text", terms)


def _postgresql_index(table: str, column: str, terms: list[str]) -> Subquery:
    asked = " && ".join(f"phraseto_tsquery('english', :term{i})" for i in range(len(terms)))
    marks = "StartSel=[, StopSel=], MaxFragments=1, MaxWords=24, MinWords=12, FragmentDelimiter=…"
    statement = (
        f"SELECT number, -ts_rank_cd(search, asked) AS rank, ts_headline('english', {column}, asked, '{marks}') AS snippet "
        f"FROM {table}, (SELECT {asked} AS asked) AS question WHERE search @@ asked"
    )
    values = {f"term{i}": term for i, term in enumerate(terms)}
    return text(statement).bindparams(**values).columns(*_FOUND).subquery("found")
