"""Sentences labelled by people with their events: labels are kept here as offsets and a hash, texts stay in the corpora.

    python -m training.labelled --data DIR --out build/training/labelled.jsonl [--kept-back]

Each label is for one sentence (`start` to `end` in the text of `set`/`id`; `context`: where the sentence before it begins).
Every tenth sentence is kept back for measuring. PLOVER types in sentences of PLV are not used: that set is for cross-validation.
"""

import argparse
import hashlib
import json
import pathlib
from collections.abc import Iterator

from training import data

LABELS = pathlib.Path(__file__).parent / "event_labels.jsonl"
KEPT_BACK = 10
NO_TYPES = "events/plv_train.jsonl"


def texts(path: pathlib.Path) -> Iterator[tuple[str, str]]:
    """(id, text) of every document of a data file; reports of an incident are documents of their own."""
    for row in data.read(path):
        for doc in row.get("docs", [row]):
            yield str(doc["id"]), doc["text"]


def rows(labels: list[data.Row], folder: pathlib.Path) -> Iterator[data.Row]:
    """The labelled sentences, each with the one before it, as rows of training. Texts that have changed are left out."""
    for name in sorted({label["set"] for label in labels}):
        found = dict(texts(folder / name))
        for label in labels:
            text = found.get(label["id"], "") if label["set"] == name else ""
            if hashlib.sha256(text.encode()).hexdigest().startswith(label["sha256"]):
                yield row_of(label, text)


def row_of(label: data.Row, text: str) -> data.Row:
    by = label["context"]

    def moved(span: list[int]) -> list[int]:
        return [span[0] - by, span[1] - by]

    events = [
        {
            **event,
            "trigger": moved(event["trigger"]),
            "type": "?" if label["set"] == NO_TYPES else event["type"],
            **{part: [moved(span) for span in event[part]] for part in ("actors", "recipients")},
        }
        for event in label["events"]
    ]
    judged = [label["start"] - by, label["end"] - by]
    name = f"{label['set']}:{label['id']}:{label['start']}"
    return {"id": name, "text": text[by : label["end"]], "attributions": None, "events": events, "judged": judged}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--kept-back", action="store_true", help="only the sentences for measuring")
    args = parser.parse_args()
    labels = [label for i, label in enumerate(data.read(LABELS)) if (i % KEPT_BACK == 0) == args.kept_back]
    found = list(rows(labels, args.data))
    args.out.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf8")
    print(f"{len(found)} of {len(labels)} labelled sentences, {sum(len(row['events']) for row in found)} events")


if __name__ == "__main__":
    main()
