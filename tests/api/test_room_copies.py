from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from tests.api.talks import paper, papers

from onrecord.api.copies import Copies, CopiesAsked, Listed, copies
from onrecord.api.room import Room
from onrecord.errors import MissingError
from onrecord.export.families import DRAWN, families, papers_of
from onrecord.matters.copies import Copy, CopyKind
from onrecord.matters.testimony import report_of
from onrecord.store import Store
from onrecord.store.findings import Findings


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = Room(Store(str(tmp_path / "r.db"), who="ana"), Findings(tmp_path / "f.db"))
    found.store.add_all(papers())
    found.changed()
    yield found
    found.close()


def listed(room: Room, **asked: object) -> Copies:
    return copies(room, CopiesAsked(**asked))  # type: ignore[arg-type]


def test_families_list_the_first_text_and_what_was_taken_from_it(room: Room) -> None:
    (family,) = listed(room).families
    assert (family.first.title, family.members) == ("Halden Press, 03", 2)
    assert [(one.paper.publisher, one.kind, one.depth, one.of) for one in family.copies] == [
        ("Orva Post", CopyKind.WHOLE, 1, "03hald"),
        ("Halden Press", CopyKind.CORRECTED, 1, "03hald"),
    ]


def test_copies_tell_how_much_of_their_words_stand_in_the_other_text(room: Room) -> None:
    (family,) = listed(room).families
    assert all(one.share and 0.8 < one.share < 1 for one in family.copies)
    assert listed(room).kinds == {"whole": 1, "corrected": 1}


def test_corrections_come_in_their_words(room: Room) -> None:
    (notice,) = listed(room, show=Listed.CORRECTIONS).corrections
    assert (notice.document.id, notice.of.id, notice.copied) == ("05hald", "03hald", True)
    assert notice.words.startswith("(Corrects the name")
    assert listed(room).corrected == {"05hald": notice.words}


def test_family_is_found_by_any_of_its_documents(room: Room) -> None:
    for id in ("03hald", "04orva", "05hald"):
        assert [one.id for one in listed(room, document=id).families] == ["03hald"]
    with pytest.raises(MissingError, match="no family"):
        listed(room, document="none")


def test_families_are_found_by_words_of_title_and_publisher(room: Room) -> None:
    assert len(listed(room, words="orva").families) == 1
    assert listed(room, words="senn").families == ()


def test_copy_that_a_person_took_off_is_no_copy(room: Room) -> None:
    room.store.dismiss_copy("04orva", "03hald")
    room.changed()
    assert [one.paper.id for one in listed(room).families[0].copies] == ["05hald"]


def test_long_chains_of_copies_are_cut_and_counted() -> None:
    documents = [paper("A text.", f"P{number:04}", f"{number:04}") for number in range(1500)]
    known = papers_of(report_of(doc.to_dict()) for doc in documents)
    ids = list(known)
    chain = [Copy(later, earlier, CopyKind.WHOLE, 1.0) for earlier, later in pairwise(ids)]
    ((family, members),) = families(chain, known)
    assert (family.members, len(members), len(family.copies)) == (1499, 1499, DRAWN)
    assert [one.depth for one in family.copies[:3]] == [1, 2, 3]
