"""Dates and times beside dateparser (BSD-3-Clause) and Recognizers-Text (MIT), on the same texts in the same run.

Both peers are for short requests ("remind me on Friday at 10"): they find no durations or sets in running text (dateparser)
or give several readings of which the first, the past one, is taken here (Recognizers-Text). Of the set that GUM is, only
recall and intervals say something, since it marks calendar dates alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.annotators.stage import Reading, look
from onrecord.annotators.timexes import TIMEXES
from onrecord.bench.data import Row, rows, scorer
from onrecord.bench.pace import SHARE, share_of_bare
from onrecord.language.english import english
from onrecord.language.threads import one_thread
from onrecord.model import Block, BlockKind, Document, Span
from onrecord.text import lines

SETS = ("te3_timebank", "te3_aquaint", "meantime5_airbus_apple", "gum_train")
NOTE = (
    "“dates alone” is read without the encoder and without names, which dates hardly need. Documents a second of the "
    "processor, the language pipeline's time included; the share is that of the dates where a text is parsed anyway."
)
SHOWN = ("strict", "relaxed", "value", "interval")

Predict = Callable[[Row], list[Row]]
Table = dict[tuple[str, str], dict[str, float | None]]
"""(data set, system) → F1 by measure, recall of relaxed and interval matches, documents a second of the processor,
and the share of the bare pipeline's time that dates take of a text that is parsed anyway."""


def run(data: Path, limit: int | None = None, score: Path | None = None, step: Callable[[], None] = lambda: None) -> Table:
    """Score onrecord and the peers on the development data below `data`, each set's first `limit` documents.

    Raises:
        DataError: the data or the scorers are not there.
    """
    measure = scorer("timex", data, score)
    table: Table = {}
    for name in SETS:
        gold = rows(data / "timex" / f"{name}.jsonl")[:limit]
        for system, predict in systems().items():
            table[name, system] = _scored(measure, gold, predict)
            step()
        table[name, "onrecord"][SHARE] = share_of_bare(TIMEXES, (look(_document(row)) for row in gold))
    return table


def systems() -> dict[str, Predict]:
    """The systems by name; a peer that is not installed finds nothing, and says so in its name."""
    found: dict[str, Predict] = {"onrecord": _ours, "onrecord, dates alone": _dates_alone}
    for name, load in (("dateparser", _dateparser), ("Recognizers-Text", _recognizers)):
        try:
            found[name] = load()
        except ImportError:
            found[f"{name} (not installed)"] = lambda row: []
    return found


def _scored(measure: Any, gold: list[Row], predict: Predict) -> dict[str, float | None]:
    with one_thread():
        predict(gold[0])  # The first call loads what is needed.
        start = time.process_time()
        found = [{"id": row["id"], "timexes": predict(row)} for row in gold]
        seconds = time.process_time() - start
    result = measure.score(gold, found)
    scores: dict[str, float | None] = {name: result[name]["F1"] for name in SHOWN}
    scores |= {f"{name} recall": result[name]["R"] for name in ("relaxed", "interval")}
    return {**scores, "docs/s": len(gold) / seconds if seconds else None}


def _document(row: Row) -> Document:
    blocks = tuple(Block(Span(*line), BlockKind.PARAGRAPH) for line in lines(row["text"]))
    return Document(id=row["id"], text=row["text"], published=row["published"], blocks=blocks)


def _ours(row: Row) -> list[Row]:
    """What onrecord finds; the time includes that of the language pipeline and the encoder."""
    return _rows(look(_document(row)))


def _dates_alone(row: Row) -> list[Row]:
    """What onrecord finds with tags and parse only."""
    doc = _document(row)
    return _rows(Reading(doc, english(names=False).parse(doc)))


def _rows(reading: Reading) -> list[Row]:
    found = TIMEXES.predict(reading)
    return [{"start": t.span.start, "end": t.span.end, "type": t.type.value, "value": t.value} for t in found]


def _dateparser() -> Predict:
    search = import_module("dateparser.search").search_dates

    def predict(row: Row) -> list[Row]:
        settings = {"RELATIVE_BASE": _moment(row), "PREFER_DATES_FROM": "past"}
        found, at = [], 0
        for words, moment in search(row["text"], languages=["en"], settings=settings) or ():
            start = row["text"].find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append({"start": start, "end": at, **_dated(moment)})
        return found

    return predict


def _dated(moment: datetime) -> Row:
    day = moment.date().isoformat()
    if moment.hour or moment.minute:
        return {"type": "TIME", "value": f"{day}T{moment:%H:%M}"}
    return {"type": "DATE", "value": day}


def _recognizers() -> Predict:
    emoji: Any = import_module("emoji")
    # Recognizers-Text asks for a name that emoji 2 has dropped, and that dates do not need.
    emoji.__dict__.setdefault("UNICODE_EMOJI", {})
    package = import_module("recognizers_date_time")

    def predict(row: Row) -> list[Row]:
        found = package.recognize_datetime(row["text"], package.Culture.English, reference=_moment(row))
        return [{"start": one.start, "end": one.end + 1, **_first_reading(one)} for one in found]

    return predict


def _first_reading(found: Any) -> Row:
    values = (found.resolution or {}).get("values") or [{}]
    kind = found.type_name.rpartition(".")[2]
    timex = values[0].get("timex", "")
    if kind in ("duration", "set"):
        return {"type": kind.upper(), "value": timex}
    if kind == "date":
        return {"type": "DATE", "value": values[0].get("value", timex)}
    if kind == "datetime":
        return {"type": "TIME", "value": values[0].get("value", timex).replace(" ", "T")[:16]}
    return {"type": "TIME" if kind.startswith("time") else "DATE", "value": timex}


def _moment(row: Row) -> datetime:
    return datetime.fromisoformat(row["published"] or "2000-01-01")
