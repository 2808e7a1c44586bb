"""Who did it and to whom, by what the words around the event allow: an empty field rather than a wrong party."""

import pytest

from onrecord import read_text
from onrecord.annotators.actors import ACTORS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.events import EVENTS
from onrecord.annotators.happenings.frames import surface_subject
from onrecord.annotators.happenings.kinds import Sorted
from onrecord.annotators.happenings.lexicon import Entry
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.roles import settle
from onrecord.annotators.happenings.status import judge
from onrecord.annotators.happenings.whom import THING, with_parties
from onrecord.annotators.stage import look
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Event, Mention, Span, Status
from onrecord.testing import make_document, read_with, span_of

RULES = [
    # Whole names, and nothing but the name
    ("Soldiers attacked the Ministry of Ports and Bridges.", "attacked", ["Soldiers"], ["the Ministry of Ports and Bridges"]),
    ("The river men for their part ambushed a patrol.", "ambushed", ["The river men"], ["a patrol"]),
    ("Forces loyal to Duke Orvan shelled the town.", "shelled", ["Forces loyal to Duke Orvan"], ["the town"]),
    ("The duke and his ally Tirmel shelled the town.", "shelled", ["The duke", "his ally Tirmel"], ["the town"]),
    ("The guild condemned fear and anti-Orvanism.", "condemned", ["The guild"], ["fear", "anti-Orvanism"]),
    ("The head of state Arn Tolk attacked the guild.", "attacked", ["The head of state Arn Tolk"], ["the guild"]),
    ("The dukes of Orva and the Sarne Isles attacked Olm.", "attacked", ["The dukes of Orva and the Sarne Isles"], ["Olm"]),
    ("11 Oct 2031 Orvan jets bombed the town.", "bombed", ["Orvan jets"], ["the town"]),
    # Lists whose parse is broken, and pronouns that name somebody
    ("Someone inside attacked the guards.", "attacked", ["Someone"], ["the guards"]),
    ("The man killed his wife, his son and a neighbour.", "killed", ["The man"], ["his wife", "his son", "a neighbour"]),
    ("Some of the guards fled and two of them shot a farmer.", "shot", ["two of them"], ["a farmer"]),
    ("Each of Orva's best guards attacked the mayor.", "attacked", ["Each of Orva's best guards"], ["the mayor"]),
    ("Those who hold the port attacked the convoy.", "attacked", ["Those who hold the port"], ["the convoy"]),
    ("Neither of the guards attacked the mayor.", "attacked", [], ["the mayor"]),
    ("The bishop appealed to the rebels and to the council to stop.", "appealed", ["The bishop"], ["the rebels", "the council"]),
    ("The mayor praised Friday's march.", "praised", ["The mayor"], ["march"]),
    ("ORVA - Union leaders attacked the mayor.", "attacked", ["Union leaders"], ["the mayor"]),
    # Relative clauses
    ("The square became a meeting point for rebels, who attacked the jail.", "attacked", ["rebels"], ["the jail"]),
    ("Tirmel claimed the bombing of a market in Selm which killed six people.", "killed", [], ["six people"]),
    # Participles and infinitives
    ("The clinic was hit yesterday, wounding six nurses.", "wounding", [], ["six nurses"]),
    ("It is unacceptable to attack nurses.", "attack", [], ["nurses"]),
    ("Rebels extended their lines seizing the village of Orn.", "seizing", ["Rebels"], ["the village of Orn"]),
    ("Tirmel succeeded in seizing the port.", "seizing", ["Tirmel"], ["the port"]),
    ("The council repeated its readiness to accept the rebels.", "accept", ["The council"], ["the rebels"]),
    ("Orva rejected the duke's plans and threats to send troops to Selm.", "send", ["the duke"], ["Selm"]),
    ("The mayor stopped short of attacking the duke.", "attacking", ["The mayor"], ["the duke"]),
    ("The duke used soldiers to seize the port.", "seize", ["The duke"], ["the port"]),
    # Adjectives that look like passives
    ("Orva is fully committed to concluding a treaty.", "concluding", ["Orva"], ["a treaty"]),
    ("The guild, a union opposed to the dam, attacked the mayor.", "opposed", ["a union"], ["the dam"]),
    # Clauses joined to one before
    ("Tirmel has said rebels may have fled and urged Orva to wait.", "urged", ["Tirmel"], ["Orva"]),
    # Headlines and shared agents
    ("Children killed in school blast.", "killed", [], ["Children"]),
    # Means, not doers
    ("The port was hit by toxic gas.", "hit", [], ["The port"]),
    ("Rebels fired mortar shells at the port.", "fired", ["Rebels"], ["the port"]),
    ("Clashes that killed six fighters went on.", "killed", [], ["six fighters"]),
    # Of whom it is asked, to whom it is given
    ("The mayor called on the farmers to leave.", "called", ["The mayor"], ["the farmers"]),
    ("The mayor demanded that tenants leave the port.", "demanded", ["The mayor"], ["tenants"]),
    ("Anyone with news is asked to call the guard.", "asked", [], ["Anyone with news"]),
    ("Orva will provide a million dollars in aid to the refugees.", "provide", ["Orva"], ["the refugees"]),
    ("The guild donated 400 blankets.", "donated", ["The guild"], []),
    ("The duke ordered the deployment of two battalions to Orva.", "deployment", ["The duke"], []),
    # Nobody, and phrases of manner
    ("No group attacked the port.", "attacked", [], ["the port"]),
    ("Western powers condemned the raid.", "condemned", ["Western powers"], ["the raid"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), RULES)
def test_roles_of(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text).startswith(trigger))
    found = [[mention.span.of(text) for mention in party] for party in (event.actors, event.recipients)]
    assert found == [actors, recipients]


