"""Finding claims and documents again: filters, and full text in whichever way the database knows it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)

from onrecord.errors import QueryError
from onrecord.model import ClaimKind, Stance, Status
from onrecord.store import names
from onrecord.store.known import otherwise
from onrecord.store.tables import begins, captures, claims, documents, parties, places
from onrecord.store.versions import Fate
from onrecord.text import fold

Fitting = Select[Any] | CompoundSelect[Any]
"""A query for claims that fit a filter: their document and id."""

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

COMMON = 2000
"""Rows that hold the words of a search, above which they are not ranked but come latest first."""

FEW = 5000
"""Claims that fit a filter, up to which they are looked up before the words."""

LISTED = 400
"""Names or points that are given to the database as a list."""

MARKS = ("[", "]")
"""What stands around the words that a search found, in a snippet."""

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

    `speaker`, `actor`, `publisher` and `place` fit any name that contains them, in whatever case and with or without accents;
    `speaker` and `actor` also the same actor under other names, and may be an actor's id.
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

    `snippet` shows the words with marks around what was found, square brackets if nothing else is asked for.
    """

    document: str
    title: str | None
    snippet: str
    claim: RecordedClaim | None


def find_claims(connection: Connection, wanted: Filter, limit: int | None, offset: int = 0) -> list[RecordedClaim]:
    """The claims that fit, by day of publication, document and place in the text."""
    order = claims.c.published, claims.c.document, claims.c.position
    query = whole().where(*fitting(connection, wanted)).order_by(*order).limit(limit).offset(offset)
    return [RecordedClaim(**row._mapping) for row in connection.execute(query)]


def stream_claims(
    connection: Connection, wanted: Filter, where: Sequence[ColumnElement[bool]], together: int
) -> Iterator[RecordedClaim]:
    """The claims that fit and meet more conditions, in the same order, taken out so many at a time."""
    order = claims.c.published, claims.c.document, claims.c.position
    query = whole().where(*conditions(wanted), *map(chosen, about(connection, wanted)), *where).order_by(*order)
    for row in connection.execute(query, execution_options={"yield_per": together}):
        yield RecordedClaim(**row._mapping)


def count_documents(connection: Connection, wanted: Filter, where: Sequence[ColumnElement[bool]]) -> int:
    """How many documents have a claim that fits and meets more conditions."""
    query = select(func.count(func.distinct(claims.c.document))).join(documents, documents.c.id == claims.c.document)
    return connection.execute(query.where(*conditions(wanted), *map(chosen, about(connection, wanted)), *where)).scalar_one()


def count_claims(connection: Connection, wanted: Filter) -> int:
    """How many claims fit."""
    query = select(func.count()).select_from(claims.join(documents, documents.c.id == claims.c.document))
    return connection.execute(query.where(*fitting(connection, wanted))).scalar_one()


def search(connection: Connection, words: str, wanted: Filter, limit: int, marks: tuple[str, str] = MARKS) -> list[Hit]:
    """Claims that hold the words, best first; then, where nothing else is asked for, documents that do.

    Raises:
        QueryError: there is no word to search for.
    """
    terms = list(_terms(words))
    if not terms:
        raise QueryError(found=f"no word in {words!r}", wanted="at least one word", hint="give a word, or a phrase in quotes")
    index, order = _found(connection, claims, terms)
    where = *conditions(wanted), *(_numbered(connection, index, fitting) for fitting in about(connection, wanted))
    query = whole().add_columns(index.c.number).join(index, index.c.number == claims.c.number).where(*where)
    rows = connection.execute(query.order_by(*order).limit(limit)).all()
    shown = _snippets(connection, claims, "words", terms, [row.number for row in rows], marks)
    hits = [_hit(row._asdict(), shown) for row in rows]
    if len(hits) < limit and wanted == Filter():
        hits += _documents(connection, terms, limit - len(hits), {hit.document for hit in hits}, marks)
    return hits


def _hit(values: dict[str, Any], shown: Mapping[int, str]) -> Hit:
    snippet = shown[values.pop("number")]
    return Hit(values["document"], values["title"], snippet, RecordedClaim(**values))


def _documents(connection: Connection, terms: list[str], limit: int, known: set[str], marks: tuple[str, str]) -> list[Hit]:
    index, order = _found(connection, documents, terms)
    query = select(documents.c.number, documents.c.id, documents.c.title).join(index, index.c.number == documents.c.number)
    rows = connection.execute(query.order_by(*order).limit(limit + len(known))).all()
    fresh = [row for row in rows if row.id not in known][:limit]
    shown = _snippets(connection, documents, "text", terms, [row.number for row in fresh], marks)
    return [Hit(row.id, row.title, shown[row.number], None) for row in fresh]


