"""The names of a record's claims, each once: a filter asks for part of one, and they change seldom."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import CTE, Connection, Engine, Table, func, select

from onrecord.store.touched import Touched, follow

MOST = 100_000
"""Names that are kept in memory; of more, the database looks through its own."""

FIELD = {"parties": "speaker", "places": "place"}
"""The field of a claim by which a person changes the names of a table."""


@dataclass(frozen=True, slots=True)
class _Kept:
    touched: Touched
    names: tuple[str, ...] | None


_kept: WeakKeyDictionary[Engine, dict[str, _Kept]] = WeakKeyDictionary()
_lock = threading.Lock()


def known(connection: Connection, table: Table) -> tuple[str, ...] | None:
    """The plain names that `parties` or `places` hold; None where there are too many to be kept."""
    with _lock:
        kept = _kept.setdefault(connection.engine, {}).get(table.name)
    now, on = follow(connection, kept.touched if kept else None), (FIELD[table.name],)
    if kept and kept.touched.last(on) <= now.head.seq < kept.touched.head.seq:  # this look began before the last one
        return kept.names
    if kept is None or (kept.touched.began, kept.touched.last(on)) != (now.began, now.last(on)):
        found = tuple(connection.execute(select(leaping(table).c.plain).limit(MOST + 2)).scalars())
        kept = _Kept(now, None if len(found) > MOST else tuple(name for name in found if name is not None))
    else:
        kept = _Kept(now, kept.names)
    with _lock:
        _kept[connection.engine][table.name] = kept
    return kept.names


def leaping(table: Table) -> CTE:
    """The names of a table, and None. Each is looked at once, by leaping through the index."""
    plain = table.c.plain
    names = select(func.min(plain).label("plain")).cte("names", recursive=True)
    following = select(func.min(plain)).where(plain > names.c.plain).scalar_subquery()
    return names.union_all(select(following).where(names.c.plain.is_not(None)))
