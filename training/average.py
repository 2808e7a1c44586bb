"""The mean of the weights of several trainings that began alike.

    python -m training.average RUN/epoch11.pt RUN2/epoch11.pt --out build/training/mean.pt

All trainings begin with the same weights, also of the heads (`training.train`), and see the data in another order: so their mean
is a network again, and a better one than each of them.
"""

import argparse
import pathlib

import torch
from torch import Tensor


def mean(parts: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor; what is no number is that of the first."""
    first = parts[0]
    return {
        name: torch.stack([part[name].float() for part in parts]).mean(0).to(value.dtype) if value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=pathlib.Path, nargs="+")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    found = [torch.load(path, weights_only=False) for path in args.checkpoints]
    torch.save({part: mean([one[part] for one in found]) for part in found[0]}, args.out)


if __name__ == "__main__":
    main()
