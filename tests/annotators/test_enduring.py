"""What began and is not said to be over goes on; who is dead died. Invented places and people."""

import pytest

from onrecord.bench.events import find_status


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("Besieged", "Besieged for nearly two years, residents survive on herbs."),
        ("besieged", "The town has been besieged since March."),
        ("held", "The printer has been held since May."),
        ("displaced", "Twenty families are displaced."),
        ("surrounded", "The town is surrounded by rebels."),
        ("siege", "The siege of Olm has left the town without bread."),
        ("assault", "An assault that has put the rebels under pressure began in May."),
        ("facing", "Orva, facing a shortage of fuel, closed its schools."),
        ("scarcity", "With Orva facing a severe water scarcity, an appeal was made."),
        ("missing", "Twelve miners are missing."),
        ("delivered", "We have 4,000 masks being delivered to Orva."),
        ("shell", "The army is using tanks to shell the town."),
    ],
)
def test_what_is_not_said_to_be_over_goes_on(trigger: str, text: str) -> None:
    assert find_status(trigger, text) == "ongoing"


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("dead", "Over nine children are dead."),
        ("shed", "Blood has been shed in the north."),
        ("Besieged", "Besieged for two years, the town fell in May."),
        ("arrested", "Ten people have been arrested since May."),
        ("lifted", "The siege has been lifted."),
        ("faced", "The town faced a shortage of bread."),
        ("shell", "The army used tanks to shell the town."),
        ("banning", "The mayor signed an order banning protests."),
        ("broke", "The rebels broke the siege of Olm on Monday."),
    ],
)
def test_what_came_about_is_done(trigger: str, text: str) -> None:
    assert find_status(trigger, text) == "done"


def test_blood_that_was_not_shed_is_denied() -> None:
    assert find_status("shed", "No blood has been shed.") == "denied"


def test_who_wants_to_break_a_siege_lays_none() -> None:
    text = "The rebels want to break a siege that began in May."
    assert find_status("break", text) == "planned"
    assert find_status("siege", text) is None
