"""What the classifiers of trust leave out, and that nothing else moves."""

import numpy as np

from onrecord.annotators.happenings.trust import PARTS, QUESTIONS, STATED, TYPED, TrustModel, trust_model
from onrecord.annotators.lexicons import lexicon
from onrecord.workspace import read_text

GOAL = "We must all work together so that our children may one day live in a world of peace."
DEED = "Soldiers shelled the market of Ardesh on Monday and killed nine people, the mayor said."


def test_trust_answers_every_question_that_has_a_limit() -> None:
    model = trust_model()
    assert model is not None
    assert {STATED, TYPED, *PARTS} <= set(lexicon("events_trust"))
    assert model.questions == QUESTIONS


def test_trust_gives_every_event_a_chance() -> None:
    events = read_text(f"{DEED} {GOAL}").events
    assert events
    assert all(0 <= event.stated <= 1 for event in events)


def test_trust_takes_a_told_deed_for_a_claim() -> None:
    assert [claim.kind.value for claim in read_text(DEED).claims]


def test_trust_keeps_an_event_that_is_no_claim() -> None:
    doc = read_text(f"{DEED} {GOAL}")
    limit = lexicon("events_trust")[STATED]
    claimed = {claim.event for claim in doc.claims}
    assert all(event.stated >= limit for event in claimed)


def test_chance_of_nothing_known_is_the_bias_alone() -> None:
    one = np.zeros((1 << 15, 1), np.float32)
    weights = {
        "share": np.full((), 0.5, np.float32), "idf": np.ones(1 << 15, np.float32), "mean": np.zeros(2, np.float32),
        "scale": np.ones(2, np.float32), "words": one, "states": np.zeros((2, 1), np.float32),
        "bias": np.zeros(1, np.float32), "sharpness": np.ones(1, np.float32),
    }  # fmt: skip
    assert TrustModel((STATED,), weights).answers(["lemma:shell"], np.zeros(2, np.float32)) == {STATED: 0.5}
