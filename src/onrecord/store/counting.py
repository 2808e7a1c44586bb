"""The part of a record's object that lists and counts claims for pages: newest first, within bounds that hold at any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from onrecord.errors import QueryError
from onrecord.store.database import Database
from onrecord.store.query import Filter, Fitting, RecordedClaim, about, conditions, whole
from onrecord.store.tables import claims, documents, named

BOUND = 10_000
"""Claims that are counted, sorted and paged through at most: the newest of those that fit."""

WIDE = 20_000
"""Claims of a name or place, above which the newest claims are asked for the name, and not the name for its claims."""

SOME = 500
"""The bound where a filter by name or place is that wide."""

PER_DOCUMENT = 10
"""Claims that a document is taken to hold, to tell whether a publisher is wide."""

CLOSED = ("kind", "status", "stance", "review", "later")
"""Fields of few values, whose values are counted."""

NAMED = 8
"""Speakers that are counted: those of most claims."""

SORTS = ("published", "happened", "speaker", "kind")
"""Orders of a list."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """Part of the claims that fit, how many there are, and how many have each value of a field ("none" for no value).

    Where `more` fit than `total`, only the newest ones were counted and sorted: `total` of them, and one.
    """

    claims: tuple[RecordedClaim, ...]
    total: int
    more: bool
    by: dict[str, dict[str, int]]


class Counting:
    """What `Store` lists and counts for pages."""

    _database: Database

    def browsed(
        self, sort: str = "published", limit: int = 50, offset: int = 0, after: str | None = None, **wanted: Any
    ) -> Browsed:
        """The claims that fit, newest first, or those after the one named `after` (its document, a colon, its id).

        `sort` is published (the newest first, in each document as they stand in it), happened (the latest first), speaker or
        kind; `wanted` are fields of `Filter`.

        Raises:
            QueryError: there is no claim `after`.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     found = record.browsed(sort="kind")
        ...     [claim.kind for claim in found.claims], found.total, found.by["stance"]
        (['deployment', 'incident'], 2, {'asserts': 1, 'denies': 1})
        """
        with self._database.reading() as connection:
            where, bound = narrowed(connection, Filter(**wanted))
            if after:
                where.append(_behind(connection, after))
            found = connection.execute(_looked_at(where, bound + 1, sort, limit, offset)).all()
            page = rows_of(connection, [row.number for row in found if row.part == "page"])
        cells = {tuple(row[1:6]): row.number for row in found if row.part == "cells"}
        by = {name: _along(cells, place) for place, name in enumerate(CLOSED)}
        by["speaker"] = {row[1]: row.number for row in found if row.part == "speakers"}
        total = sum(cells.values())
        return Browsed(tuple(page), min(total, bound), total > bound, by)

    def claims_of(self, names: Sequence[tuple[str, str]]) -> list[RecordedClaim]:
        """These claims, each named by its document and id, in this order; those that are not there are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(whole().where(named(names))) if names else ()
            found = {(row.document, row.id): RecordedClaim(**row._mapping) for row in rows}
        return [found[name] for name in names if name in found]


_c = claims.c
NEWEST = (_c.published.desc(), _c.document.desc(), _c.position)
"""The order of pages, which an index of the record holds with all that is counted."""

_LEAN = select(_c.number, _c.published, _c.document, _c.position, *[_c[name] for name in CLOSED], _c.speaker, _c.first_day)
_LEADS = {"happened": ("first_day",), "speaker": ("speaker",), "kind": ("kind",)}


