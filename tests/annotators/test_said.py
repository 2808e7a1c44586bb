"""Who said what on a small set of our own: source, cue, content and speaker must not fall below a floor."""

from pathlib import Path

import pytest

from onrecord.annotators.actors import ACTORS, TURNS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.quotations import Quotations
from onrecord.annotators.said.tidy import tidy
from onrecord.language.english import english
from onrecord.model import Document, Span
from onrecord.testing import make_document, read_with

SAID = Path(__file__).parents[1] / "data" / "said.tsv"
FIELDS = ("source", "cue", "content", "speaker")


def rows() -> list[list[str]]:
    lines = SAID.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def found(text: str) -> list[str]:
    doc = read_with(text, ACTORS, TURNS, ATTRIBUTIONS)
    if not doc.attributions:
        return ["nothing"] * len(FIELDS)
    said = doc.attributions[0]
    actor = doc.actor(said.speaker)
    return [*(joined(doc, spans) for spans in (said.source, said.cue, said.content)), actor.name if actor else ""]


def joined(doc: Document, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(doc.text) for span in spans)


@pytest.fixture(scope="module")
def answers() -> dict[str, list[tuple[str, str]]]:
    pairs = [(found(text), wanted) for text, *wanted in rows()]
    return {field: [(got[i], want[i]) for got, want in pairs] for i, field in enumerate(FIELDS)}


@pytest.mark.parametrize("field", FIELDS)
def test_said_floor(answers: dict[str, list[tuple[str, str]]], field: str) -> None:
    wrong = [pair for pair in answers[field] if pair[0] != pair[1]]
    assert len(wrong) <= len(answers[field]) // 10, wrong


def test_said_names_no_wrong_speaker(answers: dict[str, list[tuple[str, str]]]) -> None:
    assert [pair for pair in answers["speaker"] if pair[0] not in ("", pair[1])] == []


def test_draft_drops_spans_of_which_nothing_is_left() -> None:
    draft = Draft([(3, 3)], [(4, 6)], [(7, 7), (8, 12)])
    draft.drop_empty()
    assert (draft.source, draft.cue, draft.content) == ([], [(4, 6)], [(8, 12)])


def test_said_source_that_runs_on_into_the_subject() -> None:
    text = "According to the union nine farmers were hurt."
    parse = english().parse(make_document(text))
    draft = Draft([(13, 35)], [(0, 12)], [(36, 45)])
    tidy(draft, Quotations(text, parse, []))
    assert [text[start:end] for start, end in (*draft.source, *draft.content)] == ["the union", "nine farmers were hurt"]
