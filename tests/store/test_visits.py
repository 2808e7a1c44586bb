"""How a page came from its address: kept, known again, found when it was tampered with, and gone with its document."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from onrecord.model import Evidence
from onrecord.store import Outcome, Store, migrations, tables
from onrecord.store.canonical import digest
from onrecord.store.database import Database
from onrecord.store.visits import HELD, VISITED
from onrecord.testing import make_statement, make_visited

FEED = "https://ozerin.example/feed"
OLD = "https://ozerin.example/old"
URI = "https://ozerin.example/visited"
LATER = "documents_publisher", "documents_shelf", "claims_waiting", "claims_reviewed", "claims_altered", "claims_terms"
"""Indexes that a later step made."""


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        yield store


def test_add_keeps_the_visit_beside_the_page(store: Store) -> None:
    doc = make_visited(warc=b"all of it", feed=FEED, entry="7")
    store.add(doc)
    with store.contents() as found:
        (capture,) = next(found.documents())["captures"]
        assert found.evidence(capture["warc"]) == b"all of it"
    assert (capture["asked"], capture["feed"], capture["entry"], capture["warc_size"]) == (OLD, FEED, "7", 9)
    verdict = store.verify()
    assert (verdict.fault, verdict.evidence) == (None, 2)


def test_add_hashes_the_visit_into_the_journal(store: Store) -> None:
    store.add(make_visited(warc=b"all of it"))
    assert list(store.journal())[-1].after["capture"]["warc"] == digest(b"all of it")


def test_add_of_a_page_without_a_visit_says_nothing_of_one(store: Store) -> None:
    store.add(make_statement())
    assert "warc" not in list(store.journal())[-1].after["capture"]


def test_add_of_what_was_seen_unchanged_is_present(store: Store) -> None:
    outcomes = [store.add(make_visited(warc=warc)).outcome for warc in (b"first", b"later")]
    assert outcomes == [Outcome.ADDED, Outcome.PRESENT]


def test_add_keeps_a_first_visit_of_what_was_there_without_one(store: Store) -> None:
    doc = make_visited()
    assert doc.evidence
    bare = make_statement(doc.text, uri=URI, evidence=make_bare(doc.evidence.data))
    assert [store.add(one).outcome for one in (bare, doc, doc)] == [Outcome.ADDED, Outcome.CAPTURED, Outcome.PRESENT]


def make_bare(data: bytes) -> Evidence:
    return Evidence(data, digest(data), "text/html", "utf-8", URI)


def test_add_keeps_by_which_entry_a_page_was_found_again(store: Store) -> None:
    docs = [make_visited(), make_visited(feed=FEED, entry="7"), make_visited(feed=FEED, entry="7"), make_visited()]
    expected = [Outcome.ADDED, Outcome.CAPTURED, Outcome.PRESENT, Outcome.PRESENT]
    assert [store.add(doc).outcome for doc in docs] == expected


@pytest.mark.parametrize("key", [(URI,), (OLD,), ("https://elsewhere.example/", FEED, "7")])
def test_visited_knows_a_page_by_every_way_to_it(store: Store, key: tuple[str, ...]) -> None:
    added = store.add(make_visited(feed=FEED, entry="7"))
    assert store.visited(*key) == added.document


@pytest.mark.parametrize("key", [("https://elsewhere.example/",), ("https://elsewhere.example/", FEED, "8")])
def test_visited_does_not_know_what_is_new(store: Store, key: tuple[str, ...]) -> None:
    store.add(make_visited(feed=FEED, entry="7"))
    assert store.visited(*key) is None


def test_delete_takes_the_visit_along(store: Store) -> None:
    added = store.add(make_visited(warc=b"all of it"))
    store.delete(added.document, "a witness asked for it")
    assert store.verify().evidence == 0
    assert digest(b"all of it") in list(store.journal())[-1].before["evidence"]


def test_delete_leaves_a_visit_that_another_document_shares(store: Store) -> None:
    added = store.add(make_visited(b"<p>one", warc=b"all of it"))
    store.add(make_statement(uri=URI, evidence=make_visited(b"<p>two", warc=b"all of it").evidence))
    store.delete(added.document, "a witness asked for it")
    verdict = store.verify()
    assert (verdict.fault, verdict.evidence) == (None, 2)


def test_deleted_tells_what_a_person_wanted_gone(store: Store) -> None:
    added = store.add(make_visited(feed=FEED, entry="7"))
    store.delete(added.document, "a witness asked for it")
    assert store.deleted() == dict.fromkeys([(URI,), (OLD,), (FEED, "7")], added.document)
    store.add(make_visited())
    assert store.deleted() == {}


@pytest.mark.parametrize("column", ["warc", "asked", "feed", "entry"])
def test_verify_finds_a_visit_that_was_changed(place: str, column: str) -> None:
    with Store(place, who="ana") as store:
        store.add(make_visited(feed=FEED, entry="7"))
        store.add(make_statement())
        database = Database(place)
        with database.writing() as connection:
            value = digest(b"<p>a page") if column == "warc" else None
            connection.execute(update(tables.captures).where(tables.captures.c.asked == OLD).values({column: value}))
        database.close()
        assert store.verify().fault


def test_migration_lets_a_record_of_before_verify(place: str) -> None:
    doc = make_statement(uri=URI)
    with Store(place, who="ana") as store:
        store.add(doc)
    _turn_back(place)
    with Store(place, who="ana") as store:
        assert [line.act for line in store.journal()][:3] == ["create", "add", "migrate"]
        assert store.verify().fault is None
        assert store.visited(URI) == doc.id


def _turn_back(place: str) -> None:
    """Make a record what it was before visits were kept; its journal stays as it is."""
    database = Database(place)
    with database.writing() as connection:
        for index in ("captures_warc", "captures_asked", "captures_entry", *LATER):
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")
        for column in (*VISITED, *HELD):
            connection.exec_driver_sql(f"ALTER TABLE captures DROP COLUMN {column}")
        connection.execute(update(tables.onrecord).values(schema_version=migrations.MIGRATIONS.index(migrations.warc)))
    database.close()
