"""Text to states: windows of word pieces through the quantised encoder, one at a time.

Its layers scale what goes into them as a whole, so windows that went through together would change each other's numbers; and
on one thread they would be no faster.
"""

import os
from collections.abc import Sequence
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
    for window in plan:
        rows = session.run(None, _framed(window, pieces))[0][0]
        skip = window.own_first - window.first + 1
        states[window.own_first : window.own_last] = rows[skip : skip + window.own_last - window.own_first]
    return Encoding(text, pieces, plan, states)


def _framed(window: Window, pieces: Pieces) -> dict[str, Ints]:
    """What the encoder takes: ids and marks of a window, between the two pieces that frame it."""
    ids, marks = np.zeros((2, 1, window.last - window.first + 2), np.int64)
    ids[0, 0], ids[0, -1] = _CLS, _SEP
    ids[0, 1:-1], marks[0, 1:-1] = pieces.ids[window.first : window.last], pieces.marks[window.first : window.last]
    return {"ids": ids, "marks": marks}


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
    # The graph is written with the fastest kernels; onnxruntime would put slower ones in their place.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    return session, Tokenizer.from_file(str(folder / "tokenizer.json"))
