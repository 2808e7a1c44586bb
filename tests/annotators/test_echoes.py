"""What a sentence says with somebody's words, and what it only says at the same time."""

import pytest

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.echoes import echoes
from onrecord.language.english import english
from onrecord.testing import make_document, span_of


def heard(text: str, *drafts: Draft) -> list[tuple[str, str]]:
    found = echoes(english().parse(make_document(text)), drafts)
    return [(text[slice(*d.source[0])], text[slice(*d.content[0])].rstrip(".")) for d in found]


@pytest.mark.parametrize(
    ("source", "behind"),
    [
        ("the envoy's reports", "have mentioned"),
        ("Minister Orlo", "announced on Friday"),
        ("the commander", "told reporters"),
    ],
)
def test_sentence_behind_as_somebody_said_is_told_with_their_words(source: str, behind: str) -> None:
    text = f"As {source} {behind}, the pier was burned, and two men were hurt."
    assert heard(text) == [(source, "the pier was burned, and two men were hurt")]


@pytest.mark.parametrize(
    "opening",
    ["As I said", "As you know", "As the mayor announced the plan", "As the mayor left", "As he did not say", "As expected"],
)
def test_sentence_behind_other_words_with_as_is_the_texts_own(opening: str) -> None:
    assert heard(f"{opening}, the pier was burned, and two men were hurt.") == []


def test_finding_behind_as_somebody_said_is_given_all_of_the_sentence() -> None:
    text = "As the envoy's reports have mentioned, those piers will not be built."
    source, cue, content = (
        [(s.start, s.end)] for s in (span_of(text, w) for w in ("the envoy's reports", "mentioned", "those piers"))
    )
    draft = Draft(source, cue, content, "encoder")
    heard(text, draft)
    assert text[slice(*draft.content[0])] == "those piers will not be built."


def test_finding_behind_as_somebody_announced_a_thing_is_the_thing_alone() -> None:
    text = "As the mayor announced the plan, the crowd burned the pier."
    spans = [span_of(text, words) for words in ("the mayor", "announced", "the plan, the crowd burned the pier")]
    source, cue, content = ([(span.start, span.end)] for span in spans)
    draft = Draft(source, cue, content, "encoder")
    heard(text, draft)
    assert text[slice(*draft.content[0])] == "the plan"
