"""Taking a record out through the browser: a form leads to a page that says how far it is, and then to the file."""

import csv
import hashlib
import io
import time
import zipfile
from typing import Any

import pytest
from tests.web.conftest import Browser, Open

from onrecord.api.room import Room


def written(client: Browser, **asked: str) -> dict[str, Any]:
    """What an export is when it is over that the form of the page asks for."""
    client.see("/export")
    where = client.fill("/exports", **asked).headers["location"]
    for _ in range(1200):
        export = client.get(f"{where}.json").json()
        if export["state"] not in ("waiting", "running"):
            return dict(export)
        time.sleep(0.1)
    raise AssertionError(f"{where} did not end")


def file(client: Browser, export: dict[str, Any]) -> bytes:
    """The file, which is what was told of it."""
    answer = client.get(f"/exports/{export['id']}/file")
    assert answer.headers["content-disposition"] == f'attachment; filename="{export["file"]}"'
    assert hashlib.sha256(answer.content).hexdigest() == export["sha256"]
    return bytes(answer.content)


def test_export_page_offers_forms_for_what_fits(client: Browser) -> None:
    page = client.see("/export?kind=casualties").text
    assert 'value="csv"' in page
    assert 'name="kind" value="casualties"' in page
    assert 'value="bundle"' not in page  # it takes the whole record


@pytest.mark.slow
def test_export_holds_what_fits_and_stands_in_the_journal(client: Browser, room: Room) -> None:
    export = written(client, form="csv", kind="casualties", no_matters="true", as_of="")
    rows = list(csv.DictReader(io.StringIO(file(client, export).decode("utf-8-sig"))))
    assert {row["kind"] for row in rows} == {"casualties"}
    assert len(rows) == room.store.count(kind="casualties")
    line = room.store.told(limit=1).lines[0]
    assert (line.seq, line.act, line.after["sha256"]) == (export["line"], "export", export["sha256"])


@pytest.mark.slow
def test_export_of_the_whole_record_is_a_bundle_with_its_seal(client: Browser) -> None:
    export = written(client, form="bundle")
    names = zipfile.ZipFile(io.BytesIO(file(client, export))).namelist()
    assert export["seal"]
    assert any(name.endswith("verify.py") for name in names)


@pytest.mark.slow
def test_export_that_cannot_be_says_why(client: Browser) -> None:
    export = written(client, form="jsonl", kind="casualties")
    assert (export["state"], "filters for jsonl" in export["trouble"]) == ("failed", True)
    assert client.get(f"/exports/{export['id']}/file").status_code == 404


def test_export_of_what_needs_the_whole_record_is_refused_with_filters(client: Browser) -> None:
    answer = client.post("/api/exports", json={"form": "bundle", "kind": "casualties"})
    assert (answer.status_code, answer.json()["found"]) == (422, "filters for bundle")


def test_export_in_no_form_is_refused(client: Browser) -> None:
    assert client.post("/api/exports", json={"form": "../../etc"}).status_code == 422


def test_export_that_never_was_is_told(client: Browser) -> None:
    assert [client.get(path).status_code for path in ("/exports/none", "/exports/none/file")] == [404, 404]


def test_export_may_be_stopped(client: Browser) -> None:
    where = client.post("/api/exports", json={"form": "dossier"}).json()["where"]
    client.post(f"/api{where}/stop", json={})
    assert client.get(f"{where}.json").json()["state"] == "stopped"


@pytest.mark.slow
def test_export_of_a_reader_stands_under_the_readers_name(another: Open, room: Room) -> None:
    written(another("Rea"), form="markdown")
    assert room.store.told(limit=1).lines[0].who == "Rea"
