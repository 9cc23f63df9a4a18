"""As many columns as can be seen: long values reduced to the width of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

WIDTH = 1600  # columns in a picture


@dataclass(frozen=True)
class Columns:
    """Which items of a value each column of a picture shows.

    Attributes:
        times: float64 [columns + 1], seconds; the columns' borders, evenly spaced.
        first: int64 [columns], the first item in each.
        stop: int64 [columns], one past the last; an item wider than a column is in several of them.
    """

    times: np.ndarray
    first: np.ndarray
    stop: np.ndarray

    @classmethod
    def of(cls, edges: np.ndarray, start: float, end: float) -> Columns:
        """Columns between two times.

        Args:
            edges: float64 [items + 1], seconds, rising.
            start: Left border of the picture, seconds; moved to where the value begins.
            end: Right border, seconds; moved to where it ends.
        """
        import numpy as np

        times = np.linspace(max(start, edges[0]), min(end, edges[-1]), WIDTH + 1)
        items = len(edges) - 1
        first = np.clip(np.searchsorted(edges, times[:-1], side="right") - 1, 0, items - 1)
        stop = np.append(first[1:], min(np.searchsorted(edges, times[-1], side="left"), items))
        return cls(times, first, np.maximum(stop, first + 1))

    @property
    def crowded(self) -> bool:
        """Whether columns hold several items on the whole."""
        return bool(self.stop[-1] - self.first[0] > 2 * len(self.first))

    def reduced(self, values: np.ndarray, by: np.ufunc) -> np.ndarray:
        """What a ufunc such as `np.maximum` makes of the items in each column.

        Args:
            values: [..., items].
            by: Reduces.

        Returns:
            [..., columns].
        """
        import numpy as np

        reduced: np.ndarray = by.reduceat(values, self.first, axis=-1)
        tail = by.reduce(values[..., self.first[-1] : self.stop[-1]], axis=-1)
        return np.concatenate([reduced[..., :-1], tail[..., None]], axis=-1)

    def mean(self, values: np.ndarray) -> np.ndarray:
        """The mean of each column: [..., items] → [..., columns]."""
        import numpy as np

        means: np.ndarray = self.reduced(values.astype(np.float64), np.add) / (self.stop - self.first)
        return means
