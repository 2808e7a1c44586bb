"""The views of actors."""

import pytest

from onrecord.api.actors import ActorAsked, Actors, ActorsAsked, OneActor, actor, actors, strip
from onrecord.api.room import Room
from onrecord.errors import MissingError
from onrecord.store.roster import Month
from onrecord.testing import make_saying


@pytest.fixture
def room(room: Room) -> Room:
    """The small record with somebody more, of whom only a surname is known."""
    room.store.add(make_saying("Kos", title="Kos denies"))
    return room


def of(room: Room, **asked: object) -> Actors:
    return actors(room, ActorsAsked(**asked))  # type: ignore[arg-type]


def one(room: Room, name: str) -> OneActor:
    return actor(room, ActorAsked(id=name))


def test_actors_are_listed_with_who_may_be_the_same(room: Room) -> None:
    view = of(room)
    assert view.actors[0].name == "Marek Tull"
    assert (view.place.total, view.alike_in_all) == (2, 1)
    assert view.alike[0].names == ("Ana Kos", "Kos")
    assert view.line == room.store.head().seq


def test_a_merge_is_seen_at_once(room: Room) -> None:
    before, before_all = of(room), of(room, everyone=True).place.total
    room.store.accept_suggestion(before.alike[0].id)
    assert of(room, everyone=True).place.total == before_all - 1
    assert of(room).alike == ()


def test_an_actor_shows_what_it_says(room: Room) -> None:
    view = one(room, "Marek Tull")
    assert view.said_in_all == len(view.said) == 4
    assert view.actor.id in one(room, view.actor.id).actor.id
    assert [stretch.label for stretch in view.strip] == ["2024-03"]


def test_an_actor_shows_who_may_be_the_same(room: Room) -> None:
    kos = next(actor for actor in of(room).actors if actor.name == "Ana Kos")
    assert one(room, kos.id).alike[0].names == ("Ana Kos", "Kos")


@pytest.mark.parametrize("id", ["nobody", "w", "%", " "])
def test_there_must_be_one_actor(room: Room, id: str) -> None:
    with pytest.raises(MissingError):
        one(room, id)


def test_a_long_time_is_shown_by_years() -> None:
    months = tuple(Month(f"{year}-05", 1, 2) for year in (1994, 2000, 2024))
    found = strip(months)
    assert (len(found), found[0], found[1].said) == (31, found[0], 0)
    assert (found[0].label, found[0].first, found[0].last, found[0].about) == ("1994", "1994-01-01", "1994-12-31", 2)


@pytest.mark.parametrize("month", ["0000-00", "9999-12", "20-1", "ab-cd", "2024-99"])
def test_any_month_can_be_drawn(month: str) -> None:
    assert len(strip((Month(month, 1, 0), Month("2024-02", 1, 1)))) <= 400
