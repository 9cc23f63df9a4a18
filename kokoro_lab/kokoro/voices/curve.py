"""A voice as the curve that it is: one style for each of 510 lengths of utterance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices.blend import Numbers
from kokoro_lab.kokoro.voices.files import ROWS


@dataclass(frozen=True, eq=False)
class Curve:
    """How one half of a voice changes with the length of the utterance; units are those of the pack.

    Attributes:
        norms: Of each row, [510].
        away: Euclidean distance of each row to the row in use, [510]; 0 there.
        travelled: Way along the curve from the first row to each, [510]: the sum of the steps between
            neighbouring rows. As it counts every turn, it is never less than the distance as the crow flies.
        path: The rows in the voice's own two principal components, [510, 2], centred; each axis points from
            the first row to the last.
        kept: Share of the rows' variance that the two components hold, 0 to 1.
    """

    norms: Numbers
    away: Numbers
    travelled: Numbers
    path: Numbers
    kept: float


def curve(rows: Numbers, symbols: int) -> Curve:
    """The curve of one half of a voice.

    Args:
        rows: [510, 128].
        symbols: Length of the utterance whose row is in use, 1 to 510.

    Raises:
        LabError: There is no row for that many symbols.
    """
    rows = rows.astype(np.float64)
    steps = np.linalg.norm(np.diff(rows, axis=0), axis=1)
    path, kept = principal(rows)
    return Curve(
        norms=np.linalg.norm(rows, axis=1),
        away=np.linalg.norm(rows - rows[row_of(symbols)], axis=1),
        travelled=np.concatenate([[0.0], np.cumsum(steps)]),
        path=path,
        kept=kept,
    )


def row_of(symbols: int) -> int:
    """The row for an utterance of so many symbols.

    Raises:
        LabError: There is none.
    """
    if not 1 <= symbols <= ROWS:
        raise LabError(f"a voice has styles for 1 to {ROWS} symbols, not for {symbols}")
    return symbols - 1


def principal(rows: Numbers) -> tuple[Numbers, float]:
    """Rows in their first two principal components (Pearson 1901), by a singular value decomposition.

    Args:
        rows: [510, 128].

    Returns:
        [510, 2], and the share of the variance that they hold; 1 if the rows do not differ.
    """
    centred = rows - rows.mean(axis=0)
    left, singular, _ = np.linalg.svd(centred, full_matrices=False)
    path = left[:, :2] * singular[:2]
    path = path * np.where(path[-1] < path[0], -1, 1)
    variance = singular**2
    return path, float(variance[:2].sum() / variance.sum()) if variance.sum() > 0 else 1.0
