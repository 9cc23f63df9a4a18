"""Where the values of a trace stand in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError
from kokoro_lab.trace import Mark, Spec, Trace

if TYPE_CHECKING:
    import numpy as np

MARKS = "marks"  # what an engine that knows its times calls them
HEARD = "heard"  # what an engine that cuts silence away at seams calls the first frame kept, and the last
VOICED_ABOVE = 10.0  # Hz: an F0 at or below this means that the voice rests


def marks(traces: Iterable[Trace]) -> tuple[Mark, ...]:
    """When each word and phoneme is heard, counted from the start of the whole utterance.

    Args:
        traces: The parts of a stream in any number; one at a time will do, because each knows its start.

    Raises:
        LabError: The engine does not say when its words are heard.
    """
    found: list[Mark] = []
    for trace in traces:
        if MARKS not in trace:
            raise LabError(
                f"the engine {trace.request.engine!r} does not say when words are heard; "
                "captions and tiers need one that does, such as 'kokoro'"
            )
        start = trace.start / SAMPLE_RATE
        found += [replace(m, start=start + m.start, end=start + m.end) for m in trace[MARKS]]
    return tuple(found)


def local_marks(trace: Trace) -> tuple[Mark, ...]:
    """The marks of one chunk, counted from its own start; none where the engine gives no times."""
    if MARKS not in trace:
        return ()
    found: tuple[Mark, ...] = trace[MARKS]
    return found


def edges(trace: Trace, spec: Spec) -> np.ndarray:
    """The times between which each item of a value stands.

    Times count from the start of the chunk's audio. What is cut away at a seam is before it or after its end.

    Args:
        trace: Holds the value.
        spec: Of the value; it must have a clock.

    Returns:
        float64 [items + 1], seconds; item i lasts from i to i + 1.

    Raises:
        LabError: The value does not run in time, or its items have no fixed length and nothing aligns them.
    """
    import numpy as np

    if spec.clock is None or not runs_in_time(spec):
        raise LabError(f"{spec.name} does not run in time")
    if spec.clock.samples is None:
        return token_edges(trace)
    items = trace[spec.name].shape[spec.axes.index(spec.clock.name)]
    first = 0.0 if spec.role == "waveform" else beginning(trace)
    return first + np.arange(items + 1) * (spec.clock.samples / SAMPLE_RATE)


def token_edges(trace: Trace) -> np.ndarray:
    """The times at which tokens start, and the end of the last one: the exact sums of the durations.

    Returns:
        float64 [T + 1], seconds, counted as in `edges`; the pads are tokens too.

    Raises:
        LabError: The trace has no alignment.
    """
    import numpy as np

    spec = of_kind(trace, "alignment")
    if spec is None or spec.clock is None:
        raise LabError(f"the engine {trace.request.engine!r} does not align its tokens with time")
    units = np.cumsum(np.bincount(trace[spec.name]))
    return beginning(trace) + np.concatenate([[0], units]) * spec.clock.seconds(1)


def beginning(trace: Trace) -> float:
    """When the first frame of the network would be heard, seconds from the start of the chunk's audio.

    Silence asked for before the chunk makes it later; what is cut away at a seam makes it negative.
    """
    lead = round(trace.chunk.lead * SAMPLE_RATE) / SAMPLE_RATE
    clock = trace.specs[HEARD].clock if HEARD in trace else None
    return lead - (clock.seconds(int(trace[HEARD][0])) if clock else 0.0)


def duration(trace: Trace) -> float:
    """How long the chunk's audio is, seconds."""
    return len(trace["audio"]) / SAMPLE_RATE


def runs_in_time(spec: Spec) -> bool:
    """Whether a value is given again at every tick of its clock."""
    return spec.clock is not None and spec.clock.name in spec.axes


def of_kind(trace: Trace, kind: str, unit: str | None = None) -> Spec | None:
    """The first value of that kind (and unit) in the trace, None where there is none."""
    for spec in trace.specs.values():
        if spec.name in trace and spec.kind == kind and unit in (None, spec.unit):
            return spec
    return None
