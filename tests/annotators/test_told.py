"""What a verb's form or its company says was done, tried or left open. Invented places and people."""

import pytest

from onrecord.bench.events import find_status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("attempted", "poison", "We condemn the attempt made to poison the mayor of Olm."),
        ("planned", "seize", "The plan drawn up to seize the mill was found in his car."),
        ("threatened", "burn", "The threats made to burn the ferry alarmed the guild."),
        ("planned", "loot", "He had a scheme to loot the harbour fund."),
        ("done", "looted", "He ran a scheme in which they looted the harbour fund."),
    ],
)
def test_status_of_what_a_plan_was_made_for(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("hypothetical", "hit", "It looked like a shell hit the mill."),
        ("unclear", "attacked", "It sounds like rebels attacked the ferry."),
        ("done", "injured", "She was injured like her brother was."),
    ],
)
def test_status_of_an_impression(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("hypothetical", "signing", "The vote depends on the guilds signing an agreement."),
        ("hypothetical", "withdrawing", "Aid is dependent on the rebels withdrawing from Olm."),
        ("hypothetical", "release", "A truce is contingent on the release of the ferrymen."),
        ("hypothetical", "attacking", "There is fear of rebels attacking the mill."),
        ("ongoing", "fighting", "They met the rebels fighting near Olm."),
    ],
)
def test_status_of_what_something_depends_on(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("denied", "landing", "The guards kept the rebels from landing at Olm."),
        ("denied", "airlifting", "Fog kept the mission from airlifting rice."),
        ("denied", "invading", "Varn disclaimed any intention of invading Olm."),
        ("attempted", "offensive", "The rebel offensive was a failure."),
        ("unclear", "annulled", "The guild declined to say the vote had been annulled."),
        ("threatened", "bomb", "The rebels will not only shell the mill but also threaten to bomb the harbour."),
    ],
)
def test_status_of_what_came_to_nothing(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "set", "The guard came in and set the mill on fire."),
        ("done", "hit", "The rebels shelled the mill and hit the ferry."),
        ("planned", "shut", "The junta said it would raid the paper and shut its office."),
    ],
)
def test_status_of_a_verb_whose_past_is_its_base(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "free", "The guards were able to free the ferrymen."),
        ("denied", "free", "The guards were not able to free the ferrymen."),
        ("hypothetical", "free", "The guards are able to free the ferrymen."),
        ("hypothetical", "free", "If the guards were able to free the ferrymen, we would know."),
        ("hypothetical", "shell", "The guards would have been able to shell the mill."),
    ],
)
def test_status_of_what_one_was_able_to_do(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "search", "They did search the mill on Monday."),
        ("done", "shooting", "The shooting of the ferryman was justified, the court ruled."),
        ("hypothetical", "attack", "The incident justified an attack on Varn, he said."),
        ("done", "killing", "A shell fell near a branch of the bank killing nine people."),
    ],
)
def test_status_of_what_was_done(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("ongoing", "offensive", "The army is involved in an offensive against the rebels."),
        ("done", "fighting", "The army was engaged in heavy fighting near Olm."),
        ("ongoing", "shell", "The rebels have continued to shell the mill."),
        ("ongoing", "deployed", "The 900 troops currently deployed in Olm are from Varn."),
    ],
)
def test_status_of_what_goes_on(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("hypothetical", "withdraw", "Should the guards withdraw from Olm, we shall all have to leave."),
        ("hypothetical", "attacked", "Families stored bread in case the mill was attacked again."),
        ("hypothetical", "struck", "Had rebels from Varn struck the mill, the town would have gone dark."),
        ("denied", "attack", "It was caused by a rat and not by a bomb attack, the guild said."),
        ("hypothetical", "blew", "“The house was gone,” he said. “It looked like an explosion blew out the wall.”"),
        ("done", "held", "In one case the ferryman was held for nine days."),
        ("done", "struck", "The ferry had struck a mine near Olm."),
    ],
)
def test_status_below_a_condition_that_the_parse_tore(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status
