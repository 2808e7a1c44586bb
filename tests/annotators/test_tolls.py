"""Tolls that no verb of harm tells. Invented places."""

import pytest

import onrecord
from onrecord.model import ClaimKind


@pytest.mark.parametrize(
    ("text", "kind", "status", "figure"),
    [
        (
            "The death toll from the collapse of the Morran bridge has risen to 61, the fire service said.",
            "casualties",
            "done",
            61,
        ),
        ("The toll stands at 37.", "casualties", "done", 37),
        ("As of noon we have 37 confirmed dead in the valley.", "casualties", "done", 37),
        ("The number of missing has fallen to 31.", "casualties", "done", 31),
        ("The number of people killed by the storm in southern Orvania has risen to 73.", "casualties", "done", 73),
        ("The number of detained stands at 71.", "detention", "done", 71),
        ("Seventy-one people were in custody, the ministry said.", "detention", "done", 71),
        ("More than 140 people, including children, remain in detention.", "detention", "ongoing", 140),
        ("22 bodies had been brought in by Friday evening.", "casualties", "done", 22),
        ("Thirty-four of the dead were residents of Orva.", "casualties", "done", 34),
        ("We have confirmed seven deaths by name.", "casualties", "done", 7),
        ("The ministry denied that the toll had risen to 61.", "casualties", "denied", 61),
        ("Rescuers put the dead at nine.", "casualties", "done", 9),
        ("The union counts eight dead.", "casualties", "done", 8),
        ("The death toll could reach 200.", "casualties", "hypothetical", 200),
    ],
)
def test_toll_told_without_a_verb_of_harm(text: str, kind: str, status: str, figure: float) -> None:
    doc = onrecord.read_text(text, published="2031-05-13")
    claim = next(c for c in doc.claims if c.event.counts)
    assert (claim.kind, claim.status) == (kind, status)
    assert figure in (claim.event.counts[0].best, claim.event.counts[0].low)


@pytest.mark.parametrize("text", ["The number of schools has risen to 31.", "The hospital has 22 beds.", "The total was 40."])
def test_count_of_other_things_is_no_toll(text: str) -> None:
    doc = onrecord.read_text(text, published="2031-05-13")
    assert not [c for c in doc.claims if c.kind in ("casualties", "detention")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There was no such report, the minister said.", "There was no such report"),
        ("Our army had no guns on the heights on 3 February.", "Our army had no guns on the heights on 3 February"),
        ("There is no spread in the general population.", "There is no spread in the general population"),
    ],
)
def test_lack_is_a_denied_state(text: str, words: str) -> None:
    claim = onrecord.read_text(text, published="2031-05-13").claims[0]
    assert (claim.kind, claim.status) == ("situation", "denied")
    assert claim.text.of(text) == words


@pytest.mark.parametrize("text", ["There is no doubt that they will come.", "We have no intention of leaving."])
def test_turn_of_phrase_is_no_lack(text: str) -> None:
    assert not [c for c in onrecord.read_text(text, published="2031-05-13").claims if c.event.rule == "lack"]


def test_toll_is_of_who_counts() -> None:
    doc = onrecord.read_text("The union counts eight dead.")
    (claim,) = doc.claims
    assert (speaker := doc.actor(claim.speaker)) is not None
    assert speaker.name == "union"


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        ("Nine people are in custody.", ["detention"]),
        ("Nine people died.", ["casualties"]),
        ("Nine people died and four were arrested.", []),
        ("The talks went on.", []),
    ],
)
def test_bare_number_is_of_what_alone_was_told_of_before(before: str, kinds: list[str]) -> None:
    text = f"{before} The fund put the number at 23."
    found = [c.kind.value for c in onrecord.read_text(text).claims if c.text.start > len(before)]
    assert found == kinds


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("The number of people killed in the fire in Olm has reached 24.", ["reached"]),
        ("The number of those injured at the mill climbed to 58.", ["climbed"]),
        ("The number of prisoners released by the guild reached 300.", ["reached"]),
        ("The number of deaths in the camp, where guards had killed four men, rose to 12.", ["rose", "killed"]),
    ],
)
def test_toll_is_one_entry_with_what_it_counts(text: str, triggers: list[str]) -> None:
    events = [event for event in onrecord.read_text(text).events if event.kind is not ClaimKind.INCIDENT]
    assert [event.trigger.of(text) for event in events if event.trigger] == triggers
