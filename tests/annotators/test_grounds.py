"""Legal grounds, conditions and purposes, with what they hang on. All sentences are made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotators.grounds import Adjunct, find_conditions, find_grounds, find_purposes
from onrecord.language import Parse
from onrecord.language.english import english
from onrecord.model import Document, Span, Timex, TimexType
from onrecord.testing import make_document

Finder = Callable[[Parse, Document], list[Adjunct]]


def found(find: Finder, text: str) -> list[str]:
    doc = make_document(text)
    return [one.span.of(text) for one in find(english().parse(doc), doc)]


def hangs_on(find: Finder, text: str) -> str:
    doc = make_document(text)
    parse = english().parse(doc)
    return parse.tokens[find(parse, doc)[0].attached].text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "On the basis of Articles 2 and 4 of the Lake Treaty, the council sent troops.",
            "On the basis of Articles 2 and 4 of the Lake Treaty",
        ),
        ("The council sent troops under resolution 2202.", "under resolution 2202"),
        ("He acted in accordance with the Charter.", "in accordance with the Charter"),
        ("Pursuant to Article 5, the ministry closed the port.", "Pursuant to Article 5"),
        ("Under the terms of the agreement, the port must open.", "Under the terms of the agreement"),
        ("They acted in line with international law.", "in line with international law"),
    ],
)
def test_grounds_are_found_with_the_words_that_open_them(text: str, words: str) -> None:
    assert found(find_grounds, text) == [words]


def test_grounds_name_the_instrument_and_the_act() -> None:
    text = "The council sent troops under resolution 2202."
    doc = make_document(text)
    parse = english().parse(doc)
    ground = find_grounds(parse, doc)[0]
    assert (ground.core.of(text), parse.tokens[ground.attached].text) == ("resolution 2202", "sent")


@pytest.mark.parametrize(
    "text",
    [
        "The city is under siege.",
        "The city is under martial law.",
        "The port is under the control of Orva.",
        "In accordance with his wishes, he was buried there.",
        "The house was destroyed by rockets.",
        "The figure is based on reports.",
    ],
)
def test_grounds_need_an_instrument_of_law(text: str) -> None:
    assert found(find_grounds, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They will stay until the situation stabilises.", "until the situation stabilises"),
        ("They will strike if the talks fail.", "if the talks fail"),
        ("Unless the siege ends, they will strike.", "Unless the siege ends"),
        ("Upon completion of the mission, they will leave.", "Upon completion of the mission"),
        ("The results will be presented upon its completion.", "upon its completion"),
        ("They will leave, provided that Orva agrees.", "provided that Orva agrees"),
        ("Aid will flow as long as the border is open.", "as long as the border is open"),
        ("They agreed on condition that it stays open.", "on condition that it stays open"),
        ("Once the port opens, ships will sail.", "Once the port opens"),
    ],
)
def test_conditions_are_found_with_the_words_that_open_them(text: str, words: str) -> None:
    assert found(find_conditions, text) == [words]


def test_conditions_hang_on_the_act_they_are_set_for() -> None:
    assert hangs_on(find_conditions, "The force will stay until the situation stabilises.") == "stay"


@pytest.mark.parametrize(
    "text",
    [
        "They were sent on a temporary basis.",
        "They will stay until 5 May.",
        "They asked if he lived.",
        "They went out even if it rained.",
        "He called upon the rebels to leave.",
        "Once again, the port is closed.",
    ],
)
def test_conditions_are_not_dates_questions_or_manners(text: str) -> None:
    assert found(find_conditions, text) == []


def test_conditions_leave_timexes_to_the_dates() -> None:
    text = "They will stay until the moonrise."
    doc = make_document(text, timexes=(Timex(Span(21, 33), TimexType.DATE, "XXXX-XX-XX"),))
    assert find_conditions(english().parse(doc), doc) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They came in order to protect the depots.", "in order to protect the depots"),
        ("To prevent unrest, the mayor closed the port.", "To prevent unrest"),
        ("They launched an operation to deal with the threat.", "to deal with the threat"),
        ("It was signed with a view to ending the war.", "with a view to ending the war"),
    ],
)
def test_purposes_are_found_with_the_words_that_open_them(text: str, words: str) -> None:
    assert found(find_purposes, text) == [words]


def test_purposes_hang_on_the_act_or_the_noun() -> None:
    assert hangs_on(find_purposes, "To prevent unrest, the mayor closed the port.") == "closed"


@pytest.mark.parametrize(
    "text", ["He tried to flee.", "They want to help.", "The decision to withdraw was signed.", "They are ready to talk."]
)
def test_purposes_are_not_what_is_tried_wanted_or_decided(text: str) -> None:
    assert found(find_purposes, text) == []
