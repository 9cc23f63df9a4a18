"""The arithmetic of blending voice packs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np

from kokoro_lab.kokoro.voices.files import ROWS, WIDTH, Array

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.floating[Any]]]"

HALF = WIDTH // 2  # columns of timbre, and of prosody


def mix(parents: Iterable[tuple[float, Array]], keeps_norm: bool) -> Array:
    """A weighted sum of packs, computed in float64; one parent at a time is held.

    A plain sum is shorter than its parents, because voices point in different directions.

    Args:
        parents: Weights, which sum to 1, with packs [510, 256].
        keeps_norm: Whether each half of each row is stretched to the mean of its parents' norms, weighted by
            the size of the shares.

    Returns:
        [510, 256] float32, a new array.
    """
    mixed, wanted, size = np.zeros((ROWS, WIDTH)), np.zeros((ROWS, 2)), 0.0
    for weight, pack in parents:
        mixed += weight * pack.astype(np.float64)
        wanted += abs(weight) * norms(pack)
        size += abs(weight)
    if keeps_norm:
        mixed *= np.repeat(wanted / size / np.maximum(norms(mixed), 1e-12), HALF, axis=-1)
    blended: Array = mixed.astype(np.float32)
    return blended


def join(timbre: Array, prosody: Array) -> Array:
    """The timbre half of one pack beside the prosody half of another, [510, 256]."""
    return np.concatenate([timbre[:, :HALF], prosody[:, HALF:]], axis=1)


def norms(packs: Numbers) -> Numbers:
    """The norm of each half of each row: packs […, 510, 256] → […, 510, 2]."""
    halves = packs.reshape(*packs.shape[:-1], 2, HALF).astype(np.float64)
    lengths: Numbers = np.linalg.norm(halves, axis=-1)
    return lengths
