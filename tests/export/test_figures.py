from dataclasses import replace

import pytest

from onrecord.export.figures import coordinates, country_name, figure, place_name
from onrecord.model import Place, Quantity, Span, ToponymKind

PLAIN = Quantity(Span(0, 2), None, None, None)
TOWN = Place("x:1", "Orlin", ToponymKind.CITY, -4.5, 30.25, "XA", "Orlin")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (replace(PLAIN, best=20000), "20,000"),
        (replace(PLAIN, best=20000, modifier="almost"), "20,000 (“almost”)"),
        (replace(PLAIN, low=20, high=30), "20 to 30"),
        (replace(PLAIN, high=500), "500 at the most"),
        (replace(PLAIN, best=8, unit="%", change="down"), "down by 8%"),
        (replace(PLAIN, best=2.5, unit="km2"), "2.5 km²"),
        (replace(PLAIN, best=0), "0"),
        (replace(PLAIN, modifier="dozens"), "no number stated"),
    ],
)
def test_figure_says_no_more_than_the_text(quantity: Quantity, words: str) -> None:
    assert figure(quantity) == words


def test_place_names_nothing_twice() -> None:
    assert place_name(TOWN) == "Orlin, XA"


def test_coordinates_name_the_hemisphere() -> None:
    assert coordinates(TOWN) == "4.50° S, 30.25° E"
    assert coordinates(replace(TOWN, lat=None)) is None


def test_unknown_country_stays_a_code() -> None:
    assert country_name("XA") == "XA"