def test_roles_of_what_is_lacking_are_its_holders() -> None:
    text = "The guards had no rifles."
    event = next(e for e in read_with(text, EVENTS).events)
    assert ([m.span.of(text) for m in event.actors], event.recipients) == (["The guards"], ())


def test_roles_weapon_that_was_fired_is_the_means() -> None:
    text = "Rebels fired mortar shells at the port."
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "fired")
    assert event.instrument is not None
    assert event.instrument.of(text) == "mortar shells"


def test_roles_of_how_often_a_weapon_was_used_are_nobody() -> None:
    text = "The rebels have used chlorine gas on multiple occasions."
    assert [event.recipients for event in read_with(text, EVENTS).events] == [()]


def test_roles_first_aim_of_a_shot_is_the_recipient() -> None:
    text = "The army fired shells at a bus on the bridge."
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "fired")
    assert [m.span.of(text) for m in event.recipients] == ["a bus"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Police found the gunman who stormed the mill, wounding six.", ["the gunman"]),
        ("Police shot the gunman who stormed the mill, wounding him.", ["Police"]),
        ("The army entered the village that rebels had shelled, wounding four.", ["rebels"]),
        ("Police seek a man who drove into the market, wounding six.", []),
    ],
)
def test_roles_of_what_came_of_a_deed_in_a_relative_clause(text: str, actors: list[str]) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "wounding")
    assert (event.status, [m.span.of(text) for m in event.actors]) == (Status.DONE, actors)


def test_roles_of_a_list_of_deeds_in_a_relative_clause() -> None:
    text = "Police say they are looking for the person who drove up to a car, opened fire - wounding four people."
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "wounding")
    assert [m.span.of(text) for m in event.actors] == ["the person"]


@pytest.mark.parametrize(
    "text",
    [
        "Police held a man they say attacked a mill in Orva.",
        "Police held a man that witnesses said attacked the crowd.",
        "They have charged a man they say attacked a guard.",
    ],
)
def test_roles_of_what_others_say_of_somebody_are_his(text: str) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "attacked")
    assert [m.span.of(text) for m in event.actors] == ["a man"]


def heard(
    text: str,
    trigger: str,
    actors: str,
    recipients: str,
    kind: ClaimKind = ClaimKind.INCIDENT,
    event_type: str | None = None,
) -> tuple[str, str]:
    """The heads of the parties that are left of those that the encoder named, words apart by spaces."""
    parse = look(make_document(text)).parse
    verb = _token(parse, trigger)
    doers, others = (tuple(_token(parse, word) for word in words.split()) for words in (actors, recipients))
    predicate = Predicate(
        verb, verb, verb if verb.is_verb else None, Entry(kind, None, None, "encoder"), doers, others, "encoder"
    )
    sorting = Sorted(kind, event_type, Status.DONE, doers, others)
    _, _, settled = settle(parse, (predicate, judge(parse, verb, predicate.verb), sorting))
    return " ".join(t.text for t in settled.actors), " ".join(t.text for t in settled.recipients)


