"""Reports without any date: a place that all the world names is no reason to take them for reports of one incident."""

from onrecord.matters.groups import is_one
from onrecord.matters.testimony import Report


def report(id: str, published: str, focus: set[str], known: set[str] = frozenset(), names: set[str] = frozenset()) -> Report:  # type: ignore[assignment]
    places = frozenset(focus)
    none = frozenset[str]()
    return Report(id, published, None, None, places, none, frozenset(names), places, frozenset(known), none, (), (), ())


def test_undated_report_of_a_small_place_joins_another() -> None:
    assert is_one(report("a", "", {"tesk"}), report("b", "2024-05-02", {"tesk"}))


def test_undated_report_of_a_large_city_does_not() -> None:
    assert not is_one(report("a", "", {"grandia"}, {"grandia"}), report("b", "2024-05-02", {"grandia"}, {"grandia"}))


def test_dated_reports_of_a_large_city_do() -> None:
    assert is_one(report("a", "2024-05-02", {"grandia"}, {"grandia"}), report("b", "2024-05-02", {"grandia"}, {"grandia"}))


def test_undated_report_with_two_names_in_common_does_not() -> None:
    names = {"mayor prell", "orva bridge"}
    assert not is_one(report("a", "", set(), names=names), report("b", "2024-05-02", set(), names=names))
