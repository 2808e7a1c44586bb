"""What somebody heard, holds reports of or looks into is not told as done. Invented places and people."""

import pytest

from onrecord import read_text
from onrecord.bench.events import find_status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("unclear", "beat", "Police are investigating claims that the guard beat the boy."),
        ("unclear", "raped", "Police are investigating an allegation that two officers raped a prisoner."),
        ("unclear", "beat", "The court heard claims that the guard beat the boy."),
        ("unclear", "beat", "The jury heard that the guard beat the boy."),
        ("unclear", "shelled", "The army received reports that rebels had shelled Olm."),
        ("done", "shoot", "Residents heard soldiers shoot the mayor."),
        ("done", "shelled", "The mission has verified reports that rebels shelled Olm."),
        ("done", "beat", "Police are investigating the fact that the guard beat the boy."),
        ("unclear", "shelled", "The army did not confirm that it shelled Olm."),
        ("unclear", "killed", "The ministry has yet to confirm that two nurses were killed."),
        ("unclear", "burned", "Nobody has proved that soldiers burned the mill."),
        ("unclear", "beat", "Prosecutors must prove that the guard beat the boy."),
        ("unclear", "beat", "If prosecutors prove that the guard beat the boy, he faces ten years."),
        ("unclear", "burned", "It has not been established that soldiers burned the mill."),
        ("unclear", "burned", "The claim that soldiers burned the mill could not be verified."),
        ("unclear", "shelled", "The theory that the army shelled the mill has spread online."),
        ("unclear", "shelled", "The army wanted people to believe that rebels shelled the mill."),
        ("unclear", "burned", "Few believe that soldiers burned the mill."),
        ("unclear", "burned", "The mayor is convinced that soldiers burned the mill."),
        ("denied", "killed", "The mayor narrowly escaped being killed."),
        ("hypothetical", "storming", "Soldiers practised storming a building."),
        ("done", "burned", "The inquiry established that soldiers burned the mill."),
        ("done", "shelling", "The army has not stopped shelling Selm."),
        ("done", "seized", "The mayor did not know that rebels had seized Olm."),
    ],
)
def test_status_of_what_reports_say_that_somebody_got(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


def test_who_receives_a_report_does_not_speak() -> None:
    doc = read_text("The army received reports that rebels had shelled Olm.")
    assert {claim.speaker for claim in doc.claims} == {None}


def test_who_posts_a_claim_speaks() -> None:
    doc = read_text("Activists posted claims that the army shelled Olm.")
    speakers = [doc.actor(claim.speaker) for claim in doc.claims if claim.speaker]
    assert [speaker.name for speaker in speakers if speaker] == ["Activists"]
