"""Names and events that programs find in the corpora, for where nobody has labelled: spaCy's names, the events of our rules.

    python -m training.silver --data DIR --out build/training/silver.jsonl

Rows of the attribution corpus carry no text: it is joined to them by `id`. None of these files is a test split.
"""

import argparse
import json
import pathlib
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from onrecord.annotators.actors import ACTORS, TURNS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.events import EVENTS
from onrecord.annotators.quantities import QUANTITIES
from onrecord.annotators.stage import Reading
from onrecord.annotators.timexes import TIMEXES
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.language.english import english
from onrecord.model import Event, Mention
from onrecord.readers import read_text
from training import data

ARTICLES = "attribution/polnear_train.jsonl.gz"
FILES = {  # how many documents of each
    ARTICLES: 1000,
    "events/re3d_centcom.jsonl": 100,
    "events/re3d_us_state.jsonl": 100,
    "crossdoc/fakes_dev.jsonl": 400,
    "events/plv_train.jsonl": 2000,
    "events/muc_dev.jsonl.gz": 260,
    "events/india_police_dev.jsonl": 200,
    "crossdoc/unscon.jsonl": 72,
    "timex/te3_timebank.jsonl": 183,
    "crossdoc/ungdc_77.jsonl.gz": 30,
    "crossdoc/gva_2013_2016.jsonl.gz": 120,
    "toponym/lgl.jsonl": 150,
    "crossdoc/wh_covid.jsonl.gz": 6,
}
LONGEST = 40_000  # characters of a text
ANNOTATORS = (TIMEXES, QUANTITIES, ACTORS, TURNS, TOPONYMS, ATTRIBUTIONS, EVENTS)


def sampled(folder: pathlib.Path) -> Iterator[data.Row]:
    for name, count in FILES.items():
        rows = [doc for row in data.read(folder / name) for doc in row.get("docs", [row])[:1]]
        rows = random.Random(7).sample(rows, count) if len(rows) > count else rows
        yield from ({**row, "set": name} for row in rows if row["text"].strip())


def row_of(row: data.Row) -> data.Row | None:
    text = row["text"][:LONGEST]
    doc = read_text(text, published=row.get("published"))
    if doc.text != text:
        return None
    parse = english().parse(doc)
    reading = Reading(doc, parse)
    for annotator in ANNOTATORS:
        reading = annotator.apply(reading)
    found = {
        "names": [[name.span.start, name.span.end, name.label] for name in parse.names],
        "events": [_event(event) for event in reading.doc.events if event.trigger],
    }
    if row["set"] == ARTICLES:
        return {"id": row["id"], "set": "polnear", **found}
    return {"id": f"{row['set']}:{row['id']}", "set": row["set"], "text": text, **found}


def _event(event: Event) -> data.Row:
    parts = {"actors": _spans(event.actors), "recipients": _spans(event.recipients)}
    trigger = [event.trigger.start, event.trigger.end] if event.trigger else None
    return {"trigger": trigger, "kind": event.kind, "status": event.status, "type": event.event_type, **parts}


def _spans(mentions: tuple[Mention, ...]) -> list[list[int]]:
    return [[mention.span.start, mention.span.end] for mention in mentions]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    with ProcessPoolExecutor(2) as pool, args.out.open("w", encoding="utf8") as out:
        for i, row in enumerate(pool.map(row_of, sampled(args.data), chunksize=8)):
            out.write(json.dumps(row) + "\n" if row else "")
            if i % 200 == 0:
                print(f"{i} texts", flush=True)


if __name__ == "__main__":
    main()
