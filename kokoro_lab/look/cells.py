"""A row of boxes along the time axis, each with a text inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_lab.look import colours
from kokoro_lab.look.typeface import faces

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALLEST = 0.6  # of the size asked for; a text that would have to be smaller is left out
SIGN = 0.62  # width of a sign, as a share of its size
SHARE = 0.88  # of the figure's width that is left for the axes, about
SLIT = 0.5  # points left free on either side of a box


@dataclass(frozen=True)
class Cell:
    """One box: first and last second, and what stands in it."""

    start: float
    end: float
    text: str


def cells(
    axes: Axes,
    rows: tuple[float, float],
    boxes: Sequence[Cell],
    colour: str | None,
    window: tuple[float, float],
    size: float,
) -> None:
    """Draw boxes.

    Args:
        axes: To draw on.
        rows: Bottom and top of the boxes.
        boxes: From left to right.
        colour: They are filled with it and their texts are white; None draws an outline and texts in ink.
        window: First and last second of the picture.
        size: Of the text, points; less where the box is narrow.
    """
    bottom, top = rows
    figure = axes.figure
    points = 72 * SHARE * figure.bbox.width / figure.dpi / (window[1] - window[0])  # per second
    slit = SLIT / points
    family = faces()
    for box in boxes:
        start, end = max(box.start, window[0]) + slit, min(box.end, window[1]) - slit
        if start >= end:
            continue
        fill, border = (colour, "none") if colour else ("none", colours.FAINT)
        axes.fill_between((start, end), bottom, top, facecolor=fill, edgecolor=border, linewidth=0.8)
        fits = min(1.0, (end - start) * points / (SIGN * size * len(box.text)))
        if fits >= SMALLEST:
            axes.text(
                (start + end) / 2,
                (bottom + top) / 2,
                box.text,
                color="white" if colour else colours.INK,
                fontsize=size if fits == 1 else size * SMALLEST,
                fontfamily=family,
                ha="center",
                va="center_baseline",
                clip_on=True,
                parse_math=False,
            )
