"""What any engine's step can show of itself: a picture of each value, picked by the value's kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError
from kokoro_lab.exhibit import Column, Exhibit, Line, Series, Table, Text
from kokoro_lab.picture import bars, heat, number
from kokoro_lab.timeline import edges, runs_in_time
from kokoro_lab.trace import Spec, Trace

AROUND = SAMPLE_RATE // 100  # samples of audio on either side of the moment, 10 ms
LISTED = 512  # items of a table


def by_kind(trace: Trace, specs: Iterable[Spec], time: float = 0.0) -> tuple[Exhibit, ...]:
    """A picture of each value.

    Args:
        trace: Holds them.
        specs: Of the values.
        time: The moment pointed at, seconds from the start of the chunk's audio.
    """
    return tuple(_shown(trace, spec, time) for spec in specs if spec.name in trace)


def item_at(trace: Trace, spec: Spec, time: float) -> int | None:
    """Which item of a value stands at a time; None where it does not run in time."""
    if not runs_in_time(spec):
        return None
    try:
        borders = edges(trace, spec)
    except LabError:  # tokens that nothing aligns: they have an order, but no times
        return None
    return int(np.clip(np.searchsorted(borders, time, side="right") - 1, 0, len(borders) - 2))


def _shown(trace: Trace, spec: Spec, time: float) -> Exhibit:
    value = trace[spec.name]
    title = spec.name.capitalize()
    at = item_at(trace, spec, time)
    if not isinstance(value, np.ndarray):
        text = number(value) if isinstance(value, float) else str(value)
        return Text(title, f"{text} {spec.unit}".strip(), spec.why)
    if value.ndim == 1 and spec.kind in ("tokens", "codes", "alignment"):
        return _list(title, value, spec)
    if value.ndim == 1:
        return _line(trace, spec, value, at)
    if value.ndim == 2 and value.size:
        return _matrix(title, value, spec, at)
    return Text(title, f"{value.size} numbers of shape {list(value.shape)}.", spec.why)


def _list(title: str, value: np.ndarray, spec: Spec) -> Exhibit:
    rows = tuple((i, item) for i, item in enumerate(value[:LISTED].tolist()))
    more = f" The first {LISTED} of {len(value)}." if len(value) > LISTED else ""
    columns = (Column(spec.axes[0], "", "right"), Column(spec.name, spec.unit, "right"))
    return Table(title, columns, rows, note=spec.why + more)


def _line(trace: Trace, spec: Spec, value: np.ndarray, at: int | None) -> Exhibit:
    """A curve whole, audio around the moment; numbers without a fixed rate as bars."""
    title = spec.name.capitalize()
    if spec.clock is None or spec.clock.samples is None or at is None or not len(value):
        if not len(value) or len(value) > LISTED:
            return Text(title, f"{len(value)} numbers.", spec.why)
        return bars(title, value, unit=spec.unit, clock=_clock(spec), chosen=at, note=spec.why)
    first, last = (max(0, at - AROUND), at + AROUND) if spec.kind == "audio" else (0, len(value))
    start = float(edges(trace, spec)[first])
    drawn = [Series(spec.name, value[first:last].astype(np.float32), start, spec.clock.seconds(1), spec.unit)]
    before = _before(trace, spec.name)
    if before is not None and before.shape == value.shape:
        old = before[first:last].astype(np.float32)
        drawn.insert(0, Series("before its edits", old, start, spec.clock.seconds(1), spec.unit, dashed=True))
    return Line(title, tuple(drawn), clock=spec.clock.name, note=spec.why)


def _matrix(title: str, value: np.ndarray, spec: Spec, at: int | None) -> Exhibit:
    """A heat whose columns are time, where there is any."""
    upright = spec.clock is None or spec.axes[1] == spec.clock.name or spec.clock.name not in spec.axes
    picture, axes = (value, spec.axes) if upright else (value.T, spec.axes[::-1])
    chosen = None if at is None else (-1, at)
    return heat(
        title, picture, (axes[0], axes[1]), unit=spec.unit, clock=_clock(spec), chosen=chosen, note=spec.why
    )


def _clock(spec: Spec) -> str | None:
    return spec.clock.name if spec.clock else None


def _before(trace: Trace, name: str) -> Any:  # noqa: ANN401
    """A value before its edits, None where it has none."""
    value: Any = trace.before.get(name)
    return value.detach().cpu().numpy() if hasattr(value, "detach") else value
