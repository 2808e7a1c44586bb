"""The encoder (a BERT of six layers whose inputs also carry case and quotation marks) and its heads, in torch.

The product runs the same computation from ONNX and numpy (`onrecord.encoder`); here it is trained. Written out instead of
taken from `transformers` because plain attention trains twice as fast on a processor as the fused kernel does.
"""

import pathlib

import torch
import torch.nn.functional as fn
from safetensors.torch import load_file
from torch import Tensor, nn
from training.labels import KINDS, NAMES, STATUSES, TYPES

WIDTH, HEADS, LAYERS, INNER, HIDDEN = 384, 12, 6, 1536, 192
CASES, QUOTES, STARTS = 5, 3, 2
CUE_TAGS, ROLE_TAGS = 3, 5
BUCKETS = 65
_SAME = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        n, length, _ = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).contiguous()
        # Written out: on a processor this is twice as fast to train as the fused kernel.
        attended = torch.softmax(q * (WIDTH // HEADS) ** -0.5 @ k.transpose(-1, -2) + mask, -1) @ v
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(n, length, WIDTH)))
        return self.norm2(x + self.drop(self.down(fn.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Piece ids and marks -> one state per piece. `marks` is (case * QUOTES + quote) * STARTS + start."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.case, self.quote, self.start = (nn.Embedding(n, WIDTH) for n in (CASES, QUOTES, STARTS))
        self.words.weight.requires_grad_(False)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def mark_table(self) -> Tensor:
        parts = self.case.weight[:, None, None] + self.quote.weight[None, :, None] + self.start.weight[None, None]
        return parts.reshape(-1, WIDTH)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor, table: Tensor | None = None) -> Tensor:
        x = (
            self.words(ids)
            + fn.embedding(marks, self.mark_table() if table is None else table)
            + self.positions.weight[: ids.shape[1]]
        )
        x = self.drop(self.norm(x))
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            x, bias = x.bfloat16(), bias.bfloat16()
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_base(encoder: Encoder, folder: pathlib.Path) -> None:
    """Fill the encoder with the base model's weights; the new mark embeddings start at nothing."""
    old = {name.removeprefix("bert."): value for name, value in load_file(str(folder / "model.safetensors")).items()}
    types = old["embeddings.token_type_embeddings.weight"][0]
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"] + types,
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        for kind in ("weight", "bias"):
            parts = [old[f"encoder.layer.{i}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            new[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
            for mine, theirs in _SAME.items():
                new[f"layers.{i}.{mine}.{kind}"] = old[f"encoder.layer.{i}.{theirs}.{kind}"]
    for name in ("case", "quote", "start"):
        new[f"{name}.weight"] = torch.randn_like(encoder.state_dict()[f"{name}.weight"]) * 0.01
    encoder.load_state_dict(new)


class Roles(nn.Module):
    """For one cue or trigger, a tag for every piece of its window: O, and B I of the two parts that belong to it."""

    def __init__(self) -> None:
        super().__init__()
        self.piece, self.context = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.piece_product = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.context_product = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.distance, self.role = nn.Embedding(BUCKETS, HIDDEN), nn.Linear(HIDDEN, ROLE_TAGS)

    def roles(self, states: Tensor, window: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """states (windows, length, width); cue c in window[c] at first[c]..last[c]: its tags (length, 5), and its mean state."""
        length = states.shape[1]
        place = torch.arange(length)[None]
        inside = (place >= first[:, None]) & (place <= last[:, None])
        weights = inside.to(states.dtype) / (last - first + 1)[:, None].to(states.dtype)
        context = torch.einsum("cl,clw->cw", weights, states[window])
        gap = place - first[:, None]
        far = (torch.log2(gap.abs().float() + 1) * 4).long().clamp(max=31)
        far = 32 + torch.sign(gap) * far
        hidden = (
            self.piece(states)[window]
            + self.context(context)[:, None]
            + self.distance(far)
            + self.piece_product(states)[window] * self.context_product(context)[:, None]
        )
        return self.role(fn.relu(hidden)), context


class Attributions(Roles):
    """Cue tags for every piece; the roles are source and content; `speech` tells an act of saying from a belief."""

    def __init__(self) -> None:
        super().__init__()
        self.cue, self.speech = nn.Linear(WIDTH, CUE_TAGS), nn.Linear(WIDTH, 1)


class Events(Roles):
    """For every piece its status (0: no trigger), kind and PLOVER type; the roles are actor and recipient."""

    def __init__(self) -> None:
        super().__init__()
        self.status = nn.Linear(WIDTH, len(STATUSES) + 1)
        self.kinds, self.types = nn.Linear(WIDTH, len(KINDS)), nn.Linear(WIDTH, len(TYPES))


class Names(nn.Module):
    """B I tags of names for every piece."""

    def __init__(self) -> None:
        super().__init__()
        self.tag = nn.Linear(WIDTH, 1 + 2 * len(NAMES))


class Heads(nn.Module):
    """All heads; each is stored in a file of its own and can be trained again without the others."""

    def __init__(self) -> None:
        super().__init__()
        self.attributions, self.events, self.names = Attributions(), Events(), Names()
