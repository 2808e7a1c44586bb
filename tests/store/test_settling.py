"""What people say of matters, threads and copies: kept in the journal, at the words it was said of, and taken back by line."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text as sql

from onrecord.errors import QueryError
from onrecord.model import Document, Matter, Relation, Rule, Thread, ThreadState
from onrecord.store import Store
from onrecord.store.placing import UNREAD
from onrecord.store.settling import GONE
from onrecord.testing import make_claim, make_document, make_toll, span_of

DAY = "2024-05-01"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Three tolls of two days in one town: two matters."""
    with Store(place, who="ana") as store:
        store.add(make_toll(17, uri="https://ozerin.example/17"))
        store.add(make_toll(19, published="2024-03-07"))
        store.add(later(4))
        yield store


def later(killed: int) -> Document:
    """A toll of the same town eleven weeks later."""
    doc = make_toll(killed, published="2024-05-20")
    (claim,) = doc.claims
    day = replace(doc.timexes[0], value="2024-05-20")
    event = replace(claim.event, times=(day,))
    return replace(doc, timexes=(day,), events=(event,), claims=(replace(claim, event=event),))


def answers(store: Store) -> list[list[str]]:
    return sorted([account.answer for account in matter.accounts] for matter in store.matters())


def with_answer(store: Store, answer: str) -> Matter:
    return next(matter for matter in store.matters() if answer in [account.answer for account in matter.accounts])


def both(store: Store) -> tuple[str, str]:
    """The ids of the two matters."""
    one, other = store.matters()
    return one.id, other.id


def pair(store: Store) -> tuple[str, str]:
    """The ids of the two accounts of one."""
    one, other = with_answer(store, "17").accounts
    return one.id, other.id


def relation(store: Store) -> tuple[str, str]:
    (found,) = with_answer(store, "17").relations
    return found.relation, found.why


def lines(store: Store) -> list[tuple[str, str, str | None]]:
    return [(line.act, line.who, line.note) for line in store.journal("matters")]


def test_merge_makes_two_matters_one(store: Store) -> None:
    assert answers(store) == [["17", "19"], ["4"]]
    done = store.merge_matters(with_answer(store, "17").id, with_answer(store, "4").id[:8], "one attack")
    assert answers(store) == [["17", "19", "4"]]
    assert with_answer(store, "4").rulings == (done,)
    assert lines(store) == [("merge", "ana", "one attack")]


def test_merge_is_taken_back(store: Store) -> None:
    done = store.merge_matters(*both(store))
    store.undo_ruling(done.line, "it was not")
    assert answers(store) == [["17", "19"], ["4"]]
    assert lines(store)[-1] == ("undo", "ana", "it was not")
    with pytest.raises(QueryError, match="onrecord settle"):
        store.undo_ruling(done.line)


def test_merge_of_one_matter_is_a_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="one matter twice"):
        store.merge_matters(store.matters()[0].id, store.matters()[0].id[:9])


def test_split_makes_a_matter_of_what_is_taken_out(store: Store) -> None:
    matter = with_answer(store, "19")
    account = next(account for account in matter.accounts if account.answer == "19")
    store.split_matter(matter.id, [account.id], "another blast")
    assert answers(store) == [["17"], ["19"], ["4"]]
    assert {ruling.note for matter in store.matters() for ruling in matter.rulings} == {"another blast"}


def test_split_of_all_is_a_clear_error(store: Store) -> None:
    matter = with_answer(store, "17")
    with pytest.raises(QueryError, match="a part of it"):
        store.split_matter(matter.id, [account.id for account in matter.accounts])


def test_later_words_go_before_earlier_ones(store: Store) -> None:
    store.merge_matters(*both(store))
    whole = with_answer(store, "4")
    store.split_matter(whole.id, [whole.accounts[-1].claims[0]])
    assert answers(store) == [["17", "19"], ["4"]]
    store.merge_matters(*both(store))
    assert answers(store) == [["17", "19", "4"]]


def test_relation_is_what_a_person_says(store: Store) -> None:
    assert relation(store)[0] == "revises"
    done = store.relate_accounts(*pair(store), relation=Relation.DIFFERS_IN_SCOPE, note="two hospitals")
    assert relation(store) == ("differs in scope", "two hospitals")
    assert with_answer(store, "17").relations[0].ruling == done
    store.undo_ruling(done.line)
    assert relation(store)[0] == "revises"


def test_relation_of_accounts_of_two_matters_is_a_clear_error(store: Store) -> None:
    one, other = (matter.accounts[0].id for matter in store.matters())
    with pytest.raises(QueryError, match="two accounts of one matter"):
        store.relate_accounts(one, other, Relation.AGREES)


