"""Whose deed an incident is said to be: a fact, claimed, or laid on somebody."""

import pytest

from onrecord.bench.perpetrators import ACCUSED, CLAIM, FACT, answer, gold_of, read
from onrecord.model import Span

SENTENCES = [
    (FACT, "Guerrillas of the Free Harbour Front bombed the bridge near Selm."),
    (ACCUSED, "Suspected members of the Free Harbour Front bombed the bridge near Selm."),
    (CLAIM, "The bridge near Selm was bombed. The Free Harbour Front claimed responsibility for the attack."),
    (ACCUSED, "The bridge near Selm was bombed. Police blamed the attack on the Free Harbour Front."),
    (None, "The bridge near Selm was bombed. The Free Harbour Front met in Orva."),
]


@pytest.mark.parametrize(("wanted", "text"), SENTENCES)
def test_perpetrators_answer(wanted: str | None, text: str) -> None:
    def is_named(span: Span) -> bool:
        return "Free Harbour Front" in span.of(text)

    assert answer(read({"text": text}), 0, is_named) == wanted


def test_perpetrators_gold_keeps_all_accepted_answers() -> None:
    event = {"details": {"PERP: ORGANIZATION CONFIDENCE": ['? REPORTED AS FACT / POSSIBLE: "FREE FRONT"', 'UNKNOWN: "X"']}}
    assert list(gold_of(event)) == [({FACT, ACCUSED}, ["FREE FRONT"])]
