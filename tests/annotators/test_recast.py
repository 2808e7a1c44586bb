"""The kind of an event by who tells it of whom. Invented places and people."""

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.model import ClaimKind
from onrecord.testing import read_with

COMMITMENT, DEMAND, INCIDENT, POSITION = ClaimKind.COMMITMENT, ClaimKind.DEMAND, ClaimKind.INCIDENT, ClaimKind.POSITION


def kinds_of(text: str) -> dict[str, ClaimKind]:
    events = read_with(text, EVENTS).events
    return {event.trigger.of(text).lower(): event.kind for event in events if event.trigger is not None}


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("visit", "Our president will visit the lake towns."),
        ("shell", "The rebels said they would never shell the clinic."),
        ("shelter", "The harbour company said it would shelter the refugees."),
        ("support", "Orvania will continue to support the mission in Tirmel."),
    ],
)
def test_recast_what_a_side_says_it_will_do_is_a_commitment(trigger: str, text: str) -> None:
    assert kinds_of(text)[trigger] is COMMITMENT


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("visit", "Their president will visit the lake towns."),
        ("shell", "The rebels said they would shell the clinic."),
        ("meet", "The judge said they would meet the guilds."),
    ],
)
def test_recast_what_others_will_do_or_what_is_threatened_stays_what_it_is(trigger: str, text: str) -> None:
    assert kinds_of(text)[trigger] is INCIDENT


@pytest.mark.parametrize(
    ("trigger", "text", "kind"),
    [
        ("agreed", "The farmers agreed that the dam was badly built.", POSITION),
        ("agreed", "The farmers agreed to repair the dam.", COMMITMENT),
        ("insisted", "The mayor insisted that the road was open.", POSITION),
        ("insisted", "The mayor insisted that the prisoners be freed.", DEMAND),
    ],
)
def test_recast_what_one_holds_to_be_so_binds_and_asks_nobody(trigger: str, text: str, kind: ClaimKind) -> None:
    assert kinds_of(text)[trigger] is kind


def test_recast_to_call_something_names_is_a_view_of_it() -> None:
    assert kinds_of("The mayor called the governor a disgrace.")["called"] is POSITION
    assert kinds_of("The mayor called for a truce.")["called"] is DEMAND


def test_recast_who_is_ready_to_do_something_offers_it() -> None:
    assert kinds_of("We stand ready to shelter the refugees.")["shelter"] is COMMITMENT


def test_recast_a_gunman_who_flees_is_not_displaced() -> None:
    assert kinds_of("The gunman fled into the hills.")["fled"] is INCIDENT
    assert kinds_of("Six hundred villagers fled into the hills.")["fled"] is ClaimKind.CASUALTIES


def test_recast_support_by_strikes_is_a_deed() -> None:
    assert kinds_of("The rebels were backed by air strikes.")["backed"] is INCIDENT
    assert kinds_of("The rebels were backed by the council.")["backed"] is POSITION


def test_recast_who_fares_badly_is_no_casualty() -> None:
    assert kinds_of("Mountain hotels were hit very hard.")["hit"] is ClaimKind.SITUATION
    assert kinds_of("Two ferrymen were hurt in the raid.")["hurt"] is ClaimKind.CASUALTIES


def test_recast_looking_into_a_matter_decides_nothing() -> None:
    assert kinds_of("Selm police are investigating the fire.")["investigating"] is INCIDENT
    assert kinds_of("Prosecutors indicted the ferryman.")["indicted"] is ClaimKind.DECISION


def test_recast_animals_are_no_casualties_and_goods_are_deployed() -> None:
    assert kinds_of("Ten thousand infected hens were killed in Tirmel.")["killed"] is INCIDENT
    assert kinds_of("The ministry shipped 40 pallets of masks to Selm.")["shipped"] is ClaimKind.DEPLOYMENT


RAN = [
    "The guard shot back and Tolk fled on foot.",
    "Arn and his friend fled, but police caught them.",
    "Soldiers fled the town.",
]
LEFT = ["Residents fled their homes.", "They fled the city.", "He fled his village.", "A group of families fled the port."]


@pytest.mark.parametrize(("text", "kind"), [(one, INCIDENT) for one in RAN] + [(one, ClaimKind.CASUALTIES) for one in LEFT])
def test_recast_one_who_runs_away_is_not_displaced(text: str, kind: ClaimKind) -> None:
    assert kinds_of(text)["fled"] is kind


def test_recast_who_is_shot_at_is_no_casualty() -> None:
    assert kinds_of("Three doctors were shot at in Selm.")["shot"] is INCIDENT
    assert kinds_of("Three doctors were shot in Selm.")["shot"] is ClaimKind.CASUALTIES
