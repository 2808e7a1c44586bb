"""Train the classifiers that tell how far an event's reading can be trusted, and print what they leave out.

    python -m training.trust --data DIR [--out src/onrecord/annotators/data/event_trust.npz]

The labels (`claim_labels.jsonl`) judge the entries of our own ledgers over documents of the collections, field by field: offsets
and a hash, no text. Words go in as hashes, so that no text can be read from the weights; the states are those of the product's
encoder, so this comes after its export. Scores are for documents that were not trained on (cross-validation by document).
"""

import argparse
import hashlib
import json
import pathlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import normalize
from training.labelled import texts

from onrecord.annotators.events import EVENTS, raw_events
from onrecord.annotators.happenings.between import BUCKETS, hashed
from onrecord.annotators.happenings.traits import anchor
from onrecord.annotators.happenings.trust import PARTS, QUESTIONS, STATED, TYPED, TrustModel, seen, seen_part, unpacked
from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.stage import Reading
from onrecord.model import Event
from onrecord.pipeline import before
from onrecord.readers import read_text
from training import data

Array = npt.NDArray[Any]

LABELS = pathlib.Path(__file__).parent / "claim_labels.jsonl"
OUT = pathlib.Path("src/onrecord/annotators/data/event_trust.npz")
SHARE = 0.5  # of the words in the sum of scores; the states have the rest
WORDS, STATES = 10.0, 0.003  # inverse strength of regularisation
FOLDS = 5
SLOTS = dict(zip(PARTS, ("who", "whom", "when", "where"), strict=True))
ELSEWHERE = ("duplicate", "heading")
"""Why an entry should not be there although its words state something: they do so in another place too."""


@dataclass(frozen=True, slots=True)
class Example:
    """An event, or a part of one, as the classifier sees it, with the right answers; `document` groups them."""

    document: int
    terms: list[str]
    state: Array
    answers: dict[str, bool]


def readings(labels: list[data.Row], folder: pathlib.Path) -> Iterator[tuple[int, data.Row, Reading]]:
    """The labelled documents, read up to their events. Texts that have changed are left out."""
    for name in sorted({label["set"] for label in labels}):
        found = dict(texts(folder / name))
        for number, label in enumerate(labels):
            text = found.get(label["id"], "")[: label["characters"]] if label["set"] == name else ""
            if text and hashlib.sha256(text.encode()).hexdigest().startswith(label["sha256"]):
                yield number, label, before(EVENTS, read_text(text, published=label["published"]))


def examples(labels: list[data.Row], folder: pathlib.Path) -> list[Example]:
    """What is asked of every labelled event that is still found."""
    found = readings(labels, folder)
    return [example for number, label, reading in found for example in _of_document(number, label["entries"], reading)]


def _of_document(number: int, entries: list[data.Row], reading: Reading) -> Iterator[Example]:
    events = raw_events(reading)
    by_trigger = {(anchor(event).start, event.kind.value): event for event in events}
    for entry in entries:
        event = by_trigger.get((entry["trigger"][0], entry["kind"]))
        if event is not None and entry.get("why") not in ELSEWHERE:
            yield from _of_event(number, entry, reading, event, events)


def _of_event(number: int, entry: data.Row, reading: Reading, event: Event, events: list[Event]) -> Iterator[Example]:
    terms, state = seen(reading, event, events)
    yield Example(number, terms, state, _answers(entry, event))
    if not entry["claim"]:
        return
    for name, slot in SLOTS.items():
        judged = {(start, end): bool(right) for start, end, right in entry.get(slot, ())}
        for part in getattr(event, name):
            at = part.span.start, part.span.end
            if at in judged:
                yield Example(number, *seen_part(reading, event, part, terms), {name: judged[at]})


def _answers(entry: data.Row, event: Event) -> dict[str, bool]:
    answers: dict[str, bool] = {STATED: entry["claim"]}
    if not entry["claim"]:
        return answers
    if event.event_type is not None and event.event_type == entry["type"]:
        answers[TYPED] = "type" not in entry["wrong"]
    return answers


def fit(found: list[Example]) -> TrustModel:
    """Both classifiers for each question."""
    questions = QUESTIONS
    words, idf = _words(found)
    states = np.stack([one.state for one in found])
    mean, scale = states.mean(0), states.std(0) + 1e-3
    states = (states - mean) / scale
    parts = [_fit(words, states, found, question) for question in questions]
    weights = {
        "share": SHARE, "mean": mean, "scale": scale, "idf": idf,
        "words": np.stack([part[0] for part in parts], 1), "states": np.stack([part[1] for part in parts], 1),
        "bias": [part[2] for part in parts], "sharpness": np.ones(len(questions)),
    }  # fmt: skip
    return TrustModel(questions, {name: np.asarray(array, np.float32) for name, array in weights.items()})


