"""The views of the journal and of verification."""

import time
from typing import Any

import pytest

from onrecord.api.asked import Nothing
from onrecord.api.journal import JournalAsked, Told, VerifyAsked, journal, told, verification, verify
from onrecord.api.room import Room
from onrecord.api.verifying import Verification, Verifier
from onrecord.errors import QueryError
from onrecord.store import Line, Store
from onrecord.testing import make_statement


def lines(room: Room, **asked: object) -> tuple[Told, ...]:
    return journal(room, JournalAsked(**asked)).lines  # type: ignore[arg-type]


def ended(verifier: Verifier) -> Verification:
    end = time.monotonic() + 60
    while verifier.state().is_running and time.monotonic() < end:
        time.sleep(0.05)
    return verifier.state()


def test_a_line_says_in_words_what_was_done_and_leads_there(room: Room) -> None:
    claim = room.store.claims(kind="deployment")[0]
    room.store.acting("ben").accept(claim.id, "read it twice")
    line = lines(room, who="ben")[0]
    assert (line.says, line.note, line.words) == ("accepted a claim", "read it twice", claim.words)
    assert line.where == f"/claims/{claim.id}@{claim.document}"


def test_a_line_tells_what_was_there_before_and_after(room: Room) -> None:
    claim = room.store.claims(kind="deployment")[0].id
    room.store.correct(claim, best=15, place="")
    changes = lines(room, act="correct claim")[0].changes
    assert [(one.field, one.before, one.after) for one in changes] == [("how many", "14", "15"), ("where", "Ozerin", None)]


def test_what_was_taken_back_is_named_by_its_line(room: Room) -> None:
    claim = room.store.claims(kind="deployment")[0].id
    line = room.store.accept(claim).seq
    room.store.undo(claim)
    assert lines(room)[0].says == f"took back line {line}"


def test_a_deleted_document_is_not_led_to(room: Room) -> None:
    document = room.store.claims(kind="deployment")[0].document
    room.store.delete(document, "by order of a court")
    assert (lines(room)[0].where, lines(room)[0].words) == (None, None)


def test_an_act_on_actors_leads_to_the_actor(room: Room) -> None:
    room.store.rename("Marek Tull", "Marek E. Tull")
    line = lines(room)[0]
    assert (line.says, line.changes[0].after) == ("gave an actor another name", "Marek E. Tull")
    assert line.where == f"/actors/{room.store.actor('Marek Tull').id}"


@pytest.mark.parametrize("act", ["export", "stamp", "never heard of", "undo", "add user", "merge"])
def test_any_line_can_be_told(act: str) -> None:
    sides: list[Any] = [None, {}, [], "text", {"claim": "c1", "fields": {"best": None}}]
    for side in sides:
        assert told(Line(3, "2024-01-01T00:00:00.000+00:00", "ana", act, "d1", side, side, None, "")).says


def test_the_head_is_the_journals(room: Room) -> None:
    assert journal(room, JournalAsked()).head == str(room.store.head())


def test_nobody_has_verified_at_first(room: Room) -> None:
    assert verification(room, Nothing()).state == "none"


@pytest.mark.parametrize("kept", ["x", "3", "3:abc", "-1:" + "0" * 64, "²:" + "0" * 64])
def test_a_head_must_be_one(room: Room, kept: str) -> None:
    with pytest.raises(QueryError, match="the head"):
        verify(room, VerifyAsked(kept=kept))


@pytest.mark.slow
def test_verification_ends_with_the_head_that_it_verified(room: Room) -> None:
    assert verify(room, VerifyAsked()).says == "verification began"
    assert verify(room, VerifyAsked()).says == "a verification runs already"
    found = ended(room.verifier)
    assert (found.state, found.fault, found.head) == ("whole", None, str(room.store.head()))
    assert found.done == found.total > 0


@pytest.mark.slow
def test_verification_finds_what_was_changed(room: Room) -> None:
    with room.store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE claims SET words = 'nothing'")
    room.verifier.begin()
    assert ended(room.verifier).state == "fault"


def test_verification_can_be_stopped(room: Room) -> None:
    room.verifier.begin()
    assert room.verifier.stop()
    assert not room.verifier.stop()
    assert room.verifier.state().state == "stopped"


def test_verification_tells_that_there_is_no_record(tmp_path: object) -> None:
    verifier = Verifier(f"{tmp_path}/none.db")
    verifier.begin()
    assert ended(verifier).state == "failed"


def test_verifying_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    with Store(":memory:") as store:
        store.add(make_statement())
        store.verify(step=lambda done, total: heard.append((done, total)))
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1] == len(heard) - 1
