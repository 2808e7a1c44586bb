"""The engine of a Ray cluster, or of Ray on one machine: Ray Data carries shards to workers that load their models once.

A worker or a machine that is lost costs the shards it was at; Ray has others do them again. What they write is the same.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import platform
from collections.abc import Generator, Iterator
from typing import Any

from onrecord import workspace
from onrecord.batch.feed import Feed, Shard
from onrecord.batch.shelf import Done
from onrecord.batch.work import Hear, Job, Result, Worker, finish
from onrecord.errors import ExportError, OnrecordError, ReadError

FEEDERS = 4
"""Parts that are taken apart at the same time, at most; that costs little beside reading them."""

BLOCKS = 1_000
"""Pieces in which parts are handed to Ray, at most."""

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
"""Nothing is sent to the makers of Ray, and it prints nothing beside our own bar."""

ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Ray's name, on every system, for: no other machine takes part. Then it waits for others on the loopback address only."""


ELSEWHERE = {"RAY_NUM_REDIS_GET_RETRIES": "2"}
"""Ray's name for how often it looks for a cluster, half a minute each time; a quarter of an hour is its own patience."""


def run_ray(feed: Feed, job: Job, workers: int | None, address: str | None, hear: Hear) -> Generator[Result, None, None]:
    """What becomes of each shard, as it is done. Without an address, Ray runs on this machine alone and ends with the run.

    Raises:
        ExportError: Ray is not installed, or the cluster cannot be reached.
        ReadError: the work cannot be done there.
    """
    if not feed.pieces():
        return
    ray = _begun(workers, address)
    try:
        for row in _data(ray, feed, job, workers).iter_rows():
            result: Result = pickle.loads(row["result"])
            _tell(result, hear)
            yield result
    except ray.exceptions.RayError as error:
        raise _failed(error) from None
    finally:
        ray.shutdown()


def _data(ray: Any, feed: Feed, job: Job, workers: int | None) -> Any:
    """Parts, taken apart into shards, each done by one of the workers."""
    context = ray.data.DataContext.get_current()
    context.target_max_block_size = 1  # each shard is handed on as soon as it is there
    context.enable_progress_bars = False
    context.execution_no_progress_timeout_s = -1  # a shard may take as long as its statements may
    pieces = [{"job": pickle.dumps(job), "piece": pickle.dumps(piece)} for piece in feed.pieces()]
    parts = ray.data.from_items(pieces, override_num_blocks=min(len(pieces), BLOCKS))
    tasks = ray.data.TaskPoolStrategy(min(FEEDERS, len(pieces), BLOCKS))
    count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    fed = parts.map_batches(_apart, batch_size=1, num_cpus=0, compute=tasks)
    return fed.map_batches(_Reading, batch_size=1, num_cpus=1, compute=ray.data.ActorPoolStrategy(size=count))


def _apart(batch: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The shards of a part. The job goes with each: Ray may forget what a worker was made with, and makes it anew."""
    for job, piece in zip(batch["job"], batch["piece"], strict=True):
        for shard in pickle.loads(piece).shards():
            yield {"job": [job], "shard": [pickle.dumps(shard, pickle.HIGHEST_PROTOCOL)]}


class _Reading:
    """A worker: it loads its models once, and does one shard after another."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        done = [self._work(*pair) for pair in zip(batch["job"], batch["shard"], strict=True)]
        return {"result": [pickle.dumps(one, pickle.HIGHEST_PROTOCOL) for one in done]}

    def _work(self, told: bytes, shard: bytes) -> Result:
        job: Job = pickle.loads(told)
        if self._worker is None:
            _check_versions(job)
            self._worker = Worker(job.task)
            atexit.register(self._worker.stop)
        one: Shard = pickle.loads(shard)
        return finish(job, one, self._worker.read(one))


def _check_versions(job: Job) -> None:
    here = workspace.versions()
    name = next((name for name, one in job.versions.items() if here.get(name) != one), None)
    if name:
        raise ExportError(
            found=f"{name} {here.get(name)} on {platform.node()}, and {job.versions[name]} where the run was begun",
            wanted="the same versions on every machine",
            hint="install the same there",
        )


def _begun(workers: int | None, address: str | None) -> Any:
    os.environ.update(QUIET | (ELSEWHERE if address else ALONE))
    try:
        import ray
        import ray.data
    except ImportError:
        raise ExportError(found="no package ray", wanted="Ray and its Data part", hint="pip install 'onrecord[ray]'") from None
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False, "ignore_reinit_error": True}
    own: dict[str, Any] = {
        "num_cpus": workers or os.cpu_count() or 1,
        "include_dashboard": False,
        "_node_ip_address": "127.0.0.1",
    }
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        ray.init(address=address, **quiet) if address else ray.init(**own, **quiet)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise ExportError(
            found=f"no Ray at {address or 'this machine'} ({str(error).splitlines()[0][:200]})",
            wanted="a cluster that answers",
            hint="see `ray status` there; its Python and its versions of Ray and onrecord must be the same as here",
        ) from None
    return ray


def _tell(result: Result, hear: Hear) -> None:
    read, aside = (
        (result.documents, sum(result.aside.values())) if isinstance(result, Done) else (len(result.found), len(result.aside))
    )
    for _ in range(read):
        hear(True)
    for _ in range(aside):
        hear(False)


def _failed(error: Exception) -> OnrecordError:
    """What went wrong in a worker, as it was told there."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, OnrecordError):
        return cause
    return ReadError(
        found=f"trouble in the cluster ({str(error).strip().splitlines()[-1][:300]})",
        wanted="workers that can do their work",
        hint="see whether every machine sees the same folders under the same names; then run the same again",
    )