HELD = [
    ("The council ratified the plan.", "ratified", "council", "SUPPORT", "plan"),
    ("The mayor expressed his condolences to the widows.", "expressed", "mayor", "SUPPORT", "widows"),
    ("The mayor reiterated her support for the treaty.", "reiterated", "mayor", "SUPPORT", "treaty"),
    ("The mayor affirmed the need for calm.", "affirmed", "mayor", None, ""),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "event_type", "whom"), HELD)
def test_roles_of_positions_are_what_is_held_for_or_against(
    text: str, trigger: str, actors: str, event_type: str | None, whom: str
) -> None:
    assert heard(text, trigger, actors, "", ClaimKind.POSITION, event_type) == (actors, whom)


def _token(parse: Parse, word: str) -> Token:
    return next(token for token in parse.tokens if token.text == word)


HEARD = [
    ("Clerks were paid by guards.", "paid", "", "Clerks guards", "guards", "Clerks"),
    ("Rebels surrounded the port.", "surrounded", "", "Rebels port", "Rebels", "port"),
    ("Lawyers for the family released the film.", "released", "Lawyers family", "film", "Lawyers", "film"),
    ("The council changed its name.", "changed", "council", "its", "council", ""),
    ("The flood killed his mother.", "killed", "flood", "his", "flood", "mother"),
    ("The rebels seized themselves.", "seized", "rebels", "themselves", "rebels", ""),
    ("We recall the order, which urges clerks to leave.", "urges", "We", "clerks", "", "clerks"),
    ("The mayor's sons tried the bishop.", "tried", "mayor", "bishop", "sons", "bishop"),
    ("Tolk, who has flattered Orvan, left.", "flattered", "", "Orvan", "Tolk", "Orvan"),
    ("Orva met six attendants, who flattered Orvan.", "flattered", "", "Orvan", "attendants", "Orvan"),
    ("It was the first move by rebels on the guards.", "move", "", "rebels", "rebels", "guards"),
    ("The boy and two girls were not harmed.", "harmed", "", "girls", "", "boy girls"),
    ("Guards took 300 rifles.", "took", "Guards", "300", "Guards", "rifles"),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients", "who", "whom"), HEARD)
def test_roles_that_the_encoder_named(text: str, trigger: str, actors: str, recipients: str, who: str, whom: str) -> None:
    assert heard(text, trigger, actors, recipients) == (who, whom)


@pytest.mark.parametrize(
    ("text", "actors", "instrument"),
    [
        ("Five people shot at a wedding party in Orva.", [], None),
        ("Two men shot at the guards in Orva.", ["Two men"], None),
        ("Rebels shot at the crowd with a handgun.", ["Rebels"], "a handgun"),
    ],
)
def test_roles_of_who_shot_and_with_what(text: str, actors: list[str], instrument: str | None) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "shot")
    told = event.instrument.of(text) if event.instrument else None
    assert ([m.span.of(text) for m in event.actors], told) == (actors, instrument)


@pytest.mark.parametrize("text", ["Police responded to two shootings in Orva.", "Officers attended a shooting in Orva."])
def test_roles_of_who_comes_to_a_deed_are_not_its_doers(text: str) -> None:
    assert [event.actors for event in read_text(text).events] == [()]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Child shot on Center Street", []),
        ("Guards say a girl shot in a robbery has been identified as Ana Ruiz.", []),
        ("Rebels shot in the air.", ["Rebels"]),
        ("County Police have identified the two killed in Monday's Fort Orva shooting as Ana Ruiz and Dan Orr.", []),
        ("Arn Tolk had a minor injury to his head.", []),
    ],
)
def test_roles_of_those_who_were_hurt_are_not_the_doers(text: str, actors: list[str]) -> None:
    harm = [
        event for event in read_text(text).events if event.trigger and event.trigger.of(text) in ("shot", "shooting", "injury")
    ]
    assert [m.span.of(text) for event in harm for m in event.actors] == actors


