"""Acts, by form and by API: each writes what it says, and whatever is sent ends in a clear answer."""

import json
from typing import Any

import pytest
from tests.web.conftest import Browser

from onrecord.api.room import Room
from onrecord.web.acts import ACTS


def _claim(room: Room) -> Any:
    return next(claim for claim in room.store.claims() if "soldiers" in claim.words)


def _api(client: Browser, path: str, **said: Any) -> Any:
    return client.post(f"/api{path}", json=said)


@pytest.mark.parametrize(("act", "stands"), [("accept", "accepted"), ("reject", "rejected")])
def test_claim_is_reviewed_and_taken_back(room: Room, client: Browser, act: str, stands: str) -> None:
    claim = _claim(room)
    done = _api(client, f"/claims/{claim.id}/{act}", note="see the recording").json()
    assert (_claim(room).review, done["line"]) == (stands, room.store.head().seq)
    assert done["where"] == f"/documents/{claim.document}#c-{claim.id}"
    _api(client, f"/claims/{claim.id}@{claim.document}/undo", seen=done["line"])
    assert _claim(room).review is None


def test_correction_by_a_form_sets_what_differs_only(room: Room, client: Browser) -> None:
    claim = _claim(room)
    shown = {"status": claim.status, "words": claim.words, "low": "", "best": "15", "place": "", "speaker": claim.speaker}
    client.fill(f"/claims/{claim.id}/correct", **shown, note="")
    assert dict(room.store.corrections()[0].fields) == {"best": 15.0, "place": None}


def test_correction_that_changes_nothing_is_told(room: Room, client: Browser) -> None:
    claim = _claim(room)
    answer = _api(client, f"/claims/{claim.id}/correct", status=claim.status, best=claim.best)
    assert (answer.status_code, answer.json()["found"]) == (422, "nothing that differs from the claim")


def test_claim_is_added_at_the_nearest_words(room: Room, client: Browser) -> None:
    claim = _claim(room)
    done = _api(client, f"/documents/{claim.document}/claims", words="at\nthe harbour", kind="situation", start=60)
    assert done.status_code == 200
    (added,) = room.store.claims(review="added")
    assert (added.words, added.kind) == ("at the harbour", "situation")


def test_second_reviewer_is_told_and_nothing_is_written(room: Room, client: Browser) -> None:
    claim, seen = _claim(room), room.store.head().seq
    room.store.acting("Bo").reject(claim.id, "a figure of speech")
    by_api = _api(client, f"/claims/{claim.id}/accept", seen=seen)
    by_form = client.fill(f"/claims/{claim.id}/accept", seen=seen)
    assert (by_api.status_code, by_form.status_code) == (409, 409)
    assert "Bo" in by_api.json()["found"]
    assert "Bo" in by_form.text
    assert _claim(room).review == "rejected"


def _matter(room: Room) -> Any:
    return room.findings.find("matter")[0]


def test_accounts_are_related_and_it_is_taken_back(room: Room, client: Browser) -> None:
    matter = _matter(room)
    one, other = (side["id"] for side in matter["accounts"])
    done = _api(client, f"/matters/{matter['id']}/relate", one=one, other=other, relation="not comparable", note="two hospitals")
    assert done.json()["where"] == f"/matters/{matter['id']}"
    assert [found["why"] for found in _matter(room)["relations"]] == ["two hospitals"]
    client.fill(f"/rulings/{done.json()['line']}/undo")
    assert _matter(room)["relations"] == matter["relations"]


def test_ruling_holds_as_one_by_the_command_line_does(room: Room, client: Browser) -> None:
    matter = _matter(room)
    one, other = (side["id"] for side in matter["accounts"])
    _api(client, f"/matters/{matter['id']}/relate", one=one, other=other, relation="agrees")
    ours = list(room.store.journal())[-1].after
    room.store.relate_accounts(one, other, "agrees")  # type: ignore[arg-type]
    assert list(room.store.journal())[-1].after == ours


