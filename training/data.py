"""Training examples: windows of pieces with what is known of them: cues, names, events, and the roles around them."""

import gzip
import json
import pathlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from training.labels import KINDS, NAMES, STATUSES, TYPES

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
class Trigger:
    """One event in pieces; `roles`: (first, last, tag) with tag 1 actor, 3 recipient; the others are places in `labels`."""

    first: int
    last: int
    roles: list[tuple[int, int, int]]
    status: int
    kind: int
    type: int


@dataclass
class Doc:
    """A text in pieces and what is known of it; None: nobody looked.

    `complete`: attributions inside the content of another are marked too. `names`: (first, last, tag). `judged`: the pieces
    where events were looked for. `trust`: how much its events count.
    """

    id: str
    pieces: Pieces
    cues: list[Cue] | None
    complete: bool = False
    names: list[tuple[int, int, int]] | None = None
    events: list[Trigger] | None = None
    judged: tuple[int, int] = (0, 0)
    trust: float = 1.0


Roles = list[tuple[int, int, Ints]]
"""(first, last, the tag of every piece)"""


@dataclass
class Example:
    """One window: ids, marks, tags of its pieces; the cues in it as (first, last, role tags, speech), the triggers likewise."""

    ids: Ints
    marks: Ints
    tags: Ints
    names: Ints
    statuses: Ints
    kinds: Ints
    types: Ints
    cues: list[tuple[int, int, Ints, int]] = field(default_factory=list)
    triggers: Roles = field(default_factory=list)
    trust: float = 1.0


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
    """A row of text with `attributions`, and with `names` and `events` where they were looked for."""
    text = row["text"]
    pieces = cut(text, lines(text), coder)
    cues = None if row.get("attributions") is None else [c for a in row["attributions"] if (c := _cue(text, pieces, a))]
    doc = Doc(row["id"], pieces, cues, row.get("complete", False), trust=row.get("trust", 1.0))
    if row.get("names") is not None:
        found = [(_touched(pieces, (start, end)), label) for start, end, label in row["names"]]
        doc.names = [(*at, 1 + 2 * NAMES.index(label)) for at, label in found if at]
    if row.get("events") is not None:
        doc.events = [t for event in row["events"] if (t := _trigger(pieces, event))]
        doc.judged = _touched(pieces, tuple(row.get("judged", (0, len(text))))) or (0, -1)
    return doc


def _trigger(pieces: Pieces, event: Row) -> Trigger | None:
    at = _touched(pieces, tuple(event["trigger"]))
    if at is None:
        return None
    spans = [(tuple(s), 3) for s in event["recipients"]] + [(tuple(s), 1) for s in event["actors"]]
    roles = [(*place, tag) for span, tag in spans if (place := _touched(pieces, span))]
    type_ = TYPES.index(event["type"] or "-") if event.get("type", "-") != "?" else IGNORED
    return Trigger(*at, roles, STATUSES.index(event["status"]) if event["status"] else IGNORED, KINDS.index(event["kind"]), type_)


def _example(doc: Doc, first: int, last: int) -> Example:
    tags, names, statuses, kinds, types = np.full((5, last - first), IGNORED, np.int64)
    ids, marks = doc.pieces.ids[first:last], doc.pieces.marks[first:last]
    example = Example(ids, marks, tags, names, statuses, kinds, types, trust=doc.trust)
    _mark_cues(example, doc, first, last)
    _mark_names(example, doc, first)
    _mark_events(example, doc, first, last)
    return example


def _mark_cues(example: Example, doc: Doc, first: int, last: int) -> None:
    if doc.cues is None:
        return
    example.tags[:] = 0
    for a, b, tag in () if doc.complete else (r for cue in doc.cues for r in cue.roles):
        if tag == 3 and b >= first:  # nobody looked for nested attributions here: neither cue nor no cue
            example.tags[max(a - first, 0) : max(b + 1 - first, 0)] = IGNORED
    for cue in doc.cues:
        if first <= cue.first <= cue.last < last:
            example.tags[cue.first - first : cue.last + 1 - first] = 2
            example.tags[cue.first - first] = 1
            example.cues.append((cue.first - first, cue.last - first, _role_tags(cue.roles, first, last), cue.speech))


def _mark_names(example: Example, doc: Doc, first: int) -> None:
    if doc.names is None:
        return
    example.names[:] = 0
    for a, b, tag in doc.names:
        if b >= first:
            example.names[max(a - first, 0) : b + 1 - first] = tag + 1
            example.names[max(a - first, 0) : max(a + 1 - first, 1)] = tag


def _mark_events(example: Example, doc: Doc, first: int, last: int) -> None:
    if doc.events is None:
        return
    example.statuses[max(doc.judged[0] - first, 0) : max(doc.judged[1] + 1 - first, 0)] = 0
    for event in doc.events:
        if first <= event.first <= event.last < last:
            at = slice(event.first - first, event.last + 1 - first)
            example.statuses[at] = event.status + 1 if event.status >= 0 else IGNORED
            example.kinds[at], example.types[at] = event.kind, event.type
            example.triggers.append((event.first - first, event.last - first, _role_tags(event.roles, first, last)))


def _role_tags(roles: list[tuple[int, int, int]], first: int, last: int) -> Ints:
    tags = np.zeros(last - first, np.int64)
    for a, b, tag in roles:
        if b >= first:
            tags[max(a - first, 0) : b + 1 - first] = tag + 1
            tags[max(a - first, 0) : max(a + 1 - first, 1)] = tag
    return tags


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
    return replace(example, ids=ids, marks=marks)


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
