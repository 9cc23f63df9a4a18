"""Stages of a trace drawn under one time axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_lab.errors import LabError, unknown
from kokoro_lab.look import colours
from kokoro_lab.look.naming import tell_apart
from kokoro_lab.look.panels import HEIGHTS, Panel, draw
from kokoro_lab.look.ruler import RULER, boundaries, ruler
from kokoro_lab.look.typeface import faces
from kokoro_lab.timeline import duration, local_marks, runs_in_time
from kokoro_lab.trace import Mark, Spec, Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Window = tuple[float, float]  # seconds

WIDTH = 10.5  # inches
FRAME = 0.85  # inches for the time axis below and the legend above
GAP = 0.35  # inches for the title of a panel
BEHIND = 0.4  # strength of the second trace


@dataclass(frozen=True)
class Row:
    """One of the axes above each other.

    Attributes:
        inches: How high it is.
        paint: Draws it.
    """

    inches: float
    paint: Callable[[Axes], None]


def figure(trace: Trace, *names: str, against: Trace | None = None, between: Window | None = None) -> Figure:
    """Draw stages of a trace above each other, words and phonemes on top, seconds below.

    Args:
        trace: What to show.
        names: Of its values, from top to bottom; all curves and sounds by default.
        against: A second trace, drawn lighter behind the first. A matrix, which would hide it, is drawn in
            a row of its own below.
        between: First and last second to show; by default everything.

    Returns:
        A matplotlib figure on a transparent ground; its `savefig` writes png, svg and pdf.

    Raises:
        LabError: There is no such value, it does not run in time, or `between` is no stretch of time.
    """
    from kokoro_lab.look.picture import DPI, Picture

    shown = [_spec(trace, name) for name in names] or [
        s for s in _drawable(trace) if s.kind in ("curve", "audio")
    ]
    traces = [trace] if against is None else [trace, against]
    window = _window(max(map(duration, traces)), between)
    rows = [*_rulers(traces, window), *(row for spec in shown for row in _rows(spec, traces, window))]
    height = FRAME + sum(row.inches for row in rows)
    picture = Picture(figsize=(WIDTH, height), dpi=DPI, facecolor="none", layout="constrained")
    ratios = [row.inches for row in rows]
    grid = picture.subplots(len(rows), sharex=True, squeeze=False, height_ratios=ratios)
    for axes, row in zip(grid[:, 0], rows, strict=True):
        _plain(axes)
        row.paint(axes)
    _seconds(grid[-1, 0], window)
    if against is not None:
        _legend(picture, traces)
    return picture


def _drawable(trace: Trace) -> list[Spec]:
    """The values that run in time."""
    return [s for s in trace.specs.values() if s.name in trace and runs_in_time(s) and s.kind in HEIGHTS]


def _spec(trace: Trace, name: str) -> Spec:
    """The spec of a value that can be drawn."""
    drawable = _drawable(trace)
    if name not in trace:
        raise unknown("value", name, [spec.name for spec in drawable])
    spec = trace.specs[name]
    if spec not in drawable:
        raise LabError(f"{name} does not run in time; figures show {', '.join(s.name for s in drawable)}")
    return spec


def _window(longest: float, between: Window | None) -> Window:
    """The stretch of time that is shown."""
    start, end = between or (0.0, longest)
    if not 0 <= start < end or start >= longest:
        raise LabError(f"between must be (first, last) second within 0 to {longest:.3f}, not {between!r}")
    return start, min(end, longest)


def _rulers(traces: list[Trace], window: Window) -> Iterator[Row]:
    """Words over phonemes; once for both traces where they are equal."""
    drawn: list[tuple[Mark, ...]] = [()]
    for trace in traces:
        marks = local_marks(trace)
        if marks not in drawn:
            drawn.append(marks)
            yield Row(RULER, _painter(ruler, marks, window, trace is traces[0]))


def _painter(paint: Callable[..., None], *arguments: object) -> Callable[[Axes], None]:
    """A row's painter, with everything but the axes given."""
    return lambda axes: paint(axes, *arguments)


def _rows(spec: Spec, traces: list[Trace], window: Window) -> Iterator[Row]:
    """One row of both traces, or one row of each."""
    panels = [
        Panel.of(trace, spec.name, *window, strength)
        for strength, trace in zip((1.0, BEHIND), traces, strict=False)
        if spec.name in trace
    ]
    groups = [panels] if panels[0].overlays else [[panel] for panel in panels]
    labels = _labels(traces) if len(groups) > 1 else [""]
    for group, label in zip(groups, labels, strict=True):
        title = f"{spec.name}  ·  {label}" if label else spec.name
        yield Row(HEIGHTS[spec.kind] + GAP, _painter(_value, group, title, traces[0]))


def _labels(traces: list[Trace]) -> tuple[str, ...]:
    """What tells two traces apart; nothing for a single one."""
    return tell_apart(*(trace.request for trace in traces)) if len(traces) > 1 else ()


def _value(axes: Axes, panels: list[Panel], title: str, trace: Trace) -> None:
    """The panels of one row, the strongest in front."""
    spec = panels[0].spec
    axes.set_ylabel(spec.unit)
    for panel in reversed(panels):
        draw(axes, panel)
    boundaries(axes, local_marks(trace))
    family = faces()
    axes.set_title(title, loc="left", color=panels[0].colour, weight="bold", fontsize=11, fontfamily=family)
    note = f"{spec.why}  ·  {_rate(spec)}"
    axes.set_title(note, loc="right", color=colours.INK, fontsize=8.5, fontfamily=family)


def _rate(spec: Spec) -> str:
    """How often the value is given."""
    if spec.clock is None or spec.clock.rate is None:
        return f"one per {spec.clock.name}" if spec.clock else ""
    return f"{spec.clock.rate:,.0f} a second"


def _plain(axes: Axes) -> None:
    """Quiet axes: no box, no ground, grey ticks, a faint grid."""
    axes.patch.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(colors=colours.INK, labelsize=8, length=0, labelbottom=False)
    axes.yaxis.label.set(color=colours.INK, fontsize=8.5)
    axes.locator_params(axis="y", nbins=4)
    axes.grid(axis="y", color=colours.FAINT, linewidth=0.5)
    axes.set_axisbelow(True)


def _seconds(axes: Axes, window: Window) -> None:
    """The one time axis, below everything."""
    axes.set_xlim(*window)
    axes.tick_params(axis="x", length=3, labelbottom=True)
    axes.spines["bottom"].set(visible=True, color=colours.FAINT)
    axes.set_xlabel("seconds", color=colours.INK, fontsize=8.5)


def _legend(picture: Figure, traces: list[Trace]) -> None:
    """Which is which."""
    from matplotlib.lines import Line2D

    lines = [Line2D([], [], color=colours.INK, linewidth=3, alpha=strength) for strength in (1.0, BEHIND)]
    picture.legend(
        lines,
        _labels(traces),
        loc="outside upper right",
        ncols=2,
        frameon=False,
        labelcolor=colours.INK,
        prop={"family": faces(), "size": 9},
    )
