"""Every weight of the network, read back from the int8 ONNX export of the model.

The export names its nodes after the modules that they came from
(`/decoder/decoder/generator/resblocks.4/convs1.2/Conv_quant`), so each quantised or unnamed weight is found
through the node that uses it. Biases, norms and Snake's α are stored under their own names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np
import torch
from torch import Tensor

from kokoro_lab.errors import LabError

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
Graph: TypeAlias = "Mapping[str, Array]"

PARTS = ("bert", "bert_encoder", "predictor", "text_encoder", "decoder")
QUANTISED = "_quantized"  # the ending of an integer initializer; its scale ends in `_scale` instead
INVERSE_STFT = "/decoder/decoder/generator/istft/"  # a fixed transform written as a convolution: no weights
ONNX_TO_TORCH_GATES = (0, 2, 3, 1)  # ONNX stacks the gates i, o, f, c; torch i, f, c, o


def dequantise(data: bytes) -> dict[str, Tensor]:
    """Read the weights of an int8 export of Kokoro as float32 tensors.

    Args:
        data: The whole ONNX file.

    Returns:
        Tensors by upstream name, weight norm already folded, such as
        `decoder.generator.resblocks.4.convs1.2.weight` [128,128,7].

    Raises:
        LabError: The bytes are not an ONNX model, or one without Kokoro's modules.
    """
    import onnx
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped,unused-ignore]
    from onnx.numpy_helper import to_array

    try:
        graph = onnx.load_model_from_string(data).graph
    except DecodeError as error:
        raise LabError(f"the weights are not an ONNX model, or a damaged one: {error}") from error
    arrays = {item.name: to_array(item) for item in graph.initializer}
    state = {name: _own(array) for name, array in _named(arrays)}
    for node in graph.node:
        read = READERS.get(node.op_type)
        module = module_of(node.name)
        if read is None or module is None or node.input[1] not in arrays or f"{module}.weight" in state:
            continue
        for name, array in read(list(node.input), arrays):
            state[f"{module}.{name}"] = _own(array)
    if not state:
        raise LabError("the ONNX model has no modules of Kokoro; expected its int8 export")
    return {name: torch.from_numpy(array) for name, array in sorted(state.items())}


def module_of(node: str) -> str | None:
    """The upstream name of the module that a node of the export belongs to, None if it belongs to none.

    `/encoder/text_encoder/cnn.1/cnn.1.0/Conv_quant` gives `text_encoder.cnn.1.0`: a component that repeats
    the one before it replaces it. PLBERT's one layer appears once per pass; the repetitions `…/query_11/…`
    lose their number.
    """
    path = node.strip("/").split("/")[1:-1]
    if not path or node.startswith(INVERSE_STFT):
        return None
    if path[0] == "bert":
        path[-1] = re.sub(r"_\d+$", "", path[-1])
    if path[0] not in PARTS:
        path.insert(0, "predictor")  # F0, N, their projections and the shared LSTM stand bare
    parts: list[str] = []
    for component in path:
        if parts and component.startswith(parts[-1] + "."):
            parts.pop()
        parts.append(component)
    return ".".join(parts)


def _named(arrays: Graph) -> Iterator[tuple[str, Array]]:
    """Float initializers that carry their upstream name behind `encoder.` or `decoder.`."""
    for name, array in arrays.items():
        upstream = name.partition(".")[2]
        known = upstream.split(".")[0] in PARTS and not upstream.startswith("decoder.generator.stft.")
        if known and array.dtype == np.float32 and not name.endswith("_scale"):
            yield upstream, array


def _conv_integer(inputs: list[str], arrays: Graph) -> Iterator[tuple[str, Array]]:
    """Weights [out, in, kernel] in uint8, one scale and zero point for the whole tensor."""
    yield "weight", _real(inputs[1], inputs[3], arrays)


def _matmul_integer(inputs: list[str], arrays: Graph) -> Iterator[tuple[str, Array]]:
    """Weights [in, out] in int8 with a scale per column; torch keeps [out, in]."""
    yield "weight", _real(inputs[1], inputs[3], arrays).T


def _embedding(inputs: list[str], arrays: Graph) -> Iterator[tuple[str, Array]]:
    """A table [entries, features] in int8; the node sees rows gathered from it, and names scale and zero."""
    table = inputs[1].removesuffix("_scale") + QUANTISED
    yield "weight", _real(table, inputs[2], arrays)


def _float(inputs: list[str], arrays: Graph) -> Iterator[tuple[str, Array]]:
    """A convolution that the export left in float32."""
    yield "weight", arrays[inputs[1]]


def _matmul(inputs: list[str], arrays: Graph) -> Iterator[tuple[str, Array]]:
    """A linear layer [in, out] that the export left in float32; torch keeps [out, in]."""
    yield "weight", arrays[inputs[1]].T


def _lstm(inputs: list[str], arrays: Graph) -> Iterator[tuple[str, Array]]:
    """Weights [direction, in, 4·hidden] in int8 with a scale per direction, biases [direction, 8·hidden]."""
    from_input = _real(inputs[1], inputs[9], arrays)
    from_hidden = _real(inputs[2], inputs[11], arrays)
    biases = arrays[inputs[3]]
    for direction, suffix in enumerate(("", "_reverse")):
        yield f"weight_ih_l0{suffix}", _gates(from_input[direction].T)
        yield f"weight_hh_l0{suffix}", _gates(from_hidden[direction].T)
        bias_input, bias_hidden = np.split(biases[direction], 2)
        yield f"bias_ih_l0{suffix}", _gates(bias_input)
        yield f"bias_hh_l0{suffix}", _gates(bias_hidden)


def _own(array: Array) -> Array:
    """The array in memory of its own and in C order; a copy only where it is a view of something else."""
    return np.require(array, requirements=["C", "W", "O"])


def _gates(stacked: Array) -> Array:
    """Put the four gates, stacked along the first axis, into torch's order."""
    gates = np.split(stacked, 4)
    return np.concatenate([gates[index] for index in ONNX_TO_TORCH_GATES])


def _real(weight: str, zero_point: str, arrays: Graph) -> Array:
    """(integer − zero point) · scale, in float32.

    A scale with one entry per direction of an LSTM stands for the first axis; one per column for the last.
    """
    scale = arrays[weight.removesuffix(QUANTISED) + "_scale"]
    zero = arrays[zero_point].astype(np.int32)
    if arrays[weight].ndim == 3 and scale.ndim == 1:
        scale, zero = scale[:, None, None], zero.reshape(-1, 1, 1)
    centred = arrays[weight].astype(np.int32) - zero
    real: Array = centred.astype(np.float32) * scale
    return real


READERS: Mapping[str, Callable[[list[str], Graph], Iterator[tuple[str, Array]]]] = {
    "ConvInteger": _conv_integer,
    "MatMulInteger": _matmul_integer,
    "DequantizeLinear": _embedding,
    "DynamicQuantizeLSTM": _lstm,
    "Conv": _float,
    "ConvTranspose": _float,
    "MatMul": _matmul,
}
