"""Attempts to get in, to act for somebody else, or to do what one may not: each is refused, and nothing is written."""

import pytest
from tests.web.conftest import PASSWORD, Browser, Open

from onrecord.api.room import Room
from onrecord.store import tables
from onrecord.web import gate


def _lines(room: Room) -> int:
    return room.store.head().seq


def _claim(room: Room) -> str:
    return room.store.claims()[0].id


def test_form_of_the_room_is_taken(room: Room, client: Browser) -> None:
    answer = client.fill(f"/claims/{_claim(room)}/accept", back="/claims?kind=incident")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims?kind=incident")
    assert room.store.claims(review="accepted")


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_form_without_the_token_of_the_browser_is_refused(room: Room, client: Browser, token: str) -> None:
    before = _lines(room)
    assert client.fill(f"/claims/{_claim(room)}/accept", token=token).status_code == 403
    assert _lines(room) == before


def test_form_with_the_token_of_another_browser_is_refused(room: Room, client: Browser) -> None:
    other = Browser(client.app, follow_redirects=False)
    other.see()
    assert other.token != client.token
    assert other.fill(f"/claims/{_claim(room)}/accept", token=client.token).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver.elsewhere.example"},
        {"origin": "http://["},
    ],
)
def test_request_from_a_page_elsewhere_is_refused(room: Room, client: Browser, headers: dict[str, str]) -> None:
    before = _lines(room)
    form = client.post(f"/claims/{_claim(room)}/accept", data={"token": client.token}, headers=headers)
    api = client.post(f"/api/claims/{_claim(room)}/accept", json={}, headers=headers)
    assert (form.status_code, api.status_code, _lines(room)) == (403, 403, before)


def test_api_takes_json_only(room: Room, client: Browser) -> None:
    answer = client.post(f"/api/claims/{_claim(room)}/accept", content="{}", headers={"content-type": "text/plain"})
    assert answer.status_code == 422
    assert "application/json" in answer.json()["wanted"]


@pytest.mark.slow
@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "localhost.elsewhere.example:8421"])
def test_other_host_is_refused(client: Browser, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize("host", ["127.0.0.1:8421", "localhost", "LOCALHOST:80", "[::1]:8421"])
def test_own_host_is_answered(client: Browser, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "address", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "javascript:x"]
)
def test_no_form_leads_elsewhere(room: Room, client: Browser, address: str) -> None:
    assert client.fill(f"/claims/{_claim(room)}/accept", back=address).headers["location"] == "/"


