"""A small record in a room of its own, without the process that compares."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.api.room import Room
from onrecord.store import Store
from onrecord.store.findings import Findings
from onrecord.testing import make_saying, make_statement, make_toll


def fill(store: Store) -> None:
    """Two claims of one document, a matter with two accounts that conflict, and two actors who may be the same."""
    store.add(make_statement(uri="https://ozerin.example/1"))
    store.add(make_toll(17))
    store.add(make_toll(19, publisher="Calder Times", published="2024-03-06"))
    store.add(make_saying("Ana Kos", "Governor of Ozerin", title="The governor"))
    store.add(make_saying("Ana Kos", "Minister of Health", title="The minister", publisher="Calder Times"))


def make_room(place: str, folder: Path, who: str = "ana") -> Room:
    """The room of a record, its findings worked out at each change."""
    return Room(Store(place, who=who), Findings(folder / "findings.db"))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The room of a small record."""
    room = make_room(str(tmp_path / "record.db"), tmp_path)
    fill(room.store)
    room.changed()
    yield room
    room.close()
