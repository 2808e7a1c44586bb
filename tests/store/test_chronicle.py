"""The journal read backwards, on both databases."""

from collections.abc import Iterator

import pytest

from onrecord.store import Store, chronicle
from onrecord.testing import make_statement


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        store.acting('Ben "B." 100%').accept(store.claims(kind="incident")[0].id)
        yield store


def test_lines_come_newest_first_in_pages(store: Store) -> None:
    first = store.told(limit=2)
    assert ([line.seq for line in first.lines], first.before) == ([3, 2], 2)
    rest = store.told(limit=2, before=first.before)
    assert ([line.seq for line in rest.lines], rest.before) == ([1], None)


def test_lines_are_found_by_act_name_and_document(store: Store) -> None:
    document = store.claims()[0].document
    assert [line.seq for line in store.told(act="accept claim").lines] == [3]
    assert [line.seq for line in store.told(who='Ben "B." 100%').lines] == [3]
    assert store.told(who="Ben").lines == ()
    assert [line.seq for line in store.told(subject=document).lines] == [3, 2]


def test_a_rare_line_is_looked_for_part_by_part(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronicle, "LOOKED", 1)
    found = store.told(act="create")
    assert (found.lines, found.before) == ((), 3)
    assert [line.act for line in store.told(act="create", before=2).lines] == ["create"]
