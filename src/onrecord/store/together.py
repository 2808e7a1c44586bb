"""Verifying with several processes, all of which see the record as it was at one moment, whatever others write meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from threading import Thread
from typing import Any

from sqlalchemy import Connection

from onrecord.errors import StoreError
from onrecord.store import journal
from onrecord.store.database import Database
from onrecord.store.journal import Head
from onrecord.store.verify import Share, Verdict, check_share, conclude, index_fault, read_chain, shares

Found = tuple[Counter[str], list[tuple[int, str]]]
"""How many rows were checked, and the shares in which something is wrong, by number."""

_spawn = get_context("spawn")


def verify_together(database: Database, kept: Head | None, workers: int) -> Verdict:
    """Check a record with so many processes, this one among them."""
    following = _spawn.Value("q", 0)
    with _helpers(database, workers - 1, following) as (connection, pipes):
        damage: list[str | None] = []
        index = Thread(target=lambda: damage.append(_check_index(database)))
        index.start()
        chain = read_chain(connection, kept)
        todo = [] if chain.fault else shares(chain)
        for pipe in pipes:
            pipe.send(todo)
        seen, faults = _work(connection, todo, following)
        for pipe in pipes:
            rows, wrong = pipe.recv()
            seen.update(rows)
            faults += wrong
        index.join()
        first = min(faults)[1] if faults else None
        verdict = conclude(connection, chain, seen, chain.fault or first)
    return verdict if verdict.fault else replace(verdict, fault=damage[0])


@contextmanager
def _helpers(database: Database, count: int, following: Any) -> Iterator[tuple[Connection, list[Pipe]]]:
    """A connection of this process and pipes to the others. Nobody can write until all of them have begun to read."""
    ends = [_spawn.Pipe() for _ in range(count)]
    helpers = [_spawn.Process(target=_help, args=(database.place, end, following), daemon=True) for _, end in ends]
    try:
        with ExitStack() as stack:
            with database.writing():
                for helper in helpers:
                    helper.start()
                connection = stack.enter_context(database.reading())
                _settle(connection)
                for pipe, end in ends:
                    end.close()  # else one that died would be waited for
                    pipe.recv()
            yield connection, [pipe for pipe, _ in ends]
    except EOFError:
        found = f"a process that ended while it verified {database.name}"
        raise StoreError(found=found, wanted="its findings", hint="verify with --workers 1") from None
    finally:
        for helper in helpers:
            helper.terminate()
            helper.join()


def _settle(connection: Connection) -> None:
    """Read something: what a transaction sees is settled by the first thing that it reads."""
    journal.head(connection)


def _help(place: str, pipe: Pipe, following: Any) -> None:
    """What a process does that helps to verify."""
    database = Database(place)
    with database.reading() as connection:
        _settle(connection)
        pipe.send(None)
        pipe.send(_work(connection, pipe.recv(), following))
    database.close()


def _work(connection: Connection, todo: Sequence[Share], following: Any) -> Found:
    """Take one share after another until none is left or one is wrong."""
    seen: Counter[str] = Counter()
    while (number := _next(following)) < len(todo):
        rows, fault = check_share(connection, todo[number])
        seen.update(rows)
        if fault:
            with following.get_lock():
                following.value = len(todo)
            return seen, [(number, fault)]
    return seen, []


def _next(following: Any) -> int:
    with following.get_lock():
        following.value += 1
        return int(following.value) - 1


def _check_index(database: Database) -> str | None:
    with database.writing() as connection:
        return index_fault(connection)
