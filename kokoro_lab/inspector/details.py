"""What a station shows of a trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kokoro_lab.by_kind import by_kind
from kokoro_lab.engine import Engine
from kokoro_lab.errors import unknown
from kokoro_lab.exhibit import Detail
from kokoro_lab.plan import Chunk
from kokoro_lab.trace import Trace


def detail(
    engine: Engine, trace: Trace, station: str, focus: Mapping[str, Any], chunks: Iterable[Chunk]
) -> Detail:
    """The exhibits of a station: an engine's own, or pictures picked by the kind of its values.

    Args:
        engine: Made the trace.
        trace: Whose numbers are shown.
        station: A step, or the plan.
        focus: What is pointed at; see the engine's own `exhibits`.
        chunks: Of the request, for the plan.

    Raises:
        LabError: There is no such station, or the focus makes no sense.
    """
    own = engine.exhibits(trace, station, focus, chunks)
    if own is not None:
        return own
    steps = {step.name: step for step in engine.steps}
    if station not in steps:
        raise unknown("station", station, steps)
    time = focus.get("time", 0.0)
    at = float(time) if isinstance(time, (int, float)) else 0.0
    return Detail(by_kind(trace, steps[station].writes, at), {"time": at})
