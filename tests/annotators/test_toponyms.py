"""Toponyms: what is a place, which place it is, and what the words say of it. The texts are invented."""

import pytest

from onrecord.annotators.toponyms import TOPONYMS
from onrecord.model import Toponym
from onrecord.testing import read_with


def toponyms(text: str, **fields: str) -> list[Toponym]:
    return list(read_with(text, TOPONYMS, **fields).toponyms)


def surfaces(text: str) -> list[str]:
    return [toponym.surface for toponym in toponyms(text)]


def of(text: str, surface: str) -> Toponym:
    return next(toponym for toponym in toponyms(text) if toponym.surface == surface)


def where(toponym: Toponym) -> tuple[str | None, str | None]:
    return (toponym.resolved.country, toponym.resolved.admin) if toponym.resolved else (None, None)


def test_toponym_spans_hold_their_words() -> None:
    text = "Shells fell  on\nMosul and on Tikrit in northern Iraq."
    assert [(t.surface, text[t.span.start : t.span.end]) for t in toponyms(text)] == [(s, s) for s in ("Mosul", "Tikrit", "Iraq")]


def test_toponym_with_a_state_behind_it_is_that_of_the_state() -> None:
    text = "The mayor of Springfield, Ill., met the mayor of Springfield, Mass."
    assert [where(t) for t in toponyms(text) if t.surface == "Springfield"] == [("US", "Illinois"), ("US", "Massachusetts")]


def test_toponym_with_a_country_in_brackets_is_in_that_country() -> None:
    assert where(of("They met in Cordoba (Argentina) on Monday.", "Cordoba"))[0] == "AR"


def test_toponym_is_resolved_by_the_company_it_keeps() -> None:
    assert where(of("Police in Dallas, Houston and Paris searched homes across Texas.", "Paris"))[1] == "Texas"
    assert where(of("Police in Lyon, Marseille and Paris searched homes across France.", "Paris"))[0] == "FR"


def test_toponym_of_a_country_and_a_state_follows_the_text() -> None:
    assert of("Georgia, Alabama and Florida were hit by storms.", "Georgia").resolved.kind == "region"  # type: ignore[union-attr]
    assert of("Georgia and Armenia closed their borders, Tbilisi said.", "Georgia").resolved.kind == "country"  # type: ignore[union-attr]


def test_toponym_says_why_and_which_lost() -> None:
    toponym = of("The sheriff of Paris, Texas, spoke.", "Paris")
    assert toponym.reason == "the text says it lies in Texas"
    assert ("FR", "not in Texas") in {(c.place.country, c.reason) for c in toponym.candidates}


def test_toponym_tells_a_country_by_what_lies_there() -> None:
    assert of("Roads to Tbilisi and all of Georgia were shut.", "Georgia").reason == "Tbilisi, also named, lies there"


def test_toponym_tells_a_country_by_its_demonym() -> None:
    assert of("The Georgian army said that Georgia was calm.", "Georgia").reason == "the text says “Georgian”"


def test_toponym_says_that_fewer_live_where_the_text_tells_nothing() -> None:
    reasons = {candidate.reason for candidate in of("Shots were heard in Tripoli.", "Tripoli").candidates}
    assert "has fewer people than the one in Libya" in reasons


def test_toponym_says_that_the_company_tells_against_a_larger_place() -> None:
    lost = of("Roads from Birmingham to Montgomery were shut, Alabama officials said.", "Birmingham").candidates
    british = next(candidate for candidate in lost if candidate.place.country == "GB")
    assert british.reason == "farther from the other places of the text than the one in Alabama"


def test_a_region_beside_another_is_not_said_to_lie_in_it() -> None:
    assert "lies" not in (of("Gaza and the West Bank were calm.", "Gaza").reason or "")


def test_a_region_of_plain_words_is_found() -> None:
    assert surfaces("Troops entered the West Bank.") == ["West Bank"]


def test_a_publisher_named_like_a_village_says_nothing() -> None:
    toponym = next(iter(toponyms("Shots were fired in Bandera.", publisher="Ministry of the Interior")))
    assert toponym.resolved is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Paris Agreement was signed by all.", "Paris"),
        ("Mr. Jordan left the room.", "Jordan"),
        ("President Lincoln was cited.", "Lincoln"),
        ("The Lebanese and Kenyan delegations left.", "Lebanese"),
        ("The University of Oxford published a study.", "Oxford"),
        ("Cases of West Nile virus rose.", "Nile"),
        ("Hamas said on Monday it would talk.", "Hamas"),
        ("They paid US$5 million.", "US"),
        ("He lives at 12 Berlin Street.", "Berlin"),
    ],
)
def test_words_like_places_are_no_places(text: str, word: str) -> None:
    assert word not in surfaces(text)


