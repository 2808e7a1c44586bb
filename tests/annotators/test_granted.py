"""What stands as known under a word that plans, hopes or asks, and what does not. Invented places and people."""

import pytest

from onrecord.bench.events import find_status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "shot", "It is not known who shot the ferryman in Olm."),
        ("denied", "attacked", "It was not we who attacked the ferry."),
        ("done", "bombed", "He was held close to where rebels bombed the mill on Monday."),
        ("hypothetical", "bombed", "It is not known whether rebels bombed the mill."),
    ],
)
def test_status_of_what_is_asked_after(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "signed", "The agreement signed in Olm on Friday holds."),
        ("planned", "attack", "The rebels made a plan to attack the mill."),
        ("denied", "attacked", "The claim that rebels attacked the mill is a lie."),
        ("denied", "destroyed", "No plan destroyed by the fire was found."),
    ],
)
def test_status_of_what_was_done_with_a_plan(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "raided", "The junta determined that the guild was a danger, and it raided its offices."),
        ("done", "shot", "Two shells were found, which means that the guards shot the ferryman on purpose."),
        ("planned", "raid", "The junta determined to raid the offices."),
        ("hypothetical", "release", "We hope that the junta will release the ferrymen."),
        ("planned", "visit", "The envoys hope to visit Olm in May."),
    ],
)
def test_status_below_a_plan_depends_on_the_tense(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("ongoing", "bombed", "It is unacceptable that hospitals are being bombed."),
        ("hypothetical", "bomb", "It is unacceptable to bomb hospitals."),
        ("hypothetical", "shot", "She was asked if she thought that the guards shot the ferryman."),
    ],
)
def test_status_of_what_is_judged_or_asked(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "seize", "The rebels used trucks to seize the mill."),
        ("denied", "seize", "The rebels did not use trucks to seize the mill."),
        ("hypothetical", "seize", "The rebels could use trucks to seize the mill."),
    ],
)
def test_status_of_what_something_was_used_for(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "injuring", "The rebels fired a shell at the mill, injuring two ferrymen."),
        ("done", "injuring", "The rebels fired a shell on the old quarter injuring two ferrymen."),
        ("ongoing", "shell", "They shell the mill day and night."),
        ("done", "shell", "Rebels shell the mill"),
        ("ongoing", "shell", "The rebels shell the mill on a daily basis."),
        ("ongoing", "negotiating", "We are negotiating with the guild."),
        ("ongoing", "negotiate", "The council continues to negotiate with the guild."),
    ],
)
def test_status_by_the_form_of_the_verb(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


def test_status_of_an_announced_arrest() -> None:
    assert find_status("arrest", "Police announced the arrest of a ferryman.") == "done"
    assert find_status("withdrawal", "The junta announced the withdrawal of its troops.") == "planned"


def test_status_of_what_was_left_undone_is_no_threat() -> None:
    assert find_status("shot", "If he had come closer, I would have shot him.") == "hypothetical"


def test_forbidding_somebody_is_no_denial() -> None:
    assert find_status("shoot", "Do not shoot the ferryman.") is None


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("ongoing", "arresting", "Karvia is silencing the press by arresting reporters."),
        ("ongoing", "attacks", "It bombs our towns and attacks our hospitals."),
        ("planned", "welcoming", "The guild looks forward to welcoming the envoys."),
        ("hypothetical", "talks", "The truce depends on talks with the rebels."),
        ("hypothetical", "release", "This will be the day that the rebels release the prisoners."),
    ],
)
def test_status_by_what_stands_around(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


def test_forbidding_in_a_quotation_is_no_denial() -> None:
    assert find_status("shoot", '"Do not shoot him," she said.') is None


def test_a_joined_commendation_is_voiced() -> None:
    assert find_status("commend", "I acknowledge and commend the work of the guild.") == "done"


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("unclear", "signed", "The envoy hopes to see an agreement signed by May."),
        ("planned", "arrest", "Police will announce the arrest of the thieves."),
        ("denied", "seize", "They denied using trucks to seize the mill."),
        ("denied", "killed", "The fact that no workers were killed matters."),
    ],
)
def test_what_is_not_granted_stays_open(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("hypothetical", "burned", "The men may have been killed and the bodies burned."),
        ("planned", "closed", "The prisoners will be freed and the camp closed."),
        ("done", "withdrew", "He could be killed and the army withdrew from Olm on Monday."),
        ("done", "dispersed", "Nobody was hurt and the crowd dispersed."),
        ("done", "wounded", "Nobody was killed and three wounded."),
    ],
)
def test_status_of_what_shares_the_auxiliaries_of_the_first(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


def test_what_should_be_done_is_not_shown_as_done() -> None:
    assert find_status("burned", "A note said that the mayor should be hanged and the mill burned to the ground.") != "done"


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("unclear", "attacks", "The prosecutor said that the cell planned the attacks in Orva."),
        ("unclear", "attacks", "The attacks were planned by the cell."),
        ("planned", "attack", "The rebels planned an attack on the mill."),
        ("planned", "attack", "Rebels are planning the attack on Selm."),
        ("planned", "offensive", "The commander planned the offensive for June."),
    ],
)
def test_status_of_a_known_deed_that_somebody_planned(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "release", "The sanctions prompted the regime to release the prisoners."),
        ("done", "setting", "The mobs went about setting fire to almost every barn."),
        ("done", "brought", "Four fires were brought under control."),
        ("hypothetical", "attack", "The threat could cause the rebels to attack."),
        ("denied", "leave", "The raids did not cause the rebels to leave."),
    ],
)
def test_status_of_what_one_is_led_to_do(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "killed", "The ferrymen were killed by unit no 4 of the army."),
        ("denied", "killed", "The unit killed no 4 ferrymen."),
    ],
)
def test_number_before_digits_denies_nothing(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status
