"""What a room keeps: an act makes anew only what follows from what it touched."""

from unittest.mock import Mock

from onrecord.api.room import Room
from onrecord.api.timeline import TimelineAsked, timeline


def count(room: Room, on: tuple[str, ...] | None) -> int:
    """How often something that follows from these fields is made, around an act that accepts a claim and one that places it."""
    make, claim = Mock(return_value=1), room.store.claims()[0]
    name = f"{claim.id}@{claim.document}"
    for act in (lambda: None, lambda: room.store.accept(name), lambda: room.store.correct(name, place="Calder")):
        act()
        room.kept(("this", on), make, on)
    return make.call_count


def test_memory_makes_anew_after_every_act_what_follows_from_all(room: Room) -> None:
    assert count(room, None) == 3


def test_memory_keeps_what_an_act_did_not_touch(room: Room) -> None:
    assert (count(room, ("speaker",)), count(room, ())) == (1, 1)


def test_memory_makes_anew_what_an_act_touched(room: Room) -> None:
    assert (count(room, ("place",)), count(room, ("review",))) == (2, 3)


def test_memory_makes_anew_what_follows_from_documents_when_one_is_deleted(room: Room) -> None:
    make = Mock(return_value=1)
    room.kept(("this",), make, ())
    room.store.delete(room.store.newest(1)[0].id, "a mistake")
    room.kept(("this",), make, ())
    assert make.call_count == 2


def test_memory_mends_what_it_keeps_for_claims_of_which_something_was_said(room: Room) -> None:
    make, mend, claim = Mock(return_value=1), Mock(return_value=2), room.store.claims()[0]
    room.kept(("this",), make, (), mend)
    room.store.accept(f"{claim.id}@{claim.document}")
    assert [room.kept(("this",), make, (), mend) for _ in range(2)] == [2, 2]
    assert mend.mock_calls[0].args == (1, frozenset({(claim.document, claim.id)}))


def test_timeline_shows_a_rejected_claim_as_such_though_it_was_drawn_before(room: Room) -> None:
    claim = timeline(room, TimelineAsked()).moments[0].claim
    room.store.reject(f"{claim.id}@{claim.document}")
    after = timeline(room, TimelineAsked()).moments
    assert {one.standing for one in after if (one.claim.document, one.claim.id) == (claim.document, claim.id)} == {"rejected"}


def test_a_look_shows_the_record_as_it_was_when_it_began(room: Room) -> None:
    claim = room.store.claims()[0]
    with room.looking():
        before = room.head
        other = room.acting("bo")
        assert room.store.count(review="accepted") == 0
        _in_another_thread(lambda: other.store.accept(f"{claim.id}@{claim.document}"))
        assert (room.head, room.store.count(review="accepted")) == (before, 0)
    assert room.store.count(review="accepted") == 1


def _in_another_thread(act) -> None:  # type: ignore[no-untyped-def]
    from threading import Thread

    thread = Thread(target=act)
    thread.start()
    thread.join()
