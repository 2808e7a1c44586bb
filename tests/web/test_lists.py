"""The pages of claims, search, review, journal and actors, as a browser gets them."""

import csv
import io
import time

import pytest
from tests.web.conftest import Browser, Open

from onrecord.api.room import Room
from onrecord.testing import make_saying, make_statement

PAGES = [
    "/claims",
    "/claims?kind=incident&status=denied&sort=speaker&size=1",
    "/claims?speaker=nobody",
    "/search",
    "/search?words=soldiers",
    "/search?words=zebra+grass&kind=incident",
    "/queue",
    "/queue?skip=2",
    "/queue?skip=99",
    "/journal",
    "/journal?who=nobody&act=merge",
    "/journal/verification",
    "/actors",
    "/actors?words=tull",
    "/actors?words=nobody&kind=state",
]

HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_there_as_html_and_as_json(client: Browser, path: str) -> None:
    page, _, query = path.partition("?")
    assert client.get(path).status_code == 200
    data = client.get(f"{page}.json?{query}")
    assert data.json() == client.get(f"/api{path}").json()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/claims", "/search?words=soldiers", "/journal", "/actors"])
def test_tables_are_there_as_csv(client: Browser, path: str) -> None:
    page, _, query = path.partition("?")
    answer = client.get(f"{page}.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.headers["content-type"].startswith("text/csv")
    assert rows


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claims?kind=never", 422),
        ("/claims?near=here", 422),
        ("/claims?after=none:none", 422),
        ("/claims?page=99", 422),
        ("/claims?sort=none", 422),
        ("/claims?review=none", 422),
        ("/claims?size=501", 422),
        ("/search?words=!!!", 422),
        ("/queue?skip=-1", 422),
        ("/journal?before=0", 422),
        ("/actors/nobody", 404),
        ("/actors?page=77", 422),
    ],
)
def test_what_cannot_be_asked_is_told_so(client: Browser, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, "What to do" in answer.text) == (status, True)


def test_what_a_source_says_stays_text(client: Browser, room: Room) -> None:
    text = f"{HOSTILE} Marek Tull said 14 soldiers left Ozerin on Monday. He denied that anyone fired at the harbour."
    room.store.add(make_statement(text, title=HOSTILE, publisher=HOSTILE))
    room.store.add(make_saying(HOSTILE, title="x"))
    for path in ("/claims", "/search?words=soldiers", f"/search?words={HOSTILE}", "/queue", "/journal", "/actors?everyone=true"):
        assert HOSTILE not in client.get(path).text


def test_a_choice_is_a_link_and_taken_off_by_another(client: Browser) -> None:
    page = client.get("/claims?status=denied").text
    assert 'href="/claims?status=denied&amp;kind=incident"' in page
    assert 'href="/claims" aria-current="true"' in page


def test_a_claim_is_reviewed_without_script(client: Browser, room: Room) -> None:
    page = client.see("/queue").text
    claim = page.partition('formaction="/claims/')[2].partition("/accept")[0]
    done = client.fill(f"/claims/{claim}/accept", seen=room.store.head().seq, back=f"/queue?skip=0&last={claim}")
    assert (done.status_code, done.headers["location"]) == (303, f"/queue?skip=0&last={claim}")
    after = client.get(done.headers["location"]).text
    assert f'action="/claims/{claim}/undo"' in after
    assert room.store.waiting().total == room.store.count() - 1


def test_who_may_only_read_sees_no_forms(another: Open) -> None:
    reader, editor = another("Rea"), another("Edi")
    actor = editor.get("/api/actors").json()["actors"][0]["id"]
    for path in ("/queue", "/journal", f"/actors/{actor}"):
        assert '<form class="do"' not in reader.get(path).text
        assert "/journal/verification" not in reader.get(path).text.partition("<main")[2].partition('class="forms"')[0]
        assert "/actors/merge" not in reader.get(path).text
    assert "/actors/merge" in editor.get(f"/actors/{actor}").text
    assert reader.fill("/journal/verification").status_code == 403


def test_the_record_is_verified_from_its_page(client: Browser, room: Room) -> None:
    client.see("/journal")
    assert client.fill("/journal/verification", back="/journal").headers["location"] == "/journal"
    end = time.monotonic() + 60
    while room.verifier.state().is_running and time.monotonic() < end:
        time.sleep(0.1)
    page = client.get("/journal").text
    assert "Nothing is wrong" in page
    assert str(room.store.head()) in page


def test_actors_are_made_one_from_their_page(client: Browser, room: Room) -> None:
    room.store.add(make_saying("Ana Kos", title="x"))
    kos, tull = (room.store.actor(name).id for name in ("Ana Kos", "Marek Tull"))
    client.see(f"/actors/{kos}")
    done = client.fill("/actors/merge", one=kos, other="Marek Tull", seen=room.store.head().seq)
    assert done.status_code == 303
    assert client.get(done.headers["location"]).status_code == 200
    assert tull in client.get("/journal?subject=actors").text or room.store.actor("Ana Kos").documents > 1
