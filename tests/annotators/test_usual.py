"""What a simple present tells: what goes on in running text, one deed in a headline or a tale. Invented places and people."""

import pytest

from onrecord.bench.events import find_status


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("target", "Armed gangs target them, rob them and burn their stalls."),
        ("targets", "The regime consistently targets mills."),
        ("kidnaps", "The militia kidnaps women in the valley."),
        ("shelled", "Villages are shelled and crops are burned."),
        ("besiege", "While the rebels besiege Olm, no bread arrives."),
        ("kill", "Rebels kill soldiers at the dam every Friday."),
    ],
)
def test_what_a_simple_present_tells_of_many_goes_on(trigger: str, text: str) -> None:
    assert find_status(trigger, text) == "ongoing"


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("kills", "Bomb kills villagers in Orva"),
        ("kill", "Rebels kill soldiers at the dam on Tuesday."),
        ("ambush", "Bandits ambush a convoy near Olm."),
        ("attack", "On Monday rebels attack the mill and kill six guards."),
        ("shoots", "The gunman shoots customers and walks out."),
        ("hit", "Shells hit the market."),
        ("beat", "Soldiers beat protesters."),
        ("bans", "The council bans protests."),
        ("arrested", "Three men are arrested in Selm."),
    ],
)
def test_what_a_simple_present_tells_of_one_deed_is_done(trigger: str, text: str) -> None:
    assert find_status(trigger, text) == "done"
