"""A matrix as a picture: decibels for magnitudes, a colour wheel for phases, shades for anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.look import colours
from kokoro_lab.look.columns import Columns
from kokoro_lab.trace import Spec

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.colors import Colormap

FREQUENCY = "frequency"  # the axis of spectra
RANGE = 80.0  # dB between the darkest and the lightest shade of a magnitude
Frame = tuple[tuple[float, float], str, tuple[float, ...]]  # the last three fields of an image
CENTRAL = (1.0, 99.0)  # percentiles that the shades of other matrices span


@dataclass(frozen=True)
class Image:
    """What is needed to paint a matrix.

    Attributes:
        values: float [rows, columns], row 0 at the bottom.
        low: Value of the first colour of the map.
        high: Value of the last.
        map: From values to colours.
        unit: Of `values`.
        rows: Where the first row starts and the last one ends, in the unit of `across`.
        across: What the rows are.
        ticks: Where to write numbers beside the rows; empty for wherever they fit.
    """

    values: np.ndarray
    low: float
    high: float
    map: str | Colormap
    unit: str
    rows: tuple[float, float]
    across: str
    ticks: tuple[float, ...] = ()


def image(spec: Spec, values: np.ndarray, columns: Columns) -> Image:
    """Make a matrix ready to be painted.

    Args:
        spec: Of the matrix; it has a clock.
        values: Two axes, named in the spec.
        columns: Which of its items each column shows. Several in one are shown as their mean, but phases,
            which have none, as the first of them.
    """
    import numpy as np

    time = spec.axes.index(spec.clock.name) if spec.clock else 0
    rows = np.moveaxis(values, time, -1)
    across = spec.axes[1 - time]
    colour = colours.of(spec.clock)
    frame: Frame = ((-0.5, len(rows) - 0.5), across, ())
    if across == FREQUENCY:  # bin i is centred on i times the width of a bin
        top, half = SAMPLE_RATE / 2, SAMPLE_RATE / 4 / (len(rows) - 1)
        frame = ((-half, top + half), "Hz", (0, top / 2, top))
    if spec.unit == "rad":
        return Image(rows[:, columns.first], -np.pi, np.pi, "twilight", "rad", *frame)
    shown = columns.mean(rows)
    if across == FREQUENCY and not spec.unit:
        decibels, high = _decibels(shown)
        return Image(decibels, high - RANGE, high, colours.shades(colour), "dB", *frame)
    low, high = (float(edge) for edge in np.percentile(shown, CENTRAL))
    if low < 0 < high:
        reach = max(-low, high)
        return Image(shown, -reach, reach, colours.signed(colour), spec.unit, *frame)
    return Image(shown, low, max(high, low + 1e-9), colours.shades(colour), spec.unit, *frame)


def _decibels(magnitudes: np.ndarray) -> tuple[np.ndarray, float]:
    """Magnitudes in dB, no lower than the picture's range, and the highest of them."""
    import numpy as np

    loudest = max(float(magnitudes.max()), float(np.finfo(np.float32).tiny))
    floor = loudest * 10 ** (-RANGE / 20)
    return 20 * np.log10(np.maximum(magnitudes, floor)), 20 * float(np.log10(loudest))
