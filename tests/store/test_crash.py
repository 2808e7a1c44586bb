"""Processes that are killed at any moment: nothing that was acknowledged is lost, and the record stays whole."""

import json
import multiprocessing
import os
import random
import select
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from onrecord.bench.invented import invent
from onrecord.errors import StoreError
from onrecord.store import Store, migrations

PROCESSES = 4
LONGEST = 0.5
"""Seconds after which a process is killed at the latest."""

AT_WORK = 0.7
"""Share of the rounds in which the time is counted from the first thing acknowledged; else from the processes' start."""

_fork = multiprocessing.get_context("fork")


def _work(place: str, seed: int, acknowledge: int) -> None:
    """Add and review, and tell the parent of each thing that the record took."""
    with Store(place, who=f"process {seed}") as store:
        for doc in invent(1000, claims=3, seed=seed):
            store.add(doc)
            _tell(acknowledge, {"document": doc.id})
            claim = store.claims(limit=1, document=doc.id)[0]
            done = store.correct(claim.id, best=seed)
            _tell(acknowledge, {"line": done.seq})


def _tell(acknowledge: int, what: dict[str, object]) -> None:
    os.write(acknowledge, (json.dumps(what) + "\n").encode())


def _kill_after(seconds: float, work: Callable[..., None], *given: object) -> str:
    """Run `work` in processes of their own, kill them, and give what they had acknowledged."""
    read, write = os.pipe()
    processes = [_fork.Process(target=work, args=(*given, random.randrange(10**9), write)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    os.close(write)
    if random.random() < AT_WORK:
        select.select([read], [], [], 30)
    time.sleep(seconds)
    for process in processes:
        process.kill()  # one that has finished meanwhile is left alone
        process.join()
    with os.fdopen(read) as told:
        return told.read()


def _check(place: str, told: list[dict[str, object]]) -> None:
    with Store(place, create=False) as store:
        assert store.verify().fault is None
        lines = {line.seq: line for line in store.journal()}
        added = {line.subject for line in lines.values() if line.act == "add"}
        corrected = {correction.seq for correction in store.corrections()}
    assert {what["document"] for what in told if "document" in what} <= added
    assert {what["line"] for what in told if "line" in what} <= corrected


def _rounds(place: str, count: int) -> int:
    """Kill `count` times `PROCESSES` processes; gives how many acts were acknowledged."""
    Store(place).close()
    told = []
    for _ in range(count):
        said = _kill_after(random.uniform(0, LONGEST), _work, place)
        told += [json.loads(line) for line in said.splitlines() if line.endswith("}")]
        _check(place, told)
    with Store(place) as store:  # and the work goes on
        store.add_all(islice(invent(5, claims=3, seed=0), 5))
    _check(place, told)
    return len(told)


def test_crash_of_four_processes_loses_nothing(place: str) -> None:
    _rounds(place, 2)


def _add_colours(connection: Connection) -> None:
    for name in ("red", "green", "blue", "white"):
        connection.exec_driver_sql(f"CREATE TABLE {name} (shade TEXT)")
        time.sleep(0.003)  # longer, so that some are killed in the midst of it


def _migrate(place: str, seed: int, acknowledge: int) -> None:
    Store(place).close()
    _tell(acknowledge, {})


def _migrations(count: int, renew: Callable[[], str]) -> int:
    """Kill migrations, each of a record in the old form; gives how many were done when they were killed."""
    finished = 0
    for _ in range(count):
        place = renew()
        finished += bool(_kill_after(random.uniform(0.01, 0.3), _migrate, place))
        with Store(place) as store:
            assert store.verify().fault is None
            assert [line.act for line in store.journal()].count("migrate") == 1
            assert store.count() == 3
    return finished


@pytest.fixture
def renew(place: str, another: Callable[[str | None], str], monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Gives a new copy of a record in an old form each time, while the newest form is another."""
    with Store(place) as store:
        store.add_all(invent(1, claims=3))
    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, _add_colours])
    return lambda: another(place)


def test_crash_while_migrating_leaves_the_old_form_or_the_new(renew: Callable[[], str]) -> None:
    _migrations(3, renew)


@pytest.mark.slow
def test_crash_two_hundred_times_loses_nothing(
    place: str, another: Callable[[str | None], str], renew: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = _rounds(another(None), 40)
    migrated = _migrations(10, renew)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n200 kills, 4 processes at once ({place[:10]}): 160 while adding and reviewing, {told} acts acknowledged, "
            f"none lost; 40 while migrating, {migrated} of 10 records migrated before the kill, all afterwards"
        )


def test_full_disk_is_told_and_leaves_the_record_whole(tmp_path: Path) -> None:
    docs = list(invent(40, claims=5))
    with Store(tmp_path / "record.db") as store:
        store.add(docs[0])
        with store._database.reading() as connection:
            pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())

        @event.listens_for(store._database.engine, "begin")
        def leave_little_room(connection: Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")

        with pytest.raises(StoreError, match="full disk"):
            list(map(store.add, docs))
        assert store.verify().fault is None
    with Store(tmp_path / "record.db") as store:  # there is room again
        store.add_all(docs)
        assert (store.verify().fault, store.verify().documents) == (None, 40)
