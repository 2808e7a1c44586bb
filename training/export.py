"""Write a checkpoint as the product's files: encoder.onnx (int8), tokenizer.json, and a file for each head.

    python -m training.export --checkpoint run/epoch9.pt --base DIR --out src/onrecord/encoder/data [--float]

attribution.npz is not complete before `calibrate.py` has added its thresholds.
"""

import argparse
import pathlib

import numpy as np
import onnx
import torch
from torch import nn
from training.calibrate import steps
from training.net import Encoder, Heads

from training import data, graph


def load(path: pathlib.Path) -> tuple[Encoder, Heads]:
    saved = torch.load(path, weights_only=True)
    encoder, heads = Encoder().eval(), Heads().eval()
    encoder.load_state_dict(saved["encoder"])
    heads.load_state_dict(saved["heads"])
    return encoder, heads


def write_encoder(encoder: Encoder, out: pathlib.Path, quantise: bool) -> None:
    state = {name: value.numpy() for name, value in encoder.state_dict().items()}
    onnx.save(graph.build(state | {"marked.weight": encoder.mark_table().detach().numpy()}, quantise), out)


def write_heads(heads: Heads, out: pathlib.Path) -> None:
    parts: dict[str, nn.Module] = {"attribution": heads.attributions, "events": heads.events, "names": heads.names}
    for name, head in parts.items():
        arrays = {key: value.numpy() for key, value in head.state_dict().items()}
        np.savez(out / f"{name}.npz", allow_pickle=False, **arrays | ({"steps": steps(0)} if name == "events" else {}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--base", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--float", action="store_true", help="do not quantise, to measure what it costs")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    encoder, heads = load(args.checkpoint)
    write_encoder(encoder, args.out / "encoder.onnx", not args.float)
    write_heads(heads, args.out)
    data.tokenizer(args.base).save(str(args.out / "tokenizer.json"), pretty=False)
    print(*(f"{p.name} {p.stat().st_size / 1e6:.1f} MB" for p in sorted(args.out.iterdir())), sep="\n")


if __name__ == "__main__":
    main()
