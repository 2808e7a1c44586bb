"""Figures: value, bounds, unit, what is counted, and what is no quantity. All sentences are made up."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.annotators.quantities import QUANTITIES
from onrecord.model import Quantity, Span, Timex, TimexType
from onrecord.testing import read_with, span_of


def quantities(text: str, **fields: Any) -> tuple[Quantity, ...]:
    """The counts and measures, without amounts of other kinds."""
    return tuple(one for one in read_with(text, QUANTITIES, **fields).quantities if one.kind is None)


def others(text: str, **fields: Any) -> list[tuple[str, str]]:
    found = read_with(text, QUANTITIES, **fields).quantities
    return [(one.span.of(text), one.kind.value) for one in found if one.kind]


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, [one.span.of(text) for one in found]
    return found[0]


def words(text: str, **fields: Any) -> list[str]:
    return [one.span.of(text) for one in quantities(text, **fields)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The convoy had 12 trucks.", 12),
        ("The convoy had twelve trucks.", 12),
        ("They counted 1,234,567 ballots.", 1_234_567),
        ("They counted 40 000 ballots.", 40_000),
        ("They counted two hundred and five ballots.", 205),
        ("They counted twenty-eight thousand ballots.", 28_000),
        ("Half a dozen houses burned.", 6),
        ("A hundred houses burned.", 100),
        ("Half a million people fled.", 500_000),
        ("Two and a half million people fled.", 2_500_000),
        ("Some camps hold 3.4m people.", 3_400_000),
        ("The plan covers 3 lakh families.", 300_000),
        ("There were zero casualties.", 0),
        ("None of the detainees was hurt.", 0),
    ],
)
def test_quantities_read_numbers_in_figures_and_words(text: str, value: float) -> None:
    assert only(text).best == value


@pytest.mark.parametrize(
    "words_", ["about", "around", "some", "roughly", "almost", "nearly", "close to", "just over", "just under"]
)
def test_quantities_keep_best_for_approximate_numbers(words_: str) -> None:
    found = only(f"They said {words_} 300 houses burned.")
    assert (found.low, found.best, found.high, found.modifier) == (None, 300, None, words_)


@pytest.mark.parametrize(
    "words_", ["more than", "over", "at least", "no fewer than", "well over", "upwards of", "no less than", "as few as"]
)
def test_quantities_set_low_alone_for_lower_bounds(words_: str) -> None:
    found = only(f"They said {words_} 300 houses burned.")
    assert (found.low, found.best, found.high, found.modifier) == (300, None, None, words_)


@pytest.mark.parametrize("words_", ["fewer than", "less than", "up to", "at most", "no more than", "as many as", "under"])
def test_quantities_set_high_alone_for_upper_bounds(words_: str) -> None:
    found = only(f"They said {words_} 300 houses burned.")
    assert (found.low, found.best, found.high, found.modifier) == (None, None, 300, words_)


@pytest.mark.parametrize(
    ("phrase", "low", "best"),
    [("300 or more", 300, None), ("300 or so", None, 300), ("300-odd", None, 300)],
)
def test_quantities_read_modifiers_behind_the_number(phrase: str, low: float | None, best: float | None) -> None:
    text = f"They saw {phrase} vehicles there."
    found = only(text)
    assert (found.span.of(text), found.low, found.best) == (phrase, low, best)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("between 40 and 50", 40, 50),
        ("40 to 50", 40, 50),
        ("40-50", 40, 50),
        ("40 or 50", 40, 50),
        ("three to five million", 3_000_000, 5_000_000),
        ("from 40 to 50", 40, 50),
    ],
)
def test_quantities_keep_ranges_whole(phrase: str, low: float, high: float) -> None:
    text = f"The office has {phrase} files."
    found = only(text)
    assert (found.span.of(text), found.low, found.best, found.high) == (phrase, low, None, high)
    assert found.modifier is None


@pytest.mark.parametrize(
    "text",
    ["The toll rose from 8 to 12.", "The council voted 52 to 48 for it.", "The vote was 52-48.", "It was up to 12, up from 8."],
)
def test_quantities_part_the_two_ends_of_a_change_and_of_a_vote(text: str) -> None:
    assert len(quantities(text)) == 2


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Dozens of people fled.", "Dozens"),
        ("Tens of thousands of people fled.", "Tens of thousands"),
        ("Several hundred people fled.", "Several hundred"),
        ("A few hundred people fled.", "A few hundred"),
        ("Several people fled.", "Several"),
        ("In all, scores wounded, it said.", "scores"),
    ],
)
def test_quantities_give_vague_amounts_no_number(text: str, phrase: str) -> None:
    found = only(text)
    assert (found.span.of(text), found.low, found.best, found.high) == (phrase, None, None, None)
    assert found.modifier == phrase.lower()


@pytest.mark.parametrize(
    ("phrase", "value"),
    [("two-thirds", 2 / 3), ("a third", 1 / 3), ("half", 0.5), ("three quarters", 0.75), ("nine out of ten", 0.9)],
)
def test_quantities_read_fractions(phrase: str, value: float) -> None:
    text = f"They lost {phrase} of the houses."
    found = only(text)
    assert (found.span.of(text), found.best, found.unit) == (phrase, value, "fraction")


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("40 per cent", "%"),
        ("2 percentage points", "pp"),
        ("$3.4bn", "USD"),
        ("US$40 million", "USD"),
        ("EUR50m", "EUR"),
        ("20 million Iraqi dinars", "IQD"),
        ("30 pounds", None),
        ("5 kilometres", "km"),
        ("30 km", "km"),
        ("200 square kilometres", "km2"),
        ("5 million cubic metres", "m3"),
        ("70 kg", "kg"),
        ("1.2m tonnes", "t"),
        ("40 degrees Celsius", "°C"),
        ("magnitude 6.1", "magnitude"),
    ],
)
def test_quantities_carry_units(phrase: str, unit: str | None) -> None:
    text = f"They measured {phrase} there."
    found = only(text)
    assert (found.span.of(text), found.unit) == (phrase, unit)


def test_quantities_span_a_compound_with_its_unit() -> None:
    text = "A 40-kilometre stretch was closed."
    assert words(text) == ["40-kilometre"]


def test_quantities_span_the_number_alone_in_a_compound_that_counts() -> None:
    assert words("A 3,000-strong force and a 40-member council met.") == ["3,000", "40"]


def test_quantities_name_what_is_counted_and_what_narrows_it() -> None:
    text = "They spoke of almost 20,000 armed attackers."
    found = only(text)
    assert found.counted == span_of(text, "attackers")
    assert found.qualifier == span_of(text, "armed")


def test_quantities_count_states_of_people() -> None:
    text = "At least 58 killed in Orva blast."
    assert only(text).counted == span_of(text, "killed")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Over 400 wounded, mostly women, were flown out.", ["wounded"]),
        ("They flew out 400 wounded soldiers.", ["soldiers"]),
        ("The toll rose to 86, 30 of them children.", [None, "children"]),
        ("58 died, 20 of whom were women.", [None, "women"]),
        ("Air raid near Orva kills 19 Monitor Varna News", [None]),
    ],
)
def test_quantities_count_what_the_words_attach_to_them(text: str, counted: list[str | None]) -> None:
    assert [one.counted.of(text) if one.counted else None for one in quantities(text)] == counted


def test_quantities_leave_out_lists_of_resolutions_without_commas() -> None:
    assert words("It broke resolutions 2118 2209 2235 and 2254.") == []


def test_quantities_without_a_noun_count_nothing() -> None:
    assert only("The shelling killed 12.").counted is None


def test_quantities_name_what_is_measured() -> None:
    text = "The depot lost 70 kg of wheat."
    assert only(text).counted == span_of(text, "wheat")


@pytest.mark.parametrize(
    "text",
    [
        "58 people were killed, 11 of them children.",
        "58 people were killed, of whom 11 were children.",
        "58 people were killed, including 11 children.",
        "Of 58 people, some say, 11 of them were children.",
    ],
)
def test_quantities_link_a_part_to_its_whole(text: str) -> None:
    whole, part = quantities(text)
    assert part.whole == whole.span


def test_quantities_link_every_part_of_a_list_to_the_whole() -> None:
    text = "58 were killed, of whom 11 were children and nine women."
    whole, *parts = quantities(text)
    assert [(one.best, one.counted and one.counted.of(text), one.whole) for one in parts] == [
        (11, "children", whole.span),
        (9, "women", whole.span),
    ]


def test_quantities_link_a_part_to_the_whole_behind_it() -> None:
    part, whole = quantities("Two of the 12 soldiers were found.")
    assert (part.best, whole.best, part.whole) == (2, 12, whole.span)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Exports fell by 5 per cent.", "down"),
        ("Exports rose 5 per cent.", "up"),
        ("A 5 per cent drop was reported.", "down"),
        ("The dam is 5 metres high.", None),
    ],
)
def test_quantities_know_a_change(text: str, change: str | None) -> None:
    assert only(text).change == change


def test_quantities_share_the_bound_with_a_conversion() -> None:
    first, second = quantities("The fire spread over more than 100 km (60 miles).")
    assert (first.low, second.low, second.best) == (100, 60, None)


@pytest.mark.parametrize(
    "text",
    [
        "The second attack came on the 5th.",
        "It was signed on 6 May 2021.",
        "The force will leave within 10 days.",
        "They met at 12:30 and at 5 p.m. there.",
        "Jan Petrov, 49, was released.",
        "A man aged 34 was released.",
        "A 34-year-old man was released.",
        "They cited Articles 2, 4 and 51 of the treaty.",
        "They cited resolution 2202.",
        "Unit 8200 took Route 4 to Gate 3.",
        "An F-16 and a T-72 were lost.",
        "Call +41 22 555 0101 or 555-1234.",
        "One of the men was found.",
        "One never knows, and this one will stay.",
        "Not one shot was fired.",
        "A man saw an aircraft.",
        "The price is twice what it was, and nine times what it should be.",
        "The flag flew at half-mast in the second half.",
        "They fear COVID-19 and 5G.",
        "They live at 16 Lime Street.",
        "Orva won 3-1.",
    ],
)
def test_quantities_leave_other_numbers_out(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The siege went on for 27 days.", [("27 days", "duration")]),
        ("A 34-year-old nurse and a boy aged 8 were hurt.", [("34-year-old", "age"), ("8", "age")]),
        ("The bridge was hit at least three times.", [("at least three", "multiple")]),
        ("One of the guards was found.", [("One", "one of")]),
        ("Not one of the guards was found, and every one of them had a name.", []),
        ("It lasted for several weeks, and one day it will end.", []),
    ],
)
def test_quantities_mark_amounts_that_count_nothing(text: str, found: list[tuple[str, str]]) -> None:
    assert others(text) == found


def test_quantities_of_time_carry_their_unit() -> None:
    found = read_with("The talks took between three and five hours.", QUANTITIES).quantities
    assert [(one.low, one.high, one.unit, one.kind) for one in found] == [(3, 5, "hour", "duration")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("They grounded two new 340 Swift jets.", ["two"]),
        ("Shops sell the Orfone 14 Pro for 7,000 yuan.", ["7,000 yuan"]),
        ("Team Seven won with Formula One drivers.", []),
    ],
)
def test_quantities_leave_numbers_of_models_and_teams_out(text: str, counts: list[str]) -> None:
    assert words(text) == counts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("In 2016, 58 people were killed there.", "58"),
        ("Varna News English 58 Killed in Gas Attack", "58"),
        ("The 1520 sq m clinic was let.", "1520 sq m"),
        ("The blast left 112 wounded.", "112"),
    ],
)
def test_quantities_keep_counts_behind_names_and_years(text: str, count: str) -> None:
    assert words(text) == [count]


def test_quantities_leave_out_what_is_inside_a_timex() -> None:
    text = "It lasted 40 moons for 12 men."
    timex = Timex(Span(10, 18), TimexType.DURATION, "P40X")
    assert words(text, timexes=(timex,)) == ["12"]


def test_quantities_part_what_goes_with_things_of_their_own() -> None:
    found = quantities("They paid 40 or 50 more than the first and the second buyer, respectively.")
    assert [one.best for one in found] == [40, 50]


def test_quantities_share_the_bound_with_every_conversion() -> None:
    found = quantities("It gives under 296 hp (224 kW / 300 PS).")
    assert [(one.high, one.unit) for one in found] == [(296, "horsepower"), (224, "kilowatt"), (300, "metric horsepower")]


def test_quantities_do_not_cross_from_one_block_to_the_next() -> None:
    assert words("They lost 5\nMillion-year rocks.")[:1] == ["5"]


def test_quantities_are_in_order_and_at_their_words() -> None:
    text = "Some 40 men, 12 trucks, $3m and two-thirds of the town were lost, 5 per cent more than before."
    found = quantities(text)
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert [one.span.of(text) for one in found] == ["Some 40", "12", "$3m", "two-thirds", "5 per cent"]


@pytest.mark.parametrize(
    "text",
    [
        "Sarah and Tim Petrov, 27 and 29 years old, left.",
        "People between the ages of 38 and 44 left.",
        "The minister says he is 70.",
        "A car burned in the 6600 block of Lime Street.",
        "Residents called 911.",
    ],
)
def test_quantities_leave_ages_in_pairs_and_names_in_figures_out(text: str) -> None:
    assert words(text) == []


def test_quantities_keep_counts_beside_an_age() -> None:
    assert words("Kim Petrov, 30, and 12 others were freed.") == ["12"]


def test_quantities_do_not_take_the_name_of_a_thing_for_a_unit() -> None:
    text = "At least 34 barrel bombs fell."
    found = only(text)
    assert (found.span.of(text), found.unit) == ("At least 34", None)


def test_quantities_count_people_that_a_name_stands_for() -> None:
    assert words("Two Taliban and 11 Taliban were seen.") == ["Two", "11"]
