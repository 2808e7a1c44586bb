"""What verifying finds: every change of a row, a byte or a line, and nothing on an untouched record."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, func, select, update

from onrecord.errors import StoreError
from onrecord.store import Head, Store, tables
from onrecord.store.database import Database
from onrecord.store.verify import Chain, shares
from onrecord.testing import STATEMENT, make_saying, make_statement

TABLES = [table for table in tables.metadata.sorted_tables if table not in tables.ACCOUNTS]
LOOSE = [table for table in TABLES if table.name not in ("onrecord", "evidence", "documents")]
"""Tables whose rows the database itself lets go; the others are held by rows that belong to them."""

FIELDS = [(table.name, column.name) for table in TABLES for column in table.columns if column.name != "number"]


@pytest.fixture
def record(place: str) -> str:
    """A record of three documents, one of them in two versions."""
    with Store(place, who="ana") as store:
        for words in ("", "Good day. ", "Good evening. "):
            store.add(make_statement(words + STATEMENT, uri=f"https://ozerin.example/{len(words)}"))
        store.add(make_statement(STATEMENT + " He left.", uri="https://ozerin.example/0"))
        store.correct(store.claims()[0].id, best=15)
        store.reject(store.claims()[0].id)
        store.undo(store.claims()[0].id)
        _cast(store)
    return place


def _cast(store: Store) -> None:
    """Actors that are one by a rule, and others that are one because a person says so."""
    store.add(make_saying("Ana Kos", "President of Orvania"))
    store.add(make_saying("Kos", "President"))
    store.merge("Ana Kos", "Marek Tull")


def _fault(place: str, kept: Head | None = None) -> str | None:
    try:
        with Store(place, create=False) as store:
            return store.verify(kept).fault
    except StoreError as error:  # also a way to notice
        return str(error)


def test_verify_finds_nothing_on_an_untouched_record(record: str) -> None:
    with Store(record, create=False) as store:
        verdict = store.verify(store.head())
    assert (verdict.fault, verdict.documents, verdict.claims, verdict.lines) == (None, 6, 10, 11)


@pytest.mark.parametrize("documents", [1, 17, 300])
def test_verify_looks_for_each_hash_in_one_part(documents: int) -> None:
    parts = shares(Chain(documents={str(number) for number in range(documents)}))
    found = [part.evidence for part in parts if part.evidence is not None and "3fb1".startswith(part.evidence)]
    assert len(found) == 1


@pytest.mark.slow
def test_verify_with_several_processes_finds_the_same(record: str) -> None:
    evidence = tables.evidence
    with Store(record, create=False) as store:
        assert store.verify(store.head(), workers=3) == store.verify(store.head())
    with Database(record).writing() as connection:
        connection.execute(update(evidence).values(size=evidence.c.size + 1))
    with Store(record, create=False) as store:
        assert "was changed" in str(store.verify(workers=2).fault)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite record of one document, to be copied and tampered with."""
    path = tmp_path_factory.mktemp("template") / "record.db"
    with Store(path) as store:
        store.add(make_statement(uri="https://ozerin.example/0"))
        store.correct(store.claims()[0].id, best=15)
        _cast(store)
    return path


@pytest.mark.parametrize(("table", "column"), FIELDS)
def test_verify_finds_a_changed_field(template: Path, tmp_path: Path, table: str, column: str) -> None:
    place = str(shutil.copy(template, tmp_path))
    with closing(sqlite3.connect(place)) as connection, connection:
        row, value = connection.execute(f'SELECT rowid, "{column}" FROM {table}').fetchone()
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (_other(value), row))
    assert _fault(place) is not None


def _other(value: Any) -> Any:
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return value + 1000 if isinstance(value, int | float) else f"{value or ''}x"


@pytest.mark.parametrize("table", LOOSE, ids=[table.name for table in LOOSE])
def test_verify_finds_a_row_that_was_taken_out(record: str, table: Table) -> None:
    with Database(record).writing() as connection:
        key = next(iter(table.primary_key))
        first = connection.execute(select(func.max(key))).scalar_one()
        connection.execute(delete(table).where(key == first))
    assert _fault(record) is not None


@pytest.mark.parametrize("table", ["onrecord", "evidence", "documents"])
def test_verify_finds_a_row_that_was_taken_out_against_the_rules(template: Path, tmp_path: Path, table: str) -> None:
    place = str(shutil.copy(template, tmp_path))
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute(f"DELETE FROM {table}")
    assert _fault(place) is not None


def test_verify_finds_two_lines_that_changed_places(record: str) -> None:
    journal = tables.journal
    with Database(record).writing() as connection:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.execute(update(journal).where(journal.c.seq == old).values(seq=new))
    assert "line 2 of the journal" in str(_fault(record))


def test_verify_finds_a_tail_that_was_cut_off_by_the_kept_head(record: str) -> None:
    with Store(record, create=False) as store:
        kept = store.head()
        body = make_statement("Welcome. " + STATEMENT)
        store.add(body)
        later = store.head()
    with Database(record).writing() as connection:
        for table in (
            tables.claims,
            tables.parties,
            tables.places,
            tables.members,
            tables.actors,
            tables.readings,
            tables.captures,
        ):
            connection.execute(delete(table).where(table.c.document == body.id))
        connection.execute(delete(tables.documents).where(tables.documents.c.id == body.id))
        connection.execute(delete(tables.evidence).where(tables.evidence.c.sha256.not_in(select(tables.captures.c.evidence))))
        connection.execute(delete(tables.journal).where(tables.journal.c.seq == later.seq))
    assert _fault(record, kept) is None
    assert f"the journal ends at line {kept.seq}" in str(_fault(record, later))


def test_verify_names_the_evidence_that_was_changed(record: str) -> None:
    evidence = tables.evidence
    with Database(record).writing() as connection:
        sha256, data = connection.execute(select(evidence.c.sha256, evidence.c.data)).first() or ("", b"")
        place = random.randrange(len(data))
        flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        connection.execute(update(evidence).where(evidence.c.sha256 == sha256).values(data=flipped))
    assert sha256 in str(_fault(record))
