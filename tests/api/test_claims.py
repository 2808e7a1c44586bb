"""The views of lists: claims, search, the review queue."""

import pytest

from onrecord.api.claims import Claims, ClaimsAsked, claims, listed
from onrecord.api.queue import Queue, QueueAsked, queue
from onrecord.api.room import Room
from onrecord.api.searching import Part, SearchAsked, marked, search
from onrecord.errors import QueryError
from onrecord.model import ClaimKind
from onrecord.store import counting
from onrecord.store.findings import Findings


def of(room: Room, **asked: object) -> Claims:
    return claims(room, ClaimsAsked(**asked))  # type: ignore[arg-type]


def next_of(room: Room, **asked: object) -> Queue:
    return queue(room, QueueAsked(**asked))  # type: ignore[arg-type]


def test_each_claim_has_its_words_and_the_way_to_them(room: Room) -> None:
    one = of(room, kind=ClaimKind.DEPLOYMENT).claims[0]
    assert one.words == "14 soldiers left Ozerin on Monday"
    assert one.link == f"/documents/{one.document}#c-{one.id}"
    assert (one.standing, one.says, one.figure, one.when) == ("stated", "said to have happened", "14 soldiers", "4 March 2024")


def test_a_denial_is_never_shown_as_what_happened(room: Room) -> None:
    one = of(room, speaker="tull", kind=ClaimKind.INCIDENT).claims[0]
    assert (one.standing, one.says) == ("denied", "denied: said not to have happened")


def test_what_a_person_rejected_is_shown_as_rejected(room: Room) -> None:
    room.store.reject(of(room, kind=ClaimKind.DEPLOYMENT).claims[0].id)
    view = of(room, kind=ClaimKind.DEPLOYMENT)
    assert (view.claims[0].standing, view.by["review"]) == ("rejected", {"reviewed": 1, "rejected": 1})


def test_claims_are_counted_by_review(room: Room) -> None:
    view = of(room)
    assert view.by["review"] == {"unreviewed": view.place.total}


def test_a_list_ends_where_its_bound_is_and_says_how_to_go_on(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BOUND", 2)
    view = of(room, size=2)
    assert (view.place.total, view.place.more, view.place.pages) == (2, True, 1)
    rest = of(room, size=2, after=view.next)
    assert {one.id for one in rest.claims} & {one.id for one in view.claims} == set()


def test_there_is_no_page_beyond_the_last(room: Room) -> None:
    with pytest.raises(QueryError, match="page 9"):
        of(room, page=9)


def test_a_bound_is_told_as_one(room: Room) -> None:
    claim = room.store.claims(kind="deployment")[0].id
    room.store.correct(claim, best="", low=1200)
    assert listed(room.store.claims(kind="deployment")[0]).figure == "at least 1,200 soldiers"


def test_a_search_shows_all_the_words_with_what_was_found_marked(room: Room) -> None:
    find = search(room, SearchAsked(words="soldier")).finds[0]
    assert "".join(part.text for part in find.parts) == "14 soldiers left Ozerin on Monday"
    assert [part.text for part in find.parts if part.found] == ["soldiers"]


def test_a_search_without_words_finds_nothing(room: Room) -> None:
    assert search(room, SearchAsked()).finds == ()


def test_a_search_tells_that_there_is_more(room: Room) -> None:
    found = search(room, SearchAsked(words="killed", size=1))
    assert (len(found.finds), found.more) == (1, True)


def test_marks_in_a_text_are_taken_for_text() -> None:
    assert marked("a [b] b+", [Part("b", True)]) == [
        Part("a [", False),
        Part("b", True),
        Part("] ", False),
        Part("b", True),
        Part("+", False),
    ]


def test_the_queue_begins_where_accounts_conflict(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = room.store.claims(kind="deployment")[0]
    monkeypatch.setattr(Findings, "claims_in", lambda self, kind, most, state: [claim.id] if state == "conflicts" else [])
    view = next_of(room)
    assert view.conflicts
    assert view.claim
    assert view.claim.claim == claim
    assert not next_of(room, skip=1).conflicts


def test_the_queue_goes_on_with_the_next_when_one_was_reviewed(room: Room) -> None:
    first = next_of(room)
    assert first.claim
    assert first.claim.claim
    room.store.accept(first.claim.claim.id)
    then = next_of(room, last=f"{first.claim.claim.id}@{first.claim.claim.document}")
    assert then.claim
    assert then.claim.claim
    assert then.claim.claim.id == first.following[0].id
    assert then.last
    assert (then.last.id, then.last.review, then.total) == (first.claim.claim.id, "accepted", first.total - 1)


def test_the_queue_is_empty_when_everything_was_left_for_later(room: Room) -> None:
    view = next_of(room, skip=100)
    assert (view.claim, view.following) == (None, ())


@pytest.mark.parametrize("last", ["", "x", "@", "zz@zz", "%"])
def test_the_queue_takes_any_last_claim(room: Room, last: str) -> None:
    assert next_of(room, last=last).last is None
