"""Ray as the engine: the same files as with processes of one machine, also where a worker is killed."""

import os
import signal
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.batch.corpora import corpus, everything

from onrecord.batch import Asked, Silent, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")]

LOOPBACK = "127.0.0.1:", "[::1]:", "[::ffff:127.0.0.1]:"
MORE = ["Écrit en français : le port de la ville est fermé depuis lundi, a dit le ministre.", "Ana Ruiz denied it."]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Asked]:
    folder = tmp_path_factory.mktemp("cluster")
    corpus(folder / "in", 40, MORE)
    return lambda out, engine: Asked([str(folder / "in")], str(folder / out), engine=engine, workers=2, size=5)


@pytest.fixture(scope="module")
def whole(asked: Callable[[str, str], Asked]) -> dict[str, bytes]:
    """The files of an undisturbed run of processes."""
    told = asked("local", "local")
    run(told)
    return everything(Path(told.out))


class _Killer(Silent):
    """Kills a worker with the process that reads for it, as soon as the first shard is done."""

    def __init__(self) -> None:
        self.killed: list[int] = []
        self.listening: list[str] = []

    def share(self, done: float) -> None:
        if done and not self.killed:
            self.listening = _listening()
            self.killed = _workers()[:1]
            for pid in self.killed:
                os.kill(pid, signal.SIGKILL)


def _workers() -> list[int]:
    found = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in found.splitlines() if "ray::MapWorker" in line]


def _listening() -> list[str]:
    """The addresses on which Ray's processes wait for others."""
    found = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=False).stdout
    names = ("raylet", "gcs_server", "ray::")
    return [line.split()[3] for line in found.splitlines() if any(name in line for name in names)]


def test_ray_writes_the_same_files_though_a_worker_is_killed(asked: Callable[[str, str], Asked], whole: dict[str, bytes]) -> None:
    told, killer = asked("ray", "ray"), _Killer()
    found = run(told, killer)
    assert killer.killed
    assert everything(Path(told.out)) == whole
    assert found.aside == {"language": 1}
    assert all(address.startswith(LOOPBACK) for address in killer.listening), killer.listening
