"""Train the classifier of PLOVER types between two parties, and print its score by cross-validation.

    python -m training.types --data DIR [--out src/onrecord/annotators/data/event_types.npz]

The parties are given, as in the data (PLV, one marked pair a sentence). Words go in as hashes, so that no text of the data can be
read from the weights; the states are those of the product's encoder, so this comes after its export.
"""

import argparse
import pathlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import normalize

from onrecord.annotators.events import rule_events
from onrecord.annotators.happenings.between import BUCKETS, hashed, pair_of, pools, terms
from onrecord.annotators.happenings.learned import Learned
from onrecord.annotators.happenings.typed import TypeModel
from onrecord.annotators.stage import look
from onrecord.language.blocks import whole
from onrecord.model import Document, Span
from training import data

Array = npt.NDArray[Any]

OUT = pathlib.Path("src/onrecord/annotators/data/event_types.npz")
SHARE = 0.6  # of the words in the sum of log chances; the states have the rest
SHARPNESS = 1.7  # makes the chances true: of what is given 90 % in cross-validation, 96 % are right, of 70 %, 93 %
WORDS, STATES = 30.0, 0.01  # inverse strength of regularisation
FOLDS, SEEDS = 5, (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the classifier sees it, and its type."""

    terms: list[str]
    states: Array
    type: str


def example(row: data.Row) -> Example:
    """One sentence with its marked pair."""
    reading = look(Document(id="", text=row["text"], published=None, blocks=whole(row["text"]), language="en"))
    event = row["events"][0]
    spans = [Span(*event[part][0]["spans"][0]) if event[part] else None for part in ("actors", "recipients")]
    pair = pair_of(reading.parse, *spans)
    if reading.encoding is None:
        raise SystemExit("the encoder's weights are missing: train and export them first")
    events = [sorting for _, _, sorting in Learned(reading).both([*rule_events(reading.parse)])]
    return Example(terms(reading.parse, pair, events), pools(reading.parse, reading.encoding, pair), event["event_type"][0])


def fit(examples: list[Example]) -> TypeModel:
    """Both linear classifiers; rare types count as much as frequent ones."""
    found = [hashed(one.terms) for one in examples]
    values, places = (np.concatenate(part) for part in zip(*((c, p) for p, c in found), strict=True))
    edges = np.cumsum([0, *(len(p) for p, _ in found)])
    counts = csr_matrix((values, places, edges), shape=(len(examples), BUCKETS))
    idf = np.log((1 + len(examples)) / (1 + np.diff(counts.tocsc().indptr))) + 1
    words = normalize(counts @ diags(idf))
    states = np.stack([one.states for one in examples])
    mean, scale = states.mean(0), states.std(0) + 1e-3
    gold = [one.type for one in examples]
    by_words = LogisticRegression(C=WORDS, max_iter=300, class_weight="balanced").fit(words, gold)
    by_states = LogisticRegression(C=STATES, max_iter=200, class_weight="balanced").fit((states - mean) / scale, gold)
    weights = {
        "words": by_words.coef_.T, "idf": idf, "words_bias": by_words.intercept_,
        "states": by_states.coef_.T, "mean": mean, "scale": scale, "states_bias": by_states.intercept_,
        "share": SHARE, "sharpness": SHARPNESS,
    }  # fmt: skip
    return TypeModel(tuple(by_words.classes_), {name: np.asarray(array, np.float32) for name, array in weights.items()})


def cross_validated(examples: list[Example], seed: int) -> tuple[float, float]:
    """Macro-F1 and accuracy of what is predicted for the fold that was kept out."""
    gold = np.array([one.type for one in examples])
    given = np.empty_like(gold)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(gold, gold):
        model = stored(fit([examples[i] for i in train]))
        for i in test:
            given[i] = model.types[int(model.chances(examples[i].terms, examples[i].states).argmax())]
    return f1_score(gold, given, average="macro"), float((gold == given).mean())


def packed(model: TypeModel) -> dict[str, Array]:
    """The weights in eight bits, one scale for each type; the rest in sixteen."""
    arrays: dict[str, Array] = {"types": np.array(model.types)}
    for name, array in model.weights.items():
        if name in ("words", "states"):
            step = np.abs(array).max(0) / 127
            arrays[name], arrays[f"{name}_step"] = np.round(array / step).astype(np.int8), step
        else:
            arrays[name] = array if array.ndim == 0 else array.astype(np.float16)
    return arrays


def stored(model: TypeModel) -> TypeModel:
    """The model as the product reads it."""
    arrays = packed(model)
    arrays.pop("types")
    for name in ("words", "states"):
        arrays[name] = arrays[name].astype(np.float32) * arrays.pop(f"{name}_step")
    return TypeModel(model.types, {name: np.asarray(array, np.float32) for name, array in arrays.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=OUT)
    args = parser.parse_args()
    examples = [example(row) for row in data.read(args.data / "events" / "plv_train.jsonl")]
    scores = [cross_validated(examples, seed) for seed in SEEDS]
    macro, right = np.mean(scores, 0)
    print(f"PLV, {FOLDS}-fold cross-validation, mean of {len(SEEDS)}: macro-F1 {macro:.3f}, accuracy {right:.3f}  {scores}")
    np.savez_compressed(args.out, allow_pickle=False, **packed(fit(examples)))
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
