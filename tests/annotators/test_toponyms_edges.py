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


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Two mills burned in the South-East on Monday.", "South-East"),
        ("Clashes broke out in the North-West, and in Cameroon all was calm.", "North-West"),
        ("In the North-West region, two mills burned.", "North-West"),
    ],
)
def test_toponym_is_no_region_far_off_where_it_only_names_a_point_of_the_compass(text: str, surface: str) -> None:
    assert dict(countries(text))[surface] is None


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("North West, Cameroon, saw new clashes on Monday.", "North West"),
        ("Two mills burned in the North West region of Cameroon.", "North West"),
        ("Fighting goes on in Cameroon. In the North-West region, two mills burned.", "North-West"),
    ],
)
def test_toponym_of_the_compass_is_the_region_of_the_country_that_is_named_with_it(text: str, surface: str) -> None:
    assert dict(countries(text))[surface] == "CM"


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit the Lisbon quarter of Ankara on Monday.",
        "Shells hit the Lisbon district in the north of the Turkish city of Ankara.",
        "Shells hit Ankara's Lisbon neighbourhood on Monday.",
        "Shells hit Lisbon, a suburb of Ankara, on Monday.",
        "Shells hit the Lisbon District of Ankara on Monday.",
    ],
)
def test_toponym_of_a_part_of_a_town_is_no_town_far_off(text: str) -> None:
    found = {surface.split()[0]: code for surface, code in countries(text)}
    assert found == {"Lisbon": None, "Ankara": "TR"}


def test_toponym_of_a_part_of_a_town_stays_so_where_it_comes_again() -> None:
    text = "Shells hit the Lisbon quarter of Ankara on Monday. People fled from Lisbon to Konya."
    assert countries(text) == [("Lisbon", None), ("Ankara", "TR"), ("Lisbon", None), ("Konya", "TR")]


def test_toponym_of_a_part_of_a_town_is_the_town_of_its_name_where_the_text_says_so() -> None:
    text = "Shells hit the Lisbon quarter of Ankara on Monday. In Lisbon, Portugal, people wept."
    assert [code for surface, code in countries(text) if surface == "Lisbon"] == [None, "PT"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two died in Douma, a suburb of Damascus.", [("Douma", "SY"), ("Damascus", "SY")]),
        ("A rocket hit the Damascus suburb of Douma.", [("Damascus", "SY"), ("Douma", "SY")]),
        ("Two died in the Jenin area of the West Bank.", [("Jenin", "PS"), ("West Bank", "PS")]),
        ("Troops entered the Kunduz district of Afghanistan.", [("Kunduz", "AF"), ("Afghanistan", "AF")]),
    ],
)
def test_toponym_of_a_part_is_resolved_where_the_gazetteer_has_it_there(text: str, found: Found) -> None:
    assert countries(text) == found


def test_toponym_of_a_town_is_no_region_for_being_behind_a_district_of_it() -> None:
    found = read_with("Shells hit the Midan district of Homs on Monday.", TOPONYMS).toponyms
    assert [t.kind for t in found if t.surface == "Homs"] == [ToponymKind.CITY]


@pytest.mark.parametrize(
    "text",
    ["A White House plan failed.", "They spoke of a Kremlin plot.", "White House aides came.", "A Pentagon report named him."],
)
def test_toponym_of_a_seat_of_government_before_a_noun_is_no_location(text: str) -> None:
    assert [(t.is_location, t.kind) for t in read_with(text, TOPONYMS).toponyms] == [(False, ToponymKind.FACILITY)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A man was shot near the White House on Monday.", ToponymKind.FACILITY),
        ("A fire broke out on the White House lawn.", ToponymKind.FACILITY),
        ("Four were hurt in White House, Tennessee.", ToponymKind.CITY),
    ],
)
def test_toponym_of_a_seat_of_government_is_a_location_where_something_happens_there(text: str, kind: ToponymKind) -> None:
    found = read_with(text, TOPONYMS).toponyms
    assert (found[0].is_location, found[0].kind) == (True, kind)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Ten died in the raid on the mill in the Ain Orva town in Idlib.", "Ain Orva"),
        ("Two died in Ain Orva, a town near Damascus.", "Ain Orva"),
        ("Shells hit a mill in the Ain Olm town in Idlib.", "Ain Olm"),
    ],
)
def test_toponym_is_no_place_far_off_that_only_the_first_word_of_its_name_names(text: str, surface: str) -> None:
    assert countries(text)[0] == (surface, None)


def test_toponym_of_several_words_is_known_in_another_spelling() -> None:
    assert countries("Two died in Khan Younus on Friday.") == [("Khan Younus", "PS")]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("In Kabul President Kos met the general.", "Kabul"),
        ("Near Homs Syrian troops advanced.", "Homs"),
        ("He lives in Paris France.", "Paris"),
        ("In London Tuesday a man was shot.", "London"),
    ],
)
def test_toponym_ends_where_another_name_begins(text: str, surface: str) -> None:
    assert countries(text)[0][0] == surface


@pytest.mark.parametrize(
    "text",
    [
        "Mills burned in Sofala, Manica and Tete provinces on Monday.",
        "Mills burned in the provinces of Sofala, Manica and Tete on Monday.",
    ],
)
def test_toponyms_in_a_list_are_of_the_kind_that_is_said_of_all(text: str) -> None:
    found = [t.resolved for t in read_with(text, TOPONYMS).toponyms]
    assert [(place.kind, place.country) for place in found if place] == [(ToponymKind.REGION, "MZ")] * 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two died in Homs on Monday.", ToponymKind.CITY),
        ("Two died in Isfahan on Monday.", ToponymKind.CITY),
        ("Two died in Kerman province on Monday.", ToponymKind.REGION),
    ],
)
def test_toponym_of_a_town_and_its_province_is_the_town_unless_it_says_province(text: str, kind: ToponymKind) -> None:
    found = read_with(text, TOPONYMS).toponyms[0].resolved
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two died in Syrias northwestern province of Idlib.", [("Syrias", "SY"), ("Idlib", "SY")]),
        ("A bomb hit an outpost in northwestern Syrias Idlib province.", [("Syrias", "SY"), ("Idlib", "SY")]),
        ("Turkeys roam the farm.", []),
        ("The two Koreas held talks.", []),
    ],
)
def test_toponym_of_a_country_owns_what_follows_without_an_apostrophe(text: str, found: Found) -> None:
    assert countries(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A source told SANA that shells hit a mill.", []),
        ("PARIS (Orvan News) - Two mills burned.", [("PARIS", "FR")]),
        ("Two mills burned in NYC on Monday.", [("NYC", "US")]),
    ],
)
def test_toponym_in_capitals_is_no_agency(text: str, found: Found) -> None:
    assert countries(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HE WARNED THAT AID TO EL SALVADOR WILL DEPEND ON PROGRESS IN THE TALKS.", [("EL SALVADOR", "SV")]),
        ("El Salvador fell silent.", [("El Salvador", "SV")]),
        ("A man was shot on the 700 block of Tennessee on Monday.", []),
    ],
)
def test_toponym_has_its_article_and_is_no_street(text: str, found: Found) -> None:
    assert countries(text) == found


def test_a_day_of_the_week_is_no_place() -> None:
    doc = onrecord.read_text("Two are dead and two are in critical condition after a Saturday night shooting in Selm.")
    assert "Saturday" not in [place.surface for place in doc.toponyms]
