"""What follows from a record's documents together, kept beside the record so that it is there at once when it is asked for.

It follows from the record and from nothing else, so it is no part of it: it lies in a SQLite file of its own in the user's cache
folder, which may be deleted at any time and is then worked out again. Each finding is JSON with what it is found by.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, delete, func, insert, select

from onrecord.store import shelving
from onrecord.store.database import Database
from onrecord.store.journal import Head
from onrecord.store.shelving import bearing, bodies, fitting, former, found, state, tally

MANY = shelving.MANY
"""Findings up to which those that hold words, or are due in a span of days, are counted."""

MOST = 500
"""Values that one query asks for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind (matter, series, thread, copy, notice ...), id, what it is found by, and the JSON that says it.

    `rank` orders the findings of a kind, the most telling first; it is less than 2**35. `state` is a matter's most telling
    relation or a thread's state; `slot` what is asked, or the id of what it belongs to; `due` and `newest` are days, the last of
    them that of its latest claim; `origins` how many independent voices it has; `words` are folded words and `by` folded names
    that it is searched by; `claims` the ids of the claims it holds; `known_as` ids under which it may have been known; `brief`
    as much of the JSON as a list shows, all of it where it is None.
    """

    kind: str
    id: str
    rank: int
    body: Any
    state: str = ""
    slot: str = ""
    due: str = ""
    words: str = ""
    claims: tuple[str, ...] = field(default=())
    newest: str = ""
    origins: int = 0
    by: str = ""
    known_as: tuple[str, ...] = field(default=())
    brief: Any = None


@dataclass(frozen=True, slots=True)
class Stand:
    """Up to which line of the journal, for which day and by which version the findings were worked out."""

    head: Head
    day: str
    version: str


@dataclass(frozen=True, slots=True)
class Facets:
    """How many findings fit, and by state and slot how many would.

    Where words or days are asked for, all are counted up to `MANY` + 1: the most telling ones.
    """

    states: dict[str, int]
    slots: dict[str, int]
    total: int


class Findings:
    """The findings of one record, at a path; made if there are none."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = Database(path)
        with self._database.reading() as connection:
            is_made = shelving.is_made(connection)
        if not is_made:
            with self._database.writing() as connection:
                shelving.make(connection)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def looking(self) -> AbstractContextManager[None]:
        """All that this thread reads in the block it sees as of one moment, over one connection."""
        return self._database.looking()

    def stand(self) -> Stand | None:
        """For which moment they hold; None where nothing was worked out yet."""
        with self._database.reading() as connection:
            value = connection.execute(select(state.c.value).where(state.c.name == "stand")).scalar()
        if value is None:
            return None
        told = json.loads(value)
        return Stand(Head(told["seq"], told["hash"]), told["day"], told["version"])

    def keep(self, findings: Iterable[Finding], stand: Stand) -> int:
        """Keep these findings in place of those that are there; how many were written, which are those that changed.

        They are taken one at a time, so that there may be more of them than memory holds.
        """
        with self._database.writing() as connection:
            changed = shelving.keep(connection, findings)
            told = {"seq": stand.head.seq, "hash": stand.head.hash, "day": stand.day, "version": stand.version}
            connection.execute(delete(state).where(state.c.name == "stand"))
            connection.execute(insert(state).values(name="stand", value=json.dumps(told)))
        return changed

    def find(
        self, kind: str, limit: int | None = None, offset: int = 0, sort: str = "rank", brief: bool = False, **wanted: Any
    ) -> list[Any]:
        """The bodies of the findings of a kind, by `sort`: the most telling first, the "newest" or those of most "origins".

        As much of each as a list shows where `brief` is set; `wanted` as in `count`.

        Raises:
            QueryError: there is no word to search for.
        """
        columns = [found.c.number, found.c.newest, found.c.origins]
        query = shelving.ordered(fitting(select(*columns), kind, wanted), sort, wanted).limit(limit).offset(offset)
        with self._database.reading() as connection:
            numbers = [row.number for row in connection.execute(query)]
            told = _bodies(connection, numbers, bodies.c.brief if brief else bodies.c.body)
        return [told[number] for number in numbers]

    def count(self, kind: str, **wanted: Any) -> int:
        """How many findings of a kind there are; where words or days are asked for, counted up to `MANY` + 1.

        `wanted` are `state` and `slot` (one or several), `words` that they hold, `by` for words of the names of who is behind
        them, and `since` and `until` for days between which they are due.

        Raises:
            QueryError: there is no word to search for.
        """
        return sum(self.counts(kind, **wanted).values())

    def counts(self, kind: str, column: str = "state", **wanted: Any) -> dict[str, int]:
        """How many findings of a kind there are by `state` or `slot`; `wanted` as in `count`.

        Raises:
            QueryError: there is no word to search for.
        """
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(_counting(kind, (column,), wanted))}

    def facets(self, kind: str, state: str = "", slot: str = "", **wanted: Any) -> Facets:
        """How many findings of a kind fit, and how many would with another state or slot; `wanted` as in `count`.

        Raises:
            QueryError: there is no word to search for.
        """
        with self._database.reading() as connection:
            cells = {(row[0], row[1]): row[2] for row in connection.execute(_counting(kind, ("state", "slot"), wanted))}
        states, slots, total = Counter[str](), Counter[str](), 0
        for (one, other), count in cells.items():
            states[one] += count if slot in ("", other) else 0
            slots[other] += count if state in ("", one) else 0
            total += count if state in ("", one) and slot in ("", other) else 0
        if sum(cells.values()) > shelving.MANY and any(wanted.get(name) for name in shelving.LOOKED_UP) and (state or slot):
            total = self.count(kind, state=state, slot=slot, **wanted)
        return Facets(dict(+states), dict(+slots), total)

    def get(self, kind: str, id: str) -> list[Any]:
        """The bodies of the findings of a kind whose id is this or begins so, two at most."""
        exact = select(found.c.number).where(found.c.kind == kind, found.c.id == id)
        within = found.c.kind == kind, found.c.id > id, found.c.id < id + "\U0010ffff"
        begins = select(found.c.number).where(*within).limit(2).with_hint(found, "INDEXED BY found_id", "sqlite")
        with self._database.reading() as connection:
            numbers = connection.execute(exact).scalars().all() or (connection.execute(begins).scalars().all() if id else [])
            return list(_bodies(connection, numbers).values())

    def some(self, kind: str, ids: Sequence[str], brief: bool = False) -> dict[str, Any]:
        """The bodies of the findings of a kind with these ids, by id; as much as a list shows where `brief` is set."""
        told: dict[str, Any] = {}
        body = func.coalesce(bodies.c.brief, bodies.c.body) if brief else bodies.c.body
        with self._database.reading() as connection:
            for start in range(0, len(ids), MOST):
                query = select(found.c.id, body.label("body")).join(bodies, bodies.c.number == found.c.number)
                rows = connection.execute(query.where(found.c.kind == kind, found.c.id.in_(ids[start : start + MOST])))
                told |= {row.id: json.loads(row.body) for row in rows}
        return told

    def now_known_as(self, kind: str, id: str) -> str | None:
        """The id of the finding of a kind that may have been known under this id before, None where there is none."""
        query = select(found.c.id).join(former, former.c.number == found.c.number).where(former.c.id == id, found.c.kind == kind)
        with self._database.reading() as connection:
            return connection.execute(query.order_by(found.c.number).limit(1)).scalar()

    def claims_in(self, kind: str, most: int, **wanted: Any) -> list[str]:
        """The claims that stand in findings of a kind, those of the most telling first; `wanted` as in `count`."""
        query = fitting(select(bearing.c.claim), kind, wanted).join(bearing, bearing.c.number == found.c.number)
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(found.c.number, bearing.c.claim).limit(most)).scalars())

    def bearing(self, claims: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """The findings, as kind and id, in which each of these claims stands."""
        told: dict[str, list[tuple[str, str]]] = {}
        query = select(bearing.c.claim, found.c.kind, found.c.id).join(found, found.c.number == bearing.c.number)
        with self._database.reading() as connection:
            for start in range(0, len(claims), MOST):
                where = bearing.c.claim.in_(claims[start : start + MOST])
                for row in connection.execute(query.where(where).order_by(found.c.number)):
                    told.setdefault(row.claim, []).append((row.kind, row.id))
        return told


def _bodies(connection: Connection, numbers: Sequence[int], column: Column[Any] = bodies.c.body) -> dict[int, Any]:
    told: dict[int, Any] = {}
    query = select(bodies.c.number, func.coalesce(column, bodies.c.body).label("body"))
    for start in range(0, len(numbers), MOST):
        rows = connection.execute(query.where(bodies.c.number.in_(numbers[start : start + MOST])))
        told |= {row.number: json.loads(row.body) for row in rows}
    return told


def _counting(kind: str, by: tuple[str, ...], wanted: dict[str, Any]) -> Select[Any]:
    """Counts that are kept where they can be had, else those of the first findings that fit."""
    if not any(wanted.get(name) for name in shelving.LOOKED_UP):
        kept = [tally.c[name] for name in by]
        query = select(*kept, func.sum(tally.c.count)).where(tally.c.kind == kind)
        for name in ("state", "slot"):
            query = shelving.among(query, tally.c[name], wanted.get(name))
        return query.group_by(*kept)
    first = fitting(select(*[found.c[name] for name in by]), kind, wanted).limit(shelving.MANY + 1).subquery()
    columns = [first.c[name] for name in by]
    return select(*columns, func.count()).group_by(*columns)
