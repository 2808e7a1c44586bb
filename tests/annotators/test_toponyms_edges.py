"""Names of which one text holds several, camps, names tied by hyphens. The texts are invented."""

import pytest

import onrecord
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.model import ToponymKind
from onrecord.testing import read_with

Found = list[tuple[str, str | None]]


def admins(text: str, surface: str) -> list[str | None]:
    found = read_with(text, TOPONYMS).toponyms
    return [t.resolved.admin if t.resolved else None for t in found if t.surface == surface]


def countries(text: str) -> Found:
    return [(t.surface, t.resolved.country if t.resolved else None) for t in read_with(text, TOPONYMS).toponyms]


def test_toponym_without_a_container_takes_that_of_the_nearest_before() -> None:
    text = "A man from Alexandria, Va., was held. Alexandria police knew him. He had lived in Alexandria, La., too."
    assert admins(text, "Alexandria") == ["Virginia", "Virginia", "Louisiana"]


def test_toponym_that_contains_another_does_not_lie_where_its_namesake_does() -> None:
    text = "One man was held in Washington, D.C., and another in Spokane, Washington."
    assert admins(text, "Washington") == ["District of Columbia", None]


@pytest.mark.parametrize(
    "text",
    ["The Lebanese town of Tripoli was shelled.", "Tripoli, the Lebanese city, was shelled.", "The Lebanese city Tripoli fell."],
)
def test_toponym_lies_in_the_country_that_a_demonym_says(text: str) -> None:
    assert countries(text) == [("Tripoli", "LB")]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("A quake struck near Port-au-Prince on Monday.", "Port-au-Prince"),
        ("Talks in Cote d'Ivoire were held on Monday.", "Cote d'Ivoire"),
        ("Ships crossed the South China Sea on Monday.", "South China Sea"),
        ("People fled from the Azraq camp on Monday.", "Azraq camp"),
    ],
)
def test_toponym_is_the_whole_of_its_name(text: str, surface: str) -> None:
    assert [words for words, _ in countries(text)] == [surface]


def test_toponym_is_no_camp_of_a_politician() -> None:
    assert countries("The Clinton camp was glad on Monday.") == []


def test_toponym_near_others_wins_against_a_larger_one_far_off_in_the_same_country() -> None:
    text = (
        "A Harlem woman was held on Monday. Her friend was found in Grovetown. They had driven through Monroeville, Ala., "
        "to Washington, D.C., and Boston. A Harlem man was freed in Columbia County."
    )
    assert admins(text, "Harlem") == ["Georgia", "Georgia"]


def test_toponym_called_like_a_country_is_the_country_unless_the_text_says_otherwise() -> None:
    text = (
        "The United States lifted its ban on travel from Italy and China on Monday. At the White House and on Capitol Hill, "
        "American officials praised it. The United States would help Italy."
    )
    assert [country for surface, country in countries(text) if surface in ("Italy", "China")] == ["IT", "CN", "IT"]


def test_toponym_is_no_era() -> None:
    assert countries("The wall was built in 575 B.C. by a king.") == []


def test_toponym_with_an_article_is_rather_no_town() -> None:
    text = "Troops crossed the Rio Grande near El Paso and Ciudad Juarez."
    assert next((t.surface, t.kind) for t in read_with(text, TOPONYMS).toponyms) == ("Rio Grande", ToponymKind.WATER)


def test_toponym_country_stays_one_behind_a_class_noun() -> None:
    kinds = [t.kind for t in read_with("There was chaos in other regions of Ukraine on Monday.", TOPONYMS).toponyms]
    assert kinds == [ToponymKind.COUNTRY]


def test_a_country_s_initials_are_not_met_in_a_word() -> None:
    text = "Five Killed in Terrorist Car Bomb Attack in Orva City."
    assert "Car" not in [toponym.surface for toponym in read_with(text, TOPONYMS).toponyms]


def test_the_united_nations_are_no_place() -> None:
    text = "They met at U.N. climate talks in Lima."
    assert [toponym.surface for toponym in read_with(text, TOPONYMS).toponyms] == ["Lima"]


def test_unknown_name_that_begins_like_many_is_kept_whole() -> None:
    doc = onrecord.read_text("Some 450 observers landed in Port Calder on Wednesday.")
    assert [(place.surface, place.resolved) for place in doc.toponyms] == [("Port Calder", None)]
