"""The words of an event alone tell what happened, to whom, and whether it did."""

from __future__ import annotations

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.testing import read_with


def said_of(text: str, trigger: str) -> str:
    found = [e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger]
    return found[0].span.of(text)


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("The envoy, who met the mayor in Orva, left.", "met", "The envoy, who met the mayor in Orva"),
        ("They jailed not only Danes, Poles and sick dockers but also Teskans who fled.", "fled", "Teskans who fled"),
        ("Doctors counted ten dockers killed in Orva.", "killed", "ten dockers killed in Orva"),
        ("He left with the mayor arrested in Orva on Monday.", "arrested", "the mayor arrested in Orva on Monday"),
    ],
)
def test_wording_of_a_relative_clause_has_its_noun(text: str, trigger: str, words: str) -> None:
    assert said_of(text, trigger) == words


def test_wording_of_a_clause_with_its_own_subject_needs_no_noun() -> None:
    assert said_of("He named the day when the rebels attacked the mill.", "attacked") == "the rebels attacked the mill"


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("The guards were unable to attack the mill.", "attack", "The guards were unable to attack the mill"),
        ("There was an attempt to attack the mill.", "attack", "There was an attempt to attack the mill"),
        ("Nobody gave an order to attack the mill.", "attack", "Nobody gave an order to attack the mill"),
    ],
)
def test_wording_holds_what_says_that_it_did_not_happen(text: str, trigger: str, words: str) -> None:
    assert said_of(text, trigger) == words


def test_wording_leaves_out_the_cue_of_a_denial() -> None:
    assert said_of("The army denied that it shelled the village.", "shelled") == "it shelled the village"


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("We call on the rebels to leave the mill.", "call", "We call on the rebels to leave the mill"),
        ("Rebels attacked and burned the mill.", "attacked", "Rebels attacked and burned the mill"),
        (
            "Rebels shelled the mill with the aim of taking and burning it.",
            "shelled",
            "Rebels shelled the mill with the aim of taking and burning it",
        ),
    ],
)
def test_wording_goes_on_to_what_completes_it(text: str, trigger: str, words: str) -> None:
    assert said_of(text, trigger) == words


def test_wording_of_a_clause_of_time_leaves_out_how_long_after() -> None:
    text = "The body was found two days after rebels attacked the mill."
    assert said_of(text, "attacked") == "rebels attacked the mill"


def test_wording_leaves_out_another_deed_at_the_front() -> None:
    text = "In addition to burning the mill, rebels kidnapped the mayor."
    assert said_of(text, "kidnapped") == "rebels kidnapped the mayor"


def test_wording_breaks_off_in_no_abbreviation_or_bracket() -> None:
    assert said_of("Rebels attacked the envoy of the U.S.", "attacked") == "Rebels attacked the envoy of the U.S."
    text = "Rebels attacked the Orva Dockers' Union (ODU) on Monday."
    assert said_of(text, "attacked") == text[:-1]


def test_wording_of_a_participle_behind_a_comma_has_the_noun_before_it() -> None:
    text = "We invite all states to keep to resolution 7, adopted in Orva."
    assert said_of(text, "adopted") == "resolution 7, adopted in Orva"


def test_wording_of_a_second_participle_has_the_subject_of_both() -> None:
    text = "Two men were attacked and killed by rebels in Orva on Monday."
    assert said_of(text, "killed") == text[:-1]


def test_wording_leaves_out_what_else_happened_at_the_place() -> None:
    text = "Rebels shelled the town of Orva where five people had fled on Monday."
    assert said_of(text, "shelled") == "Rebels shelled the town of Orva"


def test_wording_holds_both_marks_of_a_quotation() -> None:
    text = 'Rebels attacked what they called a "fortress." The mill burned.'
    assert said_of(text, "attacked") == 'Rebels attacked what they called a "fortress."'


def test_wording_of_a_demand_holds_all_that_is_asked() -> None:
    text = "The council calls on Sarn to meet its pledges, to allow the vote to go ahead, and to leave the port."
    assert said_of(text, "calls") == text[:-1]


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Rebels attacked the mill, which feeds two towns.", "attacked", "Rebels attacked the mill"),
        ("On Monday soldiers arrested the mayor, a teacher who fled.", "arrested", "On Monday soldiers arrested the mayor"),
        (
            "The league carried out the attack on the mill describing it as revenge.",
            "attack",
            "The league carried out the attack on the mill",
        ),
    ],
)
def test_wording_leaves_out_what_is_only_added(text: str, trigger: str, words: str) -> None:
    assert said_of(text, trigger) == words


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Gunmen attacked the mill as loud blasts were heard in Orva.", "attacked", "Gunmen attacked the mill"),
        (
            "Six dockers were killed in the clashes and more than nine hundred have been hurt.",
            "killed",
            "Six dockers were killed in the clashes",
        ),
    ],
)
def test_wording_stops_before_the_next_clause(text: str, trigger: str, words: str) -> None:
    assert said_of(text, trigger) == words


def test_wording_of_a_participle_has_the_list_of_things_and_those_it_befell() -> None:
    text = "The guards were robbed, beaten, arrested and taken away."
    assert said_of(text, "arrested").startswith("The guards were robbed")


def test_wording_of_what_somebody_is_has_its_subject() -> None:
    text = "Farmers are the main force fighting the league in Orva."
    assert said_of(text, "fighting") == text[:-1]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The harbour board has disclaimed any intention of attacking Orva.", "attacking"),
        ("The queen gave instructions to deploy the fleet.", "deploy"),
    ],
)
def test_wording_tells_whose_task_it_is(text: str, trigger: str) -> None:
    assert said_of(text, trigger) == text[:-1]


def test_wording_has_no_day_of_saying() -> None:
    text = "The mayor said Friday 19 dockers were killed in Orva."
    assert said_of(text, "killed") == "19 dockers were killed in Orva"


def test_second_toll_without_its_own_verb_is_part_of_the_first() -> None:
    text = "Police said three dockers were killed and another five injured in the blast."
    events = [e for e in read_with(text, EVENTS).events if e.kind.value == "casualties"]
    assert [(e.trigger.of(text), [m.span.of(text) for m in e.recipients]) for e in events if e.trigger] == [
        ("killed", ["three dockers", "another five"])
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        (
            "Six were killed and 40 others mostly women were wounded in Selm.",
            "wounded",
            "40 others mostly women were wounded in Selm",
        ),
        ("Six died and 20 were hurt in Selm at 10 p.m. on Monday.", "died", "Six died"),
        ("A man was shot in Selm at 10 p.m.", "shot", "A man was shot in Selm at 10 p.m."),
        (
            "An appeal was made to the guilds to supply water to the guard.",
            "appeal",
            "An appeal was made to the guilds to supply water to the guard",
        ),
        (
            "Militants seized the town of Selm with Orva saying that it wanted peace.",
            "seized",
            "Militants seized the town of Selm",
        ),
        (
            "Nine men were killed in a raid by the Orvan Guard and the Tirmel league the Orvan council announced Friday.",
            "killed",
            "Nine men were killed in a raid by the Orvan Guard and the Tirmel league",
        ),
        (
            "Six people were killed including women and children and 20 others wounded in a raid on the mill.",
            "wounded",
            "20 others wounded in a raid on the mill",
        ),
    ],
)
def test_wording_keeps_the_party_before_and_what_belongs_behind(text: str, trigger: str, words: str) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger)
    assert event.span.of(text) == words
