"""Training examples: windows of pieces with cue tags and, for each cue, the roles of the pieces around it."""

import gzip
import json
import pathlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.encoder.pieces import Pieces, cut, windows
from onrecord.encoder.trim import content as trimmed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Row = dict[str, Any]

CLS, SEP, MASK = 101, 102, 103
IGNORED = -100
HELD_OUT = 20  # every twentieth article is kept for thresholds and calibration


@dataclass
class Cue:
    """One attribution in pieces; `roles`: (first, last, tag) with tag 1 source, 3 content; `speech`: 1, 0, or -1 unknown."""

    first: int
    last: int
    roles: list[tuple[int, int, int]]
    speech: int


@dataclass
class Doc:
    """An article in pieces, with its attributions; `complete`: those inside the content of another are marked too."""

    id: str
    pieces: Pieces
    cues: list[Cue]
    complete: bool


@dataclass
class Example:
    """One window: ids, marks, cue tags, and the cues in it as (first, last, role tags, speech)."""

    ids: Ints
    marks: Ints
    tags: Ints
    cues: list[tuple[int, int, Ints, int]] = field(default_factory=list)


def read(path: pathlib.Path) -> list[Row]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.decode("utf8").split("\n") if line.strip()]


def lines(text: str) -> list[tuple[int, int]]:
    """The blocks of a plain text: its lines that are not blank."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks += [(start, start + len(line))] if line.strip() else []
        start += len(line) + 1
    return blocks


def tokenizer(base: pathlib.Path) -> Tokenizer:
    coder = Tokenizer.from_file(str(base / "tokenizer.json"))
    coder.no_padding()
    coder.no_truncation()
    return coder


def _touched(pieces: Pieces, span: tuple[int, int]) -> tuple[int, int] | None:
    first, last = np.searchsorted(pieces.ends, span[0], "right"), np.searchsorted(pieces.starts, span[1], "left")
    return (int(first), int(last) - 1) if last > first else None


def _cue(text: str, pieces: Pieces, row: Row) -> Cue | None:
    cue = _touched(pieces, tuple(row["cue"][0])) if row.get("cue") else None
    if cue is None:
        return None
    contents = [s for s in (trimmed(text, tuple(s), that=True) for s in row["content"]) if s]
    spans = [(s, 3) for s in contents] + [(tuple(s), 1) for s in row.get("source") or []]
    roles = [(*at, tag) for span, tag in spans if (at := _touched(pieces, span))]
    return Cue(*cue, roles, {"speech": 1, "other": 0}.get(row.get("scope", ""), -1))


def document(row: Row, coder: Tokenizer) -> Doc:
    pieces = cut(row["text"], lines(row["text"]), coder)
    cues = [_cue(row["text"], pieces, a) for a in row["attributions"]]
    return Doc(row["id"], pieces, [c for c in cues if c], row.get("complete", False))


def _example(doc: Doc, first: int, last: int) -> Example:
    example = Example(doc.pieces.ids[first:last], doc.pieces.marks[first:last], np.zeros(last - first, np.int64))
    for a, b, tag in () if doc.complete else (r for cue in doc.cues for r in cue.roles):
        if tag == 3 and b >= first:  # nobody looked for nested attributions here: neither cue nor no cue
            example.tags[max(a - first, 0) : max(b + 1 - first, 0)] = IGNORED
    for cue in doc.cues:
        if not first <= cue.first <= cue.last < last:
            continue
        example.tags[cue.first - first : cue.last + 1 - first] = 2
        example.tags[cue.first - first] = 1
        roles = np.zeros(last - first, np.int64)
        for a, b, tag in cue.roles:
            a, b = max(a - first, 0), min(b + 1 - first, last - first)
            roles[a:b] = tag + 1
            roles[a : min(a + 1, b)] = tag
        example.cues.append((cue.first - first, cue.last - first, roles, cue.speech))
    return example


def examples(docs: list[Doc], rng: random.Random | None) -> list[Example]:
    """One epoch. With `rng` the windows have other sizes and borders in each epoch, which is cheap augmentation."""
    found = []
    for doc in docs:
        size = rng.choice((128, 192, 224, 254, 254)) if rng else 254
        found += [_example(doc, w.first, w.last) for w in windows(doc.pieces.block, size, min(48, size // 5))]
    return found


def blurred(example: Example, rng: random.Random) -> Example:
    """The same window with some pieces masked and, now and then, no case or no quotation marks to lean on."""
    ids, marks = example.ids.copy(), example.marks.copy()
    ids[np.random.default_rng(rng.getrandbits(32)).random(len(ids)) < 0.04] = MASK
    if rng.random() < 0.08:
        case, rest = np.divmod(marks, 6)
        marks = np.where(case > 0, 1, 0) * 6 + rest
    if rng.random() < 0.08:
        marks = marks // 6 * 6 + marks % 2
    return Example(ids, marks, example.tags, example.cues)


def batches(found: list[Example], size: int, rng: random.Random | None) -> Iterator[list[Example]]:
    """Windows of like length together; in random order with `rng`."""
    order = list(found)
    if rng:
        rng.shuffle(order)
    chunks = [sorted(order[i : i + size * 40], key=lambda e: len(e.ids)) for i in range(0, len(order), size * 40)]
    groups = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    if rng:
        rng.shuffle(groups)
    yield from groups