@cache
def whole() -> Select[Any]:
    """The columns of a `RecordedClaim`, of claims joined with their documents."""
    return select(*(_column(field.name) for field in fields(RecordedClaim))).join(documents, documents.c.id == claims.c.document)


def _column(name: str) -> Any:
    if name == "uri":
        first = select(captures.c.uri).where(captures.c.document == claims.c.document).order_by(captures.c.seq).limit(1)
        return first.correlate(claims).scalar_subquery().label("uri")
    return documents.c[name] if name in ("title", "publisher", "published") else claims.c[name]


def conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Conditions on a claim and its document by themselves: every filter but those by name or place."""
    for name in ("kind", "status", "stance", "later"):
        if value := getattr(wanted, name):
            yield claims.c[name] == value
    if wanted.document:
        yield begins(claims.c.document, wanted.document)
    if wanted.claim:
        yield begins(claims.c.id, wanted.claim)
    if wanted.publisher:
        yield func.lower(documents.c.publisher).contains(wanted.publisher.lower(), autoescape=True)
    yield from _when(wanted)
    if wanted.review in (REVIEWED, UNREVIEWED):
        yield claims.c.review.is_(None) if wanted.review == UNREVIEWED else claims.c.review.is_not(None)
    elif wanted.review:
        yield claims.c.review == wanted.review


def fitting(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """Conditions on claims, joined with their documents, for those that fit."""
    return [*conditions(wanted), *map(chosen, about(connection, wanted))]


def about(connection: Connection, wanted: Filter) -> Iterator[Fitting]:
    """For each filter by name or place, the claims that fit it: their document and id."""
    if wanted.speaker:
        yield _party(connection, wanted.speaker, parties.c.role == "speaker")
    if wanted.actor:
        yield _party(connection, wanted.actor)
    if wanted.place:
        yield _of(places, _named(connection, places, wanted.place))
    if wanted.near:
        yield _of(places, _within(connection, *wanted.near))


def _party(connection: Connection, name: str, *where: ColumnElement[bool]) -> Fitting:
    """Claims with a party of this name, or with one under another name that is the record's actor of this name or id."""
    by_name = _of(parties, _named(connection, parties, name), *where)
    others = otherwise(connection, name)
    if others is None:
        return by_name
    rows = others.subquery()
    same = and_(parties.c.document == rows.c.document, parties.c.actor == rows.c.id)
    return by_name.union(select(parties.c.document, parties.c.claim).join(rows, same).where(*where))


def _of(table: Table, *where: ColumnElement[bool]) -> Select[Any]:
    return select(table.c.document, table.c.claim).where(*where)


def chosen(fitting: Fitting) -> ColumnElement[bool]:
    """Whether a claim is among these."""
    return tuple_(claims.c.document, claims.c.id).in_(fitting)


def _numbered(connection: Connection, index: Subquery, fitting: Fitting) -> ColumnElement[bool]:
    """The same as a condition on the index itself, if few claims fit: then no row is read for each find of a common word.

    PostgreSQL plans so by itself. The plus sign keeps SQLite from asking its index once for each number.
    """
    some = select(func.count()).select_from(fitting.limit(FEW + 1).subquery())
    if connection.dialect.name != "sqlite" or connection.execute(some).scalar_one() > FEW:
        return chosen(fitting)
    rows = fitting.subquery()
    same = and_(claims.c.document == rows.c.document, claims.c.id == rows.c.claim)
    number: ColumnElement[int] = literal_column(f"+{index.name}.number")
    return number.in_(select(claims.c.number).join(rows, same))


def _named(connection: Connection, table: Table, name: str) -> ColumnElement[bool]:
    """Names that contain this one."""
    plain, wanted = table.c.plain, fold(name)
    known = names.known(connection, table)
    if known is None:
        found = names.leaping(table)
        return _among(connection, (plain,), select(found.c.plain).where(found.c.plain.contains(wanted, autoescape=True)))
    fitting = [one for one in known if wanted in one]
    if len(fitting) <= LISTED:
        return plain.in_(fitting)
    found = names.leaping(table)
    return plain.in_(select(found.c.plain).where(found.c.plain.contains(wanted, autoescape=True)))


def _among(connection: Connection, columns: tuple[Any, ...], query: Select[Any]) -> ColumnElement[bool]:
    """Whether columns have values of a query: of few of them as a list, by which a database tells how many rows fit."""
    rows = connection.execute(query.limit(LISTED + 1)).all()
    one = columns[0] if len(columns) == 1 else tuple_(*columns)
    values = [row[0] if len(columns) == 1 else tuple(row) for row in rows]
    found: ColumnElement[bool] = one.in_(values if len(rows) <= LISTED else query)
    return found


