"""The names of a text, from the encoder's states: people, bodies, places, and what else has a name; dates and numbers too.

The head learned from the names that spaCy's small English pipeline finds. Reading them off the states that are there anyway costs
next to nothing, where that pipeline's own tagger of names takes a third of its time.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from onrecord.encoder import states as _states
from onrecord.encoder.pieces import Ints
from onrecord.encoder.roles import softmax, weights_of
from onrecord.encoder.states import Encoding

LABELS = (
    *("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE"),
    *("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"),
)
"""OntoNotes labels in the order of the head's outputs; each has a tag that begins a name and one that continues it."""

_MARKS = ' -–—,;:/("“”‘\n'


def find_names(encoding: Encoding) -> Iterator[tuple[int, int, str]]:
    """(start, end, OntoNotes label) of every name in text order; half-open code points.

    Raises `ModelError` where the weights are missing.

    >>> from onrecord.encoder import encode
    >>> text = "Ada Holt of the Red Cross flew to Geneva."
    >>> [(text[start:end], label) for start, end, label in find_names(encode(text, [(0, len(text))]))]
    [('Ada Holt', 'PERSON'), ('the Red Cross', 'ORG'), ('Geneva', 'GPE')]
    """
    weights, pieces = weights_of(_states.DATA, "names"), encoding.pieces
    if not len(pieces.ids):
        return
    chances = softmax(encoding.states @ weights["tag.weight"].T + weights["tag.bias"])
    firsts = np.flatnonzero(_opens(encoding))
    lasts = np.r_[firsts[1:], len(pieces.ids)] - 1
    words = np.add.reduceat(chances, firsts) / (lasts - firsts + 1)[:, None]
    for first, last in _runs(words.argmax(-1)):
        label = (words[first:last, 1::2] + words[first:last, 2::2]).sum(0).argmax()
        start, end = _bare(encoding.text, int(pieces.starts[firsts[first]]), int(pieces.ends[lasts[last - 1]]))
        if start < end:
            yield start, end, LABELS[int(label)]


def _opens(encoding: Encoding) -> npt.NDArray[np.bool_]:
    """Whether a word or mark begins at a piece: names are judged by whole words."""
    pieces, text = encoding.pieces, encoding.text
    letters = np.array([text[start].isalnum() for start in pieces.starts.tolist()])
    apart = pieces.starts[1:] > pieces.ends[:-1]
    return np.asarray(np.r_[True, apart | ~letters[1:] | ~letters[:-1]], bool)


def _runs(tags: Ints) -> Iterator[tuple[int, int]]:
    """Half-open runs of words of one name, given each word's tag: odd ones begin a name, even ones continue it."""
    first, begun = -1, 0
    for i, tag in enumerate([*tags.tolist(), 0]):
        if first >= 0 and tag == begun + 1:
            continue
        if first >= 0:
            yield first, i
        first, begun = (i, tag if tag % 2 else tag - 1) if tag else (-1, 0)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the marks around a name."""
    exact = text[start:end]
    return start + len(exact) - len(exact.lstrip(_MARKS)), start + len(exact.rstrip(_MARKS))
