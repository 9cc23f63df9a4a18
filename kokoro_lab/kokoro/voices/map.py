"""A map of voices: distances in the full space, true nearest neighbours, two dimensions, and what those lose.

The distance of two voices in a half (timbre or prosody) is the root mean square, over the 510 rows, of the
Euclidean distance of their rows in 128 dimensions. Which voices are neighbours is decided by it alone. The
picture is metric multidimensional scaling: points in the plane whose distances differ least, in squares, from
the true ones (raw stress), found by SMACOF (de Leeuw 1977; Borg and Groenen 2005, Modern Multidimensional
Scaling, chapter 8), which starts from classical scaling (Torgerson 1952) and so gives the same map each time.
It ends in a minimum, not surely the lowest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from kokoro_lab.kokoro.voices.blend import HALVES, Numbers

Places: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

NEIGHBOURS = 5
MOST_STEPS = 500  # of SMACOF; the published voices need about half of it
LEAST_GAIN = 1e-7  # of the stress in a step, as a share of it; below that SMACOF ends


@dataclass(frozen=True)
class Loss:
    """What a picture in two dimensions loses.

    Attributes:
        stress: Kruskal's stress-1 (1964), 0 to 1: √(Σ(d − a·δ)² / Σd²) over all pairs, with d on the map, δ
            true, and the scale a that makes it least; 0 is a perfect map, 0.2 was "poor" to Kruskal.
        kept: Share of each voice's true nearest neighbours that are among its nearest on the map, 0 to 1.
        correlation: Pearson's, of the distances on the map with the true ones; 1 if they lie on a line.
    """

    stress: float
    kept: float
    correlation: float


@dataclass(frozen=True, eq=False)
class HalfMap:
    """One half of all voices.

    Attributes:
        distances: True ones, [voices, voices] float64, in the units of the packs.
        nearest: The true nearest neighbours of each voice as places in the list, nearest first, [voices, k].
        points: On the map, [voices, 2] float64, centred, within −1 to 1.
        loss: What the points lose.
    """

    distances: Numbers
    nearest: Places
    points: Numbers
    loss: Loss


def draw(packs: Numbers, neighbours: int = NEIGHBOURS) -> Mapping[str, HalfMap]:
    """The maps of timbre and prosody.

    A map may be turned and mirrored at will; that of prosody is, to lie as near as it can to that of timbre.

    Args:
        packs: [voices, 510, 256].
        neighbours: How many of each voice; fewer if there are fewer other voices.

    Returns:
        By the name of the half, "timbre" and "prosody".
    """
    count = min(neighbours, len(packs) - 1)
    halves = {half: packs[..., columns] for half, columns in HALVES.items()}
    true = {half: distances(pack, pack) for half, pack in halves.items()}
    points = {half: layout(matrix) for half, matrix in true.items()}
    points["prosody"] = turned(points["prosody"], towards=points["timbre"])
    return {
        half: HalfMap(
            matrix, nearest(matrix, count), _within_one(points[half]), loss(matrix, points[half], count)
        )
        for half, matrix in true.items()
    }


def distances(left: Numbers, right: Numbers) -> Numbers:
    """Root mean square over the rows of the Euclidean distances of rows.

    Args:
        left: One half of packs, [m, 510, 128].
        right: The same of others, [n, 510, 128].

    Returns:
        [m, n] float64; exactly 0 from a pack to itself if `left` and `right` are one array.
    """
    a = _flat(left)
    b = a if left is right else _flat(right)
    squares = np.einsum("ij,ij->i", a, a)[:, None] + np.einsum("ij,ij->i", b, b) - 2 * (a @ b.T)
    if left is right:
        np.fill_diagonal(squares, 0)
    roots: Numbers = np.sqrt(np.maximum(squares, 0) / left.shape[1])
    return roots


def nearest(matrix: Numbers, count: int) -> Places:
    """The places of the `count` others that are nearest to each, [voices, count]; of equals the first."""
    others = matrix.copy()
    np.fill_diagonal(others, np.inf)
    places: Places = others.argsort(axis=1, kind="stable")[:, :count]
    return places


def layout(true: Numbers) -> Numbers:
    """Points in the plane whose distances are as near as can be to the true ones, [voices, 2], centred."""
    points = classical(true)
    before = np.inf
    for _ in range(MOST_STEPS):
        apart = _apart(points)
        stress = float(((apart - true) ** 2).sum())
        if before - stress <= LEAST_GAIN * stress:
            break
        before, points = stress, guttman(true, points, apart)
    return points


def classical(true: Numbers) -> Numbers:
    """Classical scaling: the two greatest principal axes that distances imply (Torgerson 1952).

    The sign of an axis is free; it is the one that makes the entry of greatest size positive.

    Args:
        true: [voices, voices].

    Returns:
        [voices, 2].
    """
    count = len(true)
    centring = np.eye(count) - 1 / count
    values, axes = np.linalg.eigh(-centring @ true**2 @ centring / 2)
    points = axes[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0))
    points = np.pad(points, ((0, 0), (0, 2 - points.shape[1])))  # of a single voice there is one axis
    signs = np.sign(points[np.abs(points).argmax(axis=0), range(2)])
    moved: Numbers = points * np.where(signs == 0, 1, signs)
    return moved


def guttman(true: Numbers, points: Numbers, apart: Numbers) -> Numbers:
    """One step of SMACOF, X ← B(X)·X / n, which never makes the stress greater (Borg and Groenen, 8.29).

    Args:
        true: Distances, [voices, voices].
        points: X, [voices, 2].
        apart: Their distances, [voices, voices].

    Returns:
        The new X; its mean is 0.
    """
    ratio = -np.divide(true, apart, out=np.zeros_like(true), where=apart > 0)
    np.fill_diagonal(ratio, 0)
    np.fill_diagonal(ratio, -ratio.sum(axis=1))
    step: Numbers = ratio @ points / len(points)
    return step


def turned(points: Numbers, towards: Numbers) -> Numbers:
    """Points turned and mirrored to lie nearest to others (orthogonal Procrustes, Schönemann 1966)."""
    left, _, right = np.linalg.svd(points.T @ towards)
    rotated: Numbers = points @ left @ right
    return rotated


def loss(true: Numbers, points: Numbers, count: int) -> Loss:
    """What a map loses; nothing where no voice differs from another.

    Args:
        true: Distances, [voices, voices].
        points: [voices, 2], at any scale.
        count: How many neighbours count.
    """
    if not true.any():
        return Loss(0.0, 1.0, 1.0)
    apart = _apart(points)
    pairs = np.triu_indices(len(points), k=1)
    d, delta = apart[pairs], true[pairs]
    cosine = float(d @ delta) / max(float(np.sqrt((d @ d) * (delta @ delta))), 1e-12)
    shared = [len(set(a) & set(b)) for a, b in zip(nearest(true, count), nearest(apart, count), strict=True)]
    spread = d.std() > 0 and delta.std() > 0
    return Loss(
        stress=float(np.sqrt(max(0.0, 1 - cosine**2))),  # what is left at the best a, Σdδ / Σδ²
        kept=float(np.mean(shared) / count),
        correlation=float(np.corrcoef(d, delta)[0, 1]) if spread else 1.0,
    )


def _flat(halves: Numbers) -> Numbers:
    """One long row for each pack, [packs, 510 · 128] float64."""
    return halves.reshape(len(halves), -1).astype(np.float64)


def _apart(points: Numbers) -> Numbers:
    """Euclidean distances of points, [voices, voices]."""
    apart: Numbers = np.linalg.norm(points[:, None] - points, axis=-1)
    return apart


def _within_one(points: Numbers) -> Numbers:
    """Points at the scale that just keeps both coordinates within −1 to 1."""
    return points / max(float(np.abs(points).max()), 1e-12)
