"""Handing in documents: a form and the API lead to a job, which says what became of each."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import workspace
from onrecord.api.jobs import uploaded
from onrecord.api.room import open_room
from onrecord.web.app import create_app


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    place = str(tmp_path / "room.db")
    workspace.open_record(place, who="test").close()
    with TestClient(create_app(open_room(place, "ana", together=False)), follow_redirects=False) as client:
        yield client


def test_upload_name_is_a_name_and_no_path() -> None:
    (source,) = uploaded([("..\\..\\etc/pass\x00wd.txt", b"x", None)])
    assert (source.name, source.uri, source.media_type) == ("passwd.txt", "upload:passwd.txt", "text/plain")


def test_add_nothing_is_told(client: TestClient) -> None:
    answer = client.post("/api/documents", json={})
    assert (answer.status_code, answer.json()["found"]) == (422, "nothing to add")


def test_add_address_of_no_page_is_told(client: TestClient) -> None:
    answer = client.post("/api/documents", json={"address": "file:///etc/passwd"})
    assert answer.status_code == 422


def test_job_that_never_was_is_told(client: TestClient) -> None:
    assert client.get("/jobs/none").status_code == 404


@pytest.mark.slow
def test_added_documents_stand_in_the_record(client: TestClient) -> None:
    said = {"text": "The mayor of Orva said that two people were killed on Monday.", "published": "2024-05-02", "title": "Orva"}
    where = client.post("/api/documents", json=said).json()["where"]
    files = {"files": ("notes.xyz", b"\x00\x01\x02", "application/x-unknown")}
    token = client.get("/add").text.partition('name="token" value="')[2].partition('"')[0]
    other = client.post("/add", files=files, data={"token": token}).headers["location"]
    jobs = [finished(client, path) for path in (where, other)]
    assert [(one["what"], one["claims"] > 0) for one in jobs[0]["outcomes"]] == [("added", True)]
    assert jobs[1]["outcomes"][0]["reason"]
    assert client.get("/record.json").json()["documents"] == 1
    assert client.get("/record.json").json()["newest"][0]["title"] == "Orva"


@pytest.mark.slow
def test_stopped_job_stops(client: TestClient) -> None:
    where = client.post("/api/documents", json={"text": "A long statement. " * 20_000}).json()["where"]
    assert client.post(f"/api{where}/stop", json={}).status_code == 200
    assert client.get(f"{where}.json").json()["state"] == "stopped"
    said = {"text": "The mayor of Orva said that two people were killed on Monday."}
    assert finished(client, client.post("/api/documents", json=said).json()["where"])["state"] == "done"


def finished(client: TestClient, where: str) -> dict:  # type: ignore[type-arg]
    for _ in range(600):
        job = client.get(f"{where}.json").json()
        if job["state"] not in ("waiting", "running"):
            return dict(job)
        time.sleep(0.2)
    raise AssertionError(f"{where} did not end")
