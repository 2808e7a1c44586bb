"""The database behind a record: a SQLite file or a PostgreSQL database, opened and locked so that both behave the same."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from onrecord.errors import StoreError
from onrecord.store.trouble import explain

POSTGRESQL = ("postgresql://", "postgres://")
PATIENCE = 60.0
"""Seconds to wait for another process that writes to the same record."""

CACHE = 64 * 1024
"""KiB of a SQLite file that a connection may hold in memory."""

LOCK = 0x6F6E7265636F7264
"""PostgreSQL's advisory lock for writers: the letters "onrecord". Lines of the journal must follow one another."""

WRITES = {"onrecord_writes": True}

SESSION = (
    "SELECT set_config(name, CASE name WHEN 'jit' THEN 'off' ELSE '0' END, false) FROM pg_settings "
    "WHERE name IN ('jit', 'max_parallel_workers_per_gather')"
)
"""How PostgreSQL answers us: the queries are short, and to compile or divide one takes longer than to answer it."""


class Database:
    """One record's database, at `place`. `name` is what a person may see of that: a path, or an address without its password."""

    def __init__(self, place: str | Path) -> None:
        text = self.place = str(place)
        self._looked = threading.local()
        if text.startswith(POSTGRESQL):
            url = _address(text)
            self.path: Path | None = None
            self.name = url.render_as_string(hide_password=True)
            self.engine = _postgresql(url)
        else:
            self.path = Path(text)
            self.name = text
            self.engine = _sqlite(self.path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it was when the block began, whatever others write.

        Within `looking` it is always the same one.

        Raises:
            StoreError: the database cannot be reached or read.
        """
        if shared := getattr(self._looked, "connection", None):
            yield shared
            return
        with self._explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def looking(self) -> Iterator[None]:
        """All that this thread reads in the block it sees as of one moment, over one connection.

        Raises:
            StoreError: the database cannot be reached or read.
        """
        with self.reading() as connection:
            before = getattr(self._looked, "connection", None)
            self._looked.connection = connection
            try:
                yield
            finally:
                self._looked.connection = before

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only connection that writes; all is kept at the end of the block, or nothing where it fails.

        Raises:
            StoreError: the database cannot be reached or written.
        """
        with self._explained(), self.engine.connect() as connection:
            locked = connection.execution_options(**WRITES)
            if locked.dialect.name == "postgresql":  # a snapshot taken before the lock would not see the last line
                locked = locked.execution_options(isolation_level="READ COMMITTED")
            with locked.begin():
                if locked.dialect.name == "postgresql":
                    locked.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                yield locked

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explain(self.name, error) from error


def _address(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(
            found="an address that cannot be understood",
            wanted="postgresql://USER@HOST/DATABASE",
            hint="write a password's special characters as %XX",
        ) from None


def _postgresql(url: URL) -> Engine:
    engine = create_engine(url.set(drivername="postgresql+pg8000"), isolation_level="REPEATABLE READ")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.cursor().execute(SESSION)
        connection.commit()

    return engine


def _sqlite(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver's own transactions would begin too late
        connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        _add_functions(connection)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged stays, also where the power fails

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("onrecord_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _add_functions(connection: Any) -> None:
    """Not every SQLite is built with these; its own are faster."""
    import sqlite3

    for function in (math.sin, math.cos, math.radians):
        try:
            connection.execute(f"SELECT {function.__name__}(0)")
        except sqlite3.OperationalError:
            connection.create_function(function.__name__, 1, function, deterministic=True)


def _write_ahead(connection: Any) -> None:
    """Turn the write-ahead log on. SQLite does not wait here while another process does the same, so we do."""
    import sqlite3

    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)
