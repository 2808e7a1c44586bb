"""What follows from a record's documents together, kept beside the record so that it is there at once when it is asked for.

It follows from the record and from nothing else, so it is no part of it: it lies in a file of its own in the user's cache
folder, which may be deleted at any time and is then worked out again. Each finding is JSON with what it is found by.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Table, Text, delete, func, insert, select

from onrecord.store.database import Database
from onrecord.store.journal import Head

FORM = 1
"""Number of the form of the file; one of another form is thrown away."""

MOST = 500
"""Values that one query asks for."""

_metadata = MetaData()
_found = Table(
    "found",
    _metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rank", BigInteger, index=True),
    *[Column(name, Text) for name in ("state", "slot", "due", "words", "body")],
)
_bearing = Table(
    "bearing",
    _metadata,
    Column("claim", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
)
_state = Table("state", _metadata, Column("name", Text, primary_key=True), Column("value", Text))


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind (matter, series, thread, copy, notice), id, what it is found by, and the JSON that says it.

    `rank` orders the findings of a kind, the most telling first; `state` is a matter's most telling relation or a thread's
    state; `words` are folded words that it is searched by; `claims` the ids of the claims it holds.
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


@dataclass(frozen=True, slots=True)
class Stand:
    """Up to which line of the journal, for which day and by which version the findings were worked out."""

    head: Head
    day: str
    version: str


class Findings:
    """The findings of one record, at a path; made if there are none."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = Database(path)
        with self._database.writing() as connection:
            _metadata.create_all(connection)
            if _value(connection, "form") != str(FORM):
                for table in (_found, _bearing, _state):
                    table.drop(connection)
                _metadata.create_all(connection)
                connection.execute(insert(_state).values(name="form", value=str(FORM)))

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def stand(self) -> Stand | None:
        """For which moment they hold; None where nothing was worked out yet."""
        with self._database.reading() as connection:
            text = _value(connection, "stand")
        if text is None:
            return None
        told = json.loads(text)
        return Stand(Head(told["seq"], told["hash"]), told["day"], told["version"])

    def keep(self, findings: Iterable[Finding], stand: Stand) -> int:
        """Keep these findings in place of those that are there; how many were written, which are those that changed."""
        with self._database.reading() as connection:
            known = {(row.kind, row.id): tuple(row) for row in connection.execute(select(_found))}
        fresh = {(one.kind, one.id): one for one in findings}
        rows = {key: _row(one) for key, one in fresh.items()}
        changed = [key for key, row in rows.items() if known.get(key) != tuple(row.values())]
        gone = [key for key in known if key not in rows]
        with self._database.writing() as connection:
            for kind, id in (*changed, *gone):
                for table in (_found, _bearing):
                    connection.execute(delete(table).where(table.c.kind == kind, table.c.id == id))
            _insert(connection, _found, [rows[key] for key in changed])
            pairs = ((key, claim) for key in changed for claim in dict.fromkeys(fresh[key].claims))
            _insert(connection, _bearing, [{"claim": claim, "kind": kind, "id": id} for (kind, id), claim in pairs])
            told = {"seq": stand.head.seq, "hash": stand.head.hash, "day": stand.day, "version": stand.version}
            connection.execute(delete(_state).where(_state.c.name == "stand"))
            connection.execute(insert(_state).values(name="stand", value=json.dumps(told)))
        return len(changed) + len(gone)

    def find(self, kind: str, limit: int | None = None, offset: int = 0, **wanted: Any) -> list[Any]:
        """The bodies of the findings of a kind, the most telling first; `wanted` as in `count`."""
        query = select(_found.c.body).where(*_conditions(kind, wanted)).order_by(_found.c.rank, _found.c.id)
        with self._database.reading() as connection:
            return [json.loads(body) for body in connection.execute(query.limit(limit).offset(offset)).scalars()]

    def count(self, kind: str, **wanted: Any) -> int:
        """How many findings of a kind there are; `wanted` are `state` (one or several), `slot`, and `words` that they hold."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).where(*_conditions(kind, wanted))).scalar_one()

    def counts(self, kind: str, column: str = "state", **wanted: Any) -> dict[str, int]:
        """How many findings of a kind there are by `state` or `slot`."""
        by = _found.c[column]
        query = select(by, func.count()).where(*_conditions(kind, wanted)).group_by(by)
        with self._database.reading() as connection:
            return dict(connection.execute(query).tuples().all())

    def get(self, kind: str, id: str) -> list[Any]:
        """The bodies of the findings of a kind whose id is this or begins so, two at most."""
        exact = select(_found.c.body).where(_found.c.kind == kind, _found.c.id == id)
        begins = select(_found.c.body).where(_found.c.kind == kind, _found.c.id.startswith(id, autoescape=True)).limit(2)
        with self._database.reading() as connection:
            rows = connection.execute(exact).scalars().all() or (connection.execute(begins).scalars().all() if id else [])
        return [json.loads(body) for body in rows]

    def bearing(self, claims: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """The findings, as kind and id, in which each of these claims stands."""
        found: dict[str, list[tuple[str, str]]] = {}
        with self._database.reading() as connection:
            for start in range(0, len(claims), MOST):
                where = _bearing.c.claim.in_(claims[start : start + MOST])
                for row in connection.execute(select(_bearing).where(where)):
                    found.setdefault(row.claim, []).append((row.kind, row.id))
        return found


def _conditions(kind: str, wanted: Mapping[str, Any]) -> Iterator[Any]:
    yield _found.c.kind == kind
    for name, value in wanted.items():
        if not value:
            continue
        if name == "words":
            yield from (_found.c.words.contains(word, autoescape=True) for word in str(value).split())
        elif isinstance(value, str):
            yield _found.c[name] == value
        else:
            yield _found.c[name].in_(list(value))


def _row(one: Finding) -> dict[str, Any]:
    body = json.dumps(one.body, ensure_ascii=False, separators=(",", ":"))
    plain = {name: getattr(one, name) for name in ("kind", "id", "rank", "state", "slot", "due", "words")}
    return {**plain, "body": body}


def _insert(connection: Any, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _value(connection: Any, name: str) -> str | None:
    value: str | None = connection.execute(select(_state.c.value).where(_state.c.name == name)).scalar()
    return value
