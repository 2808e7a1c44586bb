"""Which claims of a group of reports belong to what they are about. Invented places."""

import pytest

import onrecord
from onrecord.matters.build import Matters
from onrecord.matters.groups import is_one
from onrecord.matters.rulings import Rulings
from onrecord.matters.testimony import report_of

FIRST = "BRENNA, 12 May 2023 - Fourteen people were killed in Brenna on 12 May when the Haskel dam failed, the fire service said."
LATER = (
    "BRENNA, 13 May 2023 - The number of people killed by the failure of the Haskel dam in southern Tavrela has risen to 73, "
    "the fire service said on Saturday. Soldiers dug through mud in Brenna, and in Brenna all shops were shut on 12 May."
)
SECOND = FIRST.replace("Fourteen", "Fifteen").replace("fire service", "town council")
THIRD = FIRST.replace("Fourteen", "Sixteen").replace("fire service", "hospital")
FOURTH = FIRST.replace("Fourteen", "Twelve").replace("fire service", "Red Cross")
FIFTH = FIRST.replace("Fourteen", "Ten").replace("fire service", "power company")


def test_region_of_the_place_does_not_make_another_matter() -> None:
    texts = *((text, "2023-05-12") for text in (FIRST, SECOND, THIRD, FOURTH, FIFTH)), (LATER, "2023-05-13")
    reports = [report_of(onrecord.read_text(text, published=day).to_dict()) for text, day in texts]
    found, _ = Matters(reports).find({}, Rulings())
    tolls = [matter for matter in found if matter.question.startswith("How many people were killed")]
    assert [len(matter.accounts) for matter in tolls] == [6]


def test_dead_of_the_whole_war_are_of_another_scope() -> None:
    text = FIRST + " The conflict has left more than 320,000 people dead, the mayor said."
    testimonies = report_of(onrecord.read_text(text, published="2023-05-12").to_dict()).testimonies
    scopes = {figure.verbatim: figure.scope for t in testimonies for figure in t.figures}
    assert scopes == {"Fourteen": frozenset(), "more than 320,000": frozenset({"in the whole war"})}


def test_people_in_custody_are_counted_as_detained() -> None:
    doc = onrecord.read_text("Nine members of the former government are in custody.", published="2023-05-12")
    (told,) = report_of(doc.to_dict()).testimonies
    assert [(figure.verbatim, figure.harm) for figure in told.figures] == [("Nine", "detained")]


def test_hospitals_are_no_injured_people() -> None:
    doc = onrecord.read_text("97 people are being treated in five hospitals.", published="2023-05-12")
    harms = {f.verbatim: f.harm for t in report_of(doc.to_dict()).testimonies for f in t.figures}
    assert harms == {"97": "injured", "five": None}


def test_fewer_missing_on_a_later_day_are_a_revision() -> None:
    texts = ("BRENNA - 46 people are missing in Brenna, the fire service said.", "2023-05-12"), (
        "BRENNA - 31 people are missing in Brenna, the town council said.", "2023-05-13")  # fmt: skip
    reports = [report_of(onrecord.read_text(text, published=day).to_dict()) for text, day in texts]
    found, _ = Matters(reports).find({}, Rulings())
    assert [relation.relation for matter in found for relation in matter.relations] == ["revises"]


HURT = "BRENNA - Tomas Ravik was shot dead in Brenna on 12 May 2023, the fire service said."


@pytest.mark.parametrize(
    ("text", "day", "together"),
    [
        ("OLM - The widow of Tomas Ravik asks for help. Ravik was killed at night.", "2023-05-20", True),
        ("OLM - Tomas Ravik opened a school. The mayor of Olm came.", "2023-05-20", False),
        ("OLM - A court in Olm heard how two men were shot dead in Brenna on 12 May 2023.", "2024-03-01", True),
        ("OLM - A court in Olm heard how two men were shot dead in Brenna on 3 April 2023.", "2024-03-01", False),
    ],
)
def test_reports_are_of_one_incident_by_whom_it_befell_or_by_its_day_and_place(text: str, day: str, together: bool) -> None:
    reports = [report_of(onrecord.read_text(words, published=on).to_dict()) for words, on in ((HURT, "2023-05-12"), (text, day))]
    assert is_one(*reports) is together