def test_ruling_holds_when_more_is_added_later(store: Store) -> None:
    store.merge_matters(*both(store))
    store.add(make_toll(12, publisher="Calder Times", published="2024-03-04"))
    store.add(replace(later(5), id="0" * 16, publisher="Calder Times"))
    assert len(store.matters()) == 1
    assert {"12", "17", "19", "4"} <= set(answers(store)[0])


def test_ruling_holds_through_a_new_version(store: Store) -> None:
    matter = with_answer(store, "17")
    store.split_matter(matter.id, [matter.accounts[0].id])
    store.add(reissued(make_toll(17)))
    assert answers(store) == [["17"], ["19"], ["4"]]
    assert len(with_answer(store, "17").accounts[0].claims) == 2


def reissued(doc: Document) -> Document:
    """The document as its address holds it later: another title, the words as they were."""
    return replace(doc, id="f" * 16, title="Dead in Ozerin (updated)", uri="https://ozerin.example/17")


def test_ruling_holds_through_another_reading(store: Store) -> None:
    store.merge_matters(*both(store))
    doc = make_toll(17)
    (claim,) = doc.claims
    wider = replace(claim.text, start=claim.text.start, end=claim.text.end - 10)
    event = replace(claim.event, span=wider)
    store.reread(replace(doc, events=(event,), claims=(replace(claim, id="other", text=wider, event=event),)))
    assert answers(store) == [["17", "19", "4"]]


def test_ruling_without_its_words_is_listed_with_the_reason(store: Store) -> None:
    store.merge_matters(*both(store))
    (standing,) = store.rulings()
    assert (standing.reason, standing.words[0]) == (None, "17 people were killed in Ozerin on Monday")
    store.delete(later(4).id, "asked for")
    (standing,) = store.rulings()
    assert (standing.ruling.act, standing.reason, standing.words[1]) == (Rule.MERGE, UNREAD, None)
    store.add(later(4))
    assert store.rulings()[0].reason is None


def test_ruling_that_a_later_one_replaces_is_listed_so(store: Store) -> None:
    for relation in (Relation.AGREES, Relation.NOT_COMPARABLE):
        store.relate_accounts(*pair(store), relation=relation)
    assert [standing.reason is None for standing in store.rulings()] == [False, True]


def test_rulings_are_no_part_of_what_is_verified_as_documents(store: Store) -> None:
    done = store.merge_matters(*both(store), note="one attack")
    store.undo_ruling(done.line)
    assert store.verify().fault is None


def test_ruling_that_was_changed_is_found_by_verify(store: Store) -> None:
    done = store.merge_matters(*both(store), note="one attack")
    with store._database.writing() as connection:
        changed = sql("UPDATE journal SET line = replace(line, 'one attack', 'two attacks') WHERE seq = :seq")
        connection.execute(changed, {"seq": done.line})
    assert f"line {done.line} of the journal was changed" in str(store.verify().fault)


DEMAND = "Velmora must reopen the Brack crossing before the harvest, Ida Holm said."
REPLY = "Guards lifted the barrier on the old road at noon, said Jon Ebbe."
OTHER = "Velmora reopened the Brack crossing, the harvest ministry said."


def said(text: str, words: str, kind: str, day: str, **fields: Any) -> Document:
    """A document with one claim at these words."""
    claim = make_claim(span_of(text, words), kind, id=f"{kind[:6]}{day[-2:]}", **fields)  # type: ignore[arg-type]
    return replace(make_document(text, claims=(claim,), events=(claim.event,), published=day), id=day.replace("-", "") + "a" * 8)


@pytest.fixture
def talks(place: str) -> Iterator[Store]:
    """A demand, something that bears on it and something that does not."""
    with Store(place, who="ana") as store:
        store.add(said(DEMAND, DEMAND[:56], "demand", "2024-03-05", status=None))
        store.add(said(REPLY, REPLY[:49], "incident", "2024-03-09"))
        store.add(said(OTHER, OTHER[:35], "incident", "2024-03-12"))
        yield store


def thread(store: Store, day: str = DAY) -> Thread:
    (found,) = store.threads(day)
    return found


def test_response_is_pinned(talks: Store) -> None:
    assert (thread(talks).state, [r.certain for r in thread(talks).responses]) == ("open", [False])
    done = talks.pin_response(thread(talks).id, "incide09", "the barrier is on that road")
    assert (thread(talks).state, thread(talks).states[-1][0]) == ("answered", "2024-03-09")
    assert next((r.certain, r.why, r.ruling) for r in thread(talks).responses) == (True, "the barrier is on that road", done)


