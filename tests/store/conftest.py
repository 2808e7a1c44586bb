"""Records for tests: each test runs on a SQLite file and on a PostgreSQL server that the tests start on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
USER = "onrecord"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database's name. It refuses to run as root."""
    initdb = shutil.which("initdb") or (str(BINARIES[-1]) if BINARIES else None)
    if initdb is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed, and CI must test it: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql to run these tests")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    control = str(Path(initdb).with_name("pg_ctl"))
    _as_user(folder, initdb, "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
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


def new_database(server: str, template: str = "template1") -> str:
    """The address of a new database, empty or a copy of the one with this name."""
    from sqlalchemy import create_engine, make_url

    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(make_url(f"{server}/postgres").set(drivername="postgresql+pg8000"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new record may be made, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def another(place: str, tmp_path: Path) -> Callable[[str | None], str]:
    """Makes another place on the database of `place`: empty, or a copy of a record that nobody has open."""

    def make(original: str | None = None) -> str:
        if place.startswith("postgresql"):
            server, _, name = (original or place).rpartition("/")
            return new_database(server, name if original else "template1")
        path = tmp_path / f"{uuid.uuid4().hex}.db"
        return str(shutil.copy(original, path) if original else path)

    return make


@pytest.fixture
def new_place(server: str) -> str:
    """The address of a new, empty PostgreSQL database."""
    return new_database(server)
