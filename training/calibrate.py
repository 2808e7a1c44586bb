"""Choose the decoder's steps, fit the confidence and choose the threshold, on the training articles that were kept back.

    python -m training.calibrate --data DIR --model src/onrecord/encoder/data

The corpus marks no attribution inside the content of another. Such candidates are therefore judged on its sentences put into the
mouths of other sources (`nest.py`), and left out elsewhere.
"""

import argparse
import pathlib
import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from training.match import f1, gold_of, match, unmarked

from onrecord import encoder
from onrecord.encoder import attribution, states
from onrecord.encoder.roles import Weights
from training import data, nest

FORBIDDEN = -1e4
HIDDEN, FOLDS, NESTED = 8, 5, 300
EQUAL = 0.003  # of F1: less than what two trainings differ by
Bools = npt.NDArray[np.bool_]


@dataclass
class Table:
    """Every candidate of some texts: features, is it right, is its content exact, its text; and how many gold ones there are."""

    features: data.Floats
    right: Bools
    exact: Bools
    text: data.Ints
    gold: int


def steps(begin: float) -> data.Floats:
    """Scores of going from one tag to the next: a tag that continues needs its beginning; a new span costs `begin`."""
    table = np.zeros((5, 5), np.float32)
    for role in (attribution.SOURCE, attribution.CONTENT):
        table[:, role] = -begin
        table[:, role + 1] = FORBIDDEN
        table[role : role + 2, role + 1] = 0
    return table


def table_of(rows: list[data.Row], encodings: list[encoder.Encoding], weights: Weights) -> Table:
    features: list[data.Floats] = []
    right: list[bool] = []
    exact: list[bool] = []
    text: list[int] = []
    gold = 0
    for i, (row, encoding) in enumerate(zip(rows, encodings, strict=True)):
        pairs = [(c, attribution.spans_of(encoding, c, weights, that=True)) for c in attribution.candidates(encoding, weights)]
        found = [(c, s) for c, s in pairs if s and not unmarked(row, s)]
        outcome = match(row["text"], gold_of(row), [(s.content, s.source) for _, s in found])
        features += [c.features for c, _ in found]
        right, exact, text, gold = right + outcome.right, exact + outcome.exact, text + [i] * len(found), gold + outcome.gold
    return Table(np.array(features), np.array(right), np.array(exact), np.array(text), gold)


class Scorer(nn.Module):
    def __init__(self, mean: data.Floats, scale: data.Floats) -> None:
        super().__init__()
        self.mean, self.scale = torch.tensor(mean), torch.tensor(scale)
        self.first, self.last = nn.Linear(len(mean), HIDDEN), nn.Linear(HIDDEN, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.last(torch.tanh(self.first((x - self.mean) / self.scale)))[:, 0]


def fit(features: data.Floats, right: Bools) -> Scorer:
    torch.manual_seed(0)
    net = Scorer(features.mean(0), features.std(0) + 1e-3)
    x, y = torch.tensor(features), torch.tensor(right, dtype=torch.float32)
    optimiser = torch.optim.AdamW(net.parameters(), lr=0.02, weight_decay=0.3)
    for _ in range(400):
        loss = nn.functional.binary_cross_entropy_with_logits(net(x), y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return net


def unseen(table: Table) -> data.Floats:
    """Each candidate's confidence from a scorer that has not seen its text."""
    out = np.zeros(len(table.right), np.float32)
    for fold in range(FOLDS):
        test = table.text % FOLDS == fold
        net = fit(table.features[~test], table.right[~test])
        out[test] = torch.sigmoid(net(torch.tensor(table.features[test])).detach()).numpy()
    return out


def best_threshold(confidence: data.Floats, right: Bools, gold: int) -> tuple[float, float]:
    """(threshold, F1) where F1, smoothed over neighbours, is best; of thresholds that are as good, the strictest."""
    grid = np.arange(0.1, 0.9, 0.01)
    scores = [f1(int(right[confidence >= t].sum()), int((confidence >= t).sum()), gold) for t in grid]
    smooth = np.convolve(scores, np.ones(5) / 5, "same")[2:-2]
    best = int(np.flatnonzero(smooth >= smooth.max() - EQUAL)[-1]) + 2
    return float(grid[best]), scores[best]


def report(confidence: data.Floats, right: Bools) -> None:
    for low in np.arange(0, 1, 0.1):
        inside = (confidence >= low) & (confidence < low + 0.1)
        if inside.any():
            mean, share = confidence[inside].mean(), right[inside].mean()
            print(f"  {low:.1f}-{low + 0.1:.1f}: {inside.sum()} candidates, mean {mean:.2f}, right {share:.2f}")


def calibrated(rows: list[data.Row], weights: Weights) -> Weights:
    """The weights with steps, scorer and threshold."""
    encodings = [encoder.encode(row["text"], data.lines(row["text"])) for row in rows]
    marked = np.array([not row.get("complete") for row in rows])
    best, out = 0.0, dict(weights)
    for begin in (0.0, 0.5, 1.0):
        weights["steps"] = steps(begin)
        table = table_of(rows, encodings, weights)
        confidence, own = unseen(table), marked[table.text]
        gold = sum(len(gold_of(row)) for row, m in zip(rows, marked, strict=True) if m)
        threshold, score = best_threshold(confidence[own], table.right[own], gold)
        shown = own & (confidence >= threshold)
        sharp = f1(int(table.exact[shown].sum()), int(shown.sum()), gold)
        found = table.right[own].sum() / gold
        print(f"begin {begin}: F1 {score:.3f} at {threshold:.2f}, exact {sharp:.3f}, recall of all {found:.3f}", flush=True)
        if score + sharp > best:
            best = score + sharp
            report(confidence[own], table.right[own])
            print(f"  nested: mean {confidence[~own].mean():.2f}, right {table.right[~own].mean():.2f}")
            out.update(
                {"steps": steps(begin), "threshold": np.array(threshold, np.float32), **arrays(fit(table.features, table.right))}
            )
    return out


def arrays(net: Scorer) -> Weights:
    first, last = net.first, net.last
    named = {
        "mean": net.mean,
        "scale": net.scale,
        "in": first.weight,
        "bias": first.bias,
        "out": last.weight[0],
        "offset": last.bias[0],
    }
    return {f"scorer.{name}": value.detach().numpy() for name, value in named.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    states.DATA = args.model
    rows = data.read(args.data / "polnear_train.jsonl.gz")[:: data.HELD_OUT]
    pool = [s for row in rows for s in nest.sentences(row)]
    rows += nest.rows_of(pool, nest.sources(rows), NESTED, random.Random(0))
    path = args.model / "attribution.npz"
    weights = {name: value for name, value in np.load(path).items() if not name.startswith("scorer")}
    stored = calibrated(rows, weights)
    np.savez(path, allow_pickle=False, **{name: np.asarray(value, np.float32) for name, value in stored.items()})


if __name__ == "__main__":
    main()