NO_PARTIES: list[tuple[str, str, list[str]]] = [
    ("Police clamped a curfew on the old mills.", "clamped", []),
    ("This morning I signed an executive order on grain.", "signed", []),
    ("On Monday the duke invoked the Harbour Protection Act.", "invoked", []),
    ("The council declared a state of emergency in Orva.", "declared", []),
    ("The duke will be funding 80% of the cost of the tents.", "funding", []),
    ("The ministry has deployed hundreds of tons of food to Selm.", "deployed", []),
    ("Much blood has been shed in the south of Orva.", "shed", []),
    ("The bishop visited Tirmel in July.", "visited", []),
    ("The warden asked for soldiers to hold the bridge.", "asked", []),
    ("The order has, as you know, been activated long ago.", "activated", []),
]


@pytest.mark.parametrize(("text", "trigger", "whom"), NO_PARTIES)
def test_roles_things_given_visited_or_decided_are_nobody(text: str, trigger: str, whom: list[str]) -> None:
    found = [e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger]
    assert [[m.span.of(text) for m in e.recipients] for e in found] in ([whom], [])


KEPT = [
    ("The envoy visited the refugees of the Olm camp.", "visited", ["the refugees of the Olm camp"]),
    ("The army shelled the village.", "shelled", ["the village"]),
    ("Police seized 40 rifles in a house in Selm.", "seized", ["40 rifles"]),
    ("The court sentenced the editor to five years.", "sentenced", ["the editor"]),
    ("The council closed the border with Tirmel.", "closed", ["the border"]),
]


@pytest.mark.parametrize(("text", "trigger", "whom"), KEPT)
def test_roles_whom_or_what_it_strikes_stays(text: str, trigger: str, whom: list[str]) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger)
    assert [m.span.of(text) for m in event.recipients] == whom


AT_PLACES = [
    ("Tirmel reported a fire in a mill that killed six workers.", "killed", "a fire in a mill that killed six workers"),
    ("A man was held over a shooting into a home that killed a girl.", "killed", "a shooting into a home that killed a girl"),
    ("An explosion at a depot which killed four shook Selm.", "killed", "An explosion at a depot which killed four"),
    ("Orva saw the attack near a school which wounded two boys.", "wounded", "the attack near a school which wounded two boys"),
]


@pytest.mark.parametrize(("text", "trigger", "words"), AT_PLACES)
def test_roles_a_house_kills_nobody(text: str, trigger: str, words: str) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger)
    assert (event.actors, event.span.of(text)) == ((), words)


def test_roles_a_garrison_and_a_car_may_kill() -> None:
    for text, who in (("The garrison killed two boys.", "The garrison"), ("The car that killed the boy was found.", "The car")):
        event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == "killed")
        assert [m.span.of(text) for m in event.actors] == [who]


def test_roles_what_happened_is_the_means_and_nobody() -> None:
    text = "The earthquake killed 40 people in Selm."
    event = next(iter(read_with(text, EVENTS).events))
    assert (event.actors, event.instrument and event.instrument.of(text)) == ((), "The earthquake")


def test_roles_of_a_blow_that_the_parse_takes_for_a_verb() -> None:
    text = "Two men were killed by army shelling on Monday."
    found = [(e.span.of(text), [m.span.of(text) for m in e.actors]) for e in read_with(text, EVENTS).events]
    assert found == [(text[:-1], ["army"])]


def test_roles_hours_seize_nothing() -> None:
    text = "Hours after the beginning of the offensive Tirmel-backed militants seized the town of Selm."
    assert [e.actors for e in read_with(text, EVENTS).events] == [()]


@pytest.mark.parametrize(
    ("text", "who"),
    [("They were taken to Selm, where most died.", "most"), ("They were taken to Selm, where Tolk died.", "Tolk")],
)
def test_roles_most_of_them_died_there(text: str, who: str) -> None:
    parse = look(make_document(text)).parse
    died = next(token for token in parse.tokens if token.lower == "died")
    subject = surface_subject(parse, died)
    assert subject is not None
    assert subject.text == who


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Orn, 52, and the father of four boys, was shot in Selm.", ["Orn"]),
        ("Tolk and the father of four boys were shot in Selm.", ["Tolk", "the father of four boys"]),
        ("The mayor or the clerk was shot.", ["The mayor", "the clerk"]),
    ],
)
def test_roles_and_may_tell_more_of_the_same_man(text: str, whom: list[str]) -> None:
    event = next(iter(read_with(text, EVENTS).events))
    assert [m.span.of(text) for m in event.recipients] == whom


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("“He was hiding and came out of nowhere and shot,” said Mona Orlo, 45.", "shot", ["He"]),
        ("The four men were walking home when a car pulled up, whipped out a gun, and fired five rounds.", "fired", ["a car"]),
        ("Police came to the mill and found three men and one woman shot.", "shot", []),
        ("Emergency crews found four men dead in a front room.", "found", []),
        ("Two men were shot by a guard and his brother arrested by police.", "shot", ["a guard"]),
        ("The army says rebels it accuses of shelling the mill have fled.", "shelling", ["rebels"]),
    ],
)
def test_nobody_is_made_the_doer_of_what_befell_them(text: str, trigger: str, actors: list[str]) -> None:
    event = next(e for e in read_text(text).events if e.trigger and e.trigger.of(text) == trigger)
    assert [m.span.of(text) for m in event.actors] == actors


