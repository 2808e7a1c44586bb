"""The views of documents and claims: their list, each as it stands, and what became of a claim that is no more."""

from dataclasses import replace

import pytest

from onrecord.api.claim import ByName, claim
from onrecord.api.documents import Compared, OneDocument, Shelved, document, documents
from onrecord.api.room import Room
from onrecord.errors import MissingError, QueryError
from onrecord.model import ClaimKind
from onrecord.testing import STATEMENT, make_claim, make_statement, make_toll, span_of


def the(room: Room, publisher: str = "Ozerin Post", words: str = "harbour") -> OneDocument:
    """The one document with these words in its title."""
    found = documents(room, Shelved(words=words, publisher=publisher)).documents
    return document(room, Compared(id=found[0].id))


def claim_id(room: Room, kind: str = "deployment") -> str:
    return str(room.store.claims(kind=kind)[0].id)


def test_documents_are_listed_last_added_first(room: Room) -> None:
    view = documents(room, Shelved())
    assert [one.title for one in view.documents][:2] == ["The minister", "The governor"]
    assert (view.place.total, view.place.more) == (5, False)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        (Shelved(words="HARBOUR at"), ["At the harbour"]),
        (Shelved(publisher="calder", sort="title"), ["Dead in Ozerin", "The minister"]),
        (Shelved(since="2024-03-06"), ["Dead in Ozerin"]),
        (Shelved(until="2024-03-04"), []),
        (Shelved(words="100%"), []),
        (Shelved(words="\0"), ["The minister", "The governor", "Dead in Ozerin", "Dead in Ozerin", "At the harbour"]),
    ],
)
def test_documents_that_fit_are_found(room: Room, asked: Shelved, titles: list[str]) -> None:
    assert [one.title for one in documents(room, asked).documents] == titles


def test_documents_by_day_come_newest_first_and_those_without_one_last(room: Room) -> None:
    room.store.add(make_statement(title="Undated", published=None))
    days = [one.published for one in documents(room, Shelved(sort="published")).documents]
    assert (days[0], days[-1]) == ("2024-03-06", None)


@pytest.mark.parametrize("asked", [Shelved(sort="colour"), Shelved(since="2024-13"), Shelved(page=9)])
def test_documents_refuse_what_cannot_be(room: Room, asked: Shelved) -> None:
    with pytest.raises(QueryError):
        documents(room, asked)


def test_document_holds_its_text_and_a_ledger_of_it(room: Room) -> None:
    view = the(room)
    assert view.text == STATEMENT
    assert [(entry.words.exact, entry.standing.value) for entry in view.ledger.entries] == [
        ("14 soldiers left Ozerin on Monday", "stated"),
        ("anyone fired at the harbour", "denied"),
    ]


@pytest.mark.parametrize("id", ["", "no", "\0", "../x", "a" * 300])
def test_document_that_is_not_there_is_missing(room: Room, id: str) -> None:
    with pytest.raises(MissingError):
        document(room, Compared(id=id))


def test_document_names_its_captures_by_their_hash(room: Room) -> None:
    capture = the(room).captures[0]
    assert (capture.uri, capture.size, len(capture.evidence)) == ("https://ozerin.example/1", len(STATEMENT), 64)


def test_document_leads_from_its_actors_to_those_of_the_record(room: Room) -> None:
    view = the(room)
    assert room.store.actor(view.known["a1"]).name == "Marek Tull"


def test_corrected_claim_stands_corrected_beside_what_was_read(room: Room) -> None:
    room.store.correct(claim_id(room), "counted again", best=15, place="Calder", status="planned")
    view = the(room)
    entry = view.ledger.entries[0]
    stand = view.claims[entry.id]
    assert entry.standing.value == "open"
    assert {one.field: (one.stands, one.read) for one in stand.changed} == {
        "status": ("planned", "done"),
        "place": ("Calder", "Ozerin"),
        "best": ("15", "14"),
    }
    assert [detail.slot for detail in entry.details] == ["who", "when"]
    assert (stand.said[0].who, stand.said[0].note) == ("ana", "counted again")


def test_speaker_that_a_person_named_leads_the_group(room: Room) -> None:
    room.store.correct(claim_id(room), speaker="Ana Kos")
    groups = the(room).ledger.groups
    assert [(group.speaker.name, len(group.kinds[0].entries)) for group in groups] == [("Ana Kos", 1), ("Marek Tull", 1)]


def test_speaker_that_a_person_took_away_leaves_the_publisher(room: Room) -> None:
    room.store.correct(claim_id(room), speaker=None)
    assert the(room).ledger.groups[0].speaker.is_publisher


def test_words_that_a_person_set_are_the_entrys(room: Room) -> None:
    room.store.correct(claim_id(room), words="14 soldiers left Ozerin")
    assert the(room).ledger.entries[0].words.exact == "14 soldiers left Ozerin"


def test_rejected_claim_stays_and_no_line_is_drawn_for_it(room: Room) -> None:
    room.store.reject(claim_id(room))
    view = the(room)
    assert view.claims[claim_id(room)].stands.review == "rejected"
    assert view.drawing().struck == {1}


