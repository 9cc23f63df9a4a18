"""The arithmetic of blending voice packs."""

from __future__ import annotations

import numpy as np

from kokoro_lab.kokoro.voices.files import WIDTH, Array

HALF = WIDTH // 2  # columns of timbre, and of prosody


def mix(shares: tuple[float, ...], parents: Array, keeps_norm: bool) -> Array:
    """A weighted sum of packs, computed in float64.

    A plain sum is shorter than its parents, because voices point in different directions.

    Args:
        shares: A weight for each parent; they sum to 1.
        parents: [voices, 510, 256].
        keeps_norm: Whether each half of each row is stretched to the mean of its parents' norms, weighted by
            the size of the shares.

    Returns:
        [510, 256] float32, a new array.
    """
    weights = np.array(shares)
    mixed = np.tensordot(weights, parents.astype(np.float64), axes=1)
    if keeps_norm:
        wanted = np.tensordot(np.abs(weights) / np.abs(weights).sum(), norms(parents), axes=1)
        mixed *= np.repeat(wanted / np.maximum(norms(mixed), 1e-12), HALF, axis=-1)
    blended: Array = mixed.astype(np.float32)
    return blended


def join(timbre: Array, prosody: Array) -> Array:
    """The timbre half of one pack beside the prosody half of another, [510, 256]."""
    return np.concatenate([timbre[:, :HALF], prosody[:, HALF:]], axis=1)


def norms(packs: Array) -> Array:
    """The norm of each half of each row: packs […, 510, 256] → […, 510, 2]."""
    halves = packs.reshape(*packs.shape[:-1], 2, HALF).astype(np.float64)
    lengths: Array = np.linalg.norm(halves, axis=-1)
    return lengths
