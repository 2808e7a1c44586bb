from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api.talks import DEMAND, said, talks

from onrecord.api.room import Room
from onrecord.api.settling import Answered, Ended, dismiss_answer, end_thread, pin_answer
from onrecord.api.threads import ThreadAsked, Threads, ThreadsAsked, ThreadShown, thread, threads
from onrecord.errors import MissingError
from onrecord.model import ThreadKind, ThreadState
from onrecord.store import Store
from onrecord.store.findings import Findings


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = Room(Store(str(tmp_path / "r.db"), who="ana"), Findings(tmp_path / "f.db"))
    found.store.add_all(talks())
    found.changed()
    yield found
    found.close()


def listed(room: Room, **asked: object) -> Threads:
    return threads(room, ThreadsAsked(**asked))  # type: ignore[arg-type]


def shown(room: Room, id: str = "", **asked: object) -> ThreadShown:
    return thread(room, ThreadAsked(id=id or listed(room).threads[0].id, **asked))  # type: ignore[arg-type]


def test_threads_are_listed_with_their_words_and_the_latest_answer(room: Room) -> None:
    (found,) = listed(room).threads
    assert (found.kind, found.state, found.claim.words[:13]) == ("demand", "open", "Velmora must ")
    assert (found.answers, found.proposals, found.latest and found.latest.claim.words) == (
        0,
        1,
        "Velmora reopened the Brack crossing",
    )


def test_threads_count_what_else_could_be_asked(room: Room) -> None:
    found = listed(room, kind=ThreadKind.DECISION)
    assert (found.states, found.kinds, found.threads) == ({}, {"demand": 1}, ())
    found = listed(room, state=ThreadState.OPEN, words="crossing reopening")
    assert (found.states, found.kinds, found.place.total) == ({"open": 1}, {"demand": 1}, 1)


def test_threads_are_found_by_whom_they_are(room: Room) -> None:
    assert len(listed(room, by="Halden").threads) == 1
    assert listed(room, by="Velmora").threads == ()


def test_threads_without_a_day_are_not_due_in_any_span(room: Room) -> None:
    assert listed(room, until="2030-01-01").threads == listed(room, since="2000-01-01").threads == ()


def test_thread_shows_its_words_in_their_sentence_and_what_may_answer_it(room: Room) -> None:
    found = shown(room)
    assert found.thread.claim.after.startswith("t, Ida Holm said.")
    (answer,) = found.thread.answers
    assert (answer.certain, answer.claim.after) == (False, ", the harvest ministry said.")
    assert "bears on the same" in answer.why


def test_claims_are_offered_as_answers_by_their_words(room: Room) -> None:
    assert [hit.claim and hit.claim.id for hit in shown(room, find="barrier").found] == ["incide09"]
    assert shown(room, find="reopened").found == ()  # it is proposed already


def test_thread_tells_what_people_said_of_it(room: Room) -> None:
    id = shown(room).thread.id
    pin_answer(room, Answered(id=id, claim="incide09", note="the same barrier"))
    dismiss_answer(room, Answered(id=id, claim="incide12"))
    room.changed()
    found = shown(room, id).thread
    assert [(one.claim.id, one.certain, one.why) for one in found.answers] == [("incide09", True, "the same barrier")]
    assert [one.claim.after for one in found.dismissed] == [", the harvest ministry said."]
    end_thread(room, Ended(id=id, claim="incide12", state=ThreadState.BROKEN, note="only for guards"))
    room.changed()
    found = shown(room, id).thread
    assert (found.state, found.ruling and found.ruling.note, found.states[-1]) == (
        ThreadState.BROKEN,
        "only for guards",
        ("2024-03-12", ThreadState.BROKEN),
    )


def test_link_to_a_thread_stays_good_when_the_same_was_said_earlier(room: Room) -> None:
    old = shown(room).thread.id
    room.store.add(said(DEMAND, DEMAND[:56], "demand", "2024-03-01", status=None))
    room.changed()
    found = shown(room, old)
    assert (found.formerly, [one.id for one in found.again]) == (old, ["demand05"])
    assert found.again[0].words.startswith("Velmora must")
    assert found.thread.id != old


def test_thread_that_is_not_there_is_a_clear_error(room: Room) -> None:
    with pytest.raises(MissingError, match="no thread 'feed'"):
        shown(room, "feed")