def test_matter_is_split_by_what_is_chosen(room: Room, client: Browser) -> None:
    matter = _matter(room)
    assert client.fill(f"/matters/{matter['id']}/split", parts=[matter["accounts"][1]["id"]]).status_code == 303
    assert not any(len(found["accounts"]) > 1 for found in room.findings.find("matter"))


def test_copy_is_dismissed(room: Room, client: Browser) -> None:
    one, other = (document.id for document in room.store.newest(2))
    assert _api(client, f"/documents/{one}/copies/dismiss", of=other).status_code == 200
    assert _api(client, f"/documents/{one}/copies/dismiss", of=one).status_code == 422


def test_document_is_deleted_for_a_reason_only(room: Room, client: Browser) -> None:
    document = _claim(room).document
    assert _api(client, f"/documents/{document}/delete").status_code == 422
    assert _api(client, f"/documents/{document}/delete", note="a source asked for it").status_code == 200
    assert not room.store.claims(document=document)


def test_actor_is_renamed_and_it_is_taken_back(room: Room, client: Browser) -> None:
    actor = room.store.actors()[0]
    where = client.fill(f"/actors/{actor.id}/rename", name="M. Tull").headers["location"]
    assert (where, room.store.actor(actor.id).name) == (f"/actors/{actor.id}", "M. Tull")
    client.fill(f"/actors/{actor.id}/undo")
    assert room.store.actor(actor.id).name == actor.name


JUNK: list[Any] = [
    {},
    [],
    "text",
    {"seen": "x"},
    {"seen": -1},
    {"seen": 10**30},
    {"note": "\x00"},
    {"note": "x" * 5000},
    {"note": ["x"]},
    {"words": "\x00", "kind": "situation"},
    {"kind": "", "words": ""},
    {"other": "w" * 10_000},
    {"one": "", "other": ""},
    {"parts": [1, None]},
    {"claim": "@", "state": "open"},
    {"of": "%"},
    {"best": "nan"},
    {"best": 1e308, "low": True},
    {"name": "\u202e"},
]


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.path)
def test_whatever_is_sent_ends_in_a_clear_answer(room: Room, client: Browser, act: Any) -> None:
    known = {"/claims": _claim(room).id, "/documents": _claim(room).document, "/matters": _matter(room)["id"]}
    ids = ["none", "@", "0" * 300, next((id for path, id in known.items() if act.path.startswith(path)), "9" * 30)]
    for id in ids:
        path = act.path.replace("{id}", id).replace("{line}", id)
        for body in JUNK:
            answer = client.post(f"/api{path}", content=json.dumps(body), headers={"content-type": "application/json"})
            assert answer.status_code in (200, 400, 404, 409, 422), (path, body, answer.text)
    assert room.store.verify().fault is None


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"note": "\\ud800"}', b"[" * 100_000, b""])
def test_broken_json_is_told(room: Room, client: Browser, body: bytes) -> None:
    path = f"/api/claims/{_claim(room).id}x/accept"
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (404, 422)


def test_form_with_files_or_broken_parts_is_told(client: Browser) -> None:
    files = client.post("/claims/x/accept", data={"token": client.token}, files={"note": ("a.txt", b"x")})
    headers = {"content-type": "multipart/form-data"}
    assert (files.status_code, client.post("/claims/x/accept", content=b"x", headers=headers).status_code) == (400, 400)


def test_address_with_a_character_that_no_database_keeps_is_told(client: Browser) -> None:
    assert client.get("/?speaker=%00").status_code == 400
    assert client.post("/api/claims/%00/accept", json={}).status_code == 400


def test_every_act_is_described(client: Browser) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for act in ACTS:
        told = paths[f"/api{act.path}"]["post"]
        assert told["description"]
        assert all(
            one.get("description") for one in told["requestBody"]["content"]["application/json"]["schema"]["properties"].values()
        )
