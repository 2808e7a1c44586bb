"""The vectors of words, which depend on their form alone, made once for each form and remembered.

A text repeats its words, and texts share them: next to nothing is left of the first layers' work. New forms are made in batches
of one size, so that a word's vector is the same, to the last bit, whatever words were new beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Floats = npt.NDArray[np.float32]
Features = npt.NDArray[np.uint64]

MOST = 1 << 16
"""Forms that are remembered; when one more comes, all are forgotten."""

BATCH = 32
"""New forms whose vectors are made at once. Libraries of linear algebra go through rows by powers of two up to it."""

_MIX = np.cumprod(np.full(16, 0x9E3779B97F4A7C15, np.uint64))  # odd, so that no feature loses bits


class Remembered:
    """The first layers of a pipeline's tok2vec, to be put in their place: `layer` gives the vectors of documents' words.

    Args:
        embed: spaCy's `MultiHashEmbed`: features of the words, then layers that look at one word only.
    """

    def __init__(self, embed: Model[Any, Any]) -> None:
        from thinc.api import Model

        self._features, *self._rest = embed.layers
        self._places: dict[int, int] = {}
        self._vectors = np.empty((MOST, embed.get_dim("nO")), np.float32)
        self.layer: Model[list[Doc], list[Floats]] = Model("remembered", self._forward, dims={"nO": embed.get_dim("nO")})

    def _forward(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
        features = self._features.predict(docs)
        if not features:
            return [], _untrained
        vectors = self._of(np.concatenate(features))
        edges = accumulate(map(len, features), initial=0)
        return [vectors[first:last] for first, last in pairwise(edges)], _untrained

    def _of(self, features: Features) -> Floats:
        if len(features) > MOST:
            return np.concatenate([self._of(features[:MOST]), self._of(features[MOST:])])
        keys, firsts, inverse = np.unique(_keys(features), return_index=True, return_inverse=True)
        known = keys.tolist()
        if len(self._places) + len(known) > MOST:
            self._places.clear()
        new = [i for i, key in enumerate(known) if key not in self._places]
        for i in range(0, len(new), BATCH):
            self._add([known[n] for n in new[i : i + BATCH]], features[firsts[new[i : i + BATCH]]])
        return np.asarray(self._vectors[[self._places[key] for key in known]][inverse])

    def _add(self, keys: Sequence[int], features: Features) -> None:
        found: Any = [np.resize(features, (BATCH, features.shape[1]))]
        for layer in self._rest:
            found = layer.predict(found)
        for key, vector in zip(keys, found[0], strict=False):
            self._places[key] = len(self._places)
            self._vectors[self._places[key]] = vector


def _keys(features: Features) -> npt.NDArray[np.uint64]:
    """One number for the features of each word; they are hashes of strings themselves."""
    return np.asarray((features * _MIX[: features.shape[1]]).sum(1))


def _untrained(gradient: Any) -> Any:
    raise NotImplementedError("remembered vectors cannot be trained")
