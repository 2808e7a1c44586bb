"""The pages of documents and claims: what they show, where they lead, what they weigh, and that nothing of a source gets out."""

import gzip
import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.api.room import Room
from onrecord.model import Evidence
from onrecord.testing import STATEMENT, make_session, make_statement
from onrecord.web.originals import charset_of

HEAVIEST = 400_000
"""Bytes that a long document's page may weigh, with all its styles and scripts, as they are sent."""

SLOWEST = 0.4
"""Seconds of work that a long document may take; the rest of the half second is the browser's."""


class Page(HTMLParser):
    """Ids, links and controls of a page; refuses markup that does not close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]

    def links(self) -> list[str]:
        """Where its links lead."""
        return [str(attrs["href"]) for tag, attrs in self.tags if tag == "a" and attrs.get("href")]


@pytest.fixture
def home(room: Room) -> str:
    """The id of the statement's document."""
    return next(one.id for one in room.store.newest() if one.title == "At the harbour")


@pytest.fixture
def left(room: Room) -> str:
    """The id of its first claim."""
    return str(room.store.claims(kind="deployment")[0].id)


def page(client: TestClient, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def test_list_leads_to_each_document(client: TestClient, home: str) -> None:
    assert f"/documents/{home}" in page(client, "/documents").links()


def test_list_that_is_empty_helps_on(client: TestClient) -> None:
    assert "No document fits" in client.get("/documents?words=nowhere").text


def test_list_is_a_table_for_spreadsheets(client: TestClient, room: Room) -> None:
    room.store.add(make_statement(title="=cmd()"))
    rows = client.get("/documents.csv").text.splitlines()
    assert rows[0].lstrip("\ufeff").startswith("id,title,publisher")
    assert ",'=cmd()," in rows[1]


def test_document_has_an_anchor_for_each_claim(client: TestClient, room: Room, home: str) -> None:
    found = page(client, f"/documents/{home}")
    assert {f"c-{claim.id}" for claim in room.store.claims(document=home)} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_document_links_within_itself_lead_somewhere(client: TestClient, home: str) -> None:
    found = page(client, f"/documents/{home}")
    assert {link[1:] for link in found.links() if link.startswith("#")} <= set(found.ids)


def test_document_has_no_inline_script_style_or_handler(client: TestClient, home: str) -> None:
    for path in (f"/documents/{home}", "/documents"):
        html = client.get(path).text
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", html)


def test_document_escapes_what_a_source_says(client: TestClient, room: Room) -> None:
    bad = '<script>alert("x")</script>"onmouseover="x'
    made = room.store.add(make_statement(f"{STATEMENT} {bad}", title=bad, publisher=bad, uri=f"https://a.example/{bad}")).document
    for path in (f"/documents/{made}", "/documents", f"/claims/{room.store.claims(document=made)[0].id}@{made}"):
        assert "<script>alert" not in client.get(path).text
        assert not any("onmouseover" in attrs for _, attrs in page(client, path).tags)


def test_claim_is_reviewed_from_the_page_of_its_document(client: Any, room: Room, home: str, left: str) -> None:
    buttons = [attrs for tag, attrs in page(client, f"/documents/{home}").tags if tag == "button"]
    act = next(str(one["formaction"]) for one in buttons if one.get("formaction") == f"/claims/{left}@{home}/accept")
    client.see(f"/documents/{home}")
    answer = client.fill(act, seen=room.store.head().seq)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{home}#c-{left}")
    assert "accepted it" in client.get(f"/documents/{home}").text


def test_claim_is_corrected_with_the_form_of_its_own_page(client: Any, room: Room, home: str, left: str) -> None:
    html = client.see(f"/claims/{left}@{home}").text
    form = html[html.index('class="correct"') :]
    values = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', form))
    values |= dict(re.findall(r'<select name="(\w+)">.*?<option value="([^"]*)" selected', form))
    client.fill(f"/claims/{left}@{home}/correct", **{**values, "best": "15", "words": room.store.claims(claim=left)[0].words})
    (said,) = room.store.corrections()
    assert said.fields == {"best": 15.0}


def test_claim_is_added_with_the_form_of_the_page(client: Any, room: Room, home: str) -> None:
    client.see(f"/documents/{home}")
    answer = client.fill(f"/documents/{home}/claims", words="Marek Tull said", kind="position", start="0")
    assert answer.status_code == 303
    assert "added by a person" in client.get(f"/documents/{home}").text


def test_reader_sees_the_document_and_no_acts(another: Any, room: Room, home: str, left: str) -> None:
    reader = another("Rea")
    for path in (f"/documents/{home}", f"/claims/{left}@{home}"):
        found = page(reader, path)
        assert not [
            attrs
            for tag, attrs in found.tags
            if attrs.get("formaction") or (attrs.get("method") == "post" and attrs.get("action") != "/sign-out")
        ]


def test_claim_that_is_no_more_tells_what_became_of_it(client: Any, room: Room, home: str) -> None:
    made = room.store.add_claim(home, words="Marek Tull said", kind="position").claim
    room.store.undo(made)
    answer = client.get(f"/claims/{made}")
    assert answer.status_code == 200
    assert "was taken back" in answer.text


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/documents/none", "/claims/none", "/documents/none/original", "/documents/none/text"])
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_text_is_served_as_it_is(client: TestClient, home: str) -> None:
    answer = client.get(f"/documents/{home}/text")
    assert (answer.text, answer.headers["content-type"]) == (STATEMENT, "text/plain; charset=utf-8")


def evidence(room: Room, data: bytes, media_type: str, encoding: str | None) -> str:
    kept = Evidence(data, "0" * 63 + str(len(data)), media_type, encoding, "https://ozerin.example/9")
    return room.store.add(replace(make_statement(title=media_type), evidence=kept)).document


def test_original_page_is_served_as_text_in_a_sandbox(client: TestClient, room: Room) -> None:
    made = evidence(room, b"<script>x</script>", "text/html", "latin-1")
    answer = client.get(f"/documents/{made}/original")
    assert answer.headers["content-type"] == "text/plain; charset=iso8859-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox;")


