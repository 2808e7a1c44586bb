"""How fast reading is, beside the bare language pipeline on the same texts in the same run, and how much memory it takes."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.annotators.stage import look
from onrecord.bench.data import texts
from onrecord.language.english import bare
from onrecord.language.threads import one_thread
from onrecord.pipeline import ANNOTATORS
from onrecord.readers import read_text
from onrecord.record import find_claims
from onrecord.settings import MEGABYTE, Settings

SIZES = (125_000, 250_000, 500_000, 1_000_000)
"""Lengths, in characters, at which cost is shown to grow linearly."""


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU seconds over all texts. `stages` are the parts of reading, in their order; `bare` the whole spaCy pipeline alone."""

    documents: int
    words: int
    bare: float
    stages: dict[str, float]

    @property
    def reading(self) -> float:
        """CPU seconds of all stages."""
        return sum(self.stages.values())

    @property
    def added(self) -> float:
        """Time that reading takes beyond the bare pipeline, as a share of the bare pipeline's."""
        return self.reading / self.bare - 1


def measure(data: Path, count: int, step: Callable[[], None] = lambda: None) -> Speed:
    """Read `count` texts of the data sets; bare pipeline and reading take turns, text by text, so that noise hits both."""
    settings = Settings(force_english=True, max_bytes=100 * MEGABYTE)
    alone = bare(settings.model)
    found = texts(data, count)
    stages: dict[str, float] = {}
    _read(found[0], settings, {})
    alone(found[0])
    spent = 0.0
    for text in found:
        start = time.process_time()
        alone(text)
        spent += time.process_time() - start
        _read(text, settings, stages)
        step()
    return Speed(len(found), sum(len(text.split()) for text in found), spent, stages)


def _read(text: str, settings: Settings, stages: dict[str, float]) -> None:
    clock = time.process_time()

    def spent(name: str) -> None:
        nonlocal clock
        now = time.process_time()
        stages[name] = stages.get(name, 0.0) + now - clock
        clock = now

    doc = read_text(text, settings=settings)
    spent("opening")
    with one_thread():
        reading = look(doc, settings.model)
        spent("parse and encoder")
        for annotator in ANNOTATORS:
            reading = annotator.apply(reading)
            spent(annotator.name)
    doc = replace(reading.doc, claims=find_claims(reading.doc))
    spent("claims")


def growth(data: Path) -> list[tuple[int, float, float]]:
    """(characters, CPU seconds, peak megabytes) for one text of each of `SIZES`, each read by a process of its own."""
    return [(size, *_alone(data, size)) for size in SIZES]


def _alone(data: Path, size: int) -> tuple[float, float]:
    code = f"from onrecord.bench.reading import one; from pathlib import Path; one(Path({str(data)!r}), {size})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def one(data: Path, size: int) -> None:
    """Read one text of `size` characters, made of the data sets' texts, and print CPU seconds and peak megabytes."""
    settings = Settings(force_english=True, max_bytes=100 * MEGABYTE)
    parts, text = texts(data, 400), ""
    while len(text) < size:
        text += "\n\n".join(parts) + "\n\n"
    _read(parts[0], settings, {})
    start = time.process_time()
    _read(text[:size], settings, {})
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # noqa: T201 - read by the parent