def test_response_is_dismissed_and_pinned_again(talks: Store) -> None:
    talks.dismiss_response(thread(talks).id, "incide12", "another crossing")
    assert thread(talks).responses == ()
    assert [(r.claim, r.why) for r in thread(talks).dismissed] == [("incide12", "another crossing")]
    talks.pin_response(thread(talks).id, "incide12")
    assert ([r.certain for r in thread(talks).responses], thread(talks).dismissed) == ([True], ())


def test_state_is_set_by_a_person_with_words_and_a_reason(talks: Store) -> None:
    done = talks.set_state(thread(talks).id, ThreadState.KEPT, "incide12", "seen on the spot")
    found = thread(talks)
    assert (found.state, found.states, found.ruling) == ("kept", (("2024-03-05", "open"), ("2024-03-12", "kept")), done)
    assert thread(talks, "2024-03-10").state == "open"
    talks.undo_ruling(done.line)
    assert thread(talks).state == "open"


@pytest.mark.parametrize(("state", "note"), [("open", "so it is"), ("kept", " ")])
def test_state_that_follows_from_the_texts_or_has_no_reason_is_a_clear_error(talks: Store, state: str, note: str) -> None:
    with pytest.raises(QueryError):
        talks.set_state(thread(talks).id, ThreadState(state), "incide12", note)


def test_thread_of_which_something_was_said_stays_when_its_words_get_common(talks: Store) -> None:
    talks.set_state(thread(talks).id, ThreadState.BROKEN, "incide09", "the barrier came down again")
    for number in range(13, 22):
        talks.add(said(OTHER + "!" * number, OTHER[:35], "incident", f"2024-03-{number}"))
    assert thread(talks).state == "broken"


WIRE = (
    "The water tore away the lower bridge of Orva shortly after midnight and left three villages without a road. "
    "Firemen carried forty people over the hills to Senn, where the town had put up beds for the night. "
)
OWN = "Three villages above Orva were cut off last night. The mayor of Senn spoke of a hard week for all who live there."


@pytest.fixture
def papers(place: str) -> Iterator[Store]:
    """A text, a copy of it, and another text."""
    with Store(place, who="ana") as store:
        store.add_all(
            [paper(WIRE, "Halden Press", "03"), paper("Gone. " + WIRE, "Orva Post", "04"), paper(OWN, "Senn Star", "05")]
        )
        yield store


def paper(words: str, publisher: str, day: str) -> Document:
    doc = make_document(words, published=f"2021-03-{day}", publisher=publisher)
    return replace(doc, id=f"{day}{publisher.lower()[:4]}", uri=f"https://{publisher.lower()[:4]}.example/")


def copied(store: Store) -> dict[str, str]:
    assert store.compared().copies == {copy.document: copy.of for copy in store.copies()}
    return dict(store.compared().copies)


def test_copy_is_dismissed_and_pinned_by_a_person(papers: Store) -> None:
    assert copied(papers) == {"04orva": "03hald"}
    done = papers.dismiss_copy("04", "03", "both had it from the mayor")
    assert copied(papers) == {}
    pinned = papers.pin_copy("05senn", "03hald")
    assert copied(papers) == {"05senn": "03hald"}
    assert [copy.ruling for copy in papers.copies()] == [pinned]
    papers.undo_ruling(done.line)
    assert copied(papers) == {"04orva": "03hald", "05senn": "03hald"}


def test_copy_pinned_the_other_way_round_makes_no_circle(papers: Store) -> None:
    papers.pin_copy("03hald", "04orva")
    assert copied(papers) == {"03hald": "04orva"}


def test_copy_dismissed_stays_so_for_a_new_version(papers: Store) -> None:
    papers.dismiss_copy("04", "03")
    papers.add(replace(paper("It is gone. " + WIRE, "Orva Post", "04"), id="04orvb"))
    assert "03hald" not in copied(papers).values()


def test_copy_of_what_is_not_there_is_a_clear_error(papers: Store) -> None:
    for one, other in (("04", "zz"), ("04", "04")):
        with pytest.raises(QueryError):
            papers.pin_copy(one, other)


def test_copy_of_a_deleted_document_is_listed_with_the_reason(papers: Store) -> None:
    papers.pin_copy("05", "03")
    papers.delete("03hald", "asked for")
    assert [standing.reason for standing in papers.rulings()] == [GONE]
