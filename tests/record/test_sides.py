"""Who speaks for whom: no side is accused by its own."""

import pytest

from onrecord.model import Mention
from onrecord.record.sides import is_own_side
from onrecord.testing import make_document, span_of


def own(speaker: str, doer: str) -> bool:
    text = f"{speaker} said that {doer} had fired."
    doc = make_document(text)
    return is_own_side(doc, [Mention(span_of(text, doer))], None, span_of(text, speaker))


@pytest.mark.parametrize(
    ("speaker", "doer"),
    [
        ("The Orvan General Staff", "Orvan Armed Forces"),
        ("The director of the U.S. Bureau of Ports", "American troops"),
        ("Peru's Defence Ministry", "the Peruvian army"),
        ("The U.S. envoy", "the United States"),
        ("A police spokesman", "the police"),
        ("The army", "its troops"),
    ],
)
def test_officials_speak_for_their_own_forces(speaker: str, doer: str) -> None:
    assert own(speaker, doer)


@pytest.mark.parametrize(
    ("speaker", "doer"),
    [
        ("Orvan activists", "the Orvan army"),
        ("The Orvan opposition leader", "the Orvan army"),
        ("The Orvan Observatory", "the Orvan army"),
        ("A former Orvan minister", "the Orvan army"),
        ("The U.S. ambassador to Peru", "Peruvian troops"),
        ("The Orvan minister", "the Selmian army"),
        ("The Orvan army", "the Orvan Liberation Front"),
        ("The mayor", "the police"),
    ],
)
def test_critics_and_others_speak_for_nobody_elses_forces(speaker: str, doer: str) -> None:
    assert not own(speaker, doer)
