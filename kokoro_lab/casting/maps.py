"""The map of all voices as the page draws it, made once as long as no voice changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from kokoro_lab.kokoro.voices import Packs, Shelf
from kokoro_lab.kokoro.voices.blend import Numbers
from kokoro_lab.kokoro.voices.map import NEIGHBOURS, HalfMap, draw

DECIMALS = 4  # of distances and points: finer than a pixel, and than anybody hears


class Maps:
    """The map of a shelf's voices.

    Args:
        shelf: The voices.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._drawn: tuple[Packs, Mapping[str, Any]] | None = None

    def answer(self) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        """The voices' names, and for each half points, true nearest neighbours and what the map loses."""
        packs = self.shelf.packs()
        if self._drawn is None or self._drawn[0] is not packs:
            self._drawn = packs, _message(packs)
        return self._drawn[1], ()


def rounded(values: Numbers) -> list[list[float]]:
    """Numbers [rows, columns] as lists."""
    rows: list[list[float]] = values.round(DECIMALS).tolist()
    return rows


def _message(packs: Packs) -> Mapping[str, Any]:
    halves = draw(packs.values)
    return {
        "kind": "map",
        "voices": list(packs.names),
        "neighbours": min(NEIGHBOURS, len(packs.names) - 1),
        "halves": {name: _half(half) for name, half in halves.items()},
    }


def _half(half: HalfMap) -> Mapping[str, Any]:
    far = np.take_along_axis(half.distances, half.nearest, axis=1)
    rows = zip(half.nearest.tolist(), rounded(far), strict=True)
    return {
        "points": rounded(half.points),
        "nearest": [
            [{"voice": voice, "distance": far} for voice, far in zip(*row, strict=True)] for row in rows
        ],
        "loss": {
            "stress": half.loss.stress,
            "kept": half.loss.kept,
            "correlation": half.loss.correlation,
        },
    }
