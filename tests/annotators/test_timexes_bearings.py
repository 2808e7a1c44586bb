"""What dates are resolved against, and what stays open."""

import pytest

import onrecord
from onrecord.annotators.timexes import TIMEXES
from onrecord.model import Anchor, Document, Role, Span, TimexType, Turn
from onrecord.testing import read_with, span_of


def read(text: str, published: str | None) -> Document:
    return read_with(text, TIMEXES, published=published)


def only_values(text: str, published: str | None) -> list[str | None]:
    return [timex.value for timex in read(text, published).timexes]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mill burned on January 6.", "XXXX-01-06"),
        ("The mill burned in March.", "XXXX-03"),
        ("The mill burned on Friday.", "XXXX-WXX-5"),
        ("The mill burned yesterday.", "XXXX-XX-XX"),
        ("The mill burned last week.", "XXXX-WXX"),
        ("The mill burned last year.", "XXXX"),
        ("Shops close at 23:00.", "T23:00"),
    ],
)
def test_timexes_stay_open_without_a_date_of_the_document(text: str, value: str) -> None:
    assert only_values(text, None) == [value]


def test_timexes_take_only_what_a_partial_date_of_the_document_tells() -> None:
    text = "The mill burned on January 6. Yesterday we met. Last year was hard."
    assert only_values(text, "2022") == ["2022-01-06", "XXXX-XX-XX", "2021"]


def test_timexes_of_an_undated_document_take_the_year_of_a_date_nearby() -> None:
    text = "On January 6 the mill burned.\n\nThe January 15/2022"
    doc = read(text, None)
    assert doc.timexes[0].value == "2022-01-06"
    assert doc.timexes[0].anchor == Anchor("text", "2022-01-15", span_of(text, "January 15/2022"))


def test_timexes_go_on_from_a_full_date_before() -> None:
    assert only_values("We left Orva on 3 March 2014. On 5 March the town fell.", "2022-01-15")[1] == "2014-03-05"


def test_timexes_take_the_year_before_for_a_month_that_lies_behind() -> None:
    assert only_values("The mill burned in November.", "2022-01-15") == ["2021-11"]


def test_timexes_take_the_coming_month_for_what_lies_ahead() -> None:
    assert only_values("The court will meet in November.", "2022-01-15") == ["2022-11"]


def test_timexes_count_on_from_a_date_of_the_text() -> None:
    doc = read("He was freed on 3 January and killed two days later.", "2022-01-15")
    assert doc.timexes[1].value == "2022-01-05"
    assert doc.timexes[1].anchor == Anchor("text", "2022-01-03", doc.timexes[0].span)


def test_timexes_without_a_date_to_count_from_stay_open() -> None:
    assert only_values("Two days later he was killed.", "2022-01-15") == ["XXXX-XX-XX"]


def test_timexes_take_the_day_of_a_clock_time_from_the_sentence_before() -> None:
    assert only_values("It began on 5 January. At 6 a.m. the guns fell silent.", "2022-01-15")[1] == "2022-01-05T06:00"


def test_timexes_name_the_document_as_anchor() -> None:
    assert read("The mill burned yesterday.", "2022-01-15").timexes[0].anchor == Anchor("document", "2022-01-15")


def test_timexes_of_full_dates_have_no_anchor() -> None:
    assert read("The mill burned on 3 March 2021.", "2022-01-15").timexes[0].anchor is None


def test_timexes_read_a_numeric_date_by_the_document_near_to_it() -> None:
    assert only_values("It was signed on 7/8/2007.", "2007-07-09") == ["2007-07-08"]
    assert only_values("It was signed on 7/8/2007.", "2012-07-09") == ["2007-XX-XX"]


def test_timexes_in_a_report_can_name_the_day_of_its_publication() -> None:
    text = "ORVA (OPA) — The mill burned on Saturday."
    assert only_values(text, "2022-01-15") == ["2022-01-15"]


def test_timexes_in_an_interview_never_name_the_day_of_its_publication() -> None:
    text = "The minister said on Saturday that the mill burned."
    turn = Turn(Span(0, len(text)), Role.ANSWER)
    assert read_with(text, TIMEXES, published="2022-01-15", turns=(turn,)).timexes[0].value == "2022-01-08"


def test_timexes_in_a_report_on_a_quarter_compare_with_the_same_quarter() -> None:
    text = "In the third quarter the mill earned more than a year ago."
    assert only_values(text, "2021-11-02") == ["2021-Q3", "2020-Q3"]


def test_timex_holds_mod_edtf_and_precision() -> None:
    timex = read("Shots were heard in early January.", "2022-01-15").timexes[0]
    assert (timex.type, timex.mod, timex.edtf, timex.precision) == (TimexType.DATE, "START", "2022-01", "month")


def test_timex_of_a_week_is_an_interval_in_edtf() -> None:
    timex = read("They met last week.", "2022-01-15").timexes[0]
    assert (timex.value, timex.edtf, timex.precision) == ("2022-W01", "2022-01-03/2022-01-09", "week")


def test_timex_of_a_duration_has_no_edtf() -> None:
    timex = read("It took three days.", "2022-01-15").timexes[0]
    assert (timex.type, timex.edtf, timex.precision, timex.anchor) == (TimexType.DURATION, None, None, None)


def test_timexes_span_words_of_the_text_over_line_breaks() -> None:
    text = "They met on 3\nMarch 2021 in Orva."
    doc = read_with(text, TIMEXES, blocks=())
    assert doc.timexes[0].span.of(text) == "3\nMarch 2021"


