"""Events and their status: false facts first, then who did what, on pairs of our own and on the development data.

Beside onrecord stands "all of it happened": the same events, each taken as done, which is what coders without a status do.
PLOVER's records are dyads, one for each actor and recipient; onrecord keeps one event with all of them, so `petrarch` is also
scored with its events split.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from onrecord.annotators.events import EVENTS
from onrecord.annotators.stage import look
from onrecord.bench import casualties, perpetrators
from onrecord.bench.data import Row, rows, scorer
from onrecord.errors import DataError
from onrecord.language.blocks import whole
from onrecord.model import Document, Event, Status

SETS = ("meantime5_status_airbus_apple.jsonl", "petrarch.jsonl", "plv_train.jsonl", "india_police_dev.jsonl", "muc_dev.jsonl.gz")
SHOWN = ("leaked", "happened_kept", "status", "found", "type", "actor", "recipient", "swapped", "whole")
PAIRS = Path(__file__).parents[3] / "tests" / "data" / "status_pairs.tsv"
"""The minimal pairs of a checkout; an installed package has none, and leaves them out. Beside them lie fresh ones, on which
nothing was mended."""

HAPPENED = frozenset({Status.DONE, Status.ONGOING})

OFFICIAL = frozenset({"COERCE", "MOBILIZE"})
"""Types of what the police do, mostly, where nobody is named."""

JOINT = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
"""Types of what parties can do together."""

Scores = dict[str, float | None]
Table = dict[tuple[str, str], Scores]
"""(data set, system) → measures, and seconds of the processor."""


def run(
    data: Path,
    limit: int | None = None,
    score: Path | None = None,
    step: Callable[[], None] = lambda: None,
    pairs: Path = PAIRS,
) -> Table:
    """Score onrecord on the minimal pairs and on the development data below `data`, each set's first `limit` texts.

    Args:
        data: the folder of the data sets, with `events/` in it.
        limit: texts of each set, None for all.
        score: the folder of the scorers, by default the one beside `data`.
        step: called after each table row, for a progress bar.
        pairs: a table of minimal pairs: status, trigger and text, parted by tabs; left out where there is no such file.

    Raises:
        DataError: the data or the scorers are not there.
    """
    measure = scorer("events", data, score)
    table: Table = {}
    for title, end in (("minimal pairs", ""), ("varied pairs", "_dev"), ("fresh pairs", "_fresh")):
        if (path := pairs.with_stem(pairs.stem + end)).is_file():
            table[title, "onrecord"] = score_pairs(read_pairs(path))
            step()
    table |= casualties.run(data, limit, pairs.with_name("casualties.tsv"))
    for name in SETS:
        gold = rows(data / "events" / name)[:limit]
        for system, predicted in _systems(gold, name):
            table[name.partition(".")[0], system] = _shown(measure.score(gold, predicted), predicted)
            if name.startswith("petrarch"):
                parties = [named(row) for row in gold]
                table["petrarch, parties by code", system] = _shown(measure.score(parties, predicted), predicted)
            step()
        if name.startswith("muc"):
            table["muc_dev, organisations", "onrecord"] = perpetrators.score(gold, measure, plain)
    return table


def _systems(gold: list[Row], name: str) -> Iterable[tuple[str, list[Row]]]:
    found = [predict(row) for row in gold]
    yield "onrecord", found
    if name.startswith("india"):
        yield "onrecord, unnamed agents", [policed(row, text["text"]) for row, text in zip(found, gold, strict=True)]
    if name.startswith("petrarch"):
        yield "onrecord, as dyads", [{**row, "events": [d for e in row["events"] for d in dyads(e)]} for row in found]
    yield "all of it happened", [{**row, "events": [{**e, "status": "done"} for e in row["events"]]} for row in found]


def named(row: Row) -> Row:
    """A row whose parties are codes, with the names that these stand for: the one word of the text that begins as the code does.

    Parties whose code fits no word or several stay unjudged.
    """
    words = set(re.findall(r"[A-Z]\w+", row["text"]))

    def party(code: str | None) -> list[Row] | None:
        found = [word for word in words if word[:3].upper() == (code or "")[:3]]
        return [{"names": found}] if len(found) == 1 else None

    events = [{**e, "actors": party(e["actor_code"]), "recipients": party(e["recipient_code"])} for e in row["events"]]
    return {**row, "events": events}


def predict(row: Row) -> Row:
    """A data row's events in the form of the scorer."""
    start = time.process_time()
    found = find(row["text"], row.get("published"))
    return {"id": row["id"], "events": [plain(event) for event in found], "seconds": time.process_time() - start}


