"""Text to states: windows of word pieces through the quantised encoder, batched by length."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.encoder.pieces import Ints, Pieces, Window, cut, windows
from onrecord.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

WIDTH = 384
DATA = Path(__file__).parent / "data"
_CLS, _SEP = 101, 102
_BATCH = 192  # pieces in one call: on one thread more is slower


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text, its pieces, the windows they were read in, and one state (float32, width 384) for each piece."""

    text: str
    pieces: Pieces
    windows: tuple[Window, ...]
    states: Floats


def available(head: str = "attribution") -> bool:
    """Whether the package holds the weights of the encoder and of this head: attribution, events or names."""
    return all((DATA / name).exists() for name in ("encoder.onnx", "tokenizer.json", f"{head}.npz"))


def encode(text: str, blocks: Sequence[tuple[int, int]]) -> Encoding:
    """One pass of the encoder over `blocks`, half-open code points of `text`; nothing outside them is read.

    Raises `ModelError` where the weights are missing.

    >>> encoding = encode("The mayor said the bridge is closed.", [(0, 36)])
    >>> len(encoding.pieces.ids), encoding.states.shape
    (8, (8, 384))
    """
    session, tokenizer = _loaded(DATA)
    pieces = cut(text, blocks, tokenizer)
    plan = tuple(windows(pieces.block))
    states = np.zeros((len(pieces.ids), WIDTH), np.float32)
    for batch in _batches(plan):
        ids, marks = _padded(batch, pieces)
        out = session.run(None, {"ids": ids, "marks": marks})[0]
        for window, rows in zip(batch, out, strict=True):
            skip = window.own_first - window.first + 1
            states[window.own_first : window.own_last] = rows[skip : skip + window.own_last - window.own_first]
    return Encoding(text, pieces, plan, states)


def _batches(plan: Sequence[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    for window in sorted(plan, key=lambda w: w.last - w.first):
        if batch and (window.last - window.first + 2) * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _padded(batch: Sequence[Window], pieces: Pieces) -> tuple[Ints, Ints]:
    """Ids and marks of the windows, framed and filled up with nought to the longest."""
    ids, marks = np.zeros((2, len(batch), max(w.last - w.first for w in batch) + 2), np.int64)
    for row, window in enumerate(batch):
        n = window.last - window.first
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = _CLS, pieces.ids[window.first : window.last], _SEP
        marks[row, 1 : n + 1] = pieces.marks[window.first : window.last]
    return ids, marks


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> "tuple[InferenceSession, Tokenizer]":
    if not available():
        raise ModelError(
            found="no encoder weights in the package",
            wanted=f"encoder.onnx, tokenizer.json and the heads' files in {folder}",
            hint="install onrecord from a release, or build them with `make train`",
        )
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    return session, Tokenizer.from_file(str(folder / "tokenizer.json"))
