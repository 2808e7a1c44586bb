"""Quantities beside quantulum3 (MIT), on the same texts in the same run.

NewsQuant gives a count the counted noun as its unit, and counts durations, ages, "one of the" and multiples. In onrecord the
noun is `counted` and `unit` is empty or a sign, and those amounts bear a kind. So onrecord is scored three times there: as
it publishes quantities; by that set's rules, with the same findings, the text's words in place of the unit's sign and the
sign of a bound behind its words; and with counts and measures alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.annotators.how_many.bounds import Bound
from onrecord.annotators.how_many.units import FRACTION
from onrecord.annotators.quantities import QUANTITIES, Found, find_all
from onrecord.annotators.stage import Reading, look
from onrecord.annotators.timexes import TIMEXES
from onrecord.bench.data import Row, rows, scorer
from onrecord.bench.pace import SHARE, share_of_bare
from onrecord.language.blocks import whole
from onrecord.language.threads import one_thread
from onrecord.model import Document, Quantity

SETS = ("newsquant_dev", "recognizers_number", "recognizers_number_range", "recognizers_currency")
SPANS = "meantime5_airbus_apple"
"""Spans of amounts without values, in the folder of the timex data."""

NOTE = (
    "NewsQuant wants the counted noun as the unit of a count; onrecord keeps it as `counted`, and signs as units. “By that "
    "set's rules” is the same reading with the text's words as units, and a bound's sign behind its words (“sub-300” is “<”). "
    "~ > <: recall of such values, and of those marked so."
)
SHOWN_OF_SPANS = {"span_overlap": "span"}
SHOWN = {"value": "value", "value_modifier": "with bound", "value_unit": "with unit", **SHOWN_OF_SPANS}
SIGNS = {Bound.ABOUT: "~", Bound.LOW: ">", Bound.HIGH: "<"}

Predict = Callable[[str], list[Row]]
Table = dict[tuple[str, str], dict[str, float | None]]
"""(data set, system) → F1 by measure, documents a second of the processor, the share of the bare pipeline's time, and the
recall of each bound: of its values ("found"), and of those that are marked as bounded so ("marked")."""


def run(data: Path, limit: int | None = None, score: Path | None = None, step: Callable[[], None] = lambda: None) -> Table:
    """Score onrecord and the peer on the development data below `data`, each set's first `limit` texts.

    Raises:
        DataError: the data or the scorers are not there.
    """
    measure = scorer("quantity", data, score)
    table: Table = {}
    for path in (*(data / "quantity" / f"{name}.jsonl" for name in SETS), data / "timex" / f"{SPANS}.jsonl"):
        gold = rows(path)[:limit]
        for system, predict in systems(newsquant=path.stem == SETS[0]).items():
            table[path.stem, system] = _scored(measure, gold, predict)
            step()
        table[path.stem, "onrecord"][SHARE] = share_of_bare(QUANTITIES, (_reading(row["text"]) for row in gold))
    return table


def systems(newsquant: bool) -> dict[str, Predict]:
    """The systems by name; the peer is left out where it is not installed."""
    found: dict[str, Predict] = {"onrecord": _published}
    if newsquant:
        found["onrecord, by that set's rules"] = _by_its_rules
        found["onrecord, counts and measures"] = _counts
    peer = _quantulum()
    return {**found, "quantulum3": peer} if peer else {**found, "quantulum3 (not installed)": lambda text: []}


def _scored(measure: Any, gold: list[Row], predict: Predict) -> dict[str, float | None]:
    with one_thread():
        predict(gold[0]["text"])  # The first call loads what is needed.
        start = time.process_time()
        found = [{"id": row["id"], "quantities": predict(row["text"])} for row in gold]
        seconds = time.process_time() - start
    result = measure.score(gold, found)
    shown = SHOWN if result["gold"] else SHOWN_OF_SPANS
    scores: dict[str, float | None] = {shown[name]: result[name]["F1"] for name in shown if name in result}
    for sign, found_of in ((sign, result["by_change"].get(sign)) for sign in "~><"):
        if found_of:
            scores[f"{sign} found"] = found_of["value_recall"]
            scores[f"{sign} marked"] = found_of["value_recall"] * (found_of["same_bound"] or 0)
    return {**scores, "docs/s": len(gold) / seconds if seconds else None}


def _published(text: str) -> list[Row]:
    return [_row(quantity) for quantity in QUANTITIES.predict(_reading(text))]


def _by_its_rules(text: str) -> list[Row]:
    return [_worded(text, one) for one in find_all(_reading(text)) if one.is_amount]


def _counts(text: str) -> list[Row]:
    return [_row(quantity) for quantity in QUANTITIES.predict(_reading(text)) if quantity.kind is None]


def _reading(text: str) -> Reading:
    doc = Document(id="bench", text=text, blocks=whole(text))
    return TIMEXES.apply(look(doc))


def _row(quantity: Quantity) -> Row:
    numbers = {name: getattr(quantity, name) for name in ("low", "best", "high", "unit", "modifier")}
    return {"start": quantity.span.start, "end": quantity.span.end, **numbers}


def _worded(text: str, found: Found) -> Row:
    """The figure with its unit as the text has it, the counted noun as unit of a count, and the sign of its bound."""
    row, figure, noun = _row(found.quantity), found.figure, found.quantity.counted
    if figure.bound and figure.modifier:
        row["modifier"] = f"{figure.modifier} {SIGNS[figure.bound]}"
    if figure.unit == FRACTION:
        return row
    words = figure.measure and text[figure.measure.start : figure.measure.end].strip(" -")
    return {**row, "unit": words or (noun and noun.of(text))}


def _quantulum() -> Predict | None:
    try:
        parser = import_module("quantulum3.parser")
    except ImportError:
        return None

    def predict(text: str) -> list[Row]:
        try:
            return [_quantulum_row(quantity) for quantity in parser.parse(text)]
        except Exception:  # the peer fails on some texts; that costs it these texts only
            return []

    return predict


def _quantulum_row(quantity: Any) -> Row:
    span = dict(zip(("start", "end"), quantity.span, strict=True))
    apart = quantity.uncertainty
    ends = {"low": quantity.value - apart, "best": None, "high": quantity.value + apart} if apart else {"best": quantity.value}
    return {**span, "low": None, "high": None, **ends, "unit": quantity.unit.name, "modifier": None}
