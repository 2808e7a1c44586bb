"""What one party does to the other: the PLOVER type of an event between two, by a small classifier that checks the word lists.

It learned from pairs of parties (`training/types.py`): words hashed, so that none of them can be read from the weights, and the
states of the one pass of the encoder. It knows denied acts as refusals, so it is asked only of what took or takes place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.annotators.happenings.arguments import phrase
from onrecord.annotators.happenings.between import Floats, Pair, hashed, pair_of, pools, terms
from onrecord.annotators.happenings.fitting import fitting
from onrecord.annotators.happenings.idle import is_idle
from onrecord.annotators.happenings.kinds import Sorted
from onrecord.annotators.happenings.learned import RULE, Found
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.recast import recast
from onrecord.annotators.happenings.status import REAL
from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.stage import Reading
from onrecord.encoder import Encoding
from onrecord.language import Parse
from onrecord.model import ClaimKind

WEIGHTS = "event_types.npz"
WIDER = {"YIELD": ("CONCEDE", "RETREAT")}
"""What the older terms of the training data stand for."""


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Two linear classifiers over the same types, whose log chances are weighed together.

    `weights` holds, besides the names of the `types`: `words` (buckets, types), `idf` (buckets), `words_bias`, `states` (width,
    types), `mean` and `scale` (width), `states_bias`, `share` (the weight of the words) and `sharpness` (makes the chances true).
    """

    types: tuple[str, ...]
    weights: dict[str, Floats]

    def chances(self, found: list[str], states: Floats) -> Floats:
        """The chance of each type, given the terms and the pooled states of a pair."""
        w = self.weights
        places, counts = hashed(found)
        values = counts * w["idf"][places]
        words = (values / max(float(np.linalg.norm(values)), 1e-6)) @ w["words"][places] + w["words_bias"]
        scores = ((states - w["mean"]) / w["scale"]) @ w["states"] + w["states_bias"]
        share, sharpness = float(w["share"]), float(w["sharpness"])
        joined = share * _log_softmax(words) + (1 - share) * _log_softmax(scores)
        return np.asarray(np.exp(_log_softmax(sharpness * joined)), np.float32)


def _log_softmax(scores: npt.NDArray[Any]) -> npt.NDArray[Any]:
    lowered = scores - scores.max()
    return np.asarray(lowered - np.log(np.exp(lowered).sum()))


@lru_cache(maxsize=1)
def type_model() -> TypeModel | None:
    """The model of the package; None where it is missing."""
    place = files("onrecord.annotators").joinpath("data", WEIGHTS)
    if not place.is_file():
        return None
    with as_file(place) as path, np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    types = tuple(str(name) for name in arrays.pop("types"))
    for name in ("words", "states"):  # stored in eight bits, one scale for each type
        arrays[name] = arrays[name].astype(np.float32) * arrays.pop(f"{name}_step")
    return TypeModel(types, {name: np.asarray(array, np.float32) for name, array in arrays.items()})


def typed(reading: Reading, found: list[Found]) -> list[Found]:
    """The same events without those that state nothing, each with the type that fits.

    Between two parties it is the one on which lists, encoder and classifier agree.
    """
    model = type_model()
    both = _checked(reading, reading.encoding, model, found) if model is not None and reading.encoding is not None else found
    told = [(p, v, recast(reading.parse, p, sorting)) for p, v, sorting in both]
    fitted = [(p, v, replace(sorting, event_type=fitting(reading.parse, p, sorting))) for p, v, sorting in told]
    return [(p, v, sorting) for p, v, sorting in fitted if not is_idle(reading.parse, p, sorting)]


def _checked(reading: Reading, encoding: Encoding, model: TypeModel, found: list[Found]) -> list[Found]:
    near: dict[int, list[Sorted]] = {}
    for predicate, _, sorting in found:
        near.setdefault(predicate.trigger.sentence, []).append(sorting)
    checked = (_type(reading, encoding, model, one, near[one[0].trigger.sentence]) for one in found)
    return [(p, v, replace(sorting, event_type=type_)) for (p, v, sorting), type_ in zip(found, checked, strict=True)]


def _type(reading: Reading, encoding: Encoding, model: TypeModel, one: Found, near: list[Sorted]) -> str | None:
    predicate, _, sorting = one
    pair = _pair(reading.parse, predicate, sorting)
    if pair is None:
        return sorting.event_type
    chances = model.chances(terms(reading.parse, pair, near), pools(reading.parse, encoding, pair))
    listed = predicate.entry.event_type if predicate.rule != RULE else None
    return settled(dict(zip(model.types, chances.tolist(), strict=True)), sorting.event_type, listed)


def settled(chances: dict[str, float], given: str | None, listed: str | None) -> str | None:
    """The type given, unless the classifier is sure of another one, or sees next to none of what only the encoder gave.

    Args:
        chances: of each of the classifier's types.
        given: the type by word lists and encoder.
        listed: that of the word lists alone, which comes back where the encoder's is dropped.
    """
    limits = lexicon("events_types")
    best = max(chances, key=chances.__getitem__)
    sure = chances[best] >= limits["typed" if given is None else "retyped"]
    if sure and best not in WIDER and best != given:
        return best
    term = next((wide for wide, narrow in WIDER.items() if given in narrow), given)
    doubted = term is not None and chances.get(term, 1.0) < limits["doubted"]
    return listed if doubted else given


def _pair(parse: Parse, one: Predicate, sorting: Sorted) -> Pair | None:
    """The parties of an event that took or takes place, where its verb is what joins them; not of a state."""
    if sorting.kind is ClaimKind.SITUATION or sorting.status not in REAL or not sorting.actors or not sorting.recipients:
        return None
    actor, recipient = sorting.actors[0], sorting.recipients[0]
    if not actor.sentence == recipient.sentence == one.trigger.sentence:
        return None
    pair = pair_of(parse, phrase(parse, actor), phrase(parse, recipient))
    return pair if one.clause.i == pair.verb and one.trigger.i in (*pair.path, pair.verb) else None
