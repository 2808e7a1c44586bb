"""Print the scores of the names and event heads on sentences that were kept back.

    python -m training.score_heads --labels build/training/labelled_back.jsonl --silver build/training/silver.jsonl [--model DIR]

Names are scored against spaCy's on texts of the training corpora: likeness, not truth. Events against people's labels.
"""

import argparse
import pathlib
from collections import Counter
from itertools import islice

from training.match import f1

from onrecord import encoder
from onrecord.encoder import states
from onrecord.encoder.events import KINDS, STATUSES, TYPES, EventSpans
from training import data

FACTS = {"done", "ongoing"}


def encoded(text: str) -> encoder.Encoding:
    return encoder.encode(text, data.lines(text))


def overlaps(spans: list[list[int]], found: tuple[tuple[int, int], ...]) -> bool:
    if not spans or not found:
        return not spans and not found
    return any(a < d and c < b for a, b in spans for c, d in found)


def events(rows: list[data.Row], threshold: float) -> None:
    count: Counter[str] = Counter()
    for row in rows:
        start, end = row["judged"]
        found = [e for e in encoder.find_events(encoded(row["text"]), threshold) if start <= e.trigger[0] < end]
        count["found"] += len(found)
        count["gold"] += len(row["events"])
        at = {tuple(e["trigger"]): e for e in row["events"]}
        for event in found:
            gold = next((g for (a, b), g in at.items() if a < event.trigger[1] and event.trigger[0] < b), None)
            if gold is not None:
                count["both"] += 1
                count.update(right(event, gold))
    n = count["both"]
    shares = {key: round(count[key] / n, 3) for key in ("status", "kind", "type", "actors", "recipients")}
    facts = f"{count['leaked']} of {count['not done']} not done given as done, {count['kept']} of {count['done']} done kept"
    print(f"at {threshold}: triggers P {n / count['found']:.3f} R {n / count['gold']:.3f} "
          f"F1 {f1(n, count['found'], count['gold']):.3f}; of these right {shares}; {facts}")  # fmt: skip


def right(event: EventSpans, gold: data.Row) -> list[str]:
    status, kind = STATUSES[event.statuses.argmax()], KINDS[event.kinds.argmax()]
    fact = "done" if gold["status"] in FACTS else "not done"
    told = {
        "status": status == gold["status"],
        "kind": kind == gold["kind"],
        "type": TYPES[event.types.argmax()] == (gold["type"] or "-"),
        "actors": overlaps(gold["actors"], event.actors),
        "recipients": overlaps(gold["recipients"], event.recipients),
        "leaked": fact == "not done" and status in FACTS,
        "kept": fact == "done" and status in FACTS,
        fact: True,
    }
    return [key for key, yes in told.items() if yes]


def names(rows: list[data.Row]) -> None:
    count: Counter[str] = Counter()
    for row in rows:
        found, gold = set(encoder.find_names(encoded(row["text"]))), {tuple(name) for name in row["names"]}
        count.update(both=len(found & gold), found=len(found), gold=len(gold))
    print(f"names as spaCy's: F1 {f1(count['both'], count['found'], count['gold']):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=pathlib.Path, required=True)
    parser.add_argument("--silver", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, default=states.DATA)
    args = parser.parse_args()
    states.DATA = args.model
    rows = data.read(args.labels)
    for threshold in (0.3, 0.4, 0.5, 0.6):
        events(rows, threshold)
    names(list(islice((row for row in data.read(args.silver) if "text" in row), 0, 2000, 20)))


if __name__ == "__main__":
    main()
