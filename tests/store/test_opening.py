"""Opening records: what is made, what is refused, and what an upgrade keeps."""

import multiprocessing
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from onrecord.errors import NewerRecordError, NoRecordError, StoreError
from onrecord.store import Store, migrations, tables
from onrecord.store.database import Database
from onrecord.testing import make_statement


def test_open_makes_a_record_and_finds_it_again(place: str) -> None:
    with Store(place) as store:
        store.add(make_statement())
        head = store.head()
    with Store(place, create=False) as store:
        assert store.head() == head


def test_open_without_a_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoRecordError, match="onrecord add"):
        Store(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_open_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor, " * 200)
    with pytest.raises(NoRecordError, match="no record"):
        Store(path)
    assert path.read_text().startswith("Dear editor")


def test_open_refuses_a_database_of_another_program(place: str) -> None:
    database = Database(place)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    database.close()
    with pytest.raises(NoRecordError, match="recipes"):
        Store(place)


def test_open_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        Store(tmp_path / "no" / "such" / "record.db")


def test_open_refuses_a_newer_record_and_leaves_it_alone(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, _add_colour])
        Store(place).close()
    with pytest.raises(NewerRecordError, match="newest onrecord"):
        Store(place)


def test_open_never_shows_the_password() -> None:
    with pytest.raises(StoreError) as raised:
        Store("postgresql://ana:secret@127.0.0.1:1/none")
    assert "secret" not in str(raised.value)


def _add_colour(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE onrecord ADD COLUMN colour TEXT")


def _add_colour_and_fail(connection: Connection) -> None:
    _add_colour(connection)
    raise RuntimeError


def test_migration_is_written_into_the_journal(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(place) as store:
        store.add(make_statement())
    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, _add_colour])
    with Store(place, who="ana") as store:
        line = list(store.journal())[-1]
        assert (line.act, line.who) == ("migrate", "ana")
        assert store.verify().fault is None


def test_migration_makes_a_copy_that_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "record.db") as store:
        store.add(make_statement())
        head = store.head()
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, _add_colour])
        Store(tmp_path / "record.db").close()
    (copy,) = tmp_path.glob("record.db.form*.bak")
    with Store(copy, create=False) as store:
        assert store.head() == head


def test_migration_in_postgresql_keeps_a_copy_of_the_tables(new_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(new_place).close()
    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, _add_colour])
    Store(new_place).close()
    with Database(new_place).reading() as connection:
        (schema,) = [name for name in inspect(connection).get_schema_names() if name.startswith("onrecord_form")]
        assert set(inspect(connection).get_table_names(schema)) == set(tables.metadata.tables)


def test_migration_that_fails_leaves_the_record_as_it_was(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(place) as store:
        head = store.head()
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, _add_colour_and_fail])
        with pytest.raises(RuntimeError):
            Store(place)
    with Store(place, create=False) as store:
        assert store.head() == head


def test_migrations_lead_to_the_tables_that_the_code_uses(place: str) -> None:
    Store(place).close()
    with Database(place).reading() as connection:
        for table in tables.metadata.sorted_tables:
            there = [column["name"] for column in inspect(connection).get_columns(table.name) if "computed" not in column]
            assert sorted(there) == sorted(column.name for column in table.columns)


def _open(place: str) -> None:
    Store(place).close()


@pytest.mark.slow
def test_open_by_four_processes_at_once_makes_one_record(place: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_open, args=(place,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    with Store(place, create=False) as store:
        assert [line.act for line in store.journal()].count("create") == 1
