"""What the heads share: their weights, and for a cue or trigger the best path of role tags through the pieces around it."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.encoder.pieces import Ints
from onrecord.encoder.states import Encoding, Floats
from onrecord.errors import ModelError

Span = tuple[int, int]
Weights = dict[str, npt.NDArray[np.float32]]

CHUNK = 64  # cues at a time: bounds memory


def windows_of(encoding: Encoding, cues: Ints) -> Ints:
    """(first, last) of the window that owns each cue."""
    table = np.array([(w.own_first, w.first, w.last) for w in encoding.windows], np.int64).reshape(-1, 3)
    if not len(cues):
        return np.zeros((0, 2), np.int64)
    return np.asarray(table[np.searchsorted(table[:, 0], cues[:, 0], "right") - 1, 1:])


def role_scores(states: Floats, cues: Ints, windows: Ints, context: Floats, weights: Weights) -> Floats:
    """Role scores (cues, pieces, tags) from each piece, its cue, their product and their distance; no role after the window."""
    low, high = int(windows[:, 0].min()), int(windows[:, 1].max())
    piece = states[low:high] @ weights["piece.weight"].T + weights["piece.bias"]
    product = states[low:high] @ weights["piece_product.weight"].T
    factor = context @ weights["context_product.weight"].T
    shift = context @ weights["context.weight"].T + weights["context.bias"]
    longest = int((windows[:, 1] - windows[:, 0]).max())
    distance = weights["distance.weight"][_bucket(np.arange(-longest, longest + 1))]
    scores = np.full((len(cues), longest, 5), -1e4, np.float32)
    scores[:, :, 0] = 0
    for row, (start, end), (first, _), by, plus in zip(scores, windows.tolist(), cues.tolist(), factor, shift, strict=True):
        hidden = product[start - low : end - low] * by
        hidden += piece[start - low : end - low]
        hidden += distance[longest + start - first : longest + end - first]
        hidden += plus
        np.maximum(hidden, 0, out=hidden)
        row[: end - start] = hidden @ weights["role.weight"].T + weights["role.bias"]
    return scores


def _bucket(gap: Ints) -> Ints:
    """Distances in pieces on a logarithmic scale, 32 at the cue's beginning."""
    return np.asarray(32 + np.sign(gap) * np.minimum((np.log2(np.abs(gap) + 1) * 4).astype(np.int64), 31), np.int64)


def best_paths(scores: Floats, steps: Floats) -> Ints:
    """Viterbi: for each row the best sequence of tags (rows, length), given `steps[from, to]`, all rows at once."""
    rows, length, tags = scores.shape
    back = np.zeros((length, rows, tags), np.int8)
    best = scores[:, 0] + steps[0]
    for i in range(1, length):
        paths = best[:, :, None] + steps
        back[i] = paths.argmax(1)
        best = paths.max(1) + scores[:, i]
    out = np.zeros((length, rows), np.int64)
    out[-1] = best.argmax(1)
    for i in range(length - 1, 0, -1):
        out[i - 1] = back[i, np.arange(rows), out[i]]
    return out.T


def runs(path: Ints, begin: int) -> list[Span]:
    """Half-open runs of one role."""
    runs: list[Span] = []
    for i in np.flatnonzero((path == begin) | (path == begin + 1)).tolist():
        if runs and runs[-1][1] == i and path[i] != begin:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


@lru_cache(maxsize=4)
def weights_of(folder: Path, name: str) -> Weights:
    """The weights of one head and its thresholds: the file `name`.npz of the folder."""
    path = folder / f"{name}.npz"
    if not path.exists():
        raise ModelError(
            found=f"no {name} head in the package", wanted=f"the file {path}",
            hint="install onrecord from a release, or build them with `make train`",
        )  # fmt: skip
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}
