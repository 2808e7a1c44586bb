"""Choose the decoder's steps, fit the confidence and choose the threshold, on the articles of the training part that were kept back.

    python training/calibrate.py --data DIR --model src/onrecord/encoder/data
"""
import argparse
import pathlib

import data
import numpy as np
import torch
import torch.nn as nn
from match import f1, match

from onrecord.encoder import attribution, states, trim

FORBIDDEN = -1e4
HIDDEN, FOLDS = 8, 5


def steps(begin: float) -> np.ndarray:
    """Scores of going from one tag to the next: a tag that continues needs its beginning; a new span costs `begin`."""
    table = np.zeros((5, 5), np.float32)
    for role in (1, 3):
        table[:, role] = -begin
        table[:, role + 1] = FORBIDDEN
        table[role:role + 2, role + 1] = 0
    return table


def gold_of(row):
    kept = [([trim.content(row["text"], tuple(s), that=True) for s in a["content"]], a.get("source") or []) for a in row["attributions"]]
    return [([s for s in content if s], source) for content, source in kept]


def found_in(row, encoding, weights):
    """Candidates with their spans, "that" kept as in the corpus."""
    return [(c, s) for c in attribution.candidates(encoding, weights) if (s := attribution.spans_of(encoding, c, weights, that=True))]


def table_of(rows, encodings, weights):
    """(features, right, exact, row number) of every candidate, and the number of gold attributions."""
    features, right, exact, number, gold = [], [], [], [], 0
    for i, (row, encoding) in enumerate(zip(rows, encodings, strict=True)):
        found = found_in(row, encoding, weights)
        outcome = match(row["text"], gold_of(row), [(s.content, s.source) for _, s in found])
        features += [c.features for c, _ in found]
        right, exact, number, gold = right + outcome.right, exact + outcome.exact, number + [i] * len(found), gold + outcome.gold
    return np.array(features), np.array(right), np.array(exact), np.array(number), gold


class Scorer(nn.Module):
    def __init__(self, mean, scale):
        super().__init__()
        self.mean, self.scale = torch.tensor(mean), torch.tensor(scale)
        self.first, self.last = nn.Linear(len(mean), HIDDEN), nn.Linear(HIDDEN, 1)

    def forward(self, x):
        return self.last(torch.tanh(self.first((x - self.mean) / self.scale)))[:, 0]


def fit(features, right, seed=0):
    torch.manual_seed(seed)
    net = Scorer(features.mean(0), features.std(0) + 1e-3)
    x, y = torch.tensor(features), torch.tensor(right, dtype=torch.float32)
    optimiser = torch.optim.AdamW(net.parameters(), lr=0.02, weight_decay=0.3)
    for _ in range(400):
        loss = nn.functional.binary_cross_entropy_with_logits(net(x), y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return net


@torch.no_grad()
def chances(net, features):
    return torch.sigmoid(net(torch.tensor(features))).numpy()


def unseen(features, right, number):
    """Each candidate's confidence from a scorer that has not seen its article."""
    out = np.zeros(len(right))
    for fold in range(FOLDS):
        test = number % FOLDS == fold
        out[test] = chances(fit(features[~test], right[~test]), features[test])
    return out


def best_threshold(confidence, right, gold):
    grid = np.arange(0.1, 0.9, 0.01)
    scores = [f1(int(right[confidence >= t].sum()), int((confidence >= t).sum()), gold) for t in grid]
    smooth = np.convolve(scores, np.ones(5) / 5, "same")
    return float(grid[2:-2][smooth[2:-2].argmax()]), max(scores)


def report(confidence, right):
    for low in np.arange(0, 1, 0.1):
        inside = (confidence >= low) & (confidence < low + 0.1)
        if inside.any():
            print(f"  confidence {low:.1f}-{low + 0.1:.1f}: {inside.sum():5d} candidates, mean {confidence[inside].mean():.2f}, right {right[inside].mean():.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    states.DATA = args.model
    rows = data.read(args.data / "polnear_train.jsonl.gz")[::data.HELD_OUT]
    encodings = [states.encode(row["text"], data.lines(row["text"])) for row in rows]
    path = args.model / "attribution.npz"
    weights = {name: value for name, value in np.load(path).items() if not name.startswith("scorer")}
    outcomes = {}
    for begin in (0.0, 0.5, 1.0, 2.0):
        weights["steps"] = steps(begin)
        features, right, exact, number, gold = table_of(rows, encodings, weights)
        confidence = unseen(features, right, number)
        threshold, best = best_threshold(confidence, right, gold)
        shown = confidence >= threshold
        sharp = f1(int(exact[shown].sum()), int(shown.sum()), gold)
        outcomes[begin] = (best + sharp, threshold, features, right, confidence)
        print(f"begin {begin}: F1 {best:.3f} at {threshold:.2f}, exact {sharp:.3f}, recall of all candidates {right.sum() / gold:.3f}", flush=True)
    begin = max(outcomes, key=lambda b: outcomes[b][0])
    _, threshold, features, right, confidence = outcomes[begin]
    report(confidence, right)
    net = fit(features, right)
    weights.update({
        "steps": steps(begin), "threshold": np.float32(threshold), "scorer.mean": net.mean.numpy(), "scorer.scale": net.scale.numpy(),
        "scorer.in": net.first.weight.detach().numpy(), "scorer.bias": net.first.bias.detach().numpy(),
        "scorer.out": net.last.weight.detach().numpy()[0], "scorer.offset": net.last.bias.detach().numpy()[0]})
    np.savez(path, **{name: np.asarray(value, np.float32) for name, value in weights.items()})


if __name__ == "__main__":
    main()
