"""Words over phonemes, each as wide as it is long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kokoro_lab.look import colours
from kokoro_lab.look.cells import Cell, cells
from kokoro_lab.trace import Mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RULER = 0.72  # inches
LANES = (("phoneme", (0.0, 1.0), 14.0), ("word", (1.08, 1.9), 11.5))  # tier, bottom and top, points


def ruler(axes: Axes, marks: Sequence[Mark], window: tuple[float, float], front: bool) -> None:
    """Draw both tiers.

    Args:
        axes: To draw on.
        marks: Of the chunk.
        window: First and last second of the picture.
        front: Whether the trace is the one that the picture is about; another one is drawn in outline.
    """
    for tier, rows, size in LANES:
        boxes = [Cell(mark.start, mark.end, mark.text) for mark in marks if mark.tier == tier]
        filled = front and tier == "phoneme"
        cells(axes, rows, boxes, colours.CLOCKS["token"] if filled else None, window, size)
    axes.set_ylim(-0.05, LANES[-1][1][1] + 0.05)  # room for the outlines
    axes.set_yticks([])


def boundaries(axes: Axes, marks: Sequence[Mark]) -> None:
    """Faint lines where words start and end."""
    for time in {time for mark in marks if mark.tier == "word" for time in (mark.start, mark.end)}:
        axes.axvline(time, color=colours.FAINT, linewidth=0.6, zorder=0.5)
