"""How far an event's reading can be trusted, asked of small classifiers that learned from entries judged field by field.

What they distrust is left out: a party, date, place or type that is probably wrong is worse than none. An event that probably
states nothing of its own (rhetoric, a goal, a bare mention) is kept with its chance, and is no claim. `training/trust.py` trains
them: words hashed, so that none of the judged texts can be read from the weights, and the states of the one pass of the encoder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Any

import numpy as np

from onrecord.annotators.happenings.between import Floats, buckets, mean_state, weighted
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

AT_ONCE = 64
"""Events of which the model is asked at once; bounds memory."""


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
        return np.asarray(self.chances_of([buckets(found)], state[None])[0])

    def chances_of(self, met: Sequence[Sequence[int]], states: Floats) -> Floats:
        """The same (items, questions) of several events or parts, whose terms are in `met` as buckets.

        Each is multiplied by itself, so that its chances do not depend on the others that are asked with it.
        """
        w = self.weights
        places, counts, begins = weighted(met)
        values, rows = counts * w["idf"][places], w["words"][places]
        items = [slice(*edges) for edges in pairwise(begins)]
        words = np.stack([values[one] @ rows[one] / max(_length(values[one]), 1e-6) for one in items])
        seen = np.stack([state @ w["states"] for state in (states - w["mean"]) / w["scale"]])
        score = w["share"] * words + (1 - w["share"]) * seen + w["bias"]
        return np.asarray(1 / (1 + np.exp(-w["sharpness"] * score)), np.float32)

    def answers(self, found: list[str], state: Floats) -> dict[str, float]:
        """The same by question."""
        return dict(zip(self.questions, self.chances(found, state).tolist(), strict=True))


def _length(values: Floats) -> float:
    return float(np.sqrt(values @ values))


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
    near = _by_sentence(reading, events)
    groups = (events[i : i + AT_ONCE] for i in range(0, len(events), AT_ONCE))
    return [event for group in groups for event in _sifted(model, reading, group, near)]


def _by_sentence(reading: Reading, events: Sequence[Event]) -> dict[int | None, list[Event]]:
    near: dict[int | None, list[Event]] = {}
    for event in events:
        near.setdefault(_sentence(reading, event), []).append(event)
    return near


def _sentence(reading: Reading, event: Event) -> int | None:
    token = reading.parse.token_at(anchor(event).start)
    return token.sentence if token is not None else None


def _sifted(model: TrustModel, reading: Reading, events: Sequence[Event], near: dict[int | None, list[Event]]) -> Iterator[Event]:
    asked = [one for event in events for one in _asked(reading, event, near[_sentence(reading, event)])]
    chances = model.chances_of([met for met, _ in asked], np.stack([state for _, state in asked]))
    answers = (dict(zip(model.questions, one, strict=True)) for one in chances.tolist())
    return (_trusted(event, answers) for event in events)


def _asked(reading: Reading, event: Event, near: Sequence[Event]) -> Iterator[tuple[list[int], Floats]]:
    """What the model is asked of an event: about itself, then about each of its parts, in the order of `PARTS`."""
    found, state = seen(reading, event, near)
    met = buckets(found)
    yield met, state
    for part in (part for name in PARTS for part in getattr(event, name)):
        yield met + buckets(traits_of_part(reading, event, part.span)), _state(reading, part.span)


def _trusted(event: Event, answers: Iterator[dict[str, float]]) -> Event:
    limits, own = lexicon("events_trust"), next(answers)
    changes: dict[str, Any] = {
        name: tuple(part for part in getattr(event, name) if next(answers)[name] >= limits[name]) for name in PARTS
    }
    if own[TYPED] < limits[TYPED]:
        changes |= {"event_type": None, "mode": None}
    return replace(event, stated=round(own[STATED], 3), **changes)


def seen(reading: Reading, event: Event, events: Sequence[Event]) -> tuple[list[str], Floats]:
    """The terms of an event and the state of its trigger; `events` are all of the document, or those of its sentence."""
    return traits(reading, event, events), _state(reading, anchor(event))


def seen_part(reading: Reading, event: Event, part: Mention | Timex | Toponym, found: list[str]) -> tuple[list[str], Floats]:
    """The same of a part of it; `found` are the event's own terms."""
    return [*found, *traits_of_part(reading, event, part.span)], _state(reading, part.span)


def _state(reading: Reading, span: Span) -> Floats:
    assert reading.encoding is not None  # asked only where the encoder is there
    return mean_state(reading.encoding, span)
