"""Matters, series, threads and copies of a record: worked out once, and again where documents changed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.errors import QueryError
from onrecord.matters.compared import Gathering, compare
from onrecord.matters.copies import CopyKind
from onrecord.matters.plain import Plain
from onrecord.model import Document, Findings
from onrecord.store import Store
from onrecord.testing import make_document, make_statement, make_toll


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_toll(17))
        store.add(make_toll(19, published="2024-03-07"))
        yield store


def killed(store: Store) -> list[str]:
    """The answers to how many were killed."""
    return [account.answer for matter in store.matters() if "killed" in matter.question for account in matter.accounts]


def rebuilt(store: Store) -> Findings:
    """What follows from the record, worked out from nothing."""
    return compare(store.bodies(), "2024-05-01").findings


def test_matters_hold_the_accounts_of_several_documents(store: Store) -> None:
    assert killed(store) == ["17", "19"]


def test_matters_are_worked_out_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = store.matters()
    monkeypatch.setattr(Gathering, "compared", None)
    assert store.matters() is first


def test_matters_follow_a_correction(store: Store) -> None:
    store.matters()
    claim = store.claims(publisher="Ozerin", limit=1)[0]
    store.correct(claim.id, best=18)
    assert killed(store) == ["18", "19"]
    store.undo(claim.id)
    assert killed(store) == ["17", "19"]


def test_matters_read_only_what_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.matters()
    taken: list[str] = []
    add = Gathering.add

    def take(self: Gathering, body: Plain) -> None:
        taken.append(body["id"])
        add(self, body)

    monkeypatch.setattr(Gathering, "add", take)
    new = store.add(make_toll(21, published="2024-03-08"))
    assert killed(store) == ["17", "19", "21"]
    assert taken == [new.document]


@pytest.mark.parametrize("change", ["add", "twin", "reject", "delete", "export"])
def test_matters_after_a_change_are_those_of_a_rebuild(store: Store, change: str) -> None:
    store.threads("2024-05-01")
    claim = store.claims()[0]
    if change == "add":
        store.add(make_statement())
    elif change == "twin":
        store.add(make_toll(17, publisher="Calder Times"))
    elif change == "reject":
        store.reject(claim.id)
    elif change == "delete":
        store.delete(claim.document, "asked for")
    else:
        store.exported({})
    assert store.compared("2024-05-01").findings == rebuilt(store)


def test_matter_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    first = store.matters()[0]
    assert store.matter(first.id[:8]) == first


@pytest.mark.parametrize("asked", ["", "zzz"])
def test_matter_that_is_not_there_is_a_clear_error(store: Store, asked: str) -> None:
    with pytest.raises(QueryError, match="onrecord matters"):
        store.matter(asked)


def test_threads_on_what_is_no_day_is_a_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        store.threads("monday")


def test_compared_tells_how_far_it_is(store: Store) -> None:
    heard: list[tuple[int, int]] = []
    store.compared(step=lambda done, of: heard.append((done, of)))
    assert heard[-1][0] == 2


def test_series_are_the_figures_of_one_source(store: Store) -> None:
    (series,) = store.series()
    assert (series.by, [point.best for point in series.points]) == ("marek tull", [17.0, 19.0])


WORDS = (
    "The water tore away the lower bridge of Orva shortly after midnight and left three villages without a road. "
    "Firemen carried forty people over the hills to Senn, where the town had put up beds for the night. "
)
MORE = "The bridge had been closed to lorries since the spring because two of its piers had begun to sink."
NOTICE = "(Corrects the name of the town in second sentence to Senn, not Sann)\n"


def text(words: str, publisher: str, day: str) -> Document:
    return replace(make_document(words, published=f"2021-03-{day}", publisher=publisher), id=f"{day}{publisher.lower()[:4]}")


def test_copies_name_what_they_were_taken_from(place: str) -> None:
    with Store(place, who="ana") as store:
        store.add_all([text("Bridge gone. " + WORDS, "Orva Post", "04"), text(WORDS + MORE, "Halden Press", "03")])
        (copy,) = store.copies()
        assert (copy.document, copy.of, copy.kind) == ("04orva", "03hald", CopyKind.ABRIDGED)
        assert store.compared().copies == {"04orva": "03hald"}


def test_notices_name_what_they_correct(place: str) -> None:
    with Store(place, who="ana") as store:
        store.add_all([text(WORDS + MORE, "Halden Press", "03"), text(NOTICE + WORDS + MORE, "Halden Press", "04")])
        (notice,) = store.notices()
        assert (notice.document, notice.of) == ("04hald", "03hald")
