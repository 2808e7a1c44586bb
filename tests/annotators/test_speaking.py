"""Who speaks where the words leave traps: no comma before the source, the accused, dates, two layers, "it"."""

import pytest

from onrecord.annotators.actors import ACTORS
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.missed import passed_over, told_apart
from onrecord.annotators.said.relays import as_quoted
from onrecord.annotators.said.sources import is_addressed
from onrecord.annotators.said.speakers import Speakers
from onrecord.annotators.said.speaking import speaking
from onrecord.annotators.said.tidy import lengthen
from onrecord.annotators.said.turns import introduce
from onrecord.annotators.stage import Reading
from onrecord.language import Parse
from onrecord.language.english import english
from onrecord.testing import make_document, span_of
from onrecord.text import Offsets


def parse_of(text: str) -> Parse:
    return english().parse(make_document(text))


def at(text: str, words: str) -> Offsets:
    span = span_of(text, words)
    return span.start, span.end


def draft(text: str, source: str, cue: str, content: str) -> Draft:
    return Draft([at(text, source)], [at(text, cue)], [at(text, content)])


def heard(text: str) -> list[tuple[str, str]]:
    found = passed_over(parse_of(text), [])
    return [(text[slice(*d.source[0])], text[slice(*d.content[0])]) for d in found]


def cut(text: str, source: str, cue: str) -> list[str]:
    spans = speaking(parse_of(text), Draft([at(text, source)], [at(text, cue)], []))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Nine sailors drowned off the village of Orvo it added.",
            "it",
            "Nine sailors drowned off the village of Orvo",
        ),
        (
            "The blast left six others wounded the OHW added.",
            "the OHW",
            "The blast left six others wounded",
        ),
        (
            "The men were found on Friday near the harbour said the Orvan Harbour Watch.",
            "the Orvan Harbour Watch",
            "The men were found on Friday near the harbour",
        ),
        (
            "Guards blew up a car which they had parked at the pier of Orvo city a source in Calder province told the radio.",
            "a source in Calder province",
            "Guards blew up a car which they had parked at the pier of Orvo city",
        ),
    ],
)
def test_source_behind_a_clause_without_a_comma_speaks(text: str, source: str, content: str) -> None:
    assert heard(text) == [(source, content)]


def test_promise_without_a_clause_is_said() -> None:
    assert heard("Mayor Ada Holt visited the port and promised to rebuild the pier.")[0][1] == "to rebuild the pier"


@pytest.mark.parametrize(
    "text",
    [
        "The guards did not say that the pier was closed.",
        "The mayor may say that the pier was closed.",
        "We say that the pier was closed.",
        "The loss of the harbour demanded that the pier be closed.",
    ],
)
def test_what_nobody_else_said_is_not_heard(text: str) -> None:
    assert heard(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The attack on the pier was claimed by the Harbour Front.", "the Harbour Front"),
        ("The Harbour Front claimed the attack on the pier.", "The Harbour Front"),
    ],
)
def test_deed_that_somebody_claims_is_their_word(text: str, source: str) -> None:
    assert heard(text) == [
        (source, span_of(text, "The attack on the pier" if text[4] == "a" else "the attack on the pier").of(text))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The attack on the pier claimed nine lives.",
        "No group claimed the attack.",
        "The attack has not been claimed by the Harbour Front.",
        "The attack may have been claimed by the Harbour Front.",
        "The prize was claimed by the clerk.",
    ],
)
def test_what_nobody_takes_on_himself_is_not_heard(text: str) -> None:
    assert heard(text) == []


def test_content_ends_where_another_speaks_beside_it() -> None:
    text = "Ada Holt said nine men drowned while the Harbour Watch said ten men drowned."
    own = draft(text, "Ada Holt", "said", "nine men drowned while the Harbour Watch said ten men drowned")
    other = Draft(
        [at(text, "the Harbour Watch")], [(text.rindex("said"), text.rindex("said") + 4)], [at(text, "ten men drowned")]
    )
    told_apart(parse_of(text), [own, other])
    assert text[slice(*own.content[0])].strip() == "nine men drowned"


