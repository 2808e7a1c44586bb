"""What one annotator adds to the bare language pipeline's time, on the same texts in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from onrecord.annotators.stage import Annotator, Reading
from onrecord.language.english import bare
from onrecord.language.threads import one_thread

SAMPLE = 60
"""Texts of a set on which it is measured."""

SHARE = "of bare spaCy"
"""The measure's name in the tables."""


def share_of_bare(annotator: Annotator, readings: Iterable[Reading]) -> float | None:
    """CPU time of an annotator over the first texts, as a share of the whole bare pipeline's; None if it took none.

    The texts are parsed already, as they are when a whole document is read. The two take turns, so that noise hits both.
    """
    sample = list(islice(readings, SAMPLE))
    alone = bare()
    with one_thread():
        _both(annotator, alone, sample[:1])
        own, spent = _both(annotator, alone, sample)
    return own / spent if spent else None


def _both(annotator: Annotator, alone: Callable[[str], object], sample: Sequence[Reading]) -> tuple[float, float]:
    own = spent = 0.0
    for reading in sample:
        start = time.process_time()
        alone(reading.doc.text)
        middle = time.process_time()
        annotator.apply(reading)
        spent, own = spent + middle - start, own + time.process_time() - middle
    return own, spent