def find(text: str, published: str | None = None) -> tuple[Event, ...]:
    """The events of a text without layout."""
    doc = Document(id="bench", text=text, published=published, blocks=whole(text), language="en")
    return EVENTS.apply(look(doc)).doc.events


def plain(event: Event) -> Row:
    """An event with offsets in place of spans."""
    trigger = event.trigger or event.span
    return {
        "trigger": [trigger.start, trigger.end],
        "event_type": event.event_type,
        "mode": event.mode,
        "status": event.status,
        "actors": [[m.span.start, m.span.end] for m in event.actors],
        "recipients": [[m.span.start, m.span.end] for m in event.recipients],
    }


def policed(row: Row, text: str) -> Row:
    """A row in which who arrests, restricts or moves forces without being named is the police, where the text names them.

    A reading for the question of police activity alone: the record leaves an unnamed agent open.
    """
    police = re.search(r"\b(?:police\w*|constables?|para-?military)\b", text, re.I)
    if police is None:
        return row
    events = [
        {**e, "actors": e["actors"] or ([list(police.span())] if e["event_type"] in OFFICIAL else [])} for e in row["events"]
    ]
    return {**row, "events": events}


def dyads(event: Row) -> list[Row]:
    """An event once for each of its actors with each of its recipients, as PLOVER records it.

    A meeting goes in both directions, and what several do together, with nobody else, from each to each.
    """
    actors, recipients = event["actors"], event["recipients"]
    pairs = [(a, r) for a in actors or [None] for r in recipients or [None]]
    if event["event_type"] in JOINT and not recipients:
        pairs = [(a, r) for a in actors for r in actors if a != r] or pairs
    elif event["event_type"] == "CONSULT":
        pairs += [(r, a) for a, r in pairs]
    return [{**event, "actors": [a] if a else [], "recipients": [r] if r else []} for a, r in pairs]


def read_pairs(path: Path) -> list[tuple[str, str, str]]:
    """Status, trigger and text of each minimal pair.

    Raises:
        DataError: there is no such file.
    """
    if not path.is_file():
        raise DataError(found=f"no file {path}", wanted="minimal pairs", hint="give a table of status, trigger and text")
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(status, trigger, text) for status, trigger, text in cells]


def score_pairs(pairs: list[tuple[str, str, str]]) -> Scores:
    """False facts, happened ones found, and status accuracy.

    `leaked` is the share of all events that did not happen which come out as done or ongoing; `happened_kept` the share of all
    that happened which are found and come out so; `status` the accuracy over those found.
    """
    start = time.process_time()
    given = [(Status(status), find_status(trigger, text)) for status, trigger, text in pairs]
    real = [answer for gold, answer in given if gold in HAPPENED]
    unreal = [answer for gold, answer in given if gold not in HAPPENED]
    seen = [(gold, answer) for gold, answer in given if answer is not None]
    return {
        "leaked": sum(answer in HAPPENED for answer in unreal) / len(unreal),
        "happened_kept": sum(answer in HAPPENED for answer in real) / len(real),
        "status": sum(gold is answer for gold, answer in seen) / len(seen),
        "found": len(seen) / len(given),
        "seconds": time.process_time() - start,
    }


def find_status(trigger: str, text: str) -> Status | None:
    """The status of the event whose trigger begins with this word; None where it is not found."""
    for event in find(text):
        if event.trigger and event.trigger.of(text).lower().split()[0] == trigger.lower():
            return event.status
    return None


def _shown(result: dict[str, Any], predicted: list[Row]) -> Scores:
    scores: Scores = {name: result.get(name) for name in SHOWN}
    for label, values in result.get("documents", {}).items():
        scores[f"document {label}"] = values["F1"]
    return {**scores, "seconds": sum(row["seconds"] for row in predicted)}
