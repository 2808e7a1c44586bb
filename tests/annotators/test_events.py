import pytest

from onrecord.annotators.events import EVENTS
from onrecord.annotators.timexes import TIMEXES
from onrecord.model import ClaimKind, Event, Status
from onrecord.testing import read_with


def events_of(text: str) -> list[Event]:
    return list(read_with(text, EVENTS).events)


def the_event(text: str, trigger: str) -> Event:
    return next(e for e in events_of(text) if e.trigger and e.trigger.of(text).lower().startswith(trigger))


def names(text: str, event: Event, role: str) -> list[str]:
    return [mention.span.of(text) for mention in getattr(event, role)]


def check(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    event = the_event(text, trigger)
    assert (names(text, event, "actors"), names(text, event, "recipients")) == (actors, recipients)


def test_events_active_voice() -> None:
    check("The militia attacked the village of Orva.", "attacked", ["The militia"], ["the village of Orva"])


def test_events_passive_voice_is_undone() -> None:
    check("The village of Orva was attacked by the militia.", "attacked", ["the militia"], ["The village of Orva"])


def test_events_passive_without_agent_names_no_actor() -> None:
    check("Three reporters were arrested in Tirmel.", "arrested", [], ["Three reporters"])


def test_events_coordinated_subjects_are_apart() -> None:
    check("Soldiers and policemen beat the students.", "beat", ["Soldiers", "policemen"], ["the students"])


def test_events_coordinated_verbs_are_apart_and_share_the_subject() -> None:
    text = "The rebels stormed the barracks and seized two tanks."
    check(text, "stormed", ["The rebels"], ["the barracks"])
    check(text, "seized", ["The rebels"], ["two tanks"])


def test_events_relative_clause() -> None:
    check("The soldiers who bombed the bridge fled.", "bombed", ["The soldiers"], ["the bridge"])


def test_events_reduced_relative_clause() -> None:
    check("The journalists arrested by the police are free.", "arrested", ["the police"], ["The journalists"])


def test_events_light_verb_has_the_noun_as_trigger() -> None:
    check("The insurgents carried out an attack on the mine.", "attack", ["The insurgents"], ["the mine"])


def test_events_control() -> None:
    check("Gunmen tried to kidnap the mayor.", "kidnap", ["Gunmen"], ["the mayor"])


def test_events_object_control() -> None:
    check("The court accused the guards of torturing prisoners.", "torturing", ["the guards"], ["prisoners"])


def test_events_order_keeps_who_gave_it() -> None:
    text = "The general ordered the battalion to attack Orva."
    event = the_event(text, "attack")
    assert event.ordered_by is not None
    assert event.ordered_by.span.of(text) == "The general"
    assert names(text, event, "actors") == ["the battalion"]


def test_events_order_is_one_event_not_two() -> None:
    assert len(events_of("The general ordered the battalion to attack Orva.")) == 1


def test_events_between_two_sides() -> None:
    check("There were clashes between the police and the farmers.", "clashes", ["the police", "the farmers"], [])


def test_events_nobody_is_no_actor() -> None:
    text = "Nobody attacked the village."
    assert names(text, the_event(text, "attacked"), "actors") == []


def test_events_instrument() -> None:
    text = "The police dispersed the crowd with tear gas."
    event = the_event(text, "dispersed")
    assert event.instrument is not None
    assert event.instrument.of(text) == "tear gas"


def test_events_span_leaves_out_the_cue() -> None:
    text = "The minister said that rebels seized the airport on Monday."
    assert the_event(text, "seized").span.of(text) == "rebels seized the airport on Monday"


def test_events_span_leaves_out_another_clause() -> None:
    text = "Rebels seized the airport and burned two planes."
    assert the_event(text, "seized").span.of(text) == "Rebels seized the airport"


def test_events_killed_and_wounded_are_one() -> None:
    text = "Six people were killed and wounded in the blast."
    assert [e.kind for e in events_of(text)] == [ClaimKind.CASUALTIES]


def test_events_killed_and_wounded_are_one_with_both_counts() -> None:
    text = "The blast killed at least six miners and wounded nine guards."
    event = next(e for e in events_of(text) if e.kind is ClaimKind.CASUALTIES)
    assert names(text, event, "recipients") == ["at least six miners", "nine guards"]
    assert event.span.of(text) == text[:-1]


KINDS = [
    ("Rebels attacked the camp.", ClaimKind.INCIDENT),
    ("Nine miners were killed in Lim.", ClaimKind.CASUALTIES),
    ("Police detained two students.", ClaimKind.DETENTION),
    ("The alliance deployed two battalions to Estmark.", ClaimKind.DEPLOYMENT),
    ("The president dissolved parliament.", ClaimKind.DECISION),
    ("The envoy demanded the release of the prisoners.", ClaimKind.DEMAND),
    ("Russia must withdraw its troops.", ClaimKind.DEMAND),
    ("We will publish the results.", ClaimKind.COMMITMENT),
    ("There will be no negotiations with the rebels.", ClaimKind.COMMITMENT),
    ("The council condemned the coup.", ClaimKind.POSITION),
    ("The situation in the capital is stable.", ClaimKind.SITUATION),
    ("There is no shortage of food.", ClaimKind.SITUATION),
    ("The trains are running.", ClaimKind.SITUATION),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_events_kind(text: str, kind: ClaimKind) -> None:
    assert [event.kind for event in events_of(text)] == [kind]


SILENT = [
    "Thank you for agreeing to speak to us.",
    "I wish you all peace.",
    "What happened there?",
    "Did the rebels attack the camp?",
    "The attack was a crime.",
    "Our talks are part of a longer story.",
    "They built a wall to prevent attacks.",
    "Music and books make life better.",
]


@pytest.mark.parametrize("text", SILENT)
def test_events_none_where_nothing_is_claimed(text: str) -> None:
    assert events_of(text) == []


def test_events_say_which_rule_found_them() -> None:
    assert the_event("Rebels attacked the camp.", "attacked").rule == "verb"


def test_events_say_why_they_are_denied() -> None:
    text = "The army denied that it attacked the camp."
    assert [(r.span.of(text), r.status) for r in the_event(text, "attacked").because] == [("denied", Status.DENIED)]


def test_events_outermost_operator_wins() -> None:
    assert the_event("Karvia denied planning to attack Tessel.", "attack").status is Status.DENIED


def test_events_empty_text() -> None:
    assert events_of("") == []


def said_of(text: str, trigger: str) -> str:
    return the_event(text, trigger).span.of(text)


def test_events_demanded_with_another_thing_is_not_done() -> None:
    events = events_of("We demand a public hearing and the release of all nine prisoners by Monday.")
    assert [event.kind for event in events] == [ClaimKind.DEMAND]


def test_events_disputed_account_leaves_the_event() -> None:
    assert not [e for e in events_of("The guild disputed the account of the raid.") if e.status is Status.DENIED]


def test_events_denied_share_in_a_known_event_says_so() -> None:
    text = "The rebels denied involvement in the attack on the mill."
    assert (said_of(text, "attack"), the_event(text, "attack").status) == (
        "involvement in the attack on the mill",
        Status.DENIED,
    )


def test_events_not_understood_is_still_told() -> None:
    text = "The fleet failed to understand that the boat being attacked was a ferry."
    assert the_event(text, "attacked").status is not Status.DENIED


def test_events_sufferer_is_no_actor() -> None:
    check("The town of Orva suffered an attack.", "attack", [], ["The town of Orva"])


def test_events_date_is_no_part_of_a_party() -> None:
    text = "On 4 March President Olm Dray dismissed the mayor."
    event = next(iter(read_with(text, TIMEXES, EVENTS).events))
    assert names(text, event, "actors") == ["President Olm Dray"]


def test_events_doer_past_a_gerund() -> None:
    check("Sarn accused the guild of hiding arms and fired missiles at the port.", "fired", ["Sarn"], ["the port"])


def test_events_span_opens_without_connective() -> None:
    assert said_of("However, rebels attacked the mill.", "attacked") == "rebels attacked the mill"


def test_events_span_ends_at_a_closing_quotation_mark() -> None:
    text = "“Soldiers attacked the mill” Ola Brent, Mayor of Orva"
    assert said_of(text, "attacked") == "Soldiers attacked the mill"


def test_events_toll_with_its_own_verb_is_apart() -> None:
    text = "At least 14 people were killed, and almost 60 were injured."
    assert [e.span.of(text) for e in events_of(text)] == ["At least 14 people were killed", "almost 60 were injured"]


def test_events_missing_people_are_casualties() -> None:
    event = the_event("Eleven people are still missing.", "missing")
    assert (event.kind, event.status) == (ClaimKind.CASUALTIES, Status.ONGOING)


def test_events_toll_that_somebody_puts() -> None:
    text = "The ministry put the toll at 17."
    event = the_event(text, "put")
    assert (event.kind, names(text, event, "actors")) == (ClaimKind.CASUALTIES, [])


def test_events_nobody_there_is_a_denied_state() -> None:
    event = the_event("No soldier was at the harbour.", "was")
    assert (event.kind, event.status) == (ClaimKind.SITUATION, Status.DENIED)


def test_events_mandate_is_ongoing() -> None:
    event = the_event("Their task is to guard the stores.", "guard")
    assert (event.kind, event.status) == (ClaimKind.DEPLOYMENT, Status.ONGOING)


def test_events_definition_states_none() -> None:
    assert events_of("Having one plane drop a bomb on a truck is one strike.") == []


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Rebels staged an attack on the mill on Monday.", "attack", Status.DONE),
        ("Clashes raged near the mill on Monday.", "clashes", Status.DONE),
        ("Clashes are raging near the mill.", "clashes", Status.ONGOING),
        ("Talks are slated for Friday.", "talks", Status.PLANNED),
    ],
)
def test_events_of_verbs_whose_stem_is_a_shorter_verb(text: str, trigger: str, status: Status) -> None:
    assert the_event(text, trigger).status is status