def _words(found: list[Example]) -> tuple[Any, Array]:
    """The terms of the examples as a matrix of unit rows, and how much each bucket counts."""
    pairs = [hashed(one.terms) for one in found]
    values, places = (np.concatenate(part) for part in zip(*((c, p) for p, c in pairs), strict=True))
    edges = np.cumsum([0, *(len(p) for p, _ in pairs)])
    counts = csr_matrix((values, places, edges), shape=(len(found), BUCKETS))
    idf = np.sqrt(np.log((1 + len(found)) / (1 + np.diff(counts.tocsc().indptr))) + 1)
    return normalize(counts @ diags(idf)), idf


def _fit(words: Any, states: Array, found: list[Example], question: str) -> tuple[Array, Array, float]:
    rows = [number for number, one in enumerate(found) if question in one.answers]
    right = [found[number].answers[question] for number in rows]
    by_words = LogisticRegression(C=WORDS, max_iter=300).fit(words[rows], right)
    by_states = LogisticRegression(C=STATES, max_iter=200).fit(states[rows], right)
    bias = SHARE * by_words.intercept_[0] + (1 - SHARE) * by_states.intercept_[0]
    return by_words.coef_[0], by_states.coef_[0], float(bias)


def packed(model: TrustModel) -> dict[str, Array]:
    """The weights in eight bits, one scale for each question; the rest in sixteen."""
    arrays: dict[str, Array] = {"questions": np.array(model.questions)}
    for name, array in model.weights.items():
        if name in ("words", "states"):
            step = np.maximum(np.abs(array).max(0) / 127, 1e-9)
            arrays[name], arrays[f"{name}_step"] = np.round(array / step).astype(np.int8), step
        else:
            arrays[name] = array if array.ndim == 0 else array.astype(np.float16)
    return arrays


def kept_out(found: list[Example]) -> Array:
    """The chances (examples, questions) given to each example by a model that saw nothing of its document."""
    chances = np.zeros((len(found), len(QUESTIONS)))
    groups = [one.document for one in found]
    for train, test in GroupKFold(FOLDS).split(groups, groups=groups):
        model = unpacked(packed(fit([found[i] for i in train])))
        for i in test:
            chances[i] = model.chances(found[i].terms, found[i].state)
    return chances


def answered(found: list[Example], question: str) -> tuple[list[int], Array]:
    """The examples of which a question was asked, and the right answers."""
    rows = [number for number, one in enumerate(found) if question in one.answers]
    return rows, np.array([found[i].answers[question] for i in rows])


def report(found: list[Example], chances: Array) -> None:
    """What each limit would leave out."""
    limits = lexicon("events_trust")
    for number, question in enumerate(QUESTIONS):
        rows, right = answered(found, question)
        chance = chances[rows, number]
        print(f"{question}: {len(rows)} judged, {right.mean():.3f} yes, AUC {roc_auc_score(right, chance):.3f}")
        for limit in sorted({0.4, 0.5, 0.6, 0.7, 0.8, 0.9, limits[question]}) if question in limits else ():
            kept = chance >= limit
            mark = "*" if limit == limits[question] else " "
            shown = f"{right[kept].mean():.3f} of them right; {kept[right].mean():.3f} of the right ones stay"
            print(f"  {mark} from {limit:.2f}: {kept.mean():.3f} stay, {shown}")


def sharpened(model: TrustModel, found: list[Example], chances: Array) -> TrustModel:
    """The model with chances that are true for documents it was not trained on."""
    sharpness = []
    for number, question in enumerate(model.questions):
        rows, right = answered(found, question)
        scores = logits(chances[rows, number]).reshape(-1, 1)
        sharpness.append(LogisticRegression(fit_intercept=False).fit(scores, right).coef_[0, 0])
    return replace(model, weights={**model.weights, "sharpness": np.asarray(sharpness, np.float32)})


def logits(chances: Array) -> Array:
    """Scores of chances."""
    clipped = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=OUT)
    args = parser.parse_args()
    labels = [label for label in map(json.loads, LABELS.read_text().splitlines()) if not label.get("kept_back")]
    found = examples(labels, args.data)
    chances = kept_out(found)
    model = sharpened(fit(found), found, chances)
    chances = 1 / (1 + np.exp(-model.weights["sharpness"] * logits(chances)))
    report(found, chances)
    np.savez_compressed(args.out, allow_pickle=False, **packed(model))
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
