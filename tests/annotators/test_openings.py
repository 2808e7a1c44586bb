"""Words before a colon: those of a voice, and those that only say where the text comes from or what follows."""

import pytest

from onrecord.annotators.actors import ACTORS
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.openings import without_openings
from onrecord.annotators.stage import Reading
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.annotators.who.lookup import Mentions
from onrecord.language.english import english
from onrecord.testing import make_document


def labelled(text: str) -> Draft:
    """What is left of a label at the head of a text, taken for a voice."""
    doc = make_document(text)
    reading = TOPONYMS.apply(ACTORS.apply(Reading(doc, english().parse(doc))))
    colon = text.index(":")
    start = colon + 3 if text[colon + 2] == '"' else colon + 2
    draft = Draft([(0, colon)], [], [(start, len(text.rstrip('"')))], "encoder")
    without_openings(reading, Mentions(reading.doc), [draft])
    return draft


@pytest.mark.parametrize(
    "text",
    [
        "Full statement: The mill burned down on Monday.",
        "Lima: The mill burned down on Monday.",
        "orva: the mill burned down on monday.",
    ],
)
def test_words_before_a_colon_that_are_no_voice_say_nothing(text: str) -> None:
    draft = labelled(text)
    assert (draft.source, draft.content) == ([], [])


def test_quotation_behind_words_that_are_no_voice_stays_alone() -> None:
    draft = labelled('Partial transcript: "The mill burned down."')
    assert (draft.source, draft.rule, bool(draft.content)) == ([], "floating", True)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holt: The mill burned down on Monday.",
        "police: the mill burned down on monday.",
        "Lima: We burned the mill on Monday.",
        "Council statement: The mill burned down on Monday.",
    ],
)
def test_voice_before_a_colon_speaks(text: str) -> None:
    assert labelled(text).source
