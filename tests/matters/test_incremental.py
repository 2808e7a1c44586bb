"""Documents that come and go, one at a time, lead to what a rebuild from all of them gives."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.bench.crises import crises
from onrecord.matters.compared import Compared, Gathering, compare
from onrecord.matters.groups import Groups, is_one, linked
from onrecord.matters.plain import Plain
from onrecord.matters.prints import limits
from onrecord.matters.said import COPY, Ruled, Spot
from onrecord.matters.testimony import report_of
from onrecord.model import Document, Rule, Ruling
from onrecord.testing import make_toll

DAY = "2031-12-31"


def tolls() -> list[Document]:
    """Reports of one town of which some tell of another day, and some hold others together."""
    given = [
        ("Ozerin Post", "2024-03-05"),
        ("Calder Times", "2024-03-06"),
        ("Ozerin Post", "2024-04-20"),
        ("Orva Post", "2024-06-10"),
    ]
    found = [make_toll(17 + n, publisher=paper, published=day) for n, (paper, day) in enumerate(given)]
    undated = [replace(doc.claims[0], event=replace(doc.claims[0].event, times=())) for doc in found]
    return found + [
        replace(doc, id=f"{n}" * 16, timexes=(), claims=(claim,), events=(claim.event,))
        for n, (doc, claim) in enumerate(zip(found, undated, strict=True))
    ]


@pytest.fixture(scope="module")
def bodies() -> list[Plain]:
    """Two incidents with copies, more copies of one report, and reports of a third thing."""
    docs = [*crises(16, seed=2), *tolls()]
    return [doc.to_dict() for doc in [*docs, *(replace(docs[0], id=f"{mark}" * 16, publisher="Orva Post") for mark in "abc")]]


def everything(found: Compared) -> object:
    return found.findings, found.copies, [report.id for report in found.reports]


STEPS = st.lists(st.tuples(st.integers(0, 26), st.booleans(), st.booleans()), min_size=3, max_size=24)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_documents_that_come_and_go_lead_to_what_a_rebuild_gives(
    bodies: list[Plain], steps: list[tuple[int, bool, bool]]
) -> None:
    gathering, left = Gathering(), {}
    for number, is_added, is_asked in steps:
        body = bodies[number]
        if is_added:
            gathering.add(body)
            left[body["id"]] = body
        else:
            gathering.remove(body["id"])
            left.pop(body["id"], None)
        if is_asked:
            gathering.compared(DAY)
    assert everything(gathering.compared(DAY)) == everything(compare(left.values(), DAY))


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_copies_are_those_of_a_rebuild_where_sentences_are_common(
    bodies: list[Plain], steps: list[tuple[int, bool, bool]]
) -> None:
    before = limits()["hashes"]["common"]
    limits()["hashes"]["common"] = 2
    try:
        test_documents_that_come_and_go_lead_to_what_a_rebuild_gives.hypothesis.inner_test(bodies, steps)  # type: ignore[attr-defined]
    finally:
        limits()["hashes"]["common"] = before


def test_copies_are_found_when_their_sentences_are_common_no_more(bodies: list[Plain], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits()["hashes"], "common", 2)
    gathering = Gathering()
    for number in (0, 24, 25, 26):
        gathering.add(bodies[number])
    assert gathering.copies() == ()
    gathering.remove(bodies[24]["id"])
    gathering.remove(bodies[25]["id"])
    assert len(gathering.copies()) == 1


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(27)), said=st.lists(st.tuples(st.integers(0, 26), st.integers(0, 26)), max_size=3))
def test_rulings_hold_in_any_order_of_arrival(bodies: list[Plain], order: list[int], said: list[tuple[int, int]]) -> None:
    ruled = [rule for n, (one, other) in enumerate(said) if one != other for rule in rulings(n, bodies[one], bodies[other])]
    told = Gathering()
    for number in order:
        told.add(bodies[number])
        if number % 7 == 0:
            told.compared(DAY, ruled)
    again = Gathering()
    for body in bodies:
        again.add(body)
    assert everything(told.compared(DAY, ruled)) == everything(again.compared(DAY, ruled))


def rulings(number: int, one: Plain, other: Plain) -> list[Ruled]:
    """That the first figures of two documents are of one matter, and that the second document is no copy of the first."""
    spots = [
        Spot(b["id"], b["claims"][0]["text"]["start"], b["claims"][0]["text"]["end"], b["claims"][0]["id"]) for b in (one, other)
    ]
    about = ("figure", "killed")
    merge = Ruled(Ruling(2 * number, "", "ana", Rule.MERGE), (about, about), ((spots[0],), (spots[1],)))
    split = Ruled(Ruling(2 * number + 1, "", "ana", Rule.DISMISS), (COPY, COPY), ((Spot(one["id"]),), (Spot(other["id"]),)))
    return [merge, split]


def test_groups_are_those_of_all_pairs_that_share_a_name(bodies: list[Plain]) -> None:
    reports = [report_of(body) for body in bodies]
    joined = {(a.id, b.id) for group in linked(reports) for a in group for b in group}
    for a in reports:
        for b in reports:
            shares = (a.focus | a.names | a.often) & (b.focus | b.names | b.often)
            assert not (shares and is_one(a, b)) or (a.id, b.id) in joined


def test_group_falls_apart_when_what_held_it_together_is_let_go(bodies: list[Plain]) -> None:
    first, last, between = (report_of(bodies[number]) for number in (20, 23, 22))
    groups = Groups([first, last, between])
    assert len(list(groups)) == 1
    groups.remove(between.id)
    assert len(list(groups)) == 2
