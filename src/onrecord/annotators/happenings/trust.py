"""How far an event's reading can be trusted, asked of small classifiers that learned from entries judged field by field.

What they distrust is left out: a party, date, place or type that is probably wrong is worse than none. An event that probably
states nothing of its own (rhetoric, a goal, a bare mention) is kept with its chance, and is no claim. `training/trust.py` trains
them: words hashed, so that none of the judged texts can be read from the weights, and the states of the one pass of the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from onrecord.annotators.happenings.between import Floats, hashed, mean_state
from onrecord.annotators.happenings.traits import anchor, traits, traits_of_part
from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.stage import Reading
from onrecord.model import Event, Mention, Span, Timex, Toponym

WEIGHTS = "event_trust.npz"

STATED, TYPED = "stated", "typed"
"""Questions about an event: does it state something of its own, has it the right PLOVER type?"""

PARTS = ("actors", "recipients", "times", "places")
"""Fields of an event of each of whose parts it is asked whether it is right."""

QUESTIONS = (STATED, TYPED, *PARTS)


@dataclass(frozen=True, slots=True)
class TrustModel:
    """For each question two linear classifiers, whose scores are weighed together.

    `weights` holds `share` (the weight of the words), `mean` and `scale` (width), `idf` (buckets), and for the `questions`, in
    their order: `words` (buckets, questions), `states` (width, questions), `bias` and `sharpness` (questions).
    """

    questions: tuple[str, ...]
    weights: dict[str, Floats]

    def chances(self, found: list[str], state: Floats) -> Floats:
        """For each question the chance, 0 to 1, that the answer is yes, given an event's or part's terms and its head's state."""
        w = self.weights
        places, counts = hashed(found)
        values = counts * w["idf"][places]
        words = values @ w["words"][places] / max(float(np.linalg.norm(values)), 1e-6)
        states = ((state - w["mean"]) / w["scale"]) @ w["states"]
        score = w["share"] * words + (1 - w["share"]) * states + w["bias"]
        return np.asarray(1 / (1 + np.exp(-w["sharpness"] * score)), np.float32)

    def answers(self, found: list[str], state: Floats) -> dict[str, float]:
        """The same by question."""
        return dict(zip(self.questions, self.chances(found, state).tolist(), strict=True))


@lru_cache(maxsize=1)
def trust_model() -> TrustModel | None:
    """The model of the package; None where it is missing."""
    place = files("onrecord.annotators").joinpath("data", WEIGHTS)
    if not place.is_file():
        return None
    with as_file(place) as path, np.load(path) as stored:
        return unpacked({name: stored[name] for name in stored.files})


def unpacked(stored: dict[str, Any]) -> TrustModel:
    """The model whose arrays are stored in eight bits, one scale for each question."""
    arrays = dict(stored)
    questions = tuple(str(name) for name in arrays.pop("questions"))
    for name in ("words", "states"):
        arrays[name] = arrays[name].astype(np.float32) * arrays.pop(f"{name}_step")
    return TrustModel(questions, {name: np.asarray(array, np.float32) for name, array in arrays.items()})


def trusted(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """The events without what is probably wrong about them, each with the chance that it states something of its own."""
    model = trust_model()
    if model is None or reading.encoding is None:
        return list(events)
    return [_trusted(model, reading, event, events) for event in events]


def _trusted(model: TrustModel, reading: Reading, event: Event, events: Sequence[Event]) -> Event:
    limits = lexicon("events_trust")
    found, state = seen(reading, event, events)
    answers = model.answers(found, state)
    changes: dict[str, Any] = {name: _kept(model, reading, event, name, found) for name in PARTS}
    if answers[TYPED] < limits[TYPED]:
        changes |= {"event_type": None, "mode": None}
    return replace(event, stated=round(answers[STATED], 3), **changes)


def _kept(model: TrustModel, reading: Reading, event: Event, name: str, found: list[str]) -> tuple[Any, ...]:
    limit = lexicon("events_trust")[name]
    parts = getattr(event, name)
    return tuple(part for part in parts if model.answers(*seen_part(reading, event, part, found))[name] >= limit)


def seen(reading: Reading, event: Event, events: Sequence[Event]) -> tuple[list[str], Floats]:
    """The terms of an event and the state of its trigger."""
    return traits(reading, event, events), _state(reading, anchor(event))


def seen_part(reading: Reading, event: Event, part: Mention | Timex | Toponym, found: list[str]) -> tuple[list[str], Floats]:
    """The same of a part of it; `found` are the event's own terms."""
    return [*found, *traits_of_part(reading, event, part.span)], _state(reading, part.span)


def _state(reading: Reading, span: Span) -> Floats:
    assert reading.encoding is not None  # asked only where the encoder is there
    return mean_state(reading.encoding, span)
