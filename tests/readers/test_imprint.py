"""Who published a plain text, from its head."""

import pytest

from onrecord.model import BlockKind
from onrecord.readers import read_text

LONG = (
    "The department condemns the attacks of today, which struck two bus stations and a hospital in both of these towns "
    "and killed many who stood in line there."
)


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("Lowland Herald\n12 May 2031\n\nDam holds through the night", "Lowland Herald"),
        ("Dam holds through the night\nThe Daily Marsh | 16 May 2031 | From our correspondent", "The Daily Marsh"),
        ("Dam holds through the night\n\n16 May 2031 14:02 GMT | OPA newsroom", "OPA"),
        (
            "MINISTRY OF WATERS\nPress briefing, 13 May 2031, 17:00, Castre (transcript)",
            "MINISTRY OF WATERS",
        ),
        ("ORVA, May 12, 2031 (OPA) - The dam held, the ministry said.", "OPA"),
        ("ORVA (Orvapress), 12 May 2031 – The dam held, the ministry said.", "Orvapress"),
        ("Dam holds through the night\norvapost, 2031-05-12", "orvapost"),
        (f"Attacks in Jaben and Tarsis\nOrvan State Department\n\n{LONG}", "Orvan State Department"),
        ("POLICE FIRE ON CROWD\n12 May 2031", None),
        ("Massacre in Orva Shocks the World\n12 May 2031", None),
        ("OPEN LETTER\n12 May 2031", None),
        ("Kesh, 12 May 2031", None),
        ("The army and the government met\n12 May 2031", None),
        ("Marsh Dwellers @marsh_o · 9 October 2031, 15:20\nNo boats again.", None),
    ],
)
def test_publisher_from_the_head_of_a_text(head: str, publisher: str | None) -> None:
    doc = read_text(f"{head}\n\nThe water rose by a metre in the night, and nobody slept in the lower town. Boats came at dawn.")
    assert doc.publisher == publisher
    if publisher:
        assert doc.publisher_span is not None
        assert doc.publisher_span.of(doc.text) == publisher


def test_publisher_given_goes_before_the_one_in_the_text() -> None:
    assert read_text("Lowland Herald\n12 May 2031\n\nThe dam held.", publisher="OPA").publisher == "OPA"


def test_masthead_is_no_title() -> None:
    doc = read_text("Lowland Herald\n12 May 2031\n\nDam holds through the night\n\nThe water rose by a metre. Nobody slept.")
    assert doc.title == "Dam holds through the night"
    assert doc.blocks[0].kind is BlockKind.DATELINE


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Press briefing, 13 May 2031, 17:00, Castre (transcript)", "2031-05-13"),
        ("The Daily Marsh | 16 May 2031 | From our correspondent", "2031-05-16"),
        ("Notice No. 17 of 16 May 2031", "2031-05-16"),
        ("Ministry of Waters, Orvania - press conference of 7 October 2031 - transcript", "2031-10-07"),
        ("Oberland Courier, 4 February 2031, page 5", "2031-02-04"),
    ],
)
def test_date_within_a_line_of_the_head(line: str, published: str) -> None:
    assert read_text(f"{line}\n\nThe water rose by a metre in the night.").published == published
