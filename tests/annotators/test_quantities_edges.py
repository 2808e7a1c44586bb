"""Figures at the edges of what a figure is: rarer bounds, shares, ranges, unknown money, ages. All sentences are made up."""

from __future__ import annotations

import pytest

from onrecord.annotators.quantities import QUANTITIES
from onrecord.model import Quantity, QuantityKind
from onrecord.testing import read_with

Ends = tuple[float | None, float | None, float | None]


def found(text: str) -> dict[str, Quantity]:
    return {one.span.of(text): one for one in read_with(text, QUANTITIES).quantities}


def ends(one: Quantity) -> Ends:
    return one.low, one.best, one.high


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Deaths topped 300.", "topped 300", (300, None, None)),
        ("Losses exceeded 3,000.", "exceeded 3,000", (3000, None, None)),
        ("Speed must not exceed 40 km/h.", "not exceed 40 km/h", (None, None, 40)),
        ("The tunnel is longer than 30 metres.", "longer than 30 metres", (30, None, None)),
        ("At the very most 60 people fit in.", "At the very most 60", (None, None, 60)),
        ("About 500 or less were there.", "About 500 or less", (None, None, 500)),
        ("Little more than 20 tents came.", "Little more than 20", (None, 20, None)),
        ("Not quite 300 blankets came.", "Not quite 300", (None, 300, None)),
    ],
)
def test_quantities_read_rarer_bounds(text: str, words: str, wanted: Ends) -> None:
    assert {spoken: ends(one) for spoken, one in found(text).items()} == {words: wanted}


def test_quantities_keep_the_words_of_both_modifiers() -> None:
    assert found("About 500 or less were there.")["About 500 or less"].modifier == "about or less"


def test_quantities_take_a_share_behind_its_bound() -> None:
    text = "Wages fell by up to a fifth and output by a quarter."
    assert {words: ends(one) for words, one in found(text).items()} == {
        "up to a fifth": (None, None, 0.2),
        "a quarter": (None, 0.25, None),
    }


def test_quantities_take_no_third_of_several_for_a_share() -> None:
    assert list(found("A second and a third were hurt.")) == []


def test_quantities_count_both_of_so_many_out_of_so_many() -> None:
    text = "Only 61 out of 118 deputies came."
    whole = found(text)["61"].whole
    assert whole is not None
    assert (whole.of(text), list(found(text))) == ("118", ["61", "118"])


def test_quantities_take_down_from_a_rising_pair_for_a_range() -> None:
    assert ends(found("It is down from 40 to 50 a day.")["from 40 to 50"]) == (40, None, 50)


@pytest.mark.parametrize("text", ["The fund lost QF2.7m.", "The fund lost QF120,000."])
def test_quantities_read_money_of_a_currency_that_no_table_knows(text: str) -> None:
    assert [(words, one.unit) for words, one in found(text).items()] == [(text[14:-1], None)]


def test_quantities_leave_names_with_letters_before_digits() -> None:
    assert found("Flight QF270 carried AB12 rifles.") == {}


def test_quantities_count_no_place_that_a_distance_is_from() -> None:
    assert found("It fell within 500 metres of the school.")["500 metres"].counted is None


def test_quantities_count_in_parentheses_anew() -> None:
    assert list(found("Dead: at least 8 (3 soldiers, 5 civilians).")) == ["at least 8", "3", "5"]


def test_quantities_read_a_unit_glued_to_its_number() -> None:
    assert [(words, one.unit) for words, one in found("A wall 180m long stood there.").items()] == [("180m", "m")]


@pytest.mark.parametrize("text", ["He turned 41 on Sunday.", "Aid is for people older than 60."])
def test_quantities_know_an_age_by_its_verb_or_comparison(text: str) -> None:
    assert [one.kind for one in found(text).values()] == [QuantityKind.AGE]


def test_counted_is_the_head_of_a_compound() -> None:
    text = "One raid destroyed two weapons caches."
    counted = found(text)["two"].counted
    assert counted is not None
    assert counted.of(text) == "caches"


def test_an_age_that_shares_its_unit_by_a_hyphen_is_no_count() -> None:
    assert found("Gunfire also struck 11- and 12-year-old boys.")["11"].kind is QuantityKind.AGE


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The girl, 3, was shot in Olm.", {"3": "age"}),
        ("Two boys, 9 and 11, were killed.", {"Two": None, "9": "age", "11": "age"}),
        ("Three women, 20, 31 and 45, were hurt.", {"Three": None, "20": "age", "31": "age", "45": "age"}),
        ("A three -year-old girl was shot.", {"three": "age"}),
        ("The two suspects, 11 people said, fled.", {"two": None, "11": None}),
    ],
)
def test_quantities_know_ages_behind_persons(text: str, kinds: dict[str, str | None]) -> None:
    assert {words.split(" -")[0]: one.kind for words, one in found(text).items()} == kinds


def test_quantities_take_no_number_of_a_note() -> None:
    assert "56" not in found("Eleven of the injured were taken to hospitals.[56]")
