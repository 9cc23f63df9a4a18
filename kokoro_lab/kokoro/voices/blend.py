"""The arithmetic of blending voice packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np

from kokoro_lab.kokoro.voices.files import ROWS, WIDTH, Array

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.floating[Any]]]"

HALF = WIDTH // 2  # columns of timbre, and of prosody
HALVES: Mapping[str, slice] = {"timbre": slice(0, HALF), "prosody": slice(HALF, WIDTH)}


def mix(parents: Iterable[tuple[float, Array]], keeps_norm: bool) -> Array:
    """A weighted sum of packs.

    Args:
        parents: Weights, which sum to 1, with packs [510, 256].
        keeps_norm: Whether each half of each row is stretched to the mean of its parents' norms.

    Returns:
        [510, 256] float32, a new array.
    """
    total, parent_norms = add(parents)
    mixed: Array = (stretch(total, parent_norms) if keeps_norm else total).astype(np.float32)
    return mixed


def add(parents: Iterable[tuple[float, Array]]) -> tuple[Numbers, Numbers]:
    """A weighted sum of packs, and how strong its parents are; one parent at a time is held.

    The sum is shorter than its parents, because voices point in different directions.

    Args:
        parents: Weights, which sum to 1, with packs [510, 256].

    Returns:
        The sum [510, 256], and the mean of the parents' norms [510, 2] (timbre, prosody), weighted by the
        size of the shares; both in float64.
    """
    total, lengths, size = np.zeros((ROWS, WIDTH)), np.zeros((ROWS, 2)), 0.0
    for weight, pack in parents:
        total += weight * pack.astype(np.float64)
        lengths += abs(weight) * norms(pack)
        size += abs(weight)
    return total, lengths / size


def stretch(pack: Numbers, wanted: Numbers) -> Numbers:
    """A pack [510, 256] with each half of each row made as long as `wanted` [510, 2]; directions stay."""
    return pack * np.repeat(wanted / np.maximum(norms(pack), 1e-12), HALF, axis=-1)


def join(timbre: Array, prosody: Array) -> Array:
    """The timbre half of one pack beside the prosody half of another, [510, 256]."""
    return np.concatenate([timbre[:, :HALF], prosody[:, HALF:]], axis=1)


def norms(packs: Numbers) -> Numbers:
    """The norm of each half of each row: packs […, 510, 256] → […, 510, 2]."""
    halves = packs.reshape(*packs.shape[:-1], 2, HALF).astype(np.float64)
    lengths: Numbers = np.linalg.norm(halves, axis=-1)
    return lengths
