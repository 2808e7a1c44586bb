"""Types that do not fit are left out: a wrong PLOVER type is worse than none."""

import numpy as np
import pytest

from onrecord.annotators.events import EVENTS
from onrecord.annotators.happenings.learned import Thresholds, heard_type
from onrecord.annotators.lexicons import lexicon
from onrecord.encoder import EventSpans
from onrecord.encoder.events import TYPES
from onrecord.testing import read_with


def types_of(text: str) -> dict[str, str | None]:
    events = read_with(text, EVENTS).events
    return {event.trigger.of(text).lower(): event.event_type for event in events if event.trigger is not None}


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("shot", "The former ferryman shot himself in a Tirmel boathouse on Monday."),
        ("killing", "Prisoners in Selm were killing themselves at twice the usual rate."),
        ("drove", "The wounded women drove themselves to the clinic in Selm."),
    ],
)
def test_fitting_what_is_done_to_oneself_is_no_assault(trigger: str, text: str) -> None:
    assert types_of(text).get(trigger) is None


def test_fitting_who_blows_himself_up_is_a_bomber() -> None:
    assert types_of("A militant blew himself up at the gate of the Selm barracks.") == {"blew": "ASSAULT"}


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("killed", "The flu killed forty pensioners in Tirmel this winter."),
        ("hit", "The recession hit workers in Selm hard."),
        ("killed", "A stampede killed six pilgrims in Tirmel."),
        ("killed", "The landslide killed six villagers near Selm."),
        ("free", "The liberation of Selm will free the villagers."),
    ],
)
def test_fitting_things_that_cannot_act_assault_nobody(trigger: str, text: str) -> None:
    assert types_of(text).get(trigger) is None


@pytest.mark.parametrize("law", ["legislation", "regulation", "constitution", "decision"])
def test_fitting_a_law_forbids(law: str) -> None:
    assert types_of(f"The {law} bans protests in Orva.")["bans"] == "COERCE"


@pytest.mark.parametrize(
    "doer", ["The raid", "The shell", "The shelling", "A car bomb", "The explosion", "An operation by the army"]
)
def test_fitting_a_blow_assaults(doer: str) -> None:
    assert types_of(f"{doer} killed four villagers near Selm.")["killed"] == "ASSAULT"


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("released", "The mayor of Tirmel released the tapes of the meeting on Friday."),
        ("pulled", "Neighbours pulled a boy out of the rubble in Selm."),
        ("returned", "The envoy returned to his hotel in Selm after supper."),
    ],
)
def test_fitting_verbs_of_many_senses_need_the_lists(trigger: str, text: str) -> None:
    assert types_of(text).get(trigger) is None


def test_fitting_the_lists_tell_the_sense_by_the_parties() -> None:
    assert types_of("The rebels released eleven hostages near Selm.")["released"] == "RETREAT"


def test_fitting_a_truce_that_broke_down_is_no_retreat() -> None:
    assert types_of("The truce between Orva and Tirmel broke down on Friday.").get("truce") is None


def test_fitting_what_will_befall_nobody_undertakes() -> None:
    assert types_of("The islanders will be affected.").get("affected") is None


@pytest.mark.parametrize(
    ("chance", "type_chance", "given"), [(0.1, 0.7, None), (0.1, 0.8, "AID"), (0.4, 0.6, "AID"), (0.4, 0.4, None)]
)
def test_fitting_the_encoder_types_alone_what_it_is_sure_of(chance: float, type_chance: float, given: str | None) -> None:
    types = np.full(len(TYPES), (1 - type_chance) / (len(TYPES) - 1), np.float32)
    types[TYPES.index("AID")] = type_chance
    heard = EventSpans((0, 4), chance, *(np.full(9, 1 / 9, np.float32),) * 2, types, (), ())
    assert heard_type(heard, None, Thresholds(**lexicon("events_learned"))) == given


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("attacked", "The senator of Orva attacked the loopholes of the tax code."),
        ("slaughtered", "Farmers in Tirmel slaughtered nine thousand chickens last week."),
    ],
)
def test_fitting_animals_and_ideas_are_not_assaulted(trigger: str, text: str) -> None:
    assert types_of(text).get(trigger) is None


