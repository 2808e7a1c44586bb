"""The tables in which findings are kept and looked up, and how they are written: only what changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    MetaData,
    Select,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    text,
)

from onrecord.errors import QueryError
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.store.findings import Finding

_Fresh = tuple["Finding", tuple[str, str | None], str]
"""A finding, its JSON, whole and brief, and the hash of all that is kept of it."""

FORM = "4"
"""Number of the form of the file; one of another form is thrown away."""

MANY = 10_000
"""Findings that hold words, or are due in a span of days, of which no more are looked at: the most telling."""

BATCH = 500
"""Rows that are written at a time."""

LOOKED_UP = ("words", "by", "since", "until")
"""What may be asked for that no counts are kept of."""

PREFIX = 4
"""Letters from which on the beginning of a word is enough."""

_HASHED = 28
"""Bits of a finding's number that come from its id; those above are its rank."""

_metadata = MetaData()
found = Table(
    "found",
    _metadata,
    Column("number", BigInteger, primary_key=True),
    *[Column(name, Text) for name in ("kind", "id", "state", "slot", "due", "newest")],
    Column("origins", BigInteger),
    Column("mark", Text),
)
_columns = found.c.number, found.c.state, found.c.slot, found.c.due
Index("found_id", found.c.kind, found.c.id, unique=True)
# Each list is a walk along an index that holds all that is asked: no row is read that is not shown.
Index("found_rank", found.c.kind, *_columns)
Index("found_newest", found.c.kind, found.c.newest.desc(), *_columns)
Index("found_origins", found.c.kind, found.c.origins.desc(), *_columns)
Index("found_state", found.c.kind, found.c.state, found.c.number, found.c.slot, found.c.due)
Index("found_slot", found.c.kind, found.c.slot, found.c.number, found.c.state, found.c.due)
Index("found_due", found.c.kind, found.c.due, found.c.number, found.c.state, found.c.slot)
bodies = Table("bodies", _metadata, Column("number", BigInteger, primary_key=True), Column("brief", Text), Column("body", Text))
bearing = Table("bearing", _metadata, Column("claim", Text), Column("number", BigInteger, index=True))
Index("bearing_claim", bearing.c.claim, bearing.c.number)
former = Table("former", _metadata, Column("id", Text, index=True), Column("number", BigInteger, index=True))
tally = Table("tally", _metadata, *[Column(name, Text) for name in ("kind", "state", "slot")], Column("count", BigInteger))
state = Table("state", _metadata, Column("name", Text, primary_key=True), Column("value", Text))

_SEARCH = "CREATE VIRTUAL TABLE search USING fts5 (words, names, marks, tokenize = 'porter unicode61 remove_diacritics 2')"
_TELL = text("INSERT INTO search (rowid, words, names, marks) VALUES (:number, :words, :names, :marks)")
_FORGET = text("DELETE FROM search WHERE rowid = :number")
_COUNT = "INSERT INTO tally SELECT kind, state, slot, count(*) FROM found GROUP BY kind, state, slot"
_HOLDING = "SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid LIMIT {}"
_WORD = re.compile(r"[^\W_]+")


def is_made(connection: Connection) -> bool:
    """Whether the tables are there, in this form."""
    if not inspect(connection).has_table("state"):
        return False
    return connection.execute(select(state.c.value).where(state.c.name == "form")).scalar() == FORM


def make(connection: Connection) -> None:
    """Make the tables, in place of those of another form."""
    if is_made(connection):  # another process was quicker
        return
    for name in ("search", *_metadata.tables):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    _metadata.create_all(connection)
    connection.exec_driver_sql(_SEARCH)
    connection.execute(insert(state).values(name="form", value=FORM))


def keep(connection: Connection, findings: Iterable[Finding]) -> int:
    """Write the findings that changed and take out those that are gone; how many these are."""
    rows = connection.execute(select(found.c.kind, found.c.id, found.c.mark, found.c.number))
    known = {(row.kind, row.id): (row.mark, row.number) for row in rows}
    used, seen, changed = {number for _, number in known.values()}, set[tuple[str, str]](), 0
    for batch in _batches(_changed(findings, known, seen)):
        old = [known[one.kind, one.id][1] for one, _, _ in batch if (one.kind, one.id) in known]
        _forget(connection, old)
        used.difference_update(old)
        _write(connection, [(_number(fresh[0], used), fresh) for fresh in batch])
        changed += len(batch)
    for gone in _batches(number for key, (_, number) in known.items() if key not in seen):
        _forget(connection, gone)
        changed += len(gone)
    connection.execute(delete(tally))
    connection.exec_driver_sql(_COUNT)
    return changed


