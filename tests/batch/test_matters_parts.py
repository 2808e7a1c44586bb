"""Each of the joins on the disk finds what the same work in memory finds, whatever the names and days."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.batch.corpus.corpus import Corpus
from onrecord.batch.corpus.desk import Desk
from onrecord.batch.corpus.grouping import find_groups
from onrecord.batch.corpus.naming import find_voices
from onrecord.batch.corpus.taking import SHEETS, looks
from onrecord.matters import testimony
from onrecord.matters.groups import linked
from onrecord.matters.kept import pack, unpack
from onrecord.matters.prints import prints_of
from onrecord.matters.testimony import Report, report_of
from onrecord.matters.voices import Voices, names_in
from onrecord.testing import make_document, make_toll

pytestmark = pytest.mark.slow

PLACES = st.frozensets(st.sampled_from(["orva", "senn", "marn", "ozerin"]), max_size=3)
DAYS = st.sampled_from(["2024-03-01", "2024-03-02", "2024-03-20", "2024-05-30", "2024-03"])
WORDS = ["kos", "ana", "ida", "guard", "civil", "of", "marn", "federal", "the", "minister"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@contextmanager
def desk() -> Iterator[tuple[Desk, Path]]:
    with TemporaryDirectory() as folder:
        one = Desk(Path(folder), 128)
        yield one, Path(folder)
        one.close()


def told(places: frozenset[str], days: tuple[str, ...], kind: str = "incident", voice: str = "kos") -> testimony.Testimony:
    one = report_of(make_toll(3).to_dict()).testimonies[0]
    return replace(one, places=places, days=days, kind=kind, voice=voice, speaker=None)


def reports() -> st.SearchStrategy[list[Report]]:
    return st.lists(
        st.builds(
            Report,
            id=st.just(""),
            published=st.one_of(st.just(""), DAYS),
            publisher=st.none(),
            title=st.none(),
            focus=PLACES,
            broad=PLACES,
            names=PLACES,
            often=PLACES,
            known=PLACES,
            persons=st.just(frozenset()),
            days=st.just(()),
            bodies=st.just(()),
            testimonies=st.lists(st.builds(told, PLACES, st.lists(DAYS, max_size=2).map(tuple)), max_size=2).map(tuple),
        ),
        max_size=12,
    )


def numbered(found: list[Report]) -> list[Report]:
    ordered = sorted(found, key=lambda report: report.published)
    return [replace(report, id=f"{number:03}") for number, report in enumerate(ordered)]


@settings(max_examples=60, deadline=None)
@given(found=reports().map(numbered))
def test_groups_are_those_of_a_record(found: list[Report]) -> None:
    with desk() as (one, folder):
        corpus = Corpus(folder, len(found))
        with one.sheet("looks", **SHEETS["looks"]) as sheet:
            for number, report in enumerate(found):
                corpus.put(number, report, prints_of(make_document("A day.")))
                sheet.add(looks(number, report))
        groups = [[f"{number:03}" for number in group] for group in find_groups(one, corpus)]
        corpus.close()
    assert groups == [[report.id for report in group] for group in linked(found)]


@settings(max_examples=40, deadline=None)
@given(given=st.lists(st.tuples(NAMES, st.lists(st.tuples(NAMES, NAMES), max_size=2)), max_size=12))
def test_voices_are_those_of_a_record(given: list[tuple[str, list[tuple[str, str]]]]) -> None:
    base = report_of(make_toll(3).to_dict())
    found = [
        replace(base, id=str(number), bodies=tuple(bodies), testimonies=(told(frozenset(), (), voice=voice),))
        for number, (voice, bodies) in enumerate(given)
    ]
    voices = Voices(found)
    with desk() as (one, folder):
        with one.sheet("names", name=str) as names, one.sheet("bodies", person=str, body=str) as bodies:
            for report in found:
                names.add((name,) for name in names_in(report))
                bodies.add(report.bodies)
        heard = find_voices(one, folder)
        everyone = {name for report in found for name in names_in(report)} | {"nobody"}
        assert {name: heard.name(name) for name in everyone} == {name: voices.name(name) for name in everyone}
        heard.close()


def test_a_report_that_was_written_down_is_the_same() -> None:
    report = replace(report_of(make_toll(3).to_dict()), title="Half a \ud83d letter")
    assert unpack(pack(report)) == report
