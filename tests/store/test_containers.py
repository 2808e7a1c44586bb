"""Which file bytes were taken out of: kept, told in the journal, found when it was tampered with, and empty in older records."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import update

from onrecord.model import Container, Document
from onrecord.store import Outcome, Store, migrations, tables
from onrecord.store.database import Database
from onrecord.store.visits import HELD
from onrecord.testing import make_taken


def without(doc: Document, container: Container | None = None) -> Document:
    assert doc.evidence
    return replace(doc, evidence=replace(doc.evidence, container=container))


def test_add_keeps_the_container_of_the_bytes(place: str) -> None:
    with Store(place, who="ana") as store:
        id = store.add(make_taken()).document
        (capture,) = store.standing(id).captures
        mailbox = "letters.mbox", hashlib.sha256(b"letters.mbox").hexdigest()
        assert (capture.container, capture.container_sha256) == mailbox
        told = list(store.journal())[-1].after["capture"]
        assert (told["container"], told["container_sha256"]) == mailbox
        assert store.verify().fault is None


def test_add_of_a_file_of_its_own_says_nothing_of_a_container(place: str) -> None:
    with Store(place, who="ana") as store:
        store.add(without(make_taken()))
        assert not {*HELD} & list(store.journal())[-1].after["capture"].keys()


def test_same_bytes_out_of_a_mailbox_that_grew_are_nothing_new(place: str) -> None:
    grown = without(make_taken(), Container("letters.mbox", "0" * 64))
    with Store(place, who="ana") as store:
        assert [store.add(doc).outcome for doc in (make_taken(), grown)] == [Outcome.ADDED, Outcome.PRESENT]


@pytest.mark.parametrize("column", HELD)
def test_verify_finds_a_container_that_was_changed(place: str, column: str) -> None:
    with Store(place, who="ana") as store:
        store.add(make_taken())
        database = Database(place)
        with database.writing() as connection:
            connection.execute(update(tables.captures).values({column: "0" * 64}))
        database.close()
        assert "was changed" in (store.verify().fault or "")


def test_record_of_before_opens_and_verifies(place: str) -> None:
    with Store(place, who="ana") as store:
        id = store.add(without(make_taken())).document
    database = Database(place)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP INDEX IF EXISTS claims_terms")
        for column in HELD:
            connection.exec_driver_sql(f"ALTER TABLE captures DROP COLUMN {column}")
        connection.execute(update(tables.onrecord).values(schema_version=migrations.MIGRATIONS.index(migrations.container)))
    database.close()
    with Store(place, who="ana") as store:
        assert store.standing(id).captures[0].container is None
        assert store.verify().fault is None