def test_content_before_its_cue_begins_with_the_sentence() -> None:
    text = "The guild has held the port for two weeks, and the army took the pier, Holt said."
    found = draft(text, "Holt", "said", "the army took the pier")
    lengthen([found], parse_of(text))
    assert found.content[0][0] == 0


@pytest.mark.parametrize(
    ("text", "source", "cue", "kept"),
    [
        ("Port unions however say the pier is closed.", "Port unions however", "say", ["Port unions"]),
        ("The guild this month called for help.", "The guild this month", "called", ["The guild"]),
        ("Port officials in a statement said the pier was closed.", "Port officials in a statement", "said", ["Port officials"]),
        ("As many port clerks have noted, the pier is closed.", "As many port clerks", "noted", ["many port clerks"]),
        ("A man was accused of setting the fire.", "A man", "accused", []),
        ("Two of the guards accused of setting the fire fled.", "Two of the guards", "accused", []),
        ("She was harshly criticised for the fire.", "She", "criticised", []),
        ("Mayor Ada Holt said on Monday that the pier was closed.", "Mayor Ada Holt", "said", ["Mayor Ada Holt"]),
    ],
)
def test_source_holds_only_who_speaks(text: str, source: str, cue: str, kept: list[str]) -> None:
    assert cut(text, source, cue) == kept


def test_who_joins_another_in_what_both_say_speaks() -> None:
    assert cut("We join the mayor today in calling on all guards to leave.", "We join the mayor", "calling on") == ["We"]


def test_who_is_quoted_speaks_and_not_who_quotes() -> None:
    text = "Radio Orva quoted local clerks as saying that the pier was closed."
    inner = draft(text, "Radio Orva", "saying", "the pier was closed")
    outer = list(as_quoted(parse_of(text), [inner]))
    assert [text[slice(*d.source[0])] for d in (inner, *outer)] == ["local clerks", "Radio Orva"]


def test_quotation_is_of_whoever_announces_it() -> None:
    text = "The harbour master gave this statement on the fire:\n“The pier is closed. We will rebuild it.”"
    found = Draft([], [], [at(text, "“The pier is closed. We will rebuild it.”")], "floating")
    introduce(parse_of(text), text, [found])
    assert text[slice(*found.source[0])] == "The harbour master"


def test_quotation_behind_a_colon_that_announces_no_words_stays_alone() -> None:
    text = "The harbour had two piers:\n“The pier is closed. We will rebuild it.”"
    found = Draft([], [], [at(text, "“The pier is closed. We will rebuild it.”")], "floating")
    introduce(parse_of(text), text, [found])
    assert found.source == []


def test_it_is_nobody_named_far_above() -> None:
    text = "Radio Orva said it rained. Nine fled. Ten hid. Six died. The clerk left. It added that two died."
    doc = make_document(text)
    reading = ACTORS.apply(Reading(doc, english().parse(doc)))
    drafts = [draft(text, "Radio Orva", "said", "it rained"), draft(text, "It", "added", "two died")]
    assert Speakers(reading, drafts, [None, None]).of(1) is None


def test_body_is_one_whether_its_seat_is_told_or_not() -> None:
    text = "The Orvan Watchdog for Ports said nine died. The Calder-based watchdog said six were hurt."
    doc = make_document(text)
    actors = ACTORS.apply(Reading(doc, english().parse(doc))).doc.actors
    assert len([actor for actor in actors if "atchdog" in actor.name]) == 1


def test_speaking_who_is_addressed_says_nothing() -> None:
    def addressed(text: str) -> bool:
        return is_addressed(parse_of(text), [(0, 2)])

    assert addressed("To Secretary-General Orlo, I extend my gratitude and support.")
    assert not addressed("To the duke, the raid was a mistake.")
