"""Who says a sentence at its end, in texts whose commas were stripped."""

import pytest

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.trailing import trailing
from onrecord.language.english import english
from onrecord.testing import make_document, span_of


def heard(text: str, *drafts: Draft) -> list[tuple[str, str]]:
    found = trailing(english().parse(make_document(text)), drafts)
    return [(text[slice(*d.source[0])], text[slice(*d.content[0])]) for d in found]


@pytest.mark.parametrize(
    ("said", "source", "behind"),
    [
        ("Nine men were hurt at the pier on Friday", "the Orvan Watch", "reported on Sunday"),
        ("Nine men were hurt at the pier on Friday", "local residents", "have reported"),
        ("Nine men were hurt on the pier of Calder", "local residents", "have said"),
        ("Nine men were hurt in the port of northern Peru", "French officials", "claimed"),
        ("Nine men were hurt when the pier fell", "the group", "said adding that two more were missing"),
        ("The guard burned nine boats on Monday killing two people", "activists", "say"),
        ("Two men drowned near the old pier on Monday", "a source in Calder province", "said in a statement"),
    ],
)
def test_source_at_the_end_of_a_sentence_without_commas_speaks(said: str, source: str, behind: str) -> None:
    assert heard(f"{said} {source} {behind}.") == [(source, said)]


def test_source_behind_its_verb_at_the_end_of_a_sentence_speaks() -> None:
    said = "Nine men were badly hurt on Friday"
    assert heard(f"{said} added the Orvan Watch.") == [("the Orvan Watch", said)]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied the story the newspaper reported.",
        "The guild opposed the plan the council announced Friday.",
        "The guards did not know what the ministry said.",
        "The guild met on Friday and added a clerk.",
        "The mayor visited the port and the guard reported the theft.",
        "The blast hurt nine guards the war monitor of the port knew.",
        "Nine men saw the fire in the harbour war monitors said.",
    ],
)
def test_sentence_that_ends_with_a_verb_of_saying_may_have_no_source(text: str) -> None:
    assert heard(text) == []


def test_finding_without_its_source_is_given_it() -> None:
    text = "The guard burned nine boats on Monday killing two people activists say."
    verb, said = span_of(text, "say"), span_of(text, "The guard burned nine boats on Monday")
    draft = Draft([], [(verb.start, verb.end)], [(said.start, said.end)], "encoder")
    assert (heard(text, draft), [text[slice(*s)] for s in draft.source]) == ([], ["activists"])


def test_place_that_ends_the_statement_is_taken_from_its_source() -> None:
    text = "Nine men were hurt on the pier of Calder local residents said."
    source, verb, said = (
        span_of(text, words) for words in ("Calder local residents", "said", "Nine men were hurt on the pier of")
    )
    draft = Draft([(source.start, source.end)], [(verb.start, verb.end)], [(said.start, said.end)], "encoder")
    heard(text, draft)
    assert text[slice(*draft.content[0])] == "Nine men were hurt on the pier of Calder"


def test_long_name_of_a_finding_is_kept() -> None:
    text = "Nine men were hurt at the pier on Friday a monitoring group said."
    source, verb, said = (
        span_of(text, words) for words in ("a monitoring group", "said", "Nine men were hurt at the pier on Friday")
    )
    draft = Draft([(source.start, source.end)], [(verb.start, verb.end)], [(said.start, said.end)], "encoder")
    heard(text, draft)
    assert text[slice(*draft.source[0])] == "a monitoring group"
