"""Records for tests: each test runs on a SQLite file and, among the slow ones, on a PostgreSQL server of our own on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
USER = "onrecord"
MEMORY = Path("/dev/shm")
"""A database is three hundred small files, which a disk takes half a second to make."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database's name. It refuses to run as root."""
    initdb = shutil.which("initdb") or (str(BINARIES[-1]) if BINARIES else None)
    if initdb is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed, and CI must test it: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql to run these tests")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-", dir=MEMORY if _is_roomy(MEMORY) else None))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    control = str(Path(initdb).with_name("pg_ctl"))
    _as_user(folder, initdb, "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c autovacuum=off"
    _as_user(folder, control, "-D", str(folder / "data"), "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql://{USER}@127.0.0.1:{port}"
    finally:
        _as_user(folder, control, "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _as_user(folder: Path, *command: str) -> None:
    switch: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
        switch = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    done = subprocess.run([*switch, *command], capture_output=True, text=True, cwd=folder, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr


def _is_roomy(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free > 1 << 30


NewDatabase = Callable[..., str]


@pytest.fixture
def new_database(request: pytest.FixtureRequest) -> Iterator[NewDatabase]:
    """Makes PostgreSQL databases for one test, each empty or a copy of the one with this name, and gives their addresses."""
    made: list[str] = []

    def make(template: str = "template1") -> str:
        made.append(f"t{uuid.uuid4().hex}")
        server = request.getfixturevalue("server")
        _run(server, f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
        return f"{server}/{made[-1]}"

    yield make
    if made:
        _run(request.getfixturevalue("server"), *(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


def _run(server: str, *statements: str) -> None:
    engine = create_engine(make_url(f"{server}/postgres").set(drivername="postgresql+pg8000"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path, new_database: NewDatabase) -> str:
    """Where a new record may be made, on each database in turn."""
    return str(tmp_path / "record.db") if request.param == "sqlite" else new_database()


@pytest.fixture
def another(place: str, tmp_path: Path, new_database: NewDatabase) -> Callable[[str | None], str]:
    """Makes another place on the database of `place`: empty, or a copy of a record that nobody has open."""

    def make(original: str | None = None) -> str:
        if place.startswith("postgresql"):
            return new_database(original.rpartition("/")[2]) if original else new_database()
        path = tmp_path / f"{uuid.uuid4().hex}.db"
        return str(shutil.copy(original, path) if original else path)

    return make


@pytest.fixture
def new_place(new_database: NewDatabase) -> str:
    """The address of a new, empty PostgreSQL database."""
    return new_database()
