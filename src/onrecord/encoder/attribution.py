"""Who said what: the attribution heads over the encoder's states, in numpy.

A cue head tags the words of saying. For each cue a role head tags every piece of its window as source, content or neither,
so that nested and crossing attributions need no special case. Spans are the best path through the role tags; the confidence
comes from a small calibrated scorer. Weights and calibration are data files of the package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.encoder import states as _states
from onrecord.encoder import trim
from onrecord.encoder.pieces import Ints, Pieces
from onrecord.encoder.roles import CHUNK, Span, Weights, best_paths, means, role_scores, runs, softmax, weights_of, windows_of
from onrecord.encoder.states import Encoding, Floats

NESTED = 0.75
"""The least confidence of an attribution inside the content of another: the news corpus taught none, so less is known of them."""

BELIEF = 0.4
"""The least confidence of what is no act of saying: below it, more are wrong than right."""

SOURCE, CONTENT = 1, 3  # the tag that begins a span; the next one continues it


@dataclass(frozen=True, slots=True)
class AttributionSpans:
    """One attribution: spans are half-open code points, `source` and `cue` empty where the text has none.

    `confidence`: the chance that content and source are right; `speech`: the chance that it is an act of saying and not a
    belief or attitude. Borders follow the conventions: no outer quotation marks, no leading "that", no trailing `, . ;`.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    speech: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue (pieces `first` to `last`, inclusive) with the pieces of its source and content, and what speaks for it."""

    first: int
    last: int
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    features: Floats
    speech: float


def find_attributions(encoding: Encoding, threshold: float | None = None) -> list[AttributionSpans]:
    """The attributions of a text, in text order, whose confidence is at least `threshold`.

    None takes the threshold at which F1 is best on articles that were kept back. Beliefs, and what stands inside the content of
    another, must be surer. Raises `ModelError` where
    the weights are missing.

    >>> from onrecord.encoder import encode
    >>> text = 'Mayor Ada Holt said on Monday: "The bridge is closed."'
    >>> [(text[slice(*a.source[0])], text[slice(*a.content[0])]) for a in find_attributions(encode(text, [(0, len(text))]))]
    [('Mayor Ada Holt', 'The bridge is closed')]
    """
    weights = heads(_states.DATA)
    floor = float(weights["threshold"]) if threshold is None else threshold
    found = [spans_of(encoding, c, weights) for c in candidates(encoding, weights)]
    return sure([a for a in found if a and a.confidence >= (floor if a.speech >= 0.5 else max(floor, BELIEF))])


def sure(found: list[AttributionSpans], nested: float = NESTED) -> list[AttributionSpans]:
    """In text order, without those inside the content of another whose confidence is below `nested`."""
    ordered = sorted(found, key=lambda a: (a.content, a.cue))
    parts = [(part, a) for a in ordered for part in a.content]
    return [a for a in ordered if a.confidence >= nested or not any(b is not a and _inside(a, part) for part, b in parts)]


def _inside(found: AttributionSpans, part: Span) -> bool:
    return any(part[0] <= start and end <= part[1] for start, end in found.cue)


def candidates(encoding: Encoding, weights: Weights) -> list[Candidate]:
    """Every cue worth asking about, with its best path of roles."""
    chances = softmax(encoding.states @ weights["cue.weight"].T + weights["cue.bias"])
    cues = _cues(chances)
    windows = windows_of(encoding, cues)
    found = [
        candidate
        for i in range(0, len(cues), CHUNK)
        for candidate in _roles(encoding.states, chances, cues[i : i + CHUNK], windows[i : i + CHUNK], weights)
    ]
    return _distinct(found)


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Without the weaker of two neighbours that give the same content, unless one cue lies in the content of the other."""
    kept: list[Candidate] = []
    for candidate in found:
        rivals = [c for c in kept[-3:] if _rival(c, candidate)]
        if all(candidate.features[0] > c.features[0] for c in rivals):
            kept = [c for c in kept if c not in rivals] if rivals else kept
            kept.append(candidate)
    return kept


def _rival(a: Candidate, b: Candidate) -> bool:
    if a.content[-1][1] <= b.content[0][0] or b.content[-1][1] <= a.content[0][0]:
        return False
    left, right = ({i for start, end in c.content for i in range(start, end)} for c in (a, b))
    nested = a.first in right or b.first in left
    return not nested and len(left & right) > 0.7 * len(left | right)


def _cues(chances: Floats, floor: float = 0.2) -> Ints:
    """(first, last) of every run of pieces that may be a cue, cut where a new one begins and back to its likely part."""
    live = chances[:, 0] < 1 - floor
    begins = np.flatnonzero(live & (~np.r_[False, live[:-1]] | (chances[:, 1] > chances[:, 2])))
    ends = np.flatnonzero(live & (~np.r_[live[1:], False] | np.r_[chances[1:, 1] > chances[1:, 2], False]))
    found = [
        _core(first, last, 1 - chances[first : last + 1, 0]) for first, last in zip(begins.tolist(), ends.tolist(), strict=True)
    ]
    return np.array(found, np.int64).reshape(-1, 2)


