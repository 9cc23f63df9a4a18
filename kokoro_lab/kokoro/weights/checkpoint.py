"""The hub's checkpoint: five state dicts, `module.` before every name, convolutions as weight-norm pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.weights.graph import PARTS
from kokoro_lab.kokoro.weights.names import UNUSED

PAIRS = (  # how the two halves of a weight-norm pair end: norm g, direction v; old and new torch
    ("weight_g", "weight_v"),
    ("parametrizations.weight.original0", "parametrizations.weight.original1"),
)


def read_checkpoint(path: Path) -> dict[str, Tensor]:
    """Read a checkpoint of the hub's format, such as `kokoro-v1_0.pth` of hexgrad/Kokoro-82M.

    Returns:
        Float32 tensors by upstream name, weight norm folded, PLBERT's unused pooler left out.

    Raises:
        LabError: The file is damaged, or one of the five parts is missing.
    """
    try:
        parts = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except Exception as error:  # for damaged bytes torch raises nearly anything
        raise LabError(f"weights: {path} is damaged or not a torch checkpoint: {error}") from error
    if not isinstance(parts, dict) or any(not isinstance(parts.get(part), dict) for part in PARTS):
        held = ", ".join(map(str, parts)) if isinstance(parts, dict) else type(parts).__name__
        raise LabError(f"weights: {path} must hold the state dicts {', '.join(PARTS)}; it holds {held}")
    if extra := [str(part) for part in parts if part not in PARTS]:
        raise LabError(f"weights: {path} holds the unknown part {', '.join(extra)}")
    flat = {
        f"{part}.{name.removeprefix('module.')}": value
        for part in PARTS
        for name, value in parts[part].items()
    }
    used = {name: value for name, value in flat.items() if not name.startswith(UNUSED)}
    return fold({name: _tensor(value, name, path) for name, value in used.items()})


def fold(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Turn weight-norm pairs into plain weights: w = g · v / ‖v‖, the norm over all axes but the first.

    Salimans and Kingma 2016, equation 2.

    Raises:
        LabError: One half of a pair is missing, or the halves do not fit.
    """
    folded = dict(state)
    for ending_g, ending_v in PAIRS:
        for name in [name for name in state if name.endswith((f".{ending_g}", f".{ending_v}"))]:
            module = name.removesuffix(ending_g).removesuffix(ending_v)
            halves = f"{module}{ending_g}", f"{module}{ending_v}"
            if missing := [half for half in halves if half not in state]:
                raise LabError(f"weights: {name} lacks its other half {missing[0]}")
            folded.pop(name)
            if name == halves[1]:
                folded[f"{module}weight"] = _weight(state[halves[0]], state[halves[1]], name)
    return folded


def _weight(g: Tensor, v: Tensor, name: str) -> Tensor:
    """One folded weight; g is [out, 1, …], v [out, …]."""
    if g.shape != (len(v), *[1] * (v.ndim - 1)):
        raise LabError(f"weights: the norm of {name} {tuple(v.shape)} has the shape {tuple(g.shape)}")
    lengths: Tensor = v.flatten(1).norm(dim=1).reshape(g.shape)
    return g * v / lengths


def _tensor(value: Any, name: str, path: Path) -> Tensor:  # noqa: ANN401
    """A float32 tensor, or an error for anything else that a checkpoint can hold."""
    if not isinstance(value, Tensor) or value.dtype != torch.float32:
        found = value.dtype if isinstance(value, Tensor) else type(value).__name__
        raise LabError(f"weights: {name} in {path} must be a float32 tensor, not {found}")
    return value.detach()
