import pytest

from onrecord.api.matters import DRAWN, MatterAsked, Matters, MattersAsked, MatterShown, Sort, matter, matters
from onrecord.api.room import Room
from onrecord.api.settling import Merged, OfLine, Split, merge_matters, split_matter, undo_ruling
from onrecord.errors import MissingError, QueryError
from onrecord.model import Relation, Slot
from onrecord.testing import make_toll


def listed(room: Room, **asked: object) -> Matters:
    """Matters about people killed; the room has others."""
    return matters(room, MattersAsked(**{"words": "killed", **asked}))  # type: ignore[arg-type]


def shown(room: Room, id: str = "", **asked: object) -> MatterShown:
    id = id or listed(room).matters[0].id
    return matter(room, MatterAsked(id=id, **asked))  # type: ignore[arg-type]


def test_matters_are_listed_with_accounts_and_their_first_words(room: Room) -> None:
    (found,) = listed(room).matters
    assert found.question == "How many people were killed on 4 March 2024?"
    assert (found.relation, found.sides, found.claims) == ("revises", 2, 2)
    assert [(side.answer, side.first.words) for side in found.accounts] == [
        ("17", "17 people were killed in Ozerin on Monday"),
        ("19", "19 people were killed in Ozerin on Monday"),
    ]


def test_matters_count_what_else_could_be_asked(room: Room) -> None:
    found = listed(room, slot=Slot.TIME)
    assert (found.relations, found.slots, found.place.total) == ({}, {"figure": 1}, 0)
    found = listed(room, relation=Relation.REVISES)
    assert (found.relations, found.slots, found.place.total) == ({"revises": 1}, {"figure": 1}, 1)


def test_matters_are_found_by_words_of_claims_and_names(room: Room) -> None:
    assert [one.sides for one in listed(room, words="killing Ozerin tull").matters] == [2]
    assert listed(room, words="nothing").matters == ()
    with pytest.raises(QueryError, match="without a word"):
        listed(room, words="?!")


def test_matters_are_sorted_by_the_newest_claim_and_by_origins(room: Room) -> None:
    room.store.add(make_toll(5, title="Other", published="2025-03-06", publisher="Senn Star"))
    room.changed()
    assert listed(room, sort=Sort.NEWEST).matters[0].newest == "2025-03-06"
    assert [one.origins for one in listed(room, sort=Sort.ORIGINS).matters] == sorted(
        (one.origins for one in listed(room).matters), reverse=True
    )


def test_matter_shows_claims_in_their_sentences(room: Room) -> None:
    claim = shown(room).accounts[0].voiced[0].claim
    assert (claim.before, claim.words, claim.after) == (
        "Marek Tull said that ",
        "17 people were killed in Ozerin on Monday",
        ".",
    )


def test_matter_names_and_counts_independent_origins(room: Room) -> None:
    found = shown(room)
    assert (found.origins, found.claims) == (1, 2)
    assert [account.origins for account in found.accounts] == [("Marek Tull",), ("Marek Tull",)]


def test_matter_says_how_accounts_stand_to_each_other_and_why(room: Room) -> None:
    found = shown(room)
    (one,) = found.relations
    assert (found.letters[one.a], found.letters[one.b], one.relation) == ("A", "B", Relation.REVISES)
    assert "the same source gave" in one.why


def test_matter_gives_every_figure_with_its_words_and_moment(room: Room) -> None:
    found = shown(room)
    assert [(one.as_of, one.best, one.by, one.words[:9]) for one in found.figures] == [
        ("2024-03-05", 17.0, "Marek Tull", "17 people"),
        ("2024-03-06", 19.0, "Marek Tull", "19 people"),
    ]
    assert found.given == 2 <= DRAWN


def test_matter_folds_copies_below_the_claim_they_were_taken_from(room: Room) -> None:
    room.store.add(make_toll(17, publisher="Senn Star", published="2024-03-07"))
    ids = [doc.id for doc in room.store.newest(9) if doc.title == "Dead in Ozerin" and doc.publisher != "Calder Times"]
    room.store.pin_copy(ids[0], ids[1])
    room.changed()
    (voiced,) = shown(room).accounts[0].voiced
    assert [(copy.claim.publisher, copy.kind) for copy in voiced.copies] == [("Senn Star", "pinned")]


def test_one_account_is_shown_whole_and_paged(room: Room) -> None:
    id = shown(room).accounts[1].id
    found = shown(room, id.partition(".")[0], account=id, size=1)
    assert [account.letter for account in found.accounts] == ["B"]
    assert found.place is not None
    assert (found.place.total, found.place.pages) == (1, 1)
    with pytest.raises(MissingError, match="no account"):
        shown(room, account="x.9")


def test_link_to_an_account_leads_to_its_matter(room: Room) -> None:
    id = shown(room).accounts[1].id
    assert shown(room, id).id == id.partition(".")[0]


def test_matter_that_is_not_there_is_a_clear_error(room: Room) -> None:
    with pytest.raises(MissingError, match="no matter 'feed'"):
        shown(room, "feed")


def test_link_stays_good_when_an_earlier_claim_is_found(room: Room) -> None:
    old = shown(room).id
    room.store.add(make_toll(12, published="2024-03-04", publisher="Senn Star"))
    room.changed()
    found = shown(room, old)
    assert found.formerly == old
    assert found.id != old
    assert [account.answer for account in found.accounts] == ["12", "17", "19"]


def test_link_to_a_matter_that_was_merged_leads_on_and_back_after_undo(room: Room) -> None:
    whole = shown(room)
    taken = whole.accounts[1].voiced[0].claim.id
    split_matter(room, Split(id=whole.id, parts=(taken,)))
    room.changed()
    parts = [one.id for one in listed(room).matters]
    assert len(parts) == 2
    done = merge_matters(room, Merged(id=parts[0], other=parts[1], note="one attack"))
    room.changed()
    found = [shown(room, id) for id in parts]
    assert {one.id for one in found} == {whole.id}
    assert sorted(one.formerly or "" for one in found) == ["", next(id for id in parts if id != whole.id)]
    assert [ruling.note for ruling in found[0].rulings][-1] == "one attack"
    undo_ruling(room, OfLine(line=done.line or 0))
    room.changed()
    assert [shown(room, id).formerly for id in parts] == [None, None]


def test_other_matters_are_offered_by_their_words(room: Room) -> None:
    whole = shown(room)
    split_matter(room, Split(id=whole.id, parts=(whole.accounts[1].voiced[0].claim.id,)))
    room.changed()
    one, other = (found.id for found in listed(room).matters)
    assert [found.id for found in shown(room, one, find="killed").others] == [other]
    assert shown(room, one, find="nothing").others == ()


def test_words_that_moved_on_since_stand_alone(room: Room) -> None:
    found = shown(room)
    document = found.accounts[0].voiced[0].claim.document
    room.store.delete(document, "asked by its publisher")
    claim = shown(room, found.id).accounts[0].voiced[0].claim
    assert (claim.before, claim.words[:9], claim.after) == ("", "17 people", "")