@pytest.mark.slow
def test_timexes_of_many_dates_are_found_in_linear_time() -> None:
    assert len(only_values("On January 6 they met. " * 2000, None)) == 2000


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Published 6 March 2031 Rebels shelled the port on Tuesday.", "2031-02-20", "2031-03-04"),
        ("Rebels shell port Monitor Thursday 6 Mar 2031 Rebels shelled the port on Tuesday.", "2031-02-20", "2031-03-04"),
        ("Published 6 March 2031 Rebels shelled the port on Tuesday.", None, "2031-03-04"),
        ("After the storm of 6 March 2031 rebels shelled the port on Tuesday.", "2031-02-20", "2031-02-18"),
        ("Halden Mills expects a loss for the year ending June 30, 2031, it said yesterday.", "2031-02-20", "2031-02-19"),
    ],
)
def test_timexes_are_resolved_by_the_date_that_the_text_opens_with(text: str, published: str | None, value: str) -> None:
    assert only_values(text, published)[-1] == value


def test_timexes_of_a_report_name_its_own_day_though_it_says_last_night() -> None:
    text = "PORT ORVA (Halden Press) - Rebels shelled the port on Friday. Houses burned last night."
    assert only_values(text, "2031-03-07") == ["2031-03-07", "2031-03-06TNI"]


def test_yesterday_in_a_quotation_says_nothing_of_the_report() -> None:
    text = 'ORVA, 18 January (Halden Press) - The dam broke on Tuesday. "It has rained since yesterday," a guard said.'
    assert only_values(text, "2022-01-18")[1] == "2022-01-18"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("That day the mill burned.", "XXXX-XX-XX"),
        ("The same night the mill burned.", "XXXX-XX-XXTNI"),
        ("The mill burned that week.", "XXXX-WXX"),
        ("The mill burned that year.", "XXXX"),
        ("That day in April changed the town.", "XXXX-XX-XX"),
    ],
)
def test_timexes_never_take_that_day_for_the_day_of_publication(text: str, value: str) -> None:
    assert only_values(text, "2022-01-15")[0] == value


def test_timexes_take_that_night_from_a_day_of_the_text() -> None:
    assert only_values("Rebels took Orva on 5 January. That night the mill burned.", "2022-01-15")[1] == "2022-01-05TNI"


def test_timexes_leave_the_day_of_a_clock_time_open_far_from_the_days_that_a_text_tells_of() -> None:
    text = (
        "The mill was sold on 3 March 2019. "
        + "Nobody in the town of Orva knew why it was sold. " * 13
        + "It burned at 10 p.m. in all."
    )
    assert only_values(text, "2022-01-15")[-1] == "T22:00"


def test_timexes_take_the_day_of_publication_for_a_clock_time_where_no_other_is_told() -> None:
    assert only_values("The mill burned at 10 p.m. in all.", "2022-01-15") == ["2022-01-15T22:00"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mill burned tonight. Smoke was seen at 9:10.", "2022-01-15T21:10"),
        ("The mill burned on 5 January in the evening. Smoke was seen at nine o'clock.", "2022-01-05T21:00"),
        ("The mill burned tonight. Smoke was seen at 09:10.", "2022-01-15T09:10"),
        ("The mill burned tonight. Smoke was seen at 9:10 a.m.", "2022-01-15T09:10"),
        ("The mill burned this morning. Smoke was seen at 9:10.", "2022-01-15T09:10"),
    ],
)
def test_timexes_take_the_half_of_a_clock_from_the_part_of_the_day_before(text: str, value: str) -> None:
    assert only_values(text, "2022-01-15")[-1] == value


@pytest.mark.parametrize("published", ["2022-01-10", "2022-01-12", None])
def test_timexes_take_a_weekday_for_the_full_date_before_that_names_it(published: str | None) -> None:
    assert only_values("On Monday 10 January 2022 rebels came. The town fell on Monday.", published)[1] == "2022-01-10"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Monday 10 January 2022 rebels came. They will meet on Monday.", "2022-01-17"),
        ("On Monday 13 December 2021 rebels came. The town fell on Monday.", "2022-01-10"),
        ("They will vote on Monday 17 January 2022. The town fell on Monday.", "2022-01-10"),
        ("On Monday 10 January 2022 rebels came. The town fell on Tuesday.", "2022-01-11"),
    ],
)
def test_timexes_take_another_weekday_where_the_full_date_before_does_not_fit(text: str, value: str) -> None:
    assert only_values(text, "2022-01-15")[1] == value


def test_timexes_take_a_weekday_for_the_date_in_the_line_at_the_head() -> None:
    text = "Mill burns in Orva\nMonday 10 January 2022\n\nTwo people died on Monday in a fire at a mill, the mayor said."
    doc = onrecord.read_text(text, published="2022-01-04")
    assert [timex.value for timex in doc.timexes] == ["2022-01-10"]


@pytest.mark.parametrize(
    ("published", "values"), [("2022-01-12", ["2022-01-10", "2022-01-11"]), ("2022-02-01", ["2022-01-10", "2022-01-11"])]
)
def test_timexes_count_from_the_date_in_the_line_at_the_head(published: str, values: list[str]) -> None:
    text = "ORVA, 11 January 2022 (Orvan News) - Two mills burned yesterday, the mayor said on Tuesday."
    doc = onrecord.read_text(text, published=published)
    assert [timex.value for timex in doc.timexes] == values
