"""Tables of learned vectors."""

from __future__ import annotations

import torch
from torch import nn


def embedding(rows: int, width: int) -> nn.Embedding:
    """A table of `rows` vectors, evenly within ±1 until weights are loaded.

    `nn.Embedding` by itself draws normal numbers, which imports torch's compiler when the network is laid
    out without memory: two seconds of every start.
    """
    return nn.Embedding(rows, width, _weight=torch.empty(rows, width).uniform_(-1, 1))