def narrowed(connection: Connection, wanted: Filter) -> tuple[list[ColumnElement[bool]], int]:
    """Conditions on claims for those that fit, made so that the newest are found soon; and how many may be looked for."""
    where, bound = list(conditions(replace(wanted, publisher=None))), BOUND
    found = [(fitting, (_c.document, _c.id), 1) for fitting in about(connection, wanted)]
    if wanted.publisher:
        found.append((_of_publisher(wanted.publisher), (_c.document,), PER_DOCUMENT))  # type: ignore[arg-type]
    for fitting, names, weight in found:
        few = select(func.count()).select_from(fitting.limit(WIDE // weight + 1).subquery())
        if connection.execute(few).scalar_one() > WIDE // weight:
            where.append(_walked(fitting, names))
            bound = SOME
        else:
            where.append(tuple_(*names).in_(fitting) if len(names) > 1 else names[0].in_(fitting))
    return where, bound


def rows_of(connection: Connection, numbers: Sequence[int]) -> list[RecordedClaim]:
    """The claims with these numbers, in their order."""
    query = whole().add_columns(_c.number).where(_c.number.in_(numbers))
    found = {row.number: row._asdict() for row in connection.execute(query)}
    names = [one.name for one in fields(RecordedClaim)]
    return [RecordedClaim(**{name: found[number][name] for name in names}) for number in numbers]


def _walked(fitting: Fitting, names: tuple[Any, ...]) -> ColumnElement[bool]:
    """Whether a claim fits, asked claim by claim."""
    parts = fitting.selects if isinstance(fitting, CompoundSelect) else [fitting]
    return or_(*(_same(part, names) for part in parts))


def _same(part: Any, names: tuple[Any, ...]) -> ColumnElement[bool]:
    pairs = zip(part.selected_columns, names, strict=True)
    # PostgreSQL would take all claims of the name at once, but for an offset
    found: ColumnElement[bool] = part.where(*(one == other for one, other in pairs)).correlate(claims).offset(0).exists()
    return found


def _of_publisher(name: str) -> Select[Any]:
    """Documents whose publisher's name contains this. Each name is looked at once, by leaping through the index."""
    column = documents.c.publisher
    names = select(func.min(column).label("name")).cte("publishers", recursive=True)
    following = select(func.min(column)).where(column > names.c.name).scalar_subquery()
    names = names.union_all(select(following).where(names.c.name.is_not(None)))
    fits = func.lower(names.c.name).contains(name.lower(), autoescape=True)
    return select(documents.c.id).where(column.in_(select(names.c.name).where(fits)))


def _behind(connection: Connection, after: str) -> ColumnElement[bool]:
    """Whether a claim comes after this one, newest first."""
    document, _, id = after.partition(":")
    row = connection.execute(select(_c.published, _c.position).where(_c.document == document, _c.id == id)).first()
    if row is None:
        hint = "begin the list again"
        raise QueryError(found=f"no claim {after!r} to go on from", wanted="a document, a colon and a claim", hint=hint)
    here = and_(_c.published == row.published, _c.document == document, _c.position <= row.position)
    return and_(tuple_(_c.published, _c.document) <= tuple_(row.published, document), not_(here))


def _looked_at(where: Sequence[Any], bound: int, sort: str, limit: int, offset: int) -> CompoundSelect[Any]:
    """One walk along the newest claims, and three looks at what it found: counts, speakers, and the numbers of a page."""
    newest = _LEAN.where(*where).order_by(*NEWEST).limit(bound)
    some = newest.cte("some").prefix_with("MATERIALIZED")
    closed, many = [some.c[name] for name in CLOSED], func.count().label("number")
    cells = select(literal("cells").label("part"), *closed, many).group_by(*closed).subquery()
    nothing = [null().label(name) for name in CLOSED[1:]]
    spoken = select(literal("speakers").label("part"), some.c.speaker.label("kind"), *nothing, many)
    spoken = spoken.where(some.c.speaker.is_not(None)).group_by(some.c.speaker).order_by(many.desc(), some.c.speaker)
    order = [*_LEADS.get(sort, ()), "published", "document", "position"]
    page = select(literal("page").label("part"), *[some.c[name] for name in CLOSED], some.c.number)
    page = page.order_by(*(_ordered(some.c[name]) for name in order)).limit(limit).offset(offset)
    parts = (cells, spoken.limit(NAMED).subquery(), page.subquery())
    return union_all(*(select(part) for part in parts))


def _ordered(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column.desc().nulls_last() if column.key in ("published", "document", "first_day") else column.nulls_last()


def _along(cells: Mapping[tuple[str | None, ...], int], place: int) -> dict[str, int]:
    found: Counter[str] = Counter()
    for cell, count in cells.items():
        found[cell[place] or "none"] += count
    return dict(sorted(found.items()))
