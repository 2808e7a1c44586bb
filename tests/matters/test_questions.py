import pytest

from onrecord.matters.build import Matters
from onrecord.matters.questions import in_words
from onrecord.matters.rulings import Rulings
from onrecord.matters.testimony import report_of
from onrecord.testing import make_toll


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-04-09", "on 9 April 2024"),
        ("2024-04-09T14:00", "on 9 April 2024"),
        ("2024-12", "in December 2024"),
        ("2024", "in 2024"),
        ("2024-W15", "on 2024-W15"),
        ("2024-13-01", "on 2024-13-01"),
    ],
)
def test_days_in_questions_are_said_as_people_say_them(day: str, words: str) -> None:
    assert in_words(day) == words


def test_a_question_says_its_day_in_words() -> None:
    found, _ = Matters([report_of(make_toll(17).to_dict())]).find({}, Rulings())
    assert [matter.question for matter in found] == ["How many people were killed on 4 March 2024?"]
