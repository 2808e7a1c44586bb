"""Actors as pages show them, on both databases."""

from collections.abc import Iterator

import pytest

from onrecord.errors import MissingError
from onrecord.store import Store, roster
from onrecord.testing import make_saying, make_statement, make_toll


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        store.add(make_toll(17))
        store.add(make_saying("Ana Kos", "Governor of Ozerin", published="2024-05-02"))
        yield store


def test_actors_of_most_documents_come_first(store: Store) -> None:
    found, total = store.roster()
    assert ([actor.name for actor in found], total) == (["Marek Tull", "Ana Kos"], 2)
    assert (found[0].documents, found[0].claims, found[0].more, found[0].names) == (2, 3, False, ())


def test_actors_are_found_by_name_and_kind(store: Store) -> None:
    assert [actor.name for actor in store.roster(name="kos")[0]] == ["Ana Kos"]
    assert store.roster(kind="state") == ([], 0)
    assert store.roster(name="100%") == ([], 0)


def test_actors_come_in_pages(store: Store) -> None:
    found, total = store.roster(limit=1, offset=1)
    assert ([actor.name for actor in found], total) == (["Ana Kos"], 2)


def test_claims_of_an_actor_are_counted_up_to_a_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "COUNTED", 2)
    first = store.roster()[0][0]
    assert (first.claims, first.more) == (2, True)


def test_a_given_name_is_the_one_shown(store: Store) -> None:
    store.rename("Ana Kos", "Anna Kos")
    found = store.roster(name="Anna")[0][0]
    assert (found.name, found.names) == ("Anna Kos", ("Ana Kos",))


def test_a_dossier_tells_what_an_actor_says_over_time(store: Store) -> None:
    found = store.dossier("Marek Tull")
    assert [(month.month, month.said, month.about) for month in found.months] == [("2024-03", 3, 0)]
    assert (found.said_in_all, found.about, found.more) == (3, (), False)
    assert store.claims_of(found.said)[0].speaker == "Marek Tull"


def test_a_dossier_tells_posts_with_their_days(store: Store) -> None:
    posts = store.dossier("Ana Kos").posts
    assert [(post.first, post.last, post.documents) for post in posts] == [("2024-05-02", "2024-05-02", 1)]
    assert "Governor" in posts[0].title


def test_there_is_no_dossier_of_nobody(store: Store) -> None:
    with pytest.raises(MissingError, match="no actor"):
        store.dossier("Nobody")
