"""What goes with an event, and what goes with something else in its sentence; places and people are invented."""

from __future__ import annotations

import pytest

from onrecord import read_text
from onrecord.annotators.events import EVENTS
from onrecord.annotators.quantities import QUANTITIES
from onrecord.annotators.timexes import TIMEXES
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.model import Event
from onrecord.testing import read_with


def _event(text: str, trigger: str) -> Event:
    return next(
        e for e in read_with(text, TIMEXES, TOPONYMS, QUANTITIES, EVENTS).events if (e.trigger or e.span).of(text) == trigger
    )


def _times(text: str, trigger: str) -> list[str]:
    return [time.span.of(text) for time in _event(text, trigger).times]


def _places(text: str, trigger: str) -> list[str]:
    return [place.surface for place in _event(text, trigger).places]


def _counts(text: str, trigger: str) -> list[str]:
    return [count.span.of(text) for count in _event(text, trigger).counts]


@pytest.mark.parametrize(
    ("text", "trigger", "times"),
    [
        ("Police arrested the man who robbed a bank on Tuesday.", "arrested", []),
        ("The council approved the plan under the water law of 2003.", "approved", []),
        ("Norway welcomed the adoption of resolution 4117 (2016).", "welcomed", []),
        ("Two days after rebels shelled the port, the mayor resigned.", "shelled", []),
        ("Soldiers seized the bridge on Friday, after the talks of early May.", "seized", ["Friday"]),
        ("The army shelled the port on 1 and 2 May.", "shelled", ["1", "2 May"]),
        ("Forty men have been killed since the start of the strike in March.", "killed", ["March"]),
    ],
)
def test_a_date_of_something_else_is_not_given_to_the_event(text: str, trigger: str, times: list[str]) -> None:
    assert _times(text, trigger) == times


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("Ten men were killed in Kabul, the London-based Observatory said.", "killed", ["Kabul"]),
        ("We call on Norway to release the sailors.", "call", []),
        ("Peru signed an agreement with Chile in Lima.", "signed", ["Lima"]),
        ("We condemn the arrest of monitors of the League for Trade in Europe (LTE).", "condemn", []),
        ("Police arrested a Chicago man on Friday.", "arrested", []),
        ("The attack came in response to a bombing in Basra.", "attack", []),
        ("Two men were killed in the old town of Mosul.", "killed", ["Mosul"]),
        ("Troops shelled the outskirts of Mosul.", "shelled", ["Mosul"]),
        ("The minister will travel to Kenya in May.", "travel", ["Kenya"]),
        ("The president visited Nairobi and Mombasa.", "visited", ["Nairobi", "Mombasa"]),
    ],
)
def test_a_place_is_where_the_event_was(text: str, trigger: str, places: list[str]) -> None:
    assert _places(text, trigger) == places


def test_the_date_that_a_text_gives_for_itself_is_not_its_event_s() -> None:
    text = "Published 6 March 2031 Rebels shelled the port on Tuesday."
    assert _times(text, "shelled") == ["Tuesday"]


def test_a_count_in_a_relative_clause_is_of_that_clause() -> None:
    text = "Police arrested the gunman who wounded five people."
    assert _counts(text, "arrested") == []


@pytest.mark.parametrize(
    ("text", "trigger", "purpose"),
    [
        ("The envoy called on the rebels to free the sailors.", "called", None),
        ("The council urged the governor to open the gates in order to prevent a flood.", "urged", "in order to prevent a flood"),
        ("Soldiers seized the bridge to stop the convoy.", "seized", "to stop the convoy"),
        ("Police arrested a man who came to buy bread.", "arrested", None),
        ("To conclude, soldiers seized the bridge.", "seized", None),
    ],
)
def test_a_purpose_is_the_event_s_own_and_not_what_is_asked(text: str, trigger: str, purpose: str | None) -> None:
    found = _event(text, trigger).purpose
    assert (found.of(text) if found else None) == purpose


@pytest.mark.parametrize(
    ("text", "trigger", "hedge"),
    [
        ("The toll could rise as soldiers shelled the port.", "shelled", None),
        ("Rebels may have shelled the port and soldiers seized the bridge.", "seized", None),
        ("Rebels may have shelled the port.", "shelled", "may"),
        ("The gunmen fired rifles, and possibly a mortar, at the port.", "fired", None),
    ],
)
def test_a_hedge_holds_for_its_own_clause(text: str, trigger: str, hedge: str | None) -> None:
    found = _event(text, trigger).hedge
    assert (found.of(text) if found else None) == hedge


