"""The encoder as an ONNX graph, written node by node with the kernels of onnxruntime that are fastest on one thread.

What tracing gives takes a fifth longer: it transposes and masks around attention, and its fused norms are slow. One window goes
through at a time, so there is no filling to mask and no window's numbers depend on another's.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from training.net import LAYERS, WIDTH

Array = npt.NDArray[np.generic]
Floats = npt.NDArray[np.float32]

FUSED = "com.microsoft"
EPSILON = 1e-12
SIZE = 32  # of an attention head
BITS = 7  # of a weight: processors without VNNI would overflow with eight


class Graph:
    """Nodes and weights as they are added; each method returns the name of what its node gives."""

    def __init__(self, state: Mapping[str, Floats], quantise: bool) -> None:
        self.state, self.quantise = state, quantise
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: Array) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], name: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def kept(self, name: str) -> str:
        """A weight of the network as it is."""
        return self.weight(name, self.state[name])

    def embedded(self, ids: str, name: str) -> str:
        """Rows of a table; where quantised, of whole numbers from 0 to 255 with one scale for the table."""
        if not self.quantise:
            return self.node("Gather", [self.kept(f"{name}.weight"), ids], name)
        parts: tuple[Array, ...] = scaled(self.state[f"{name}.weight"])
        whole, *rest = (self.weight(f"{name}.{k}", values) for k, values in enumerate(parts))
        return self.node("DequantizeLinear", [self.node("Gather", [whole, ids], f"{name}.rows"), *rest], name)

    def dense(self, x: str, name: str) -> str:
        """A linear layer; of whole numbers with one scale for each output, where quantised. Its input is scaled as a whole."""
        weight = self.state[f"{name}.weight"].T
        bias = self.kept(f"{name}.bias")
        if not self.quantise:
            product = self.node("MatMul", [x, self.weight(f"{name}.weight", weight)], f"{name}.product")
            return self.node("Add", [product, bias], name)
        whole, scale = quantised(weight)
        parts = [self.weight(f"{name}.weight", whole), self.weight(f"{name}.scale", scale)]
        return self.node("DynamicQuantizeMatMul", [x, *parts, "", bias], name, FUSED)

    def norm(self, x: str, name: str) -> str:
        scale, shift = (self.kept(f"{name}.{kind}") for kind in ("weight", "bias"))
        return self.node("LayerNormalization", [x, scale, shift], name, axis=-1, epsilon=EPSILON)

    def layer(self, x: str, name: str) -> str:
        parts = [f"{name}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [self.dense(x, f"{name}.qkv")], parts, axis=-1))
        heads = self.state[f"{name}.out.weight"].shape[1] // SIZE
        attended = self.node("MultiHeadAttention", parts, f"{name}.attended", FUSED, num_heads=heads)
        x = self.norm(self.node("Add", [x, self.dense(attended, f"{name}.out")], f"{name}.sum1"), f"{name}.norm1")
        wide = self.node("Gelu", [self.dense(x, f"{name}.up")], f"{name}.gelu", FUSED)
        return self.norm(self.node("Add", [x, self.dense(wide, f"{name}.down")], f"{name}.sum2"), f"{name}.norm2")

    def placed(self) -> str:
        """What goes into the first layer."""
        zero, one = (self.weight(name, np.array([n])) for name, n in (("zero", 0), ("one", 1)))
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        places = self.node("Slice", [self.kept("positions.weight"), zero, length, zero, one], "places")
        words = self.node("Add", [self.embedded("ids", "words"), self.embedded("marks", "marked")], "words.marked")
        return self.norm(self.node("Add", [words, places], "placed"), "norm")


def quantised(weight: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Whole numbers and a scale for each column, whose greatest comes out at the end of the range."""
    limit = 2 ** (BITS - 1)
    most = np.abs(weight).max(0)
    scale = np.asarray(np.where(most > 0, most, 1) / limit, np.float32)
    return np.clip(np.round(weight / scale), -limit, limit).astype(np.int8), scale


def scaled(table: Floats) -> tuple[npt.NDArray[np.uint8], Floats, npt.NDArray[np.uint8]]:
    """Whole numbers from 0 to 255, their scale, and which of them is nought."""
    low, high = min(float(table.min()), 0.0), max(float(table.max()), 0.0)
    scale = np.float32((high - low) / 255)
    nought = np.uint8(round(-low / float(scale)))
    return np.clip(np.round(table / scale) + nought, 0, 255).astype(np.uint8), np.asarray(scale), np.asarray(nought)


def build(state: Mapping[str, Floats], quantise: bool = True) -> onnx.ModelProto:
    """The graph of an encoder: inputs `ids` and `marks` (int64, one window by its pieces), output `states` (float32).

    Args:
        state: the weights by the names of `net.Encoder`, with `marked.weight`, the table of its marks. How many heads a layer
            has, and how wide it is inside, follows from their shapes.
        quantise: weights as whole numbers of seven bits.
    """
    graph = Graph(state, quantise)
    x = graph.placed()
    for i in range(LAYERS):
        x = graph.layer(x, f"layers.{i}")
    graph.node("Identity", [x], "states")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "marks")]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "pieces", WIDTH])]
    whole = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(whole, opset_imports=versions, ir_version=8)
