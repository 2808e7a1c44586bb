"""Dossiers with their gold, and a record's export laid over it: which claim of the export is which claim of the gold."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.bench.data import Row
from onrecord.errors import DataError
from onrecord.readers import expand, read_source

GOLD = "gold.json"
"""The file of a dossier that is no statement."""

ENOUGH = 0.5
"""Share of the shorter claim's characters that two claims must have in common to be one claim."""


def dossiers(data: Path) -> list[Path]:
    """The dossiers below a folder: those that hold a `gold.json`, the folder itself included.

    Raises:
        DataError: there are none.
    """
    found = sorted(path.parent for path in data.rglob(GOLD))
    if not found:
        raise DataError(found=f"no gold.json below {data}", wanted="dossiers with their gold", hint="give their folder")
    return found


def texts_of(folder: Path) -> list[Path]:
    """The statements of a dossier, in order."""
    return [Path(path) for path in expand([folder]) if Path(path).name != GOLD]


def gold_of(folder: Path) -> Row:
    """The gold of a dossier; each claim's `text` has gained `start` and `end`, offsets into the text that is read.

    Raises:
        DataError: it is not in the form that tests/dossiers/README.md describes.
    """
    try:
        gold: Row = json.loads((folder / GOLD).read_text(encoding="utf-8"))
        texts = {doc["id"]: read_source(folder / doc["id"]).text for doc in gold["documents"]}
        for claim in gold["claims"]:
            claim["text"] |= _place(claim["text"], texts[claim["document"]])
    except (ValueError, KeyError, IndexError) as error:
        hint = "see tests/dossiers/README.md"
        raise DataError(found=f"{folder / GOLD}: {error!r}", wanted="a dossier's gold", hint=hint) from error
    return gold


def _place(words: Row, text: str) -> dict[str, int]:
    pattern = r"\s+".join(map(re.escape, words["exact"].split()))
    match = list(re.finditer(pattern, text))[words.get("occurrence", 1) - 1]
    return {"start": match.start(), "end": match.end()}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which claims are the same: the export's for each of the gold, the gold's for each of the export, by id."""

    found: dict[str, frozenset[str]]
    gold: dict[str, frozenset[str]]


def file_of(document: Row) -> str:
    """The name of a document's file: the last part of its address, or its id."""
    return str(document.get("uri") or document["id"]).rstrip("/").rpartition("/")[2]


def align(export: Row, gold: Row) -> Alignment:
    """Lay the export's claims over those of the gold.

    A gold claim's partners are the claims of its document that share the largest part of both's words with it, those of its
    kind before others; more than one where several stand at the same words.
    """
    files = {doc["id"]: file_of(doc) for doc in export["documents"]}
    beside = defaultdict(list)
    for claim in export["claims"]:
        beside[files.get(claim["document"])].append(claim)
    partners = {claim["id"]: frozenset(_partners(claim, beside[claim["document"]])) for claim in gold["claims"]}
    back = defaultdict(set)
    for ours, theirs in partners.items():
        for their in theirs:
            back[their].add(ours)
    return Alignment(partners, {claim: frozenset(ours) for claim, ours in back.items()})


def _partners(claim: Row, others: Iterable[Row]) -> Iterator[str]:
    shares = {other["id"]: (_likeness(claim["text"], other["text"]), other["kind"] == claim["kind"]) for other in others}
    known = {other: (same, share) for other, (share, same) in shares.items() if share}
    best = max(known.values(), default=None)
    return (other for other, rank in known.items() if rank == best)


def _likeness(one: Row, other: Row) -> float:
    """Common characters by all characters of two spans; 0 where they share too little of the shorter one."""
    common = min(one["end"], other["end"]) - max(one["start"], other["start"])
    lengths = one["end"] - one["start"], other["end"] - other["start"]
    if common <= 0 or common < ENOUGH * min(lengths):
        return 0.0
    return float(common / (sum(lengths) - common))
