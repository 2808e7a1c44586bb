from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from onrecord.export.side_by_side import Given
from onrecord.web.plot import LINE, OTHER, Plot, mark_of, plot


def given(
    as_of: str, best: float | None = None, low: float | None = None, high: float | None = None, by: str = "Fire brigade"
) -> Given:
    return Given("c", "d", "words", "m.1", by, as_of, "a figure", low, best, high)


def drawn(*figures: Given, width: int = 760) -> Plot:
    found = plot(figures, width)
    assert found is not None
    return found


def test_one_figure_is_no_drawing() -> None:
    assert plot([]) is plot([given("2024-04-09", 8)]) is None


def test_higher_figures_stand_higher_and_later_ones_to_the_right() -> None:
    (strand,) = drawn(given("2024-04-09", 8), given("2024-04-12", 24)).strands
    first, second = strand.marks
    assert first.y > second.y
    assert first.x < second.x
    assert strand.way == f"M{first.x} {first.y} L{second.x} {second.y}"


def test_a_moment_is_as_wide_as_it_is_vague() -> None:
    figures = given("2024-04", 8), given("2024-04-09", 9), given("2024-04-09T14:00", 10)
    month, day, minute = (mark.right - mark.left for mark in drawn(*figures).strands[0].marks)
    assert minute == 0 < day * 20 < month


@pytest.mark.parametrize(
    ("bounds", "arrow"), [({"low": 5.0}, "up"), ({"high": 5.0}, "down"), ({"low": 5.0, "high": 9.0}, None), ({"best": 5.0}, None)]
)
def test_open_bounds_are_arrows(bounds: dict[str, Any], arrow: str | None) -> None:
    assert drawn(replace(given("2024-04-09"), **bounds), given("2024-04-10", 7)).strands[0].marks[0].arrow == arrow


def test_a_range_is_a_bar_from_low_to_high() -> None:
    (mark, _) = drawn(given("2024-04-09", low=5, high=9), given("2024-04-10", 7)).strands[0].marks
    assert mark.low is not None
    assert mark.high is not None
    assert mark.high < mark.y < mark.low


def test_sources_are_told_apart_by_shape_and_the_rest_are_drawn_alike() -> None:
    figures = [given("2024-04-09", number, by=f"Source {number}") for number in range(OTHER + 3)]
    found = drawn(*figures)
    assert len({strand.shape for strand in found.strands}) == OTHER + 1
    assert (found.strands[-1].name, found.strands[-1].way) == ("3 other sources", "")
    assert mark_of(figures)[f"Source {OTHER}"] == OTHER


def test_names_at_the_ends_do_not_cover_one_another() -> None:
    found = drawn(
        *[given("2024-04-09", 100 + number / 10, by=f"Source {number}") for number in range(OTHER)], given("2024-04-08", 1)
    )
    heights = sorted(strand.label_y for strand in found.strands)
    assert all(after - before >= LINE - 0.2 for before, after in pairwise(heights))
    assert max(heights) <= found.floor


def test_long_names_are_cut_and_kept_whole_beside() -> None:
    (strand,) = drawn(given("2024-04-09", 8, by="N" * 200), given("2024-04-10", 9, by="N" * 200), width=390).strands
    assert len(strand.label) < 30
    assert len(strand.name) == 200


@pytest.mark.parametrize(
    "days",
    [
        ("2024-04-09", "2024-04-09"),
        ("2024-04-09T10:00:00Z", "2024-04-09T10:01:00+02:00"),
        ("1999", "2024"),
        ("0001", "9998-12-31"),
        ("2024-01-01", "2024-07-01"),
    ],
)
def test_any_span_of_time_has_ticks_within_the_drawing(days: tuple[str, str]) -> None:
    found = drawn(given(days[0], 8), given(days[1], 9))
    assert 1 <= len(found.across) <= 12
    assert all(found.left <= x <= found.right for x, _ in found.across)


@pytest.mark.parametrize("values", [(0, 0), (5, 5), (1e15, 3), (0.25, 0.5), (-3, 4), (58, 86), (1e6, 1000001)])
def test_any_numbers_have_ticks_within_the_drawing(values: tuple[float, float]) -> None:
    found = drawn(given("2024-04-09", values[0]), given("2024-04-10", values[1]))
    assert 2 <= len(found.up) <= 12
    marks = [mark for strand in found.strands for mark in strand.marks]
    assert all(0 <= mark.y <= found.floor for mark in marks)


@pytest.mark.parametrize("as_of", ["", "soon", "2024-13-01", "2024-XX-01", "9999", "9999-12-31", "2024-02-30", "-5", "1-2-3-4"])
def test_what_is_no_moment_is_not_drawn(as_of: str) -> None:
    found = drawn(given("2024-04-09", 8), given("2024-04-10", 9), given(as_of, 10))
    assert len(found.strands[0].marks) == 2


def test_ticks_say_the_year_once() -> None:
    labels = [label for _, label in drawn(given("2023-12-30", 8), given("2024-01-02", 9)).across]
    assert labels[:3] == ["30 Dec 2023", "31 Dec", "1 Jan 2024"]
