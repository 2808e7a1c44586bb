"""Random tampering behind the record's back, straight in its tables: every change is found.

Each change is made and looked for in one transaction, which then is taken back: so a thousand changes need one record.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from onrecord.bench.invented import invent
from onrecord.store import Head, Store, tables
from onrecord.store.database import Database
from onrecord.store.verify import index_fault, verify
from onrecord.testing import STATEMENT, make_saying, make_statement, make_visited

TABLES = [table for table in tables.metadata.sorted_tables if table not in tables.ACCOUNTS]
FIELDS = {table.name: [c.name for c in table.columns if c.name != "number"] for table in TABLES}
"""What tells something; `number` is counted up by the database itself."""


@pytest.fixture
def head(place: str) -> Head:
    """The head of a record with documents, versions, captures, readings, actors, corrections and some that were taken back."""
    with Store(place, who="ana") as store:
        docs = list(invent(6, claims=3))
        store.add_all(docs)
        claims = [claim.id for claim in store.claims()]
        for claim in claims[:4]:
            store.correct(claim, best=7, note="recount")
        store.reject(claims[5])
        store.undo(claims[0])
        store.add_claim(docs[0].id, words=docs[0].text[:20], kind="position")
        store.reread(replace(docs[1], claims=docs[1].claims[1:]))
        first = make_statement(uri="https://ozerin.example/1")
        store.add(first)
        store.correct(first.claims[0].id, best=15)
        store.add(make_statement("Good day. " + STATEMENT, uri="https://ozerin.example/1"))
        store.add(make_saying("Ana Kos", "President of Orvania"))
        store.add(make_saying("Kos", "President"))
        store.add(make_visited())
        store.merge("Ana Kos", store.actors()[-1].id)
        return store.head()


class _Rows:
    """The rows of a record as somebody sees them who has the database and not onrecord."""

    def __init__(self, connection: Connection, chance: random.Random) -> None:
        self.chance = chance
        self._connection = connection
        self._key = "rowid" if connection.dialect.name == "sqlite" else "ctid"
        self._sign = "?" if connection.dialect.name == "sqlite" else "%s"
        lax = "PRAGMA defer_foreign_keys = ON" if self._key == "rowid" else "SET LOCAL session_replication_role = replica"
        connection.exec_driver_sql(lax)  # no rule of the database stands in the way

    def choose(self, table: str, column: str) -> tuple[Any, Any] | None:
        rows = self._connection.exec_driver_sql(f'SELECT {self._key}, "{column}" FROM {table}').all()
        return self.chance.choice([(row[0], row[1]) for row in rows]) if rows else None

    def change(self, table: str, column: str, row: Any, value: Any) -> None:
        self._connection.exec_driver_sql(
            f'UPDATE {table} SET "{column}" = {self._sign} WHERE {self._key} = {self._sign}', (value, row)
        )

    def take_out(self, table: str, row: Any) -> None:
        self._connection.exec_driver_sql(f"DELETE FROM {table} WHERE {self._key} = {self._sign}", (row,))

    def run(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)


def _change_field(rows: _Rows) -> str | None:
    table = rows.chance.choice(list(FIELDS))
    column = rows.chance.choice(FIELDS[table])
    if (found := rows.choose(table, column)) is None:
        return None
    rows.change(table, column, found[0], _other(found[1], rows.chance))
    return f"field {table}.{column}"


def _other(value: Any, chance: random.Random) -> Any:
    """Another value, as little different as can be."""
    if value is None:
        return "x"
    if isinstance(value, int | float):
        return value + chance.choice((1000, 1001))
    if not value:
        return b"x" if isinstance(value, bytes) else "x"
    place = chance.randrange(len(value))
    if isinstance(value, bytes):
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    return value[:place] + chance.choice([c for c in "aZ0 " if c != value[place]]) + value[place + 1 :]


def _flip_evidence(rows: _Rows) -> str | None:
    row, data = rows.choose("evidence", "data") or (None, b"")
    rows.change("evidence", "data", row, _other(data, rows.chance))
    return "evidence"


def _take_out(rows: _Rows) -> str | None:
    table = rows.chance.choice(list(FIELDS))
    if (found := rows.choose(table, FIELDS[table][0])) is None:
        return None
    rows.take_out(table, found[0])
    return "row"


def _take_line_out(rows: _Rows) -> str | None:
    rows.take_out("journal", (rows.choose("journal", "seq") or (None,))[0])
    return "line"


def _reorder(rows: _Rows) -> str | None:
    one, two = ((rows.choose("journal", "seq") or (0, 0))[1] for _ in range(2))
    for old, new in ((one, -1), (two, one), (-1, two)):
        rows.run(f"UPDATE journal SET seq = {new} WHERE seq = {old}")
    return "order" if one != two else None


def _cut_tail(rows: _Rows) -> str | None:
    """The end of the journal, with what it tells of."""
    rows.run("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    rows.run("DELETE FROM corrections WHERE seq > (SELECT max(seq) FROM journal)")
    return "tail"


CHANGES: list[tuple[Callable[[_Rows], str | None], int]] = [
    (_change_field, 6),
    (_flip_evidence, 2),
    (_take_out, 1),
    (_take_line_out, 1),
    (_reorder, 1),
    (_cut_tail, 1),
]


class _TakenBackError(Exception):
    """Ends a transaction without keeping it."""


def _fault(connection: Connection, head: Head) -> str | None:
    return verify(connection, head).fault or index_fault(connection)


def _tampered(database: Database, head: Head, chance: random.Random) -> tuple[str | None, str | None]:
    """What was changed, and the fault that was found; nothing where the database itself refuses the change."""
    what = fault = None
    (change,) = chance.choices([change for change, _ in CHANGES], [weight for _, weight in CHANGES])
    try:
        with database.engine.connect() as connection, connection.begin():
            what = change(_Rows(connection, chance))
            fault = what and _fault(connection, head)
            raise _TakenBackError
    except _TakenBackError:
        return what, fault
    except DBAPIError:  # two rows with one key, letters for a number
        return None, None


def _tamper(place: str, head: Head, count: int, seed: int) -> Counter[str]:
    chance = random.Random(seed)
    database = Database(place)
    done: Counter[str] = Counter()
    while done.total() < count:
        what, fault = _tampered(database, head, chance)
        assert what is None or fault, f"{what} was not found (seed {seed}, after {done.total()} changes)"
        if what:
            done[what.split()[0]] += 1
        if done.total() % 20 == 0:
            with database.reading() as connection:
                assert verify(connection, head).fault is None
    with database.writing() as connection:
        assert _fault(connection, head) is None
    database.close()
    return done


def test_tamper_is_found(place: str, head: Head) -> None:
    _tamper(place, head, 30, seed=1)


@pytest.mark.slow
def test_tamper_a_thousand_times_is_found(place: str, head: Head, capsys: pytest.CaptureFixture[str]) -> None:
    done = _tamper(place, head, 1000, seed=2)
    with capsys.disabled():
        counts = ", ".join(f"{name} {number}" for name, number in done.most_common())
        print(f"\n{done.total()} changes ({place[:10]}): {counts}; all found, the untouched record never reported")  # noqa: T201
