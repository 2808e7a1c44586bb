"""What is said to have happened, from the encoder's states: triggers with status, kind, PLOVER type, actors and recipients.

A trigger head gives every piece a status or none; given a trigger, a role head tags the pieces around it, as for attributions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.encoder import states as _states
from onrecord.encoder.pieces import Ints
from onrecord.encoder.roles import CHUNK, Span, Weights, best_paths, means, role_scores, runs, softmax, weights_of, windows_of
from onrecord.encoder.states import Encoding, Floats

STATUSES = ("done", "ongoing", "attempted", "threatened", "ordered", "planned", "hypothetical", "denied", "unclear")
KINDS = (
    *("incident", "casualties", "detention", "deployment", "decision"),
    *("demand", "commitment", "position", "situation"),
)
TYPES = (
    *("-", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"),
)
ACTOR, RECIPIENT = 1, 3  # the tag that begins a span; the next one continues it
FLOOR = 0.05
"""The least chance of being a trigger that is worth a look."""


@dataclass(frozen=True, slots=True)
class EventSpans:
    """One event: half-open code points, and the chances (0 to 1) of being a trigger, of each status, kind and PLOVER type.

    `statuses`, `kinds` and `types` sum to one each and follow `STATUSES`, `KINDS` and `TYPES` ("-": PLOVER has no term).
    """

    trigger: Span
    chance: float
    statuses: Floats
    kinds: Floats
    types: Floats
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]


def find_events(encoding: Encoding, floor: float = FLOOR) -> Iterator[EventSpans]:
    """Events whose chance is at least `floor`, in text order.

    Raises `ModelError` where the weights are missing.

    >>> from onrecord.encoder import encode
    >>> text = "The army shelled the village on Monday."
    >>> event, = find_events(encode(text, [(0, len(text))]), 0.5)
    >>> [text[slice(*span)] for span in (event.trigger, *event.actors, *event.recipients)], STATUSES[event.statuses.argmax()]
    (['shelled', 'The army', 'the village'], 'done')
    """
    weights = weights_of(_states.DATA, "events")
    chances = softmax(encoding.states @ weights["status.weight"].T + weights["status.bias"])
    triggers = _triggers(encoding, 1 - chances[:, 0], floor)
    windows = windows_of(encoding, triggers)
    for i in range(0, len(triggers), CHUNK):
        yield from _events(encoding, chances, triggers[i : i + CHUNK], windows[i : i + CHUNK], weights)


def _triggers(encoding: Encoding, chance: Floats, floor: float) -> Ints:
    """(first, last) pieces of every word that may be a trigger; the chance of a word is that of its first piece."""
    starts, ends = encoding.pieces.starts, encoding.pieces.ends
    opens = np.r_[True, starts[1:] > ends[:-1]] if len(starts) else np.zeros(0, bool)
    firsts = np.flatnonzero(chance >= floor)
    firsts = firsts[opens[firsts] | (chance[np.maximum(firsts - 1, 0)] < floor)]
    stops = np.r_[np.flatnonzero(opens), len(starts)]
    lasts = stops[np.searchsorted(stops, firsts, "right")] - 1
    letters = [encoding.text[starts[a] : ends[b]].rstrip().isalpha() for a, b in zip(firsts, lasts, strict=True)]
    lasts = np.where(letters, lasts, firsts)
    return np.stack([firsts, lasts], 1).reshape(-1, 2)


def _events(encoding: Encoding, chances: Floats, triggers: Ints, windows: Ints, weights: Weights) -> Iterator[EventSpans]:
    states, pieces = encoding.states, encoding.pieces
    context = means(states, triggers)
    paths = best_paths(role_scores(states, triggers, windows, context, weights), weights["steps"])
    kinds, types = (softmax(context @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]) for name in ("kinds", "types"))
    roles = zip(runs(paths, ACTOR), runs(paths, RECIPIENT), strict=True)
    for (first, last), (start, _), both, kind, type_ in zip(
        triggers.tolist(), windows.tolist(), roles, kinds, types, strict=True
    ):
        parts = [tuple((int(pieces.starts[a + start]), int(pieces.ends[b + start - 1])) for a, b in role) for role in both]
        status = chances[first]
        trigger = int(pieces.starts[first]), int(pieces.ends[last])
        yield EventSpans(trigger, float(1 - status[0]), status[1:] / status[1:].sum(), kind, type_, *parts)
