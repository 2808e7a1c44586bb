"""Matters, threads and copies as pages: words with their links, forms that act, and nothing of a source that acts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.api.talks import papers, talks
from tests.web.conftest import Browser

from onrecord.api.room import Room
from onrecord.store import Store
from onrecord.store.findings import Findings
from onrecord.testing import make_toll
from onrecord.web.app import create_app

HOSTILE = '</title><script>alert(1)</script>"><b>=1+1 ‮'


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(Store(str(tmp_path / "r.db"), who="ana"), Findings(tmp_path / "f.db"))
    tolls = [make_toll(17), make_toll(19, publisher=HOSTILE, title=HOSTILE, published="2024-03-06")]
    copied = [replace(doc, title=HOSTILE) for doc in papers()]
    room.store.add_all([*tolls, *talks(), *copied])
    room.changed()
    yield room
    room.close()


@pytest.fixture
def client(room: Room) -> Browser:
    browser = Browser(create_app(room), follow_redirects=False)
    browser.see()
    return browser


def ids(client: Browser, path: str) -> list[str]:
    return [one["id"] for one in client.get(f"{path}.json").json()[path.strip("/")]]


def killed(client: Browser) -> str:
    return str(client.get("/matters.json?words=killed").json()["matters"][0]["id"])


PAGES = ["/matters", "/matters/{matter}", "/threads", "/threads/{thread}", "/copies", "/copies?show=corrections"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_lets_a_source_act(client: Browser, page: str) -> None:
    path = page.format(matter=killed(client), thread=ids(client, "/threads")[0])
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert " style=" not in answer.text


@pytest.mark.parametrize("path", ["/matters.csv", "/threads.csv", "/copies.csv"])
def test_tables_carry_nothing_that_a_spreadsheet_runs(client: Browser, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) > 1
    assert not re.search(r'(^|,)"?[=+@]', answer.text, re.MULTILINE)


def test_every_account_is_shown_with_its_words_and_a_link_to_them(client: Browser) -> None:
    text = client.get(f"/matters/{killed(client)}").text
    for words in ("17 people were killed in Ozerin on Monday", "19 people were killed in Ozerin on Monday"):
        assert re.search(rf'<a href="/documents/\w+#c-\w+"><mark>{words}</mark></a>', text)


def test_figures_are_drawn_with_a_title_a_description_and_a_table(client: Browser) -> None:
    text = client.get(f"/matters/{killed(client)}").text
    assert '<svg class="plot broad"' in text
    assert re.search(r'<title id="plot-broad-title">How many people were killed on 4 March 2024\?</title>', text)
    assert re.search(r'<desc id="plot-broad-desc">Marek Tull: 17, 5 March 2024; 19, 6 March 2024', text)
    assert '<th scope="col">Figure</th>' in text


def test_relation_is_set_by_a_form_and_taken_back_by_another(client: Browser) -> None:
    page = f"/matters/{killed(client)}"
    accounts = [one["id"] for one in client.get(f"{page}.json").json()["accounts"]]
    seen = client.get(f"{page}.json").json()["line"]
    said = {"one": accounts[0], "other": accounts[1], "relation": "not comparable", "note": "two hospitals", "seen": seen}
    done = client.fill(f"{page}/relate", back=page, **said)
    assert (done.status_code, done.headers["location"]) == (303, page)
    text = client.get(page).text
    assert "two hospitals" in text
    undo = re.search(r'action="(/rulings/\d+/undo)"', text)
    assert undo is not None
    assert client.fill(undo[1], back=page).status_code == 303
    assert "two hospitals" not in client.get(page).text


def test_claims_are_taken_out_by_a_form(client: Browser) -> None:
    page = f"/matters/{killed(client)}"
    text = client.get(page).text
    parts = re.findall(r'name="parts" value="([^"]+)"', text)
    assert len(parts) == 4  # two accounts, two claims
    assert client.fill(f"{page}/split", parts=parts[0]).status_code == 303
    assert len(client.get("/matters.json?words=killed").json()["matters"]) == 2


def test_matters_are_made_one_by_a_form_and_the_old_link_leads_on(client: Browser) -> None:
    page = f"/matters/{killed(client)}"
    account = client.get(f"{page}.json").json()["accounts"][0]["id"]
    client.fill(f"{page}/split", parts=account)
    one, other = (found["id"] for found in client.get("/matters.json?words=killed").json()["matters"])
    assert f'name="other" value="{other}"' in client.get(f"/matters/{one}?find=killed").text
    assert client.fill(f"/matters/{one}/merge", other=other).status_code == 303
    texts = [client.get(f"/matters/{id}").text for id in (one, other)]
    assert sum("The link that led here was to" in text for text in texts) == 1


def test_thread_is_answered_dismissed_and_settled_by_forms(client: Browser) -> None:
    page = f"/threads/{ids(client, '/threads')[0]}"
    assert "What may answer it" in client.get(page).text
    assert client.fill(f"{page}/pin", claim="incide12", back=page).status_code == 303
    assert "What may answer it" not in client.get(page).text
    assert client.fill(f"{page}/state", claim="incide12", state="kept", note="seen on the spot").status_code == 303
    text = client.get(page).text
    assert "seen on the spot" in text
    assert "a person says that it was kept" in text


def test_state_without_a_reason_is_refused_in_words(client: Browser) -> None:
    page = f"/threads/{ids(client, '/threads')[0]}"
    answer = client.fill(f"{page}/state", claim="incide12", state="kept")
    assert answer.status_code == 422


def test_claim_that_answers_is_found_by_its_words(client: Browser) -> None:
    page = f"/threads/{ids(client, '/threads')[0]}"
    text = client.get(f"{page}?find=barrier").text
    assert "Guards lifted the barrier" in text
    assert 'name="claim" value="incide09@20240309aaaaaaaa"' in text


def test_copy_is_taken_off_by_a_form(client: Browser) -> None:
    assert client.fill("/documents/04orva/copies/dismiss", of="03hald", back="/copies").status_code == 303
    assert "/documents/04orva" not in client.get("/copies").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/matters?relation=none", 422),
        ("/matters?slot=colour", 422),
        ("/matters?page=9", 422),
        ("/matters?words=%3F", 422),
        ("/matters/feed", 404),
        ("/matters/%00", 400),
        ("/matters/x?account=y", 404),
        ("/threads?since=yesterday", 422),
        ("/threads?state=lost", 422),
        ("/threads/feed", 404),
        ("/threads/%F0%9F%98%80", 404),
        ("/copies?document=feed", 404),
        ("/copies?show=all", 422),
    ],
)
def test_what_is_not_there_or_cannot_be_is_told_in_words(client: Browser, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "That did not work" in answer.text


def test_an_empty_record_says_so(tmp_path: Path) -> None:
    room = Room(Store(str(tmp_path / "empty.db"), who="ana"), Findings(tmp_path / "f.db"))
    room.changed()
    client = Browser(create_app(room))
    assert "No two claims in this record answer one question." in client.get("/matters").text
    assert "No demand, promise or decision is in this record." in client.get("/threads").text
    assert "No document in this record was taken from another one." in client.get("/copies").text
    room.close()


def test_columns_of_a_table_are_those_of_all_rows(client: Browser, room: Room) -> None:
    id = ids(client, "/threads")[0]
    room.store.dismiss_response(id, "incide12")
    room.changed()
    first = client.get("/threads.csv").text.splitlines()[0]
    assert "latest" in first.split(",")
    room.store.undo_ruling(room.store.head().seq)
    room.changed()
    names = client.get("/threads.csv").text.splitlines()[0].split(",")
    assert "latest" not in names
    assert {"claim.words", "latest.claim.words"} <= set(names)