def test_who_left_people_dead_is_not_dead() -> None:
    text = "The army fired on the crowd and left four dead."
    dead = next(e for e in read_text(text).events if e.trigger and e.trigger.of(text) == "dead")
    assert [m.span.of(text) for m in dead.recipients] == ["four"]


MORE = [
    ("The protesters attacked no one.", "attacked", [], ["The protesters"]),
    ("The lawyer announced his death in Selm.", "death", ["his"], []),
    ("Mobs set fire to almost everything on the road.", "set", ["almost everything"], ["Mobs"]),
    ("The gunman fired a rifle into a house.", "fired", ["a house"], ["The gunman"]),
    ("The fire blocked the road to Selm.", "blocked", ["the road"], []),
    ("The raid freed two hostages.", "freed", ["two hostages"], []),
    ("The boy took the rifle and fired it at a clerk.", "fired", ["a clerk"], ["The boy"]),
]


@pytest.mark.parametrize(("text", "trigger", "whom", "who"), MORE)
def test_roles_nobody_where_nobody_is_named(text: str, trigger: str, whom: list[str], who: list[str]) -> None:
    event = next(e for e in read_with(text, EVENTS).events if e.trigger and e.trigger.of(text) == trigger)
    assert [[m.span.of(text) for m in party] for party in (event.recipients, event.actors)] == [whom, who]


def test_roles_an_event_of_things_alone_is_still_told() -> None:
    text = "An arrest warrant was issued."
    parse = look(make_document(text)).parse
    paper = Mention(span_of(text, "An arrest warrant"))
    found = Event(span_of(text, "issued"), Span(0, 28), ClaimKind.DECISION, Status.DONE, rule="encoder", recipients=(paper,))
    told = with_parties(parse, found)
    assert (told.recipients, told.rule) == ((), THING)


def test_roles_who_tells_of_a_victim_is_not_the_victim() -> None:
    text = "According to Sheriff Arn Tolk, 19-year-old Nora Orn was shot at a party."
    event = next(e for e in read_with(text, ACTORS, ATTRIBUTIONS, EVENTS).events if e.trigger and e.trigger.of(text) == "shot")
    assert [m.span.of(text) for m in event.recipients] == ["19-year-old Nora Orn"]


def test_roles_a_tag_before_a_name_is_no_part_of_it() -> None:
    text = "[EXCERPT] Arn Tolk attacked the mayor in Selm. A [rebel] guard shot a clerk."
    found = [m.span.of(text) for e in read_with(text, EVENTS).events for m in e.actors]
    assert found == ["Arn Tolk", "A [rebel] guard"]


def test_roles_distances_and_itself_are_nobody() -> None:
    text = "The guild commits itself to rebuild the mill. The blast threw a guard 40 metres."
    found = {m.span.of(text) for e in read_with(text, EVENTS).events for m in (*e.actors, *e.recipients)}
    assert not found & {"itself", "40 metres"}


def test_whom_another_verb_names_is_not_struck_by_this_one() -> None:
    text = "Tolk, whom the army had tortured, joined the rebels."
    tortured = next(e for e in read_text(text).events if e.trigger and e.trigger.of(text) == "tortured")
    assert "the rebels" not in [m.span.of(text) for m in tortured.recipients]


def test_adjective_counted_beside_its_noun_is_no_party() -> None:
    text = "The raiders hurt Swedes, Danes and Soviet guards but also clerks who fled."
    hurt = next(e for e in read_text(text).events if e.trigger and e.trigger.of(text) == "hurt")
    assert {m.span.of(text) for m in hurt.recipients} == {"Swedes", "Danes", "Soviet guards", "clerks"}