def test_added_claim_stands_in_the_ledger_without_a_reading(room: Room) -> None:
    made = room.store.add_claim(the(room).id, words="Marek Tull said", kind="position")
    view = the(room)
    assert [entry.number for entry in view.ledger.entries if entry.id == made.claim] == [1]
    assert all(one.read is None for one in view.claims[made.claim].changed)


def test_what_was_taken_back_is_told_and_holds_no_more(room: Room) -> None:
    room.store.correct(claim_id(room), best=15)
    room.store.undo(claim_id(room))
    stand = the(room).claims[claim_id(room)]
    assert (stand.changed, stand.said[0].undone_by) == ((), "ana")


def test_claims_lead_to_the_matters_in_which_they_stand(room: Room) -> None:
    view = the(room, "Calder", "dead")
    (bearing,) = next(iter(view.claims.values())).bearing
    assert (bearing.kind, bearing.state) == ("matter", "revises")
    assert bearing.title.startswith("How many people were killed")


def test_versions_at_an_address_are_told_and_what_they_do_not_hold(room: Room) -> None:
    old = the(room).id
    new = room.store.add(make_statement(f"{STATEMENT} Nobody was hurt.", uri="https://ozerin.example/1")).document
    view = document(room, Compared(id=new, beside=old))
    assert [(one.document, one.is_present) for one in view.versions] == [(old, False), (new, True)]
    assert [span.of(view.text) for span in view.unlike] == ["Nobody was hurt."]


def test_words_that_a_later_version_altered_are_told(room: Room) -> None:
    old, left = the(room).id, claim_id(room)
    room.store.add(make_toll(17, uri="https://ozerin.example/1", title="Another story"))
    assert document(room, Compared(id=old)).claims[left].stands.later in ("altered", "gone")


def test_copies_are_told_on_both_sides(room: Room) -> None:
    one, other = the(room).id, the(room, "Calder", "minister").id
    room.store.pin_copy(other, one)
    room.changed()
    (copy,) = the(room).relatives.copies
    of = the(room, "Calder", "minister").relatives.of
    assert of is not None
    assert (copy.document.id, copy.kind, of.document.id) == (other, "pinned", one)


def test_claim_stands_in_its_sentence(room: Room) -> None:
    view = claim(room, ByName(id=next(c.id for c in room.store.claims(document=the(room).id) if c.kind == "incident")))
    assert (view.before, view.after) == ("He denied that ", ".")
    assert view.claim is not None
    assert view.claim.words == "anyone fired at the harbour"


def test_claim_that_several_documents_have_names_the_others(room: Room) -> None:
    copied = room.store.add(make_statement(title="Again", publisher="Calder Times")).document
    view = claim(room, ByName(id=claim_id(room)))
    assert [one.id for one in view.others] == [copied]
    named = claim(room, ByName(id=f"{claim_id(room)}@{copied}"))
    assert named.document is not None
    assert named.document.id == copied


def test_claim_that_was_added_and_taken_back_tells_so(room: Room) -> None:
    made = room.store.add_claim(the(room).id, words="Marek Tull said", kind="position")
    room.store.undo(made.claim, "twice in the list")
    view = claim(room, ByName(id=made.claim))
    assert view.claim is None
    assert view.line is not None
    assert (view.line.act, view.line.note, view.words) == ("undo", "twice in the list", "Marek Tull said")


def read_otherwise(room: Room, words: str, id: str) -> None:
    """A new reading of the statement in which the first claim has other words and another id."""
    doc = make_statement(uri="https://ozerin.example/1")
    span = span_of(doc.text, words)
    new = make_claim(span, ClaimKind.DEPLOYMENT, id=id)
    assert room.store.reread(replace(doc, events=(new.event, doc.events[1]), claims=(new, doc.claims[1])))


def test_claim_that_a_new_reading_moved_is_found_under_its_old_id(room: Room) -> None:
    old = claim_id(room)
    room.store.accept(old)
    read_otherwise(room, "14 soldiers left Ozerin", "abcdef012345")
    view = claim(room, ByName(id=old))
    assert view.claim is not None
    assert view.line is not None
    assert (view.claim.id, view.claim.review, view.line.act) == ("abcdef012345", "accepted", "reread")


@pytest.mark.parametrize("with_document", [True, False])
def test_claim_that_a_new_reading_dropped_tells_what_stands_there_now(room: Room, with_document: bool) -> None:
    old, home = claim_id(room), the(room).id
    read_otherwise(room, "left Ozerin", "abcdef012345")
    view = claim(room, ByName(id=f"{old}@{home}" if with_document else old))
    assert view.claim is None
    assert view.line is not None
    assert (view.line.act, view.words) == ("reread", "14 soldiers left Ozerin on Monday")
    assert [one.id for one in view.near] == ["abcdef012345"]


def test_claim_of_a_deleted_document_tells_so(room: Room) -> None:
    old, home = claim_id(room), the(room).id
    room.store.delete(home, "a private address")
    view = claim(room, ByName(id=f"{old}@{home}"))
    assert view.line is not None
    assert (view.claim, view.document, view.line.note) == (None, None, "a private address")


@pytest.mark.parametrize("id", ["", "@", "\0", "no", "0123456789ab", "0123456789ab@", "0123456789ab@no", "%", "a" * 200])
def test_claim_that_never_was_is_missing(room: Room, id: str) -> None:
    with pytest.raises(MissingError):
        claim(room, ByName(id=id))
