"""Opening a record: what is there, whether this version understands it, and the steps that bring it up to date."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, update

from onrecord.errors import NewerRecordError, NoRecordError, StoreError
from onrecord.store import journal, migrations
from onrecord.store.database import Database
from onrecord.store.tables import metadata, onrecord

HINT = "make a record with onrecord add"


def open_database(place: str | Path, who: str, create: bool) -> Database:
    """The database of a record, made or brought up to date where needed; an older record is copied first.

    Raises:
        NoRecordError: there is none and none may be made, or something else is there.
        NewerRecordError: this version does not know its form.
        StoreError: the database cannot be reached or written.
    """
    database = Database(place)
    if database.path and not database.path.exists() and not create:
        raise NoRecordError(found=f"no file {place}", wanted="a record", hint=HINT)
    with database.reading() as connection:
        version = found_version(connection, database.name)
    if version is None:
        if not create:
            raise NoRecordError(found=f"nothing in {database.name}", wanted="a record", hint=HINT)
        version = 0
    _check(version, database.name)
    if 0 < version < len(migrations.MIGRATIONS):
        _back_up(database, version)
    while version < len(migrations.MIGRATIONS):
        version = _step(database, who)
    return database


def found_version(connection: Connection, name: str) -> int | None:
    """The number of the last migration, None in an empty database."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if onrecord.name in tables and "journal" in tables:
        forms = connection.execute(select(onrecord.c.schema_version)).scalars().all()
        if len(forms) == 1:
            return int(forms[0])
        raise StoreError(found=f"the record {name} without its number", wanted="one number", hint="take the last backup")
    raise NoRecordError(
        found=f"a database with other tables ({', '.join(sorted(tables)[:3])}) at {name}",
        wanted="a record or an empty database",
        hint="give another path, or make an empty database",
    )


def _check(version: int, name: str) -> None:
    newest = len(migrations.MIGRATIONS)
    if version > newest:
        raise NewerRecordError(
            found=f"the record {name} in form {version}",
            wanted=f"at most form {newest}, which this version of onrecord knows",
            hint="install the newest onrecord; the record was not touched",
        )


def _step(database: Database, who: str) -> int:
    """Run the next migration, unless another process just did. Gives the version that the record has then."""
    with database.writing() as connection:
        version = found_version(connection, database.name) or 0
        if version >= len(migrations.MIGRATIONS):
            return version
        if version == 0:
            return _make(connection, who)
        migrations.MIGRATIONS[version](connection)
        connection.execute(update(onrecord).values(schema_version=version + 1))
        journal.append(connection, who, "migrate", "record", before={"form": version}, after={"form": version + 1})
        return version + 1


def _make(connection: Connection, who: str) -> int:
    for migration in migrations.MIGRATIONS:
        migration(connection)
    form, record = len(migrations.MIGRATIONS), uuid.uuid4().hex
    connection.execute(insert(onrecord).values(schema_version=form, record=record))
    journal.append(connection, who, "create", "record", after={"record": record, "form": form})
    return form


def _back_up(database: Database, version: int) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    if database.path:
        _copy_file(database.path, database.path.with_name(f"{database.path.name}.form{version}-{stamp}.bak"))
    else:
        with database.writing() as connection:
            _copy_tables(connection, f"onrecord_form{version}_{stamp}".lower())


def _copy_file(path: Path, copy: Path) -> None:
    """A whole copy, also of what is still in the write-ahead log. Its name appears only when it is complete."""
    draft = copy.with_suffix(".part")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as target:
        source.backup(target)
    draft.replace(copy)


def _copy_tables(connection: Connection, schema: str) -> None:
    connection.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
    for table in set(inspect(connection).get_table_names()) & set(metadata.tables):
        connection.exec_driver_sql(f'CREATE TABLE "{schema}"."{table}" AS TABLE "{table}"')