@pytest.mark.parametrize(
    ("text", "trigger", "conditions"),
    [
        ("Soldiers seized the bridge as soon as the rain had stopped.", "seized", []),
        ("Soldiers will seize the bridge as soon as the rain has stopped.", "seize", ["as soon as the rain has stopped"]),
        ("Soldiers will seize the port, but if the rain stops, the mayor may resign.", "seize", []),
    ],
)
def test_a_condition_is_of_its_own_clause_and_not_of_what_is_past(text: str, trigger: str, conditions: list[str]) -> None:
    assert [found.of(text) for found in _event(text, trigger).condition] == conditions


@pytest.mark.parametrize(
    ("text", "trigger", "counts"),
    [
        ("Soldiers shelled the port 7 kilometres from the dam.", "shelled", []),
        ("The gunmen destroyed a 50-gallon tank.", "destroyed", []),
        ("Police arrested one of two suspects on Monday.", "arrested", []),
        ("A father of four was killed in Selm.", "killed", []),
        ("The mother of two girls and three clerks were hurt.", "hurt", ["three"]),
        ("Rebels killed 14 people including five children.", "killed", ["14", "five"]),
        ("Rebels hold two women who were abducted in May.", "abducted", ["two"]),
    ],
)
def test_counts_are_of_whom_it_befell_and_no_distances(text: str, trigger: str, counts: list[str]) -> None:
    assert _counts(text, trigger) == counts


@pytest.mark.parametrize(
    ("text", "trigger", "times"),
    [
        ("Four clerks were killed and nine were wounded on Tuesday in a blast.", "killed", ["Tuesday"]),
        ("On Monday two miners were killed and six porters were hurt in a blast.", "hurt", ["Monday"]),
        ("Four clerks were killed in May and nine were wounded on Tuesday.", "killed", ["May"]),
        ("Four clerks were killed and a thief was arrested on Tuesday.", "killed", []),
        ("The riot reached its height on 3 May, when masked men abducted two envoys.", "abducted", ["3 May"]),
        ("The mayor resigned on Friday, when rebels shelled the port on Thursday.", "shelled", ["Thursday"]),
        ("Over the course of this weekend, rebels shelled the port.", "shelled", ["this weekend"]),
        ("The guard was shot at 3:20 p.m.", "shot", ["3:20 p.m."]),
        ("rebels shelled the port on friday evening.", "shelled", ["friday evening"]),
        ("rebels shelled the port on april 12.", "shelled", ["april 12"]),
    ],
)
def test_a_day_is_also_found_beside_the_clause_of_its_event(text: str, trigger: str, times: list[str]) -> None:
    assert _times(text, trigger) == times


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("A driver was killed and a nurse was hurt in a blast in Norway.", "killed", ["Norway"]),
        ("Thirty people were killed in raids that targeted the villages of Norway.", "killed", ["Norway"]),
        ("The envoys went to Norway, where a mob attacked a consulate.", "attacked", ["Norway"]),
        ("The envoys went to a farm near Norway, where a mob attacked a barn.", "attacked", []),
        ("A driver was killed and a thief was arrested in Norway.", "killed", []),
    ],
)
def test_a_place_is_also_found_beside_the_clause_of_its_event(text: str, trigger: str, places: list[str]) -> None:
    assert _places(text, trigger) == places


@pytest.mark.parametrize(
    ("text", "trigger", "hedge"),
    [
        ("The plan could please the farmers, who have attacked the dam for years.", "attacked", None),
        ("The next step may be a repetition of the days when a mob burned the archive.", "burned", None),
        ("The men who may have burned the archive were seen.", "burned", "may"),
        ("Rebels may have shelled the port.", "shelled", "may"),
    ],
)
def test_a_hedge_leaves_alone_what_is_added_as_a_fact(text: str, trigger: str, hedge: str | None) -> None:
    event = _event(text, trigger)
    assert (event.hedge.of(text) if event.hedge else None) == hedge


def test_the_aim_of_what_is_condemned_is_no_aim_of_condemning() -> None:
    text = "My government condemns the actions of the armed men, aimed at splitting the country."
    assert _event(text, "condemns").purpose is None


@pytest.mark.parametrize(
    ("text", "words", "times"),
    [
        ("Kohl said on Monday troops had entered Tesk.", "troops had entered Tesk", []),
        ("On Monday, Kohl said, troops entered Tesk.", "troops entered Tesk", ["Monday"]),
        ("Kohl said on Monday that troops had entered Tesk on Sunday.", "troops had entered Tesk on Sunday", ["Sunday"]),
    ],
)
def test_the_day_of_saying_is_not_the_event_s(text: str, words: str, times: list[str]) -> None:
    (claim,) = read_text(text, published="2031-05-14").claims
    assert (claim.text.of(text), [time.span.of(text) for time in claim.event.times]) == (words, times)


def test_count_that_is_set_right_is_no_count() -> None:
    assert _counts("Four people were injured in the shooting at the mill, not five as first reported.", "injured") == ["Four"]
