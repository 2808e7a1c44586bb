"""Numbered steps from an empty database to the newest form of a record; each runs in one transaction.

A list of statements in files is enough: the form changes seldom, both databases take the same statements but for the type
of bytes, and each step stays as it was first published. A migration framework would bring a second configuration, a folder of
scripts and a template language, and would still leave the backup, the refusal of newer records and the journal to us.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from sqlalchemy import Connection

Migration = Callable[[Connection], None]

NAMES = {
    "sqlite": {"{bytes}": "BLOB", "{number}": "INTEGER PRIMARY KEY"},
    "postgresql": {"{bytes}": "BYTEA", "{number}": "BIGSERIAL PRIMARY KEY"},
}
"""What the two databases call the same thing."""


def tables(connection: Connection) -> None:
    """1: the tables."""
    run(connection, "0001_tables.sql")


def search(connection: Connection) -> None:
    """2: full text."""
    run(connection, f"0002_search.{connection.dialect.name}.sql")


def actors(connection: Connection) -> None:
    """3: actors across documents, laid out from the readings that are there."""
    from onrecord.store.actors import rebuild  # here, because it needs the form that all earlier steps lead to

    run(connection, "0003_actors.sql")
    rebuild(connection)


def users(connection: Connection) -> None:
    """4: who may read and write when the record is served."""
    run(connection, "0004_users.sql")


def warc(connection: Connection) -> None:
    """5: how pages came from their addresses."""
    run(connection, "0005_warc.sql")


def room(connection: Connection) -> None:
    """6: indexes by which the reading room answers at any size."""
    run(connection, "0006_room.sql")
    if connection.dialect.name == "sqlite":
        run(connection, "0006_shelf.sqlite.sql")


def container(connection: Connection) -> None:
    """7: which files bytes were taken out of."""
    run(connection, "0007_container.sql")


def terms(connection: Connection) -> None:
    """8: an index for claims of a rare status, where the database knows that it is rare."""
    if connection.dialect.name == "postgresql":
        run(connection, "0008_terms.postgresql.sql")


MIGRATIONS: list[Migration] = [tables, search, actors, users, warc, room, container, terms]
"""Number n of the list leads from version n to n + 1."""


def run(connection: Connection, name: str) -> None:
    """Run the statements of a file of this folder."""
    script = (files(__package__) / name).read_text("utf-8")
    for sign, word in NAMES[connection.dialect.name].items():
        script = script.replace(sign, word)
    bare = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    for statement in filter(str.strip, bare.split(";\n")):
        connection.exec_driver_sql(statement.strip().rstrip(";"))
