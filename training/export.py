"""Write a checkpoint as the product's files: encoder.onnx (int8), tokenizer.json, and a file for each head.

    python -m training.export --checkpoint run/epoch9.pt --base DIR --out src/onrecord/encoder/data [--float]

attribution.npz is not complete before `calibrate.py` has added its thresholds.
"""

import argparse
import pathlib
import tempfile

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from training.calibrate import steps
from training.net import Encoder, Heads

from training import data


class Framed(nn.Module):
    """The encoder with its mark table folded and its mask taken from the ids."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder, self.marks = encoder, nn.Parameter(encoder.mark_table().detach())

    def forward(self, ids: Tensor, marks: Tensor) -> Tensor:
        return self.encoder(ids, marks, ids != 0, self.marks)


def load(path: pathlib.Path) -> tuple[Encoder, Heads]:
    saved = torch.load(path, weights_only=True)
    encoder, heads = Encoder().eval(), Heads().eval()
    encoder.load_state_dict(saved["encoder"])
    heads.load_state_dict(saved["heads"])
    return encoder, heads


def write_encoder(encoder: Encoder, out: pathlib.Path, quantise: bool) -> None:
    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    with tempfile.TemporaryDirectory() as folder:
        full = pathlib.Path(folder) / "full.onnx"
        torch.onnx.export(
            Framed(encoder).eval(),
            (ids, torch.zeros_like(ids)),
            str(full),
            dynamo=False,
            opset_version=17,
            input_names=["ids", "marks"],
            output_names=["states"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in ("ids", "marks", "states")},
        )
        if not quantise:
            full.replace(out)
            return
        # Seven bits: processors without VNNI would overflow with eight.
        quantize_dynamic(
            full,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )


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
