"""Finding claims again, the same on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.errors import QueryError
from onrecord.store import Store
from onrecord.testing import STATEMENT, make_statement

LEFT, FIRED = "14 soldiers left Ozerin on Monday", "anyone fired at the harbour"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place) as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
        yield store


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({}, [LEFT, FIRED]),
        ({"kind": "deployment"}, [LEFT]),
        ({"status": "denied"}, [FIRED]),
        ({"stance": "denies", "speaker": "tull"}, [FIRED]),
        ({"speaker": "MAREK TÛLL"}, [LEFT, FIRED]),
        ({"speaker": "soldiers"}, []),
        ({"actor": "soldiers"}, [LEFT]),
        ({"publisher": "ozerin"}, [LEFT, FIRED]),
        ({"place": "ozer"}, [LEFT]),
        ({"near": (41.6, 20.2, 20.0)}, [LEFT]),
        ({"near": (42.5, 20.2, 20.0)}, []),
        ({"since": "2024-03-05"}, [FIRED]),
        ({"until": "2024-03-04"}, [LEFT]),
        ({"since": "2024-03-06"}, []),
        ({"review": "reviewed"}, []),
        ({"review": "unreviewed", "kind": "incident"}, [FIRED]),
        ({"publisher": "100%"}, []),
    ],
)
def test_claims_with_a_filter(store: Store, wanted: dict[str, Any], words: list[str]) -> None:
    assert [claim.words for claim in store.claims(**wanted)] == words
    assert store.count(**wanted) == len(words)


def test_claims_hold_where_they_come_from(store: Store) -> None:
    claim = store.claims(kind="deployment")[0]
    assert (claim.title, claim.publisher, claim.uri) == ("At the harbour", "Ozerin Post", "https://ozerin.example/1")
    assert (claim.best, claim.counted, claim.happened, claim.speaker) == (14.0, "soldiers", "2024-03-04", "Marek Tull")
    assert STATEMENT[claim.start : claim.end] == claim.words


def test_claims_come_in_pages(store: Store) -> None:
    assert [store.claims(limit=1, offset=page)[0].words for page in (0, 1)] == [LEFT, FIRED]


@pytest.mark.parametrize("words", ["firing harbour", "the fires", '"fired at"', "FIRED", "fíred", "harbours"])
def test_search_finds_words_in_any_form(store: Store, words: str) -> None:
    assert [hit.claim and hit.claim.words for hit in store.search(words)] == [FIRED]


def test_search_finds_the_speaker(store: Store) -> None:
    assert len(store.search("tull soldiers")) == 1


def test_search_shows_what_it_found(store: Store) -> None:
    assert store.search("harbour")[0].snippet == "anyone fired at the [harbour]"


def test_search_wants_every_word(store: Store) -> None:
    assert store.search("soldiers harbour", kind="incident") == []


def test_search_goes_on_to_documents(store: Store) -> None:
    hits = store.search("denied harbour")
    assert [(hit.claim, hit.title) for hit in hits] == [(None, "At the harbour")]
    assert "[denied]" in hits[0].snippet


def test_search_with_a_filter_leaves_out_other_claims(store: Store) -> None:
    assert store.search("soldiers", status="denied") == []


@pytest.mark.parametrize("words", ["", "  ", '"', "-- ;", '""'])
def test_search_for_nothing_is_a_clear_error(store: Store, words: str) -> None:
    with pytest.raises(QueryError, match="at least one word"):
        store.search(words)


@pytest.mark.parametrize("words", ["fired' OR 1", 'fired"', "fired*", "fired :x", "col:fired NEAR", "fired & ! |", "it's"])
def test_search_takes_any_characters(store: Store, words: str) -> None:
    store.search(words)
