"""One value under the time axis. Its kind picks the view; no view knows its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kokoro_lab.look import colours
from kokoro_lab.look.cells import Cell, cells
from kokoro_lab.look.columns import Columns
from kokoro_lab.look.image import image
from kokoro_lab.timeline import VOICED_ABOVE, edges
from kokoro_lab.trace import Kind, Spec, Trace

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Panel:
    """A value, ready to be drawn.

    Attributes:
        spec: What it is.
        values: The numbers.
        edges: float64 [items + 1], seconds between which each item stands.
        start: Left border of the picture, seconds.
        end: Right border of the picture, seconds.
        strength: 1, or less for what lies behind something else.
    """

    spec: Spec
    values: np.ndarray
    edges: np.ndarray
    start: float
    end: float
    strength: float = 1.0

    @classmethod
    def of(cls, trace: Trace, name: str, start: float, end: float, strength: float = 1.0) -> Panel:
        """A value of a trace between two times."""
        spec = trace.specs[name]
        return cls(spec, trace[name], edges(trace, spec), start, end, strength)

    @property
    def colour(self) -> str:
        """That of its clock."""
        return colours.of(self.spec.clock)

    @property
    def overlays(self) -> bool:
        """Whether a second one can be drawn behind it in the same axes."""
        return self.spec.kind in ("curve", "audio", "alignment") or self.bars

    @property
    def bars(self) -> bool:
        """Whether it is a quantity for each token."""
        return self.spec.kind == "tokens" and bool(self.spec.unit)


def draw(axes: Axes, panel: Panel) -> None:
    """Draw a value in the way of its kind, unless the picture ends before it starts."""
    if max(panel.start, panel.edges[0]) < min(panel.end, panel.edges[-1]):
        VIEWS[panel.spec.kind](axes, panel)


def curve(axes: Axes, panel: Panel) -> None:
    """A line through the middles of the items, broken where an F0 says that there is no voice."""
    import numpy as np

    middles = (panel.edges[:-1] + panel.edges[1:]) / 2
    values = panel.values
    if panel.spec.unit == "Hz":
        values = np.where(values > VOICED_ABOVE, values, np.nan)
    axes.plot(
        middles, values, color=panel.colour, alpha=panel.strength, linewidth=1.8, solid_capstyle="round"
    )


def audio(axes: Axes, panel: Panel) -> None:
    """The waveform: every sample where there is room for it, else the reach of the samples in each column."""
    import numpy as np

    columns = Columns.of(panel.edges, panel.start, panel.end)
    items = slice(columns.first[0], columns.stop[-1])
    shown = panel.values[items]
    if columns.crowded:
        low, high = (columns.reduced(panel.values, by) for by in (np.minimum, np.maximum))
        axes.fill_between(
            columns.times[:-1], low, high, color=panel.colour, alpha=panel.strength, linewidth=0.4
        )
    else:
        axes.plot(panel.edges[items], shown, color=panel.colour, alpha=panel.strength, linewidth=1)
    drawn_before = axes.get_ylim()[1] if len(axes.lines) + len(axes.collections) > 1 else 1e-6
    reach = max(1.05 * float(np.abs(shown).max()), drawn_before)
    axes.set_ylim(-reach, reach)


def tokens(axes: Axes, panel: Panel) -> None:
    """Quantities as bars as wide as the token is long; bare numbers as boxes with the number inside."""
    if panel.bars:
        axes.stairs(panel.values, panel.edges, fill=True, color=panel.colour, alpha=0.65 * panel.strength)
        axes.vlines(panel.edges[1:-1], 0, panel.values[1:], color=colours.FAINT, linewidth=0.5)
        return
    items = zip(panel.edges[:-1], panel.edges[1:], panel.values, strict=True)
    boxes = [Cell(start, end, str(number)) for start, end, number in items]
    front = panel.colour if panel.strength == 1 else None
    cells(axes, (0, 1), boxes, front, (panel.start, panel.end), 9)
    axes.set_ylim(0, 1)
    axes.set_yticks([])


def alignment(axes: Axes, panel: Panel) -> None:
    """A staircase: which token each frame belongs to."""
    axes.stairs(
        panel.values + 1,
        panel.edges,
        baseline=panel.values,
        fill=True,
        color=panel.colour,
        alpha=panel.strength,
        linewidth=0,
    )


def matrix(axes: Axes, panel: Panel) -> None:
    """A picture, with its scale beside it."""
    columns = Columns.of(panel.edges, panel.start, panel.end)
    painted = image(panel.spec, panel.values, columns)
    shown = axes.imshow(
        painted.values,
        aspect="auto",
        origin="lower",
        interpolation="nearest",
        extent=(columns.times[0], columns.times[-1], *painted.rows),
        cmap=painted.map,
        vmin=painted.low,
        vmax=painted.high,
    )
    axes.grid(False)
    axes.set_ylabel(painted.across)
    if painted.ticks:
        axes.set_yticks(painted.ticks, [f"{tick:,.0f}" for tick in painted.ticks])
    scale = axes.figure.colorbar(shown, cax=axes.inset_axes((1.008, 0, 0.008, 1)))
    scale.set_label(painted.unit, color=colours.INK, fontsize=8)
    scale.ax.tick_params(colors=colours.INK, labelsize=7, length=2)
    scale.outline.set_visible(False)


VIEWS: Mapping[Kind, Callable[[Axes, Panel], None]] = MappingProxyType(
    {
        "curve": curve,
        "audio": audio,
        "tokens": tokens,
        "codes": matrix,
        "alignment": alignment,
        "matrix": matrix,
    }
)
HEIGHTS: Mapping[Kind, float] = MappingProxyType(  # inches
    {"curve": 1.1, "audio": 1.0, "tokens": 0.7, "codes": 1.2, "alignment": 1.4, "matrix": 1.2}
)