@pytest.mark.parametrize("words", ["a heart attack", "an asthma attack"])
def test_fitting_a_figure_of_speech_is_no_attack(words: str) -> None:
    assert types_of(f"The ferryman suffered {words} in Selm on Sunday.").get("attack") is None


def test_fitting_hit_hard_is_no_blow() -> None:
    assert types_of("The fishing villages were hit very hard.").get("hit") is None
    assert types_of("Rockets hit the market of Selm hard on Monday.")["hit"] == "ASSAULT"


@pytest.mark.parametrize(
    ("trigger", "type_", "text"),
    [
        ("closed", None, "The coast road is closed because of high water."),
        ("closed", "COERCE", "Police closed the harbour road on Monday."),
        ("questioned", None, "The councillor questioned the wisdom of the plan."),
        ("questioned", "ACCUSE", "Police questioned two sailors on Monday."),
        ("demonstrate", None, "They demonstrate how strong the villages can be."),
        ("demonstrated", "PROTEST", "Teachers demonstrated in Selm on Monday."),
        ("executed", None, "The fund executed its plan on Monday."),
        ("executed", "ASSAULT", "The rebels executed nine prisoners near Selm."),
        ("called", None, "Officials in Orva have called the reports absurd."),
        ("called", "REQUEST", "Officials in Orva have called for new talks."),
    ],
)
def test_fitting_the_sense_of_a_verb_shows_in_its_company(trigger: str, type_: str | None, text: str) -> None:
    assert types_of(text).get(trigger) == type_


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("shot", "A toddler was accidentally shot in a Selm kitchen on Monday."),
        ("killed", "Two hunters were killed by accident near Tirmel."),
        ("killed", "Forty pensioners were killed from the flu in Tirmel."),
        ("killed", "Thousands of birds were killed in Tirmel."),
    ],
)
def test_fitting_what_nobody_willed_is_no_assault(trigger: str, text: str) -> None:
    assert types_of(text).get(trigger) is None


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("horsing", "A boy and a friend were horsing around with a loaded gun in the mill."),
        ("handed over", "The firm handed over its obligations to a trust."),
        ("fighting", "The companies are fighting to protect their business."),
        ("fought", "Firefighters fought the blaze for hours."),
        ("pulled out", "The robber pulled out a handgun in the Selm bakery."),
        ("withdrew", "The party withdrew from the coalition."),
        ("expects", "The ministry expects the fever to reach its height in May."),
        ("deployed", "The councils deployed missions in the valley to gather the views of farmers."),
        ("assures", "Your career assures us of a good session."),
        ("lent", "The investors lent the company millions."),
        ("struck", "The stray bullet fatally struck the ferryman."),
        ("conducted", "A stock-taking exercise was conducted in Olm."),
        ("returned", "He returned the book to the library."),
    ],
)
def test_fitting_everyday_senses_have_no_type(trigger: str, text: str) -> None:
    assert types_of(text).get(trigger) is None


@pytest.mark.parametrize(
    ("trigger", "type_", "text"),
    [
        ("handed over", "RETREAT", "The regime handed over the prisoners to the rebels."),
        ("fighting", "ASSAULT", "The army is fighting rebels in Selm."),
        ("pulled out", "RETREAT", "The army pulled out its tanks."),
        ("withdrew", "RETREAT", "The rebels withdrew from the town."),
        ("deployed", "MOBILIZE", "The army deployed troops to the border."),
        ("conducted", "MOBILIZE", "The army conducted exercises in the strait."),
        ("set", "PROTEST", "The mob set fire to the barns."),
        ("killed", "ASSAULT", "Protesters killed a guard."),
    ],
)
def test_fitting_deeds_keep_their_types(trigger: str, type_: str, text: str) -> None:
    assert types_of(text)[trigger] == type_
