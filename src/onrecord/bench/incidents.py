"""Real incidents with their reports: whether reports of one incident are brought together and its toll is read from them.

The incidents are those of the Gun Violence Archive. Its counts are the archive's last word, a report's may be an earlier one, so
that no reader reaches 1. Beside onrecord stand plain peers: TF-IDF, whose threshold was chosen on these very reports, and a
pattern for tolls.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np

from onrecord import workspace
from onrecord.bench.data import Row, rows
from onrecord.bench.groups import bcubed, pairs
from onrecord.matters.groups import linked
from onrecord.matters.testimony import Report, report_of

Grouping = Callable[[Sequence[Row]], list[int]]
"""Reports → the number of the incident that each is taken to tell of."""

Tolls = Callable[[Row], dict[str, int]]
"""A report → how many it says were `killed` and `injured` in its incident; what it does not say is left out."""

Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Table = dict[tuple[str, str], dict[str, float | None]]

BUCKETS = 1 << 14
ALIKE = 0.16
"""Cosine from which two reports are of one incident for TF-IDF; the best of .14 to .40 on these reports, as are the days."""

DAYS = 7


def run(
    data: Path,
    limit: int | None = None,
    step: Callable[[], None] = lambda: None,
    groupings: Mapping[str, Grouping] | None = None,
    readers: Mapping[str, Tolls] | None = None,
) -> Table:
    """B³ of groupings of the reports, and tolls against the archive's, on the first `limit` incidents.

    Raises:
        DataError: there is no such file, or it is no JSON lines.
    """
    incidents = rows(data)[:limit]
    table: Table = {}
    for name, group in (groupings or GROUPINGS).items():
        table["incidents", name] = grouped(incidents, group)
        step()
    for name, read in (readers or READERS).items():
        table["tolls", name] = tolled(incidents, read)
        step()
    return table


def grouped(incidents: Sequence[Row], group: Grouping) -> dict[str, float | None]:
    """B³ of a grouping over all reports, which it gets in order of publication."""
    reports = sorted((d | {"incident": i["id"]} for i in incidents for d in i["docs"]), key=lambda d: (d["published"], d["id"]))
    keys = [f"{number}" for number in range(len(reports))]
    gold = {key: frozenset({report["incident"]}) for key, report in zip(keys, reports, strict=True)}
    found = {key: frozenset({number}) for key, number in zip(keys, group(reports), strict=True)}
    return {f"incidents {name}": value for name, value in bcubed(found, gold).items()}


def tolled(incidents: Sequence[Row], read: Tolls) -> dict[str, float | None]:
    """Reports with a toll; of these, those whose every toll is the archive's in kind and number."""
    found = [(read(report), incident) for incident in incidents for report in incident["docs"]]
    stating = [(toll, incident) for toll, incident in found if toll]
    right = sum(all(incident[kind] == number for kind, number in toll.items()) for toll, incident in stating)
    return {"states a toll": len(stating) / len(found), "toll right": right / len(stating) if stating else None}


def by_words(reports: Sequence[Row], alike: float = ALIKE, days: int = DAYS) -> list[int]:
    """TF-IDF: reports within a few days whose words are alike, and those alike to them."""
    vectors = _vectors(reports)
    when = [date.fromisoformat(report["published"][:10]).toordinal() for report in reports]
    links = []
    for number, vector in enumerate(vectors):
        first = next(other for other in range(number + 1) if when[number] - when[other] <= days)
        links += [(str(number), str(first + near)) for near in np.flatnonzero(vectors[first:number] @ vector >= alike)]
    return _numbered(len(reports), links)


def _numbered(count: int, links: list[tuple[str, str]]) -> list[int]:
    first = list(range(count))
    for pair in pairs(links):
        low, high = sorted(map(int, pair))
        first[high] = min(first[high], low)
    return first


def _vectors(reports: Sequence[Row]) -> Vectors:
    """Hashed TF-IDF vectors of length one."""
    counts = np.zeros((len(reports), BUCKETS), np.float32)
    for row, report in zip(counts, reports, strict=True):
        for word, number in Counter(re.findall(r"\w+", f"{report['title']} {report['text']}".lower())).items():
            row[crc32(word.encode()) % BUCKETS] += 1 + np.log(number)
    counts *= np.log(len(reports) / np.maximum((counts > 0).sum(0), 1))
    lengths: Vectors = np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9).astype(np.float32)
    return counts / lengths


_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)}
_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_PEOPLE = r"(?:\s+(?:\w+\s+)?(?:people|persons?|men|man|women|woman|teens?|teenagers?|others?|victims?|boys?|girls?|students))?"
_FORMS = {
    "killed": rf"\b{_NUMBER}{_PEOPLE}\s+(?:were\s+|was\s+|are\s+|is\s+)?(?:shot\s+and\s+)?(?:killed|dead)\b",
    "injured": rf"\b{_NUMBER}{_PEOPLE}\s+(?:were\s+|was\s+|are\s+|is\s+)?(?:injured|wounded|hurt)\b",
}


def by_pattern(report: Row) -> dict[str, int]:
    """The first number of each kind, by a pattern over title and text.

    >>> by_pattern({"title": "Two people killed", "text": "Police said 5 others were wounded."})
    {'killed': 2, 'injured': 5}
    """
    text = f"{report['title']}. {report['text']}".lower()
    found = {kind: re.search(form, text) for kind, form in _FORMS.items()}
    return {kind: _NUMBERS.get(match["n"]) or int(match["n"]) for kind, match in found.items() if match}


_READ: dict[str, Report] = {}


def _report(row: Row) -> Report:
    """A report as onrecord reads it, read once."""
    if row["id"] not in _READ:
        given = {name: row[name] for name in ("published", "publisher", "title")}
        _READ[row["id"]] = report_of(workspace.read_text(row["text"].strip() or row["title"], **given).to_dict())
    return _READ[row["id"]]


def by_events(reports: Sequence[Row]) -> list[int]:
    """Onrecord's incidents: places, days and names that reports share."""
    read = [_report(row) for row in reports]
    numbers = {report.id: number for number, group in enumerate(linked(read)) for report in group}
    return [numbers[report.id] for report in read]


def by_claims(report: Row) -> dict[str, int]:
    """Onrecord's figures: the first of each kind that a claim gives as a whole and as done."""
    found: dict[str, int] = {}
    for testimony in _report(report).testimonies:
        for figure in testimony.figures if testimony.status in ("done", "ongoing") else ():
            if figure.harm in _FORMS and figure.best is not None and not figure.scope:
                found.setdefault(figure.harm, int(figure.best))
    return found


GROUPINGS: dict[str, Grouping] = {"TF-IDF": by_words, "onrecord": by_events}
READERS: dict[str, Tolls] = {"pattern": by_pattern, "onrecord": by_claims}
