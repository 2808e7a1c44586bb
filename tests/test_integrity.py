"""Every entry leads back to its words, in any text."""

import json
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import EmptySourceError
from onrecord.model import Document
from onrecord.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "shared" / "examples"
SAMPLES = ("interview.txt", "press-statement.html", "wire-report.txt")
WORDS = st.sampled_from(
    [
        "said",
        "“",
        "”",
        '"',
        "the minister",
        "on Monday",
        "14 people",
        "were killed",
        "not",
        "Paris",
        ".",
        "\n",
        "?",
        "Q:",
        "🚢",
        "\u202e",
        "é",
    ]
)
AS_ENGLISH = Settings(force_english=True)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) == {"start", "end", "exact"}:
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def check(doc: Document) -> None:
    plain = json.loads(json.dumps(doc.to_dict()))
    for span in spans(plain):
        assert plain["text"][span["start"] : span["end"]] == span["exact"] != ""
    assert doc.problems == ()


def check_text(text: str) -> None:
    try:
        doc = onrecord.read_text(text, settings=AS_ENGLISH)
    except EmptySourceError:
        return
    assert doc.text == text
    check(doc)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_every_span_of_any_text_leads_to_its_words(text: str) -> None:
    check_text(text)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=60))
def test_every_span_of_a_broken_statement_leads_to_its_words(words: list[str]) -> None:
    check_text(" ".join(words))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_span_of_a_sample_leads_to_its_words(name: str) -> None:
    check(onrecord.read(Path(str(files("onrecord") / "samples" / name))))


@pytest.mark.slow
def test_every_span_of_the_real_examples_leads_to_its_words() -> None:
    paths = sorted(EXAMPLES.rglob("*.txt"))
    if not paths and "CI" not in os.environ:
        pytest.skip(f"SKIPPED: no example documents at {EXAMPLES}")
    assert paths
    for path in paths:
        check(onrecord.read(path))