def _changed(
    findings: Iterable[Finding], known: Mapping[tuple[str, str], tuple[str, int]], seen: set[tuple[str, str]]
) -> Iterator[_Fresh]:
    """Each finding that is not known as it is, once, with its JSON, whole and brief, and the hash of all that is kept of it."""
    for one in findings:
        key = one.kind, one.id
        if key in seen:
            continue
        seen.add(key)
        body, brief = str(_json(one.body)), _json(one.brief)
        plain = [one.rank, one.state, one.slot, one.due, one.words, one.claims, one.newest, one.origins, one.by, one.known_as]
        mark = hashlib.sha256((str(_json(plain)) + str(brief) + body).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        if known.get(key, ("", 0))[0] != mark:
            yield one, (body, brief), mark


def _number(one: Finding, used: set[int]) -> int:
    """A number by which findings stand in the order of their ranks; the same for the same finding, wherever it is free."""
    spread = int.from_bytes(hashlib.sha256(f"{one.kind} {one.id}".encode()).digest()[:4]) >> (32 - _HASHED)
    number = (one.rank << _HASHED) | spread
    while number in used:
        number += 1
    used.add(number)
    return number


def _write(connection: Connection, rows: Sequence[tuple[int, _Fresh]]) -> None:
    plain = ("kind", "id", "state", "slot", "due", "newest", "origins")
    _insert(connection, found, [{"number": n, "mark": m, **{c: getattr(one, c) for c in plain}} for n, (one, _, m) in rows])
    _insert(connection, bodies, [{"number": n, "body": body, "brief": brief} for n, (_, (body, brief), _) in rows])
    _insert(connection, bearing, [{"claim": id, "number": n} for n, (one, _, _) in rows for id in dict.fromkeys(one.claims)])
    _insert(connection, former, [{"id": id, "number": n} for n, (one, _, _) in rows for id in dict.fromkeys(one.known_as)])
    told = [{"number": n, "words": one.words, "names": one.by, "marks": " ".join(_marks(one))} for n, (one, _, _) in rows]
    connection.execute(_TELL, told)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _forget(connection: Connection, numbers: Sequence[int]) -> None:
    for table in (found, bodies, bearing, former) if numbers else ():
        connection.execute(delete(table).where(table.c.number.in_(numbers)))
    if numbers:
        connection.execute(_FORGET, [{"number": number} for number in numbers])


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def ordered(query: Select[Any], sort: str, wanted: Mapping[str, Any]) -> Select[Any]:
    """A query for findings that fit in the order "rank", "newest" or "origins"."""
    first = {"newest": (found.c.newest.desc(),), "origins": (found.c.origins.desc(),)}
    query = query.order_by(*first.get(sort, ()), found.c.number)
    if wanted.get("words") or wanted.get("by"):
        return query
    by = next((name for name in ("state", "slot") if isinstance(wanted.get(name), str) and wanted[name]), "rank")
    return query.with_hint(found, f"INDEXED BY found_{sort if sort in first else by}", "sqlite")


def fitting(query: Select[Any], kind: str, wanted: Mapping[str, Any]) -> Select[Any]:
    """A query for findings of a kind that fit; where they must hold words, the most telling `MANY`, and one.

    Raises:
        QueryError: there is no word to search for.
    """
    query = query.where(found.c.kind == kind)
    for name in ("state", "slot"):
        query = among(query, found.c[name], wanted.get(name))
    if since := wanted.get("since"):
        query = query.where(found.c.due >= since)
    if until := wanted.get("until"):
        query = query.where(found.c.due > "", found.c.due <= f"{until}~")
    if wanted.get("words") or wanted.get("by"):
        holding = text(_HOLDING.format(MANY + 1)).bindparams(match=_match(kind, wanted)).columns(found.c.number)
        query = query.where(found.c.number.in_(holding)).with_hint(found, "INDEXED BY found_rank", "sqlite")
    return query


def among(query: Select[Any], column: Column[Any], value: Any) -> Select[Any]:
    """Only rows with this value, or one of these; any where it is None or empty."""
    if not value:
        return query
    return query.where(column == value if isinstance(value, str) else column.in_(list(value)))


def _match(kind: str, wanted: Mapping[str, Any]) -> str:
    """What FTS5 is asked for: words in any form, or their beginnings; and marks, so that it need not find others."""
    parts = [f'marks : "{_mark("kind", kind)}"']
    for name in ("state", "slot"):
        if value := wanted.get(name):
            values = [value] if isinstance(value, str) else list(value)
            parts.append("(" + " OR ".join(f'marks : "{_mark(name, one)}"' for one in values) + ")")
    for name, column in (("words", "words"), ("by", "names")):
        if wanted.get(name):
            parts += [f"{column} : {term}" for term in _terms(str(wanted[name]))]
    return " AND ".join(parts)


def _terms(words: str) -> list[str]:
    found = list(dict.fromkeys(_WORD.findall(fold(words))))
    if not found:
        raise QueryError(found=f"{words[:80]!r}, without a word", wanted="words to search for", hint="write letters or digits")
    return [f'"{word}" *' if len(word) >= PREFIX else f'"{word}"' for word in found]


def _marks(one: Finding) -> list[str]:
    return [_mark("kind", one.kind), _mark("state", one.state), _mark("slot", one.slot)]


def _mark(name: str, value: str) -> str:
    """A word that no text holds, for a value that is searched for beside words."""
    return f"{name}0{''.join(_WORD.findall(value.lower()))}"