def _core(first: int, last: int, chance: Floats) -> Span:
    likely = np.flatnonzero(chance >= 0.5 * chance.max())
    return first + int(likely[0]), first + int(likely[-1])


def _roles(states: Floats, chances: Floats, cues: Ints, windows: Ints, weights: Weights) -> Iterator[Candidate]:
    context = means(states, cues)
    scores = role_scores(states, cues, windows, context, weights)
    says = 1 / (1 + np.exp(-(context @ weights["speech.weight"].T + weights["speech.bias"])[:, 0]))
    likely, paths = softmax(scores), best_paths(scores, weights["steps"])
    parts = zip(runs(paths, SOURCE), runs(paths, CONTENT), strict=True)
    for (first, last), (start, _), chance, (source, content), speech in zip(
        cues.tolist(), windows.tolist(), likely, parts, says.tolist(), strict=True
    ):
        if content:
            source = [max(source, key=lambda s: _mass(chance, s, SOURCE))] if len(source) > 1 else source
            features = _features(1 - chances[first : last + 1, 0], chance, source, content, first - start, speech)
            yield Candidate(first, last, _moved(source, start), _moved(content, start), features, speech)


def _moved(runs: list[Span], by: int) -> tuple[Span, ...]:
    return tuple((a + by, b + by) for a, b in runs)


def _mass(chance: Floats, run: Span, begin: int) -> float:
    return float(chance[run[0] : run[1], begin : begin + 2].sum(-1).mean())


def _inside_of(chance: Floats, run: Span, begin: int) -> list[float]:
    """The chance of each piece of a run that it has the role that begins with this tag."""
    roles: list[float] = (chance[slice(*run), begin] + chance[slice(*run), begin + 1]).tolist()
    return roles


def _features(cue: Floats, chance: Floats, source: list[Span], content: list[Span], at: int, speech: float) -> Floats:
    """What speaks for a candidate; the order is that of the scorer's weights."""
    said = [p for part in content for p in _inside_of(chance, part, CONTENT)]
    who = _inside_of(chance, source[0], SOURCE) if source else [1 - float(chance[:, SOURCE].max())]
    asked = cue.tolist()
    after = [float(chance[b, CONTENT + 1]) if b < len(chance) else 0.0 for _, b in content]
    edges = [float(chance[a, CONTENT]) for a, _ in content]
    means = [sum(part) / len(part) for part in (asked, said, who)]
    chances = [means[0], max(asked), means[1], min(said), min(edges), 1 - max(after), means[2], min(who), speech]
    gap = min(abs(content[0][0] - at), abs(content[-1][1] - at))
    other = [not source, np.log(len(said)), len(content) > 1, np.log1p(gap), len(cue) > 2]
    bounded = np.clip(np.array(chances, np.float32), 0.005, 0.995)
    return np.concatenate([np.log(bounded / (1 - bounded)), np.array(other, np.float32)])


def spans_of(encoding: Encoding, found: Candidate, weights: Weights, that: bool = False) -> AttributionSpans | None:
    """A candidate in code points, trimmed by the conventions; None where nothing is left of its content."""
    text, pieces = encoding.text, encoding.pieces
    content = tuple(s for s in (trim.content(text, _at(pieces, run), that) for run in found.content) if s)
    source = tuple(s for s in (trim.source(text, _at(pieces, run)) for run in found.source) if s)
    cue = trim.cue(text, _at(pieces, (found.first, found.last + 1)))
    if not content:
        return None
    certain = confidence(found.features, weights)
    return AttributionSpans(source, (cue,) if cue else (), content, certain, found.speech)


def _at(pieces: Pieces, run: Span) -> Span:
    return int(pieces.starts[run[0]]), int(pieces.ends[run[1] - 1])


def confidence(features: Floats, weights: Weights) -> float:
    """The calibrated chance that a candidate with these features is right; 1 where there is no scorer yet."""
    if "scorer.in" not in weights:
        return 1.0
    hidden = np.tanh(
        weights["scorer.in"] @ ((features - weights["scorer.mean"]) / weights["scorer.scale"]) + weights["scorer.bias"]
    )
    return float(1 / (1 + np.exp(-(weights["scorer.out"] @ hidden + weights["scorer.offset"]))))


def heads(folder: Path) -> Weights:
    """The weights of the heads, their calibration and threshold.

    Raises:
        ModelError: they are not in the folder.
    """
    return weights_of(folder, "attribution")