@pytest.mark.parametrize("kind", ["application/pdf", 'image/svg+xml"\r\nX-Bad: 1', "application/octet-stream"])
def test_original_file_is_handed_over_and_not_shown(client: TestClient, room: Room, kind: str) -> None:
    answer = client.get(f"/documents/{evidence(room, b'%PDF-', kind, None)}/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename="[0-9a-f]+\.\w+"', answer.headers["content-disposition"])
    assert "x-bad" not in answer.headers


def test_original_of_a_capture_is_chosen_by_its_line(client: TestClient, home: str) -> None:
    line = client.get(f"/api/documents/{home}").json()["captures"][0]["line"]
    assert client.get(f"/api/documents/{home}/original?capture={line}").content == STATEMENT.encode()
    assert client.get(f"/api/documents/{home}/original?capture=999").status_code == 404


@pytest.mark.parametrize("encoding", ["utf-8\r\nX: 1", "rot13", "\0", "nonsense", None])
def test_charset_is_one_that_a_header_may_hold(encoding: str | None) -> None:
    assert re.fullmatch(r"[\w-]+", charset_of(encoding))


def test_long_document_is_light_and_soon_there(client: TestClient, room: Room) -> None:
    made = room.store.add(make_session()).document
    client.get(f"/documents/{made}")
    begun = time.process_time()
    html = client.get(f"/documents/{made}").text
    taken = time.process_time() - begun
    own = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    weight = sum(len(gzip.compress(client.get(path).content, 5)) for path in own) + len(gzip.compress(html.encode(), 5))
    assert len(re.findall(r'class="s ', html)) > 600
    assert weight < HEAVIEST
    assert taken < SLOWEST
