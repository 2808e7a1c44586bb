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

CHUNK = 256  # cues at a time: bounds memory


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
    far = _bucket(np.arange(-longest, longest + 1))
    scores = np.full((len(cues), longest, 5), -1e4, np.float32)
    scores[:, :, 0] = 0
    # Memory that is there already, and nought as an array: numpy takes less time for both.
    hidden, scaled, nought = np.zeros((3, longest, piece.shape[1]), np.float32)
    for row, (start, end), (first, _), by, plus in zip(scores, windows.tolist(), cues.tolist(), factor, shift, strict=True):
        at, here = slice(end - start), slice(start - low, end - low)
        gaps = far[longest + start - first : longest + end - first]
        np.take(weights["distance.weight"] + plus, gaps, axis=0, out=hidden[at], mode="clip")
        hidden[at] += piece[here]
        hidden[at] += np.multiply(product[here], by, out=scaled[at])
        np.maximum(hidden[at], nought[at], out=hidden[at])
        row[at] = hidden[at] @ weights["role.weight"].T + weights["role.bias"]
    return scores


def means(states: Floats, cues: Ints) -> Floats:
    """The mean state of each cue; most are of one piece."""
    found = states[cues[:, 0]]
    for row in np.flatnonzero(cues[:, 1] > cues[:, 0]):
        found[row] = states[cues[row, 0] : cues[row, 1] + 1].mean(0)
    return found


def _bucket(gap: Ints) -> Ints:
    """Distances in pieces on a logarithmic scale, 32 at the cue's beginning."""
    return np.asarray(32 + np.sign(gap) * np.minimum((np.log2(np.abs(gap) + 1) * 4).astype(np.int64), 31), np.int64)


def best_paths(scores: Floats, steps: Floats) -> Ints:
    """For each row the best sequence of tags (rows, length), given `steps[from, to]`.

    Most pieces are far from any role. The stretches between them stand alone, and are short.
    """
    live = _live(scores, steps)
    edges = np.flatnonzero(np.diff(np.pad(live, ((0, 0), (1, 1))).ravel()))
    lengths = edges[1::2] - edges[::2]
    paths = np.zeros(live.shape, np.int64)
    if len(lengths):
        inside = np.arange(lengths.max()) < lengths[:, None]
        stretches = np.zeros((*inside.shape, scores.shape[2]), np.float32)
        stretches[inside] = scores[live]
        order = np.argsort(-lengths, kind="stable")
        found = np.empty(inside.shape, np.int64)
        found[order] = _viterbi(stretches[order], np.count_nonzero(inside, 0).tolist(), steps)
        paths[live] = found[inside]
    return paths


def _live(scores: Floats, steps: Floats) -> npt.NDArray[np.bool_]:
    """Where the best path may have a role.

    It has none where no role would be better by itself and, should one go on at the next piece, it could as well begin there.
    """
    begins = scores[:, :, 1::2] - scores[:, :, :1] + steps[0, 1::2]
    goes_on = scores[:, :, 2::2] - scores[:, :, :1]
    new = np.zeros_like(begins)
    new[:, :-1] = np.minimum(begins[:, 1:] - goes_on[:, 1:], 0)
    return np.asarray((np.maximum(begins, goes_on) >= new).any(-1))


def _viterbi(scores: Floats, counts: list[int], steps: Floats) -> Ints:
    """The best paths of stretches, longest first; `counts`: how many are longer than 0, 1, 2 ... pieces."""
    rows, length, tags = scores.shape
    back = np.zeros((length, rows, tags), np.int8)
    best = scores[:, 0] + steps[0]
    for i, n in enumerate(counts[1:], 1):
        paths = best[:n, :, None] + steps
        back[i, :n] = paths.argmax(1)
        best[:n] = paths.max(1) + scores[:n, i]
    tag, out = best.argmax(1), np.zeros((rows, length), np.int64)
    for i, n in zip(range(length - 1, -1, -1), reversed(counts), strict=True):
        out[:n, i] = tag[:n]
        tag[:n] = back[i, np.arange(n), tag[:n]]
    return out


def runs(paths: Ints, begin: int) -> list[list[Span]]:
    """For each row the half-open runs of one role, in order.

    >>> runs(np.array([[0, 1, 2, 1, 0], [0, 0, 3, 4, 4]]), 1)
    [[(1, 3), (3, 4)], []]
    """
    begins, goes_on = paths == begin, np.pad(paths[:, 1:] == begin + 1, ((0, 0), (0, 1)))
    ends = (begins | (paths == begin + 1)) & ~goes_on
    found: list[list[Span]] = [[] for _ in paths]
    rows, firsts = np.nonzero(begins)
    for row, first, last in zip(rows.tolist(), firsts.tolist(), np.nonzero(ends)[1].tolist(), strict=True):
        found[row].append((first, last + 1))
    return found


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
