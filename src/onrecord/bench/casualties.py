"""Figures of people harmed: their kind and bound on sentences of our own, and tolls read from reports of real incidents.

A figure is found where a claim has its number; it is right where its kind, its bound and whether it is part of another one are
right too, and where a denied one is not told as a fact. What comes on top of an earlier count ("14 more") is no toll.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.bench.data import Row, rows
from onrecord.bench.incidents import by_pattern, tolled
from onrecord.errors import DataError
from onrecord.matters.counts import Figure
from onrecord.matters.figures import is_told
from onrecord.matters.testimony import Testimony, report_of
from onrecord.pipeline import annotate
from onrecord.readers import read_text
from onrecord.record import find_claims

CASUALTIES = Path(__file__).parents[3] / "tests" / "data" / "casualties.tsv"
PART = ("a part", "of ")
"""How the scope of a figure says that it is a part."""


@dataclass(frozen=True, slots=True)
class Harmed:
    """A figure as the gold has it: the kind of harm, low, best and high, and marks ("part", "more", "not")."""

    kind: str
    value: tuple[float | None, ...]
    marks: frozenset[str]


Gold = list[tuple[str, tuple[Harmed, ...]]]


def run(data: Path, limit: int | None = None, path: Path = CASUALTIES) -> dict[tuple[str, str], dict[str, float | None]]:
    """The scores on our own sentences and, where their file is there, on the first `limit` real incidents, or 30."""
    table: dict[tuple[str, str], dict[str, float | None]] = {}
    if path.is_file():
        table["casualties", "onrecord"] = score(read_gold(path))
    if (real := data / "crossdoc" / "gva_2013_2016.jsonl.gz").is_file():
        incidents = rows(real)[: limit or 30]
        for system, read in (("onrecord", by_claims), ("pattern", by_pattern)):
            table["tolls of incidents", system] = tolled(incidents, read)
    return table


def read_gold(path: Path = CASUALTIES) -> Gold:
    """Sentences with their figures.

    Raises:
        DataError: there is no such file.
    """
    if not path.is_file():
        raise DataError(found=f"no file {path}", wanted="sentences with figures", hint="run it in a checkout of onrecord")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(text, tuple(_harmed(item) for item in figures.split(" | ") if item)) for text, figures in rows]


def _harmed(item: str) -> Harmed:
    first, *marks = item.split()
    kind, _, value = first.partition("=")
    return Harmed(kind, tuple(float(n) if n else None for n in value.split("/")), frozenset(marks))


def score(gold: Gold) -> dict[str, float | None]:
    """Share of the figures found, and of those found the share right; `said too much` counts figures that no gold has."""
    counts: Counter[str] = Counter()
    for text, figures in gold:
        counts.update(_compared(figures, [*figures_of(text)]))
    return {
        "found": counts["found"] / counts["gold"],
        "right when found": counts["right"] / counts["found"],
        "right": counts["right"] / counts["gold"],
        "said too much": float(counts["given"] - counts["found"]),
    }


def figures_of(text: str, published: str | None = "2031-05-13") -> Iterator[tuple[Testimony, Figure]]:
    """The figures of people harmed in the claims of a text."""
    doc = annotate(read_text(text, published=published))
    for testimony in report_of(replace(doc, claims=find_claims(doc)).to_dict()).testimonies:
        for figure in testimony.figures:
            if figure.harm:
                yield testimony, figure


def _compared(gold: tuple[Harmed, ...], given: list[tuple[Testimony, Figure]]) -> Counter[str]:
    counts = Counter(gold=len(gold))
    seen = set()
    for testimony, figure in given:
        number = next(n for n in (figure.best, figure.low, figure.high) if n is not None)
        if (number, figure.harm) in seen:
            continue
        seen.add((number, figure.harm))
        counts["given"] += 1
        near = [g for g in gold if number in g.value]
        counts["found"] += bool(near)
        counts["right"] += any(_right(g, testimony, figure) for g in near)
    return counts


def _right(gold: Harmed, testimony: Testimony, figure: Figure) -> bool:
    part = any(scope.startswith(PART) for scope in figure.scope)
    denied = testimony.status == "denied"
    same = gold.kind == figure.harm and gold.value == figure.value and ("more" in gold.marks) == ("more" in figure.scope)
    return same and ("part" in gold.marks) <= part and ("not" in gold.marks) == denied


def by_claims(report: Row) -> dict[str, int]:
    """The killed and injured that a report's claims tell: of each kind the first whole."""
    told: dict[str, int] = {}
    for testimony, figure in figures_of(f"{report['title']}.\n\n{report['text']}", report["published"]):
        whole = (
            not any(scope.startswith((*PART, "more")) for scope in figure.scope)
            and is_told(testimony)
            and testimony.status != "denied"
        )
        if whole and figure.harm in ("killed", "injured") and figure.best is not None:
            told.setdefault(figure.harm, int(figure.best))
    return told