def test_body_that_is_too_large_is_refused(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST", 1000)
    told = client.post("/api/claims/x/accept", content=b"x" * 1001, headers={"content-type": "application/json"})
    streamed = client.post("/api/claims/x/accept", content=iter([b"x" * 600] * 3), headers={"content-type": "application/json"})
    assert (told.status_code, streamed.status_code) == (413, 413)


def test_every_answer_has_the_headers(client: Browser) -> None:
    for path in ("/", "/static/room.css", "/nothing", "/api/openapi.json"):
        found = client.get(path).headers
        assert "default-src 'self'" in found["content-security-policy"]
        assert found["x-content-type-options"] == "nosniff"


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(another: Open) -> None:
    plain, https = another(), another(https=True, base="https://testserver")
    assert "HttpOnly; SameSite=Strict" in plain.see("/sign-in").headers["set-cookie"]
    found = https.see("/sign-in").headers["set-cookie"]
    assert found.startswith("__Host-onrecord-")
    assert "Secure" in found


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/record.json", "/api/record", "/api/openapi.json", "/api/progress", "/nothing", "/add"])
def test_nothing_is_shown_without_signing_in(another: Open, path: str) -> None:
    answer = another().get(path)
    is_page = not path.startswith("/api") and not path.endswith(".json")
    assert answer.status_code == (303 if is_page else 401)
    assert "Marek" not in answer.text


def test_styles_are_shown_without_signing_in(another: Open) -> None:
    assert another().get("/static/room.css").status_code == 200


def test_accounts_made_while_it_is_served_hold_at_once(room: Room, client: Browser) -> None:
    assert client.get("/").status_code == 200
    room.store.add_user("Edi", "editor", PASSWORD)
    assert client.get("/").status_code == 303


def test_signing_in_leads_where_one_wanted_to_go(another: Open) -> None:
    browser = another()
    where = browser.get("/claims?kind=incident").headers["location"]
    assert where == "/sign-in?to=%2Fclaims%3Fkind%3Dincident"
    assert browser.sign_in("Vio", to="/claims?kind=incident").headers["location"] == "/claims?kind=incident"
    assert another().sign_in("Vio", to="//elsewhere.example").headers["location"] == "/"


def test_acts_stand_under_the_name_of_who_is_signed_in(room: Room, another: Open) -> None:
    another("vio").fill(f"/claims/{_claim(room)}/accept")
    assert list(room.store.journal())[-1].who == "Vio"


def test_reader_reads_and_does_no_more(room: Room, another: Open) -> None:
    browser, before = another("Rea"), _lines(room)
    assert browser.get("/").status_code == 200
    assert browser.fill(f"/claims/{_claim(room)}/accept").status_code == 403
    api = browser.post(f"/api/claims/{_claim(room)}/accept", json={}, headers={"x-onrecord-token": browser.token})
    assert (api.status_code, _lines(room)) == (403, before)
    assert "Rea, who is a reader" in api.json()["found"]


def test_reviewer_reviews_and_merges_no_actors(room: Room, another: Open) -> None:
    browser = another("Vio")
    assert browser.fill(f"/claims/{_claim(room)}/accept").status_code == 303
    assert browser.fill("/actors/merge", one="a", other="b").status_code == 403


def test_api_by_session_wants_the_token_or_a_page_of_ours(room: Room, another: Open) -> None:
    browser, path = another("Vio"), f"/api/claims/{_claim(room)}/accept"
    assert browser.post(path, json={}).status_code == 403
    assert browser.post(path, json={}, headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert browser.post(path, json={}, headers={"x-onrecord-token": browser.token}).status_code == 200
    assert browser.post(path, json={}, headers={"origin": "http://testserver"}).status_code == 200


def test_secret_that_somebody_put_into_a_browser_is_worth_nothing_after_signing_in(another: Open) -> None:
    browser = another()
    browser.see("/sign-in")
    (name,) = browser.cookies.keys()
    planted = browser.cookies[name]
    browser.fill("/sign-in", name="Edi", password=PASSWORD)
    assert browser.cookies[name] != planted
    thief = another()
    thief.cookies.set(name, planted, domain="testserver.local")
    assert thief.get("/").status_code == 303


def test_session_ends(room: Room, another: Open) -> None:
    browser = another("Edi")
    with room.store._database.writing() as connection:
        connection.execute(tables.sessions.update().values(expires="2024-01-01T00:00:00+00:00"))
    assert browser.get("/").status_code == 303


def test_signing_out_ends_the_session_for_good(another: Open) -> None:
    browser = another("Edi")
    kept = dict(browser.cookies)
    assert browser.fill("/sign-out").headers["location"] == "/sign-in"
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("act", ["remove_user", "set_password"])
def test_account_that_is_changed_is_signed_out(room: Room, another: Open, act: str) -> None:
    browser = another("Edi")
    getattr(room.store, act)("Edi", *(["another long password"] if act == "set_password" else []))
    assert browser.get("/").status_code == 303


def test_role_that_is_changed_holds_at_once(room: Room, another: Open) -> None:
    browser = another("Edi")
    room.store.set_role("Edi", "reader")
    assert browser.fill(f"/claims/{_claim(room)}/accept").status_code == 403


def test_wrong_name_and_wrong_password_read_the_same(another: Open) -> None:
    wrong = [another().sign_in("Edi", "a wrong password"), another().sign_in("Nobody", "a wrong password")]
    texts = {answer.text.replace(browser, "") for answer, browser in zip(wrong, ["", ""], strict=True)}
    assert {answer.status_code for answer in wrong} == {401}
    assert len({text.partition('role="alert">')[2].partition("<")[0] for text in texts}) == 1


@pytest.mark.slow
def test_many_attempts_must_wait(another: Open) -> None:
    browser = another()
    answers = [browser.sign_in("Edi", "a wrong password") for _ in range(8)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert browser.sign_in("Edi").status_code == 429
    assert browser.sign_in("Oda").status_code == 303


def test_sign_in_needs_the_token_of_the_browser(another: Open) -> None:
    browser = another()
    browser.see("/sign-in")
    assert browser.fill("/sign-in", token="0" * 64, name="Edi", password=PASSWORD).status_code == 403


def test_token_lets_a_program_in(room: Room, another: Open) -> None:
    token = room.store.add_token("Vio", "nightly")
    program = another()
    headers = {"authorization": f"Bearer {token}"}
    assert program.get("/api/record", headers=headers).status_code == 200
    assert program.post(f"/api/claims/{_claim(room)}/accept", json={}, headers=headers).status_code == 200
    assert room.store.tokens()[0].used
    room.store.remove_token("Vio", "nightly")
    assert program.get("/api/record", headers=headers).status_code == 401


@pytest.mark.parametrize("sent", ["Bearer nonsense", "Basic RWRpOng=", "Bearer", ""])
def test_wrong_token_lets_nobody_in_also_where_somebody_is_signed_in(another: Open, sent: str) -> None:
    assert another("Edi").get("/api/record", headers={"authorization": sent}).status_code == 401


def test_room_that_others_can_reach_shows_nothing_when_the_last_account_is_gone(room: Room, another: Open) -> None:
    browser = another("Edi")
    for user in room.store.users():
        room.store.remove_user(user.name)
    assert browser.get("/").status_code == 303
    assert browser.get("/api/record").status_code == 401
