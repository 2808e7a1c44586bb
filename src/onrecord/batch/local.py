"""The engine of one machine: so many processes that read, each watched by a thread of this one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue

from onrecord.batch.feed import Shard
from onrecord.batch.work import Hear, Job, Result, Worker


def run_local(shards: Iterator[Shard], job: Job, workers: int, hear: Hear) -> Iterator[Result]:
    """What becomes of each shard, as it is done. When this ends, whichever way, no process is left.

    Raises:
        ReadError: processes cannot be started, or end at every statement.
        OSError: the tables cannot be written.
    """
    made = [Worker(job) for _ in range(workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in made:
        idle.put(worker)

    def work(shard: Shard) -> Result:
        worker = idle.get()
        try:
            return worker.work(shard, hear)
        finally:
            idle.put(worker)

    pending: set[Future[Result]] = set()
    pool = ThreadPoolExecutor(workers)
    try:
        for shard in shards:
            pending.add(pool.submit(work, shard))
            if len(pending) > workers:  # one more than are worked on, so that nobody waits
                yield from _taken(pending)
        while pending:
            yield from _taken(pending)
    finally:
        for worker in made:
            worker.stop()
        pool.shutdown(cancel_futures=True)


def _taken(pending: set[Future[Result]]) -> Iterator[Result]:
    """The results that are there, at least one; they are taken off."""
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    pending -= done
    for one in done:
        yield one.result()
