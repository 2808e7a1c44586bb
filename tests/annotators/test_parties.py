"""Who did what to whom, where the parse alone says it the wrong way round or names a thing in place of a party."""

import pytest

from onrecord import read_text
from onrecord.annotators.events import EVENTS
from onrecord.bench.events import dyads, named
from onrecord.testing import read_with

SENTENCES = [
    ("Orva restored its diplomatic ties with Tirmel and Selm.", "restored", ["Orva"], "SUPPORT", ["Tirmel", "Selm"]),
    ("Orva welcomed the resumption of relations between Tirmel and Selm.", "welcomed", ["Orva"], "SUPPORT", ["Tirmel", "Selm"]),
    ("The council lifted the sanctions against Orva.", "lifted", ["The council"], "CONCEDE", ["Orva"]),
    ("Tirmel signed a fishing agreement with Orva.", "signed", ["Tirmel"], "SUPPORT", ["Orva"]),
    ("The rebels received rifles from the Orvan army.", "received", ["the Orvan army"], "AID", ["The rebels"]),
    ("The governor clashed with the mayor over the new toll.", "clashed", ["The governor"], "ACCUSE", ["the mayor"]),
    ("Orva condemned the attack by Tirmel on the ferry.", "condemned", ["Orva"], "ACCUSE", ["the attack", "Tirmel"]),
    ("The council promised grain to the fishermen.", "promised", ["The council"], "AGREE", ["the fishermen"]),
    ("Tirmel and Orva have renewed diplomatic ties.", "renewed", ["Tirmel", "Orva"], "SUPPORT", []),
    ("Selm will contribute a million crowns to Orva.", "contribute", ["Selm"], "AID", ["Orva"]),
    ("The offensive launched by the Harbour Front killed ten.", "killed", ["the Harbour Front"], "ASSAULT", ["ten"]),
    ("A bomb placed by rebels exploded in Selm.", "exploded", ["rebels"], "ASSAULT", []),
    ("The mayor was killed in a bombing allegedly staged by rebels.", "killed", [], "ASSAULT", ["The mayor"]),
    ("Two men died in an attack foiled by police.", "died", [], "ASSAULT", ["Two men"]),
    ("Ten people died in attacks by members of the Front.", "died", ["members of the Front"], "ASSAULT", ["Ten people"]),
    ("Soldiers clashed with rebels over the bridge.", "clashed", ["Soldiers"], "ASSAULT", ["rebels"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "kind", "recipients"), SENTENCES)
def test_parties_of(text: str, trigger: str, actors: list[str], kind: str, recipients: list[str]) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger)
    found = [[m.span.of(text) for m in party] for party in (event.actors, event.recipients)]
    assert (found, event.event_type) == ([actors, recipients], kind)


def test_dyads_of_a_meeting_go_both_ways() -> None:
    event = {"event_type": "CONSULT", "actors": [[0, 4]], "recipients": [[9, 15]]}
    assert [(d["actors"], d["recipients"]) for d in dyads(event)] == [([[0, 4]], [[9, 15]]), ([[9, 15]], [[0, 4]])]


def test_dyads_of_what_is_done_together_go_from_each_to_each() -> None:
    event = {"event_type": "SUPPORT", "actors": [[0, 4], [9, 15]], "recipients": []}
    assert [(d["actors"], d["recipients"]) for d in dyads(event)] == [([[0, 4]], [[9, 15]]), ([[9, 15]], [[0, 4]])]


def test_dyads_of_others_go_one_way() -> None:
    event = {"event_type": "AID", "actors": [[0, 4]], "recipients": [[9, 15], [20, 25]]}
    assert [(d["actors"], d["recipients"]) for d in dyads(event)] == [([[0, 4]], [[9, 15]]), ([[0, 4]], [[20, 25]])]


def test_parties_of_codes_are_names_that_begin_alike() -> None:
    event = {"actor_code": "ORVGOV", "recipient_code": "SEL", "actors": None, "recipients": None}
    found = named({"text": "Orva met Tirmel.", "events": [event]})["events"][0]
    assert (found["actors"], found["recipients"]) == ([{"names": ["Orva"]}], None)


def test_subject_of_the_clause_before_is_not_struck_by_the_next_one() -> None:
    doc = read_text("Six people were killed and 40 are being treated in two hospitals.")
    treated = next(e for e in doc.events if e.trigger and e.trigger.of(doc.text) == "treated")
    assert [m.span.of(doc.text) for m in treated.recipients] == ["40"]
