"""Claims are looked up by the words for their deeds: whatever two belong together is found as if all pairs were compared."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.matters import deeds, polarity, testimony
from onrecord.matters.incidents import Incident
from onrecord.matters.testimony import Party
from onrecord.model import Slot

WORDS = ("fire", "gate", "guard", "march", "shell", "square")
NAMES = (None, "guard of marn", "front of senn")


@st.composite
def claims(draw: st.DrawFn) -> list[testimony.Testimony]:
    return [claim(number, *draw(FIELDS)) for number in range(draw(st.integers(2, 9)))]


FIELDS = st.tuples(
    st.sampled_from(WORDS[:4]),
    st.frozensets(st.sampled_from(WORDS), min_size=2),
    st.sampled_from(("done", "denied")),
    st.sampled_from((None, "ASSAULT")),
    st.sampled_from(NAMES),
    st.sampled_from(("10:00", "14:30")),
)


def claim(
    number: int, predicate: str, stems: frozenset[str], status: str, event_type: str | None, name: str | None, clock: str
) -> testimony.Testimony:
    parties = (Party(name, frozenset(name.split()), True),) if name else ()
    return testimony.Testimony(
        claim=f"c{number}",
        document=f"d{number}",
        order=0,
        start=0,
        end=9,
        words=" ".join(sorted(stems)),
        kind="incident",
        status=status,
        stance="denies" if status == "denied" else "asserts",
        predicate=predicate,
        event_type=event_type,
        mode=None,
        actors=parties,
        recipients=(),
        figures=(),
        places=frozenset(),
        days=(),
        clock=clock,
        as_of="2024-03-05",
        published="2024-03-05",
        speaker=None,
        voice="@post",
        stems=stems,
    )


@settings(max_examples=150, deadline=None)
@given(told=claims())
def test_what_is_of_one_deed_is_found_as_among_all_pairs(told: list[testimony.Testimony]) -> None:
    incident = Incident("i", None, frozenset(), tuple(told))
    found = {(yes.claim, no.claim) for one in polarity.disputes(incident) for yes in one.yes for no in one.no}
    said = [t for t in told if t.status == "done"]
    denied = [t for t in told if t.status == "denied"]
    assert {(a.claim, b.claim) for a in said for b in denied if polarity.is_same(a, b, frozenset())} <= found
    times = [[t.claim for t in deed.told] for deed in deeds.questions(incident) if deed.slot is Slot.TIME]
    for a in said:
        for b in said:
            if a.clock != b.clock and deeds.is_one_deed(a, b, frozenset()):
                assert any(a.claim in deed and b.claim in deed for deed in times)
