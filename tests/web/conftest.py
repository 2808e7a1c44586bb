"""The pages over a small record: as one browser sees them, and with accounts."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.api.room import Room
from onrecord.store import Store
from onrecord.store.findings import Findings
from onrecord.testing import make_statement, make_toll
from onrecord.web.app import create_app
from onrecord.web.guard import Safety

PASSWORD = "rain over four harbours"

_TOKEN = re.compile(r'name="token" value="(\w+)"|data-token="(\w+)"')


class Browser(TestClient):
    """A browser: keeps cookies, sends forms with the token of the page that it saw, and does not follow by itself."""

    token = ""

    def see(self, path: str = "/") -> Any:
        """Look at a page, and keep its token."""
        answer = self.get(path)
        if found := _TOKEN.search(answer.text):
            self.token = found[1] or found[2]
        return answer

    def fill(self, path: str, **fields: Any) -> Any:
        """Send a form."""
        return self.post(path, data={"token": self.token, **fields})

    def sign_in(self, name: str, password: str = PASSWORD, **more: Any) -> Any:
        """Sign in, and see the first page."""
        self.see("/sign-in")
        answer = self.fill("/sign-in", name=name, password=password, **more)
        if answer.status_code == 303:
            self.see("/")
        return answer


Open = Callable[..., Browser]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The room of a small record: two claims, and a matter of two accounts."""
    yield from made(str(tmp_path / "record.db"), tmp_path)


def made(place: str, folder: Path) -> Iterator[Room]:
    """A room over a new record at this place."""
    room = Room(Store(place, who="ana"), Findings(folder / "findings.db"))
    room.store.add_all([make_statement(), make_toll(17), make_toll(19, publisher="Calder Times", published="2024-03-06")])
    room.changed()
    yield room
    room.close()


@pytest.fixture
def client(room: Room) -> Browser:
    """A browser on this machine, where nobody has an account; it saw the first page."""
    browser = Browser(create_app(room), follow_redirects=False)
    browser.see()
    return browser


@pytest.fixture
def another(room: Room) -> Open:
    """Opens another browser, on a room with accounts: a reader, a reviewer and two editors."""
    people = [("Rea", "reader"), ("Vio", "reviewer"), ("Edi", "editor"), ("Oda", "editor")]
    for name, role in people:
        room.store.add_user(name, role, PASSWORD)
    apps: dict[Safety, Any] = {}

    def open_one(name: str | None = None, base: str = "http://testserver", **safety: Any) -> Browser:
        key = Safety(**{"accounts": True, **safety})
        apps.setdefault(key, create_app(room, safety=key))
        browser = Browser(apps[key], base_url=base, follow_redirects=False)
        if name:
            assert browser.sign_in(name).status_code == 303
        return browser

    return open_one
