"""Which kind an event has by the company of its word. Invented places and people."""

import numpy as np
import pytest

import onrecord
from onrecord.annotators.events import EVENTS
from onrecord.annotators.happenings.status import judge
from onrecord.annotators.happenings.weighed import weighed
from onrecord.annotators.stage import look
from onrecord.encoder.events import KINDS
from onrecord.language.blocks import whole
from onrecord.model import ClaimKind, Document
from onrecord.testing import read_with


def kind_of(text: str, word: str, **chances: float) -> ClaimKind:
    parse = look(Document(id="kinds", text=text, blocks=whole(text), language="en")).parse
    token = next(t for t in parse.tokens if t.text == word)
    return weighed(parse, token, np.array([chances.get(kind, 0.0) for kind in KINDS]), judge(parse, token, token))


def test_kind_of_a_thing_released_is_no_detention() -> None:
    chances = {"detention": 0.9, "incident": 0.1}
    assert kind_of("The council released the footage.", "released", **chances) is ClaimKind.INCIDENT
    assert kind_of("The council released the prisoner.", "released", **chances) is ClaimKind.DETENTION


def test_kind_of_a_lone_traveller_is_no_deployment() -> None:
    chances = {"deployment": 0.7, "incident": 0.3}
    assert kind_of("She arrived in Olm.", "arrived", **chances) is ClaimKind.INCIDENT
    assert kind_of("The troops arrived in Olm.", "arrived", **chances) is ClaimKind.DEPLOYMENT


def test_kind_of_a_deed_is_no_position() -> None:
    chances = {"position": 0.6, "incident": 0.4}
    assert kind_of("He buried the knife.", "buried", **chances) is ClaimKind.INCIDENT
    assert kind_of("He dismissed the idea.", "dismissed", **chances) is ClaimKind.POSITION


def test_kind_of_whom_is_declared_dead() -> None:
    assert kind_of("He was declared dead in Olm.", "declared", decision=0.9) is ClaimKind.CASUALTIES
    assert kind_of("He was declared the winner in Olm.", "declared", decision=0.9) is ClaimKind.DECISION


def test_kind_of_a_view_said_again_is_no_decision() -> None:
    assert kind_of("I want to reiterate our support for Olm.", "reiterate", decision=0.7) is ClaimKind.POSITION


def test_kind_of_a_decision_needs_the_encoder_sure_and_a_ruling() -> None:
    assert kind_of("The guild follows her.", "follows", decision=0.35, incident=0.3) is ClaimKind.INCIDENT
    assert kind_of("The police questioned them.", "questioned", decision=0.9, incident=0.1) is ClaimKind.INCIDENT


def test_kind_of_what_is_said_again() -> None:
    chances = {"commitment": 0.9}
    assert kind_of("We reaffirm the unity of Karvia.", "reaffirm", **chances) is ClaimKind.POSITION
    assert kind_of("We reaffirm our commitment to Karvia.", "reaffirm", **chances) is ClaimKind.COMMITMENT


def test_kind_of_agreeing_with_somebody() -> None:
    assert kind_of("Six in ten voters agreed.", "agreed", commitment=0.9) is ClaimKind.POSITION
    assert kind_of("The guilds agreed on a truce.", "agreed", commitment=0.9) is ClaimKind.COMMITMENT


def test_kind_of_what_is_promised() -> None:
    assert kind_of("The junta promised to track down the thieves.", "track", incident=0.9) is ClaimKind.COMMITMENT
    assert kind_of("The junta tried to track down the thieves.", "track", incident=0.9) is ClaimKind.INCIDENT


@pytest.mark.parametrize(
    ("kind", "trigger", "text"),
    [
        ("incident", "shot", "Rebels shot down a helicopter near Olm."),
        ("casualties", "shot", "Rebels shot two workers near Olm."),
        ("incident", "supporting", "The army is supporting the militia by bombing the mill."),
        ("incident", "support", "The army continues to support the militia with air strikes."),
        ("position", "supports", "The army supports the militia."),
        ("incident", "held", "A fair will be held in Olm this weekend."),
    ],
)
def test_kind_by_the_company_of_a_known_word(kind: str, trigger: str, text: str) -> None:
    events = read_with(text, EVENTS).events
    assert [e.kind.value for e in events if e.trigger and e.trigger.of(text).startswith(trigger)] == [kind]


def test_kind_of_a_suggestion_is_a_demand() -> None:
    text = "The guild has suggested that the government arrest the thieves."
    (event,) = [e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "arrest"]
    assert (event.kind, event.event_type) == (ClaimKind.DEMAND, "REQUEST")


def test_kind_of_what_others_will_do_is_no_promise() -> None:
    assert kind_of("The work will be aided by herders.", "aided", commitment=0.6, incident=0.4) is ClaimKind.INCIDENT


def test_kind_of_arms_that_support_a_force_is_no_position() -> None:
    text = "The army, supported by aircraft and artillery, attacked the town."
    assert [event.kind for event in read_with(text, EVENTS).events] == [ClaimKind.INCIDENT]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("The ferries overturned near Orva.", ClaimKind.INCIDENT), ("The court overturned the ruling.", ClaimKind.DECISION)],
)
def test_kind_of_what_overturned(text: str, kind: ClaimKind) -> None:
    assert [event.kind for event in read_with(text, EVENTS).events] == [kind]


def test_kind_of_being_called_to_a_place_is_no_demand() -> None:
    text = "Police were called to the mill at 2:13 a.m."
    (event,) = onrecord.read_text(text).events
    assert (event.kind, event.actors, [m.span.of(text) for m in event.recipients]) == (ClaimKind.INCIDENT, (), ["Police"])


def test_kind_of_what_befalls_things_is_no_toll() -> None:
    text = "Based on the test results evidence was detected in patients which leads one to think they were exposed to a chemical."
    assert ClaimKind.CASUALTIES not in [event.kind for event in onrecord.read_text(text).events]


def kinds_in(text: str) -> dict[str, tuple[ClaimKind, str | None]]:
    events = read_with(text, EVENTS).events
    return {event.trigger.of(text): (event.kind, event.event_type) for event in events if event.trigger is not None}


def test_kind_of_what_it_is_necessary_that_somebody_does_is_a_demand() -> None:
    asked = (ClaimKind.DEMAND, "REQUEST")
    assert kinds_in("It is essential that the parties stop the fighting.")["stop"] == asked
    assert kinds_in("It is necessary that governments open their doors to women.")["open"] == asked


def test_kind_of_what_was_found_is_no_demand() -> None:
    found = kinds_in("It is important that the bodies were found.")
    assert all(kind is not ClaimKind.DEMAND for kind, _ in found.values())


def test_kind_of_an_inquiry_that_is_sought_is_a_demand() -> None:
    assert kinds_in("The union has sought an inquiry into the death.") == {"sought": (ClaimKind.DEMAND, "REQUEST")}


def test_kind_of_a_town_that_an_army_sought_to_seize_is_no_demand() -> None:
    assert kinds_in("The army sought to seize the town.")["seize"][0] is ClaimKind.INCIDENT
