"""Attributions: onrecord with and without the encoder beside textacy (Apache-2.0), on the same articles in the same run.

textacy finds direct quotations only; it is given one paragraph at a time, so that a stray mark costs it no more than that.
Where only speech is asked for, onrecord leaves out what it finds to be no act of saying. A leading "that" is put back.
Speakers are measured apart, on gold sources, against labels of our own (offsets and a hash of the text, no text).
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord import encoder
from onrecord.annotators.actors import ACTORS, TURNS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.nesting import outer_of
from onrecord.annotators.said.speakers import Speakers
from onrecord.annotators.stage import Reading, look
from onrecord.bench.data import Row, rows, scorer
from onrecord.language.english import bare
from onrecord.model import Document, Span
from onrecord.readers import read_text
from onrecord.text import Offsets

SETS = ("polnear_dev", "gum_other")
PEER_PARTS = {"source": "speaker", "cue": "cue", "content": "content"}
SCOPES = ("speech", "all")
MOST_BEFORE = 12
"""Characters before a content in which its "that" is looked for."""
_THAT = re.compile(r"\bthat\s+\W*$", re.IGNORECASE)
Predict = Callable[[str], list[Row]]
Table = dict[tuple[str, str], dict[str, float | None]]
"""(data set and scope, system) → measures, and documents a second of the processor."""


def run(data: Path, limit: int | None = None, score: Path | None = None, step: Callable[[], None] = lambda: None) -> Table:
    """Score all systems on the development data below `data`, each set's first `limit` texts.

    Raises:
        DataError: the data or the scorers are not there.
    """
    measure = scorer("attribution", data, score)
    table: Table = {}
    for name in SETS:
        gold = rows(data / "attribution" / f"{name}.jsonl")[:limit]
        for system, predict in systems().items():
            start = time.process_time()
            found = [{"id": row["id"], "attributions": predict(row["text"])} for row in gold]
            speed = len(gold) / (time.process_time() - start)
            for scope in SCOPES:
                asked = [_in_scope(row, scope) for row in found]
                table[f"{name}, {scope}", system] = {**_shown(measure.score(gold, asked, scope)), "docs/s": speed}
            step()
    return table


def _in_scope(row: Row, scope: str) -> Row:
    """The row without what is found to be no act of saying, where only those are asked for."""
    return {**row, "attributions": [a for a in row["attributions"] if scope == "all" or a.get("saying", True)]}


def _shown(result: dict[str, Any]) -> dict[str, float | None]:
    """The headline of the scorer's measures, as plain numbers."""
    attribution = {f"attribution {key}": value for key, value in result["attribution"].items()}
    rest = {key: result[key] for key in ("source_given", "recall_direct", "recall_mixed", "recall_indirect")}
    return {**attribution, "content_exact": result["content_exact"]["F1"], **rest}


def systems() -> dict[str, Predict]:
    """The systems by name. The encoder's needs its weights, the peer its package; each is left out where it is missing."""
    found: dict[str, Predict] = {"onrecord, rules alone": lambda text: _found(_read(text, encoded=False))}
    if encoder.available():
        found["onrecord"] = lambda text: _found(_read(text, encoded=True))
    if importlib.util.find_spec("textacy"):
        found["textacy"] = _textacy
    return found


def speakers(data: Path, labels: Path) -> dict[str, float]:
    """Shares of gold sources whose speaker is `right`, `wrong` and `empty`, by the labels of a JSON-lines file.

    Raises:
        DataError: data or labels are missing.
    """
    by_id = {row["id"]: row for row in rows(data / "attribution" / "polnear_dev.jsonl")}
    verdicts = [verdict for label in rows(labels) for verdict in _verdicts(by_id[label["id"]], label)]
    return {kind: verdicts.count(kind) / len(verdicts) for kind in ("right", "wrong", "empty")}


def _verdicts(row: Row, label: Row) -> Iterator[str]:
    if hashlib.sha256(row["text"].encode()).hexdigest() != label["sha256"]:
        return
    reading = _actors(row["text"])
    gold = [Draft(_offsets(a["source"]), _offsets(a["cue"]), _offsets(a["content"])) for a in row["attributions"]]
    found = Speakers(reading, gold, outer_of(gold))
    at = {(d.source[0][0], d.source[-1][1]): found.of(i) for i, d in enumerate(gold) if d.source}
    for speaker in label["speakers"]:
        yield _verdict(reading.doc, at[tuple(speaker["source"])], Span(*speaker["name"]))


def _offsets(spans: list[list[int]]) -> list[Offsets]:
    return [(start, end) for start, end in spans]


def _verdict(doc: Document, id: str | None, name: Span) -> str:
    actor = doc.actor(id)
    if actor is None:
        return "empty"
    words = name.of(doc.text)
    return "right" if words in (actor.name, *actor.aliases) or any(m.overlaps(name) for m in actor.mentions) else "wrong"


def _actors(text: str, encoded: bool = False) -> Reading:
    doc = read_text(text)
    reading = look(doc) if encoded else replace(look(doc), encoding=None)
    return TURNS.apply(ACTORS.apply(reading))


def _read(text: str, encoded: bool) -> Document:
    return ATTRIBUTIONS.apply(_actors(text, encoded)).doc


def _found(doc: Document) -> list[Row]:
    return [
        {"source": _pairs(a.source), "cue": _pairs(a.cue), "content": _with_that(doc.text, a.content), "saying": a.saying}
        for a in doc.attributions
    ]


def _with_that(text: str, content: tuple[Span, ...]) -> list[list[int]]:
    """The content with the "that" before it, which onrecord's conventions leave out and the corpora count."""
    (start, end), *rest = _pairs(content)
    that = _THAT.search(text, max(0, start - MOST_BEFORE), start)
    return [[that.start() if that else start, end], *rest]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _textacy(text: str) -> list[Row]:
    quotations = import_module("textacy.extract").direct_quotations
    found, start = [], 0
    for paragraph in text.split("\n"):
        with suppress(ValueError):  # the peer refuses a paragraph with an odd number of marks
            found += [_peer(quote, start) for quote in quotations(_whole()(paragraph))] if paragraph.strip() else []
        start += len(paragraph) + 1
    return found


def _peer(quote: Any, start: int) -> Row:
    return {part: _place(getattr(quote, name), start) for part, name in PEER_PARTS.items()}


def _place(tokens: Any, start: int) -> list[list[int]]:
    return [[start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1])]] if len(tokens) else []


@lru_cache(maxsize=1)
def _whole() -> Callable[[str], object]:
    return bare()
