"""The measures of the reading room, in a quick form on a small record: no page fails, and no act of a crowd is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api.conftest import fill

from onrecord.api.room import findings_path
from onrecord.bench import room, web
from onrecord.store import Store


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    """The path of a small record; what a room kept of it in the user's cache goes with it."""
    found = str(tmp_path / "record.db")
    store = Store(found, who="ana")
    fill(store)
    kept = findings_path(store)
    store.close()
    yield found
    kept.unlink(missing_ok=True)


@pytest.mark.slow
def test_no_page_fails(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ASKS", 2)
    found = room.pages(place)
    assert len(found) > 15
    assert [one.page for one in found if one.failed] == []


@pytest.mark.slow
def test_no_act_of_a_crowd_is_lost(place: str) -> None:
    found = room.crowd(place, readers=4, reviewers=3, seconds=3, workers=2, pause=0.1)
    assert (found.failed, found.failures) == (0, ())
    assert found.kept == found.acknowledged > 0


@pytest.mark.slow
def test_long_document_is_light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TIMES", 1)
    found = web.long_document()
    assert (found.characters > 60_000, found.highlights > 600) == (True, True)
    assert found.weight < web.HEAVIEST
