"""The engine of one machine: so many processes that read, each watched by a thread of this one.

There are twice as many threads: while one writes what was read, another has the process read on.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from onrecord.batch.feed import Shard
from onrecord.batch.work import Hear, Job, Result, Worker, finish


def run_local(shards: Iterator[Shard], job: Job, workers: int, hear: Hear) -> Generator[Result, None, None]:
    """What becomes of each shard, as it is done. When this ends, whichever way, no process is left.

    Raises:
        ReadError: processes cannot be started, or end at every statement.
        OSError: the tables cannot be written.
    """
    made = [Worker(job.task) for _ in range(workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in made:
        idle.put(worker)
    # No futures are waited for: an interrupt in the midst of that can leave one locked for good.
    outcomes: SimpleQueue[Result | Exception] = SimpleQueue()

    def work(shard: Shard) -> None:
        try:
            worker = idle.get()
            try:
                taken = worker.read(shard, hear)
            finally:
                idle.put(worker)
            outcomes.put(finish(job, shard, taken))  # while its process reads the next
        except Exception as error:
            outcomes.put(error)

    pool = ThreadPoolExecutor(2 * workers)
    going = 0
    try:
        for shard in shards:
            pool.submit(work, shard)
            going += 1
            if going > 2 * workers:
                yield _good(outcomes.get())
                going -= 1
        for _ in range(going):
            yield _good(outcomes.get())
    finally:
        for worker in made:
            worker.stop()
        pool.shutdown(cancel_futures=True)


def _good(outcome: Result | Exception) -> Result:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
