"""Random tampering behind the record's back, straight in its file: every change is found."""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from onrecord.bench.invented import invent
from onrecord.errors import StoreError
from onrecord.store import Head, Store, tables
from onrecord.testing import make_saying

TABLES = [table.name for table in tables.metadata.sorted_tables]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Head]:
    """A record with documents, versions, captures, corrections and one that was taken back; and its head."""
    path = tmp_path_factory.mktemp("original") / "record.db"
    with Store(path, who="ana") as store:
        docs = list(invent(6, claims=3))
        store.add_all(docs)
        claims = [claim.id for claim in store.claims()]
        for claim in claims[:4]:
            store.correct(claim, best=7, note="recount")
        store.reject(claims[5])
        store.undo(claims[0])
        store.add_claim(docs[0].id, words=docs[0].text[:20], kind="position")
        store.add(make_saying("Ana Kos", "President of Orvania"))
        store.add(make_saying("Kos", "President"))
        store.merge("Ana Kos", store.actors()[-1].id)
        return path, store.head()


def _change_field(connection: sqlite3.Connection, chance: random.Random) -> str:
    table = chance.choice(TABLES)
    column = chance.choice([column.name for column in tables.metadata.tables[table].columns])
    row, value = chance.choice(connection.execute(f'SELECT rowid, "{column}" FROM {table}').fetchall())
    connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (_other(value, chance), row))
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


def _flip_evidence(connection: sqlite3.Connection, chance: random.Random) -> str:
    row, data = chance.choice(connection.execute("SELECT rowid, data FROM evidence").fetchall())
    connection.execute("UPDATE evidence SET data = ? WHERE rowid = ?", (_other(data, chance), row))
    return "evidence"


def _take_out(connection: sqlite3.Connection, chance: random.Random) -> str:
    table = chance.choice(TABLES)
    (row,) = chance.choice(connection.execute(f"SELECT rowid FROM {table}").fetchall())
    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
    return "row taken out"


def _reorder(connection: sqlite3.Connection, chance: random.Random) -> str:
    one, two = chance.sample([seq for (seq,) in connection.execute("SELECT seq FROM journal")], 2)
    for old, new in ((one, -1), (two, one), (-1, two)):
        connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))
    return "journal reordered"


def _cut_tail(connection: sqlite3.Connection, chance: random.Random) -> str:
    """The end of the journal, with the corrections that it tells of."""
    connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    connection.execute("DELETE FROM corrections WHERE seq > (SELECT max(seq) FROM journal)")
    connection.execute("DELETE FROM claims WHERE review = 'added'")
    return "tail"


CHANGES: list[tuple[Callable[[sqlite3.Connection, random.Random], str], int]] = [
    (_change_field, 6),
    (_flip_evidence, 2),
    (_take_out, 1),
    (_reorder, 1),
    (_cut_tail, 1),
]


def _is_found(path: Path, head: Head) -> bool:
    try:
        with Store(path, create=False) as store:
            return store.verify(head).fault is not None
    except StoreError:
        return True


def _tamper(original: tuple[Path, Head], folder: Path, count: int, seed: int) -> Counter[str]:
    chance = random.Random(seed)
    path, head = original
    done: Counter[str] = Counter()
    for number in range(count):
        (change,) = chance.choices([change for change, _ in CHANGES], [weight for _, weight in CHANGES])
        copy = Path(shutil.copy(path, folder / f"{number}.db"))
        try:
            with closing(sqlite3.connect(copy)) as connection, connection:
                what = change(connection, chance)
        except sqlite3.IntegrityError:  # two rows with one key: the database refuses that itself
            continue
        assert _is_found(copy, head), f"{what} (seed {seed}, number {number}) was not found"
        assert not _is_found(path, head)
        done[what.split()[0]] += 1
        for rest in folder.glob(f"{number}.db*"):
            rest.unlink()
    return done


def test_tamper_is_found(original: tuple[Path, Head], tmp_path: Path) -> None:
    _tamper(original, tmp_path, 40, seed=1)


@pytest.mark.slow
def test_tamper_a_thousand_times_is_found(
    original: tuple[Path, Head], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = _tamper(original, tmp_path, 1000, seed=2)
    with capsys.disabled():
        print(f"\n{done.total()} changes, all found, the untouched record never reported: {dict(done)}")  # noqa: T201