def test_a_named_site_is_one_span_and_may_stay_unresolved() -> None:
    toponym = of("Shells hit Camp Velmar and the clinic.", "Camp Velmar")
    assert (toponym.kind, toponym.resolved, toponym.where_precision) == ("facility", None, "point")


def test_the_town_inside_a_site_is_not_marked_again() -> None:
    assert surfaces("The runway of Boryspil Airport was closed.") == ["Boryspil Airport"]


def test_a_long_name_with_small_words_is_one_span() -> None:
    assert surfaces("He spoke in the Democratic Republic of the Congo.") == ["Democratic Republic of the Congo"]


def test_a_name_in_capitals_is_found() -> None:
    assert "SAN SALVADOR" in surfaces("SAN SALVADOR, 3 JAN 90 -- THE ARMY SAID A BRIDGE WAS BLOWN UP NEAR USULUTAN.")


def test_an_old_name_leads_to_the_place() -> None:
    assert of("The siege of Leningrad lasted.", "Leningrad").resolved.name == "Saint Petersburg"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "surface", "is_location"),
    [
        ("Washington said it would not yield.", "Washington", False),
        ("The minister urged Moscow to pull back.", "Moscow", False),
        ("The president of Kazakhstan spoke.", "Kazakhstan", False),
        ("Protests were held in Moscow on Sunday.", "Moscow", True),
        ("Two people were hurt in Kazakhstan.", "Kazakhstan", True),
    ],
)
def test_a_name_that_stands_for_a_government_is_no_location(text: str, surface: str, is_location: bool) -> None:
    assert of(text, surface).is_location is is_location


def test_the_capital_is_a_place_where_one_country_is_spoken_of() -> None:
    toponym = of("Kenya declared a curfew. In the capital, shops were shut.", "the capital")
    assert toponym.resolved is not None
    assert toponym.resolved.name == "Nairobi"


@pytest.mark.parametrize(
    "text", ["Kenya and Uganda met. In the capital, shops were shut.", "In the capital, Nairobi, shops were shut in Kenya."]
)
def test_the_capital_is_left_out_where_it_is_open_or_named(text: str) -> None:
    assert "the capital" not in surfaces(text)


def test_a_small_town_that_nothing_speaks_for_stays_unresolved() -> None:
    toponym = of("Shots were fired in Bandera on Sunday.", "Bandera")
    assert toponym.resolved is None
    assert toponym.reason


def test_the_kind_follows_the_class_noun() -> None:
    assert of("Fighting went on in Donetsk region, Ukraine.", "Donetsk").where_precision == "region"


def test_a_text_without_names_has_no_toponyms() -> None:
    assert toponyms("nothing happened here, and nobody came.") == []
    assert toponyms("") == []


PLACED = """Crews in Portland, Maine, and in Augusta worked through the night. | Portland=Maine Augusta=Maine
Ferries between Palermo and Naples were cancelled; Rome sent aid to Sicily. | Palermo=IT Naples=IT Rome=IT
Roads from Birmingham to Montgomery were shut, Alabama officials said. | Birmingham=Alabama Montgomery=Alabama
Trains from Birmingham to Manchester and London stood still across England. | Birmingham=GB Manchester=GB London=GB
Aid reached Tripoli and Benghazi after talks in Libya. | Tripoli=LY Benghazi=LY
Tripoli and Sidon were calm, Lebanon's army said in Beirut. | Tripoli=LB Sidon=LB Beirut=LB
Police in Cambridge and Somerville, near Boston, asked for help. | Cambridge=Massachusetts Somerville=Massachusetts
Students in Cambridge and Ely, north of London, marched. | Cambridge=GB
Hyderabad and Karachi were without power, Pakistan's grid said. | Hyderabad=PK Karachi=PK
Hyderabad and Bengaluru were flooded after rain across India. | Hyderabad=IN Bengaluru=IN"""


def test_places_of_the_same_name_are_told_apart() -> None:
    wanted = right = 0
    for line in PLACED.splitlines():
        text, answers = line.split(" | ")
        found = {t.surface: where(t) for t in toponyms(text)}
        for name, place in (answer.split("=") for answer in answers.split()):
            wanted += 1
            right += place in found.get(name, ())
    assert right >= 0.9 * wanted
