"""The rows that follow from a reading."""

import json

from onrecord.store.canonical import canonical, digest
from onrecord.store.rows import body_of, days, project
from onrecord.testing import make_statement

PINNED = "d17b8895762b8db7c3542fcd1419e4279f316b5570053dd41fa08f6df351ccf2"


def test_project_gives_the_same_rows_as_ever() -> None:
    rows = project("document", "2024-03-05", json.loads(body_of(make_statement())))
    found = digest(canonical([rows.claims, rows.parties, rows.places, rows.actors]))
    assert found == PINNED, "records of today would look tampered with: add a migration that lays every document out anew"


def test_days_of_what_is_no_plain_date() -> None:
    assert [days(value) for value in ("2024-W10", "XXXX-03-04", "P10D", "2024-13", None)] == [(None, None)] * 5


def test_days_of_a_moment() -> None:
    assert days("2024-03-04T10:00") == ("2024-03-04", "2024-03-04")
