"""What all tests share: no colour, a fixed width, cheap passwords, a hasty disk, golden files that only `--update` rewrites."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from sqlalchemy import Engine, event

from onrecord.store import database, passwords

# How long one example takes says more about the machine than about the code.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files; read the diff before you commit it")


@pytest.fixture(autouse=True, scope="session")
def _cheap() -> Iterator[None]:
    """A password is quick to check, and nothing waits until the disk has it: no test pulls the plug."""
    engine = database._sqlite

    def hasty(path: Path) -> Engine:
        made = engine(path)
        event.listen(made, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_sqlite", hasty)
        patch.setattr(passwords, "_hasher", cache(lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
        yield


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of this name."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; look at it, then run pytest --update"

    return compare