def _when(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    published = func.substr(claims.c.published, 1, 10)
    if wanted.since:
        yield or_(claims.c.last_day >= wanted.since, and_(claims.c.last_day.is_(None), published >= wanted.since))
    if wanted.until:
        yield or_(
            claims.c.first_day <= wanted.until,
            and_(claims.c.first_day.is_(None), claims.c.published != "", published <= wanted.until),
        )


def _within(connection: Connection, lat: float, lon: float, km: float) -> ColumnElement[bool]:
    """Within a distance on the sphere: a box that an index can use, then the angle between the two points, once for each."""
    high = km / KM_PER_DEGREE
    wide = high / max(0.01, math.cos(math.radians(lat)))
    box = and_(places.c.lat.between(lat - high, lat + high), places.c.lon.between(lon - wide, lon + wide))
    points = select(places.c.lat, places.c.lon).where(box).distinct().cte("points").prefix_with("MATERIALIZED")
    here, there = math.radians(lat), func.radians(points.c.lat)
    turn = math.cos(here) * func.cos(there) * func.cos(func.radians(points.c.lon - lon)) + math.sin(here) * func.sin(there)
    near = select(points.c.lat, points.c.lon).where(turn >= math.cos(math.radians(high)))
    return and_(box, _among(connection, (places.c.lat, places.c.lon), near))


def _terms(words: str) -> Iterator[str]:
    """Phrases and single words of a search, without accents."""
    found = [fold(phrase or word) for phrase, word in _TERM.findall(words)]
    telling = [term for term in found if term not in _EMPTY]
    for term in telling or found:
        yield " ".join(re.findall(r"\w+", term))


def _found(connection: Connection, table: Table, terms: list[str]) -> tuple[Subquery, list[ColumnElement[Any]]]:
    """The numbers of the rows that hold all terms, and their order: best first or, of very many, the latest first.

    To rank very many rows takes the time of reading them all; from the latest back, only as many are read as are wanted.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        named, asked, values = f"{table.name}_search", f"{table.name}_search MATCH :asked", {"asked": _match(terms)}
    else:
        named, asked, values = table.name, f"search @@ {_query(terms)}", _values(terms)
    some = text(f"SELECT count(*) FROM (SELECT 1 FROM {named} WHERE {asked} LIMIT {COMMON + 1}) AS first")
    is_common = connection.execute(some, values).scalar_one() > COMMON
    number: ColumnElement[Any] = literal_column("number")
    rank: ColumnElement[Any] = literal_column("rank")
    columns = "rowid AS number, rank" if is_sqlite else f"number, -ts_rank_cd(search, {_query(terms)}) AS rank"
    found = text(f"SELECT {columns} FROM {named} WHERE {asked}").bindparams(**values).columns(number, rank).subquery("found")
    if is_common:
        return found, [found.c.number.desc()]
    # SQLite's index gives its rows by rank one after another, if nothing else is asked of the order
    return found, [found.c.rank] if is_sqlite else [found.c.rank, found.c.number]


def _snippets(
    connection: Connection, table: Table, column: str, terms: list[str], numbers: list[int], marks: tuple[str, str]
) -> dict[int, str]:
    """The words around what was found, for rows that were chosen: it costs too much to make them for all."""
    if not numbers:
        return {}
    if connection.dialect.name == "sqlite":
        place, index = 0 if table is claims else 1, f"{table.name}_search"
        made = f"SELECT rowid, snippet({index}, {place}, :begin, :end, '…', 24) FROM {index}"
        query, given = f"{made} WHERE {index} MATCH :asked AND rowid IN :numbers", {"asked": _match(terms)}
        given |= {"begin": marks[0], "end": marks[1]}
    else:
        given = _values(terms)
        how = f"StartSel={marks[0]}, StopSel={marks[1]}, MaxFragments=1, MaxWords=24, MinWords=12, FragmentDelimiter=…"
        asked = f"(SELECT {_query(terms)} AS terms) AS asked"
        query = f"SELECT number, ts_headline('english', {column}, asked.terms, '{how}') FROM {table.name}, {asked} "
        query += "WHERE number IN :numbers"
    found = text(query).bindparams(bindparam("numbers", expanding=True))
    return {row[0]: row[1] for row in connection.execute(found, {**given, "numbers": numbers})}


def _match(terms: list[str]) -> str:
    return " ".join(f'"{term}"' for term in terms)


def _query(terms: list[str]) -> str:
    return "(" + " && ".join(f"phraseto_tsquery('english', :term{i})" for i in range(len(terms))) + ")"


def _values(terms: list[str]) -> dict[str, str]:
    return {f"term{i}": term for i, term in enumerate(terms)}
