"""The names of a text, from the encoder's states: people, bodies, places, and what else has a name; dates and numbers too.

The head learned from the names that spaCy's small English pipeline finds. Reading them off the states that are there anyway costs
next to nothing, where that pipeline's own tagger of names takes a third of its time.
"""

from collections.abc import Iterator

import numpy as np

from onrecord.encoder import states as _states
from onrecord.encoder.pieces import Ints
from onrecord.encoder.roles import softmax, weights_of
from onrecord.encoder.states import Encoding, Floats

LABELS = (
    *("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE"),
    *("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"),
)
"""OntoNotes labels in the order of the head's outputs; each has a tag that begins a name and one that continues it."""


def find_names(encoding: Encoding) -> Iterator[tuple[int, int, str]]:
    """(start, end, OntoNotes label) of every name in text order; half-open code points.

    Raises `ModelError` where the weights are missing.

    >>> from onrecord.encoder import encode
    >>> text = "Ada Holt of the Red Cross flew to Geneva."
    >>> [(text[start:end], label) for start, end, label in find_names(encode(text, [(0, len(text))]))]
    [('Ada Holt', 'PERSON'), ('the Red Cross', 'ORG'), ('Geneva', 'GPE')]
    """
    weights, pieces = weights_of(_states.DATA, "names"), encoding.pieces
    chances = softmax(encoding.states @ weights["tag.weight"].T + weights["tag.bias"])
    for first, last in _runs(chances, _opens(encoding)):
        label = (chances[first:last, 1::2] + chances[first:last, 2::2]).sum(0).argmax()
        yield int(pieces.starts[first]), int(pieces.ends[last - 1]), LABELS[int(label)]


def _opens(encoding: Encoding) -> Floats:
    """1 for every piece at which a word begins: a name never begins or ends within a word."""
    starts, ends = encoding.pieces.starts, encoding.pieces.ends
    return np.r_[1, starts[1:] > ends[:-1]].astype(np.float32) if len(starts) else np.zeros(0, np.float32)


def _runs(chances: Floats, opens: Floats) -> Iterator[tuple[int, int]]:
    """Half-open runs of pieces of one name."""
    tags: Ints = chances.argmax(-1)
    first, label = -1, 0
    for i, (tag, opening) in enumerate(zip(tags.tolist(), opens.tolist(), strict=True)):
        inside = first >= 0 and ((not opening and tag) or tag == label + 1)
        if inside:
            continue
        if first >= 0:
            yield first, i
        first, label = (i, tag - (tag % 2 == 0)) if tag else (-1, 0)
    if first >= 0:
        yield first, len(tags)
