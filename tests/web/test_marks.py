"""Pages that a browser has already, and styles that it never asks for twice."""

import re

import pytest
from tests.web.conftest import Browser, Open

from onrecord.api.room import Room


def mark(client: Browser, path: str = "/claims") -> dict[str, str]:
    """What a browser that has a page sends when it asks for it again."""
    return {"If-None-Match": client.get(path).headers["ETag"]}


def test_a_page_that_is_unchanged_is_not_sent_again(client: Browser) -> None:
    answer = client.get("/claims", headers=mark(client))
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_page_is_sent_again_after_an_act(client: Browser, room: Room) -> None:
    shown = mark(client)
    claim = room.store.claims()[0]
    room.store.accept(f"{claim.id}@{claim.document}")
    assert client.get("/claims", headers=shown).status_code == 200


def test_another_address_has_another_mark(client: Browser) -> None:
    assert client.get("/claims?kind=demand", headers=mark(client)).status_code == 200


def test_a_page_of_another_person_has_another_mark(another: Open) -> None:
    shown = mark(another("Rea"))
    assert another("Vio").get("/claims", headers=shown).status_code == 200


def test_a_browser_keeps_no_page_without_asking(client: Browser) -> None:
    assert client.get("/claims").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/journal", "/add", "/journal/verification"])
def test_a_page_that_tells_what_runs_has_no_mark(client: Browser, path: str) -> None:
    assert "ETag" not in client.get(path).headers


def test_styles_are_kept_for_ever_under_an_address_with_their_version(client: Browser) -> None:
    addresses = re.findall(r'"(/static/[^"]+)"', client.get("/claims").text)
    assert addresses
    assert {client.get(one).headers["Cache-Control"] for one in addresses} == {"public, max-age=31536000, immutable"}


def test_styles_of_another_version_are_kept_for_a_while(client: Browser) -> None:
    assert client.get("/static/room.css?v=old").headers["Cache-Control"] == "public, max-age=3600"
