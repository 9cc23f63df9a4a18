"""What a stage of a trace sounds like, always as long as its audio and in step with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kokoro_lab import listen
from kokoro_lab.engine import Engine
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.trace import Trace

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Stage:
    """A stage that can be heard.

    Attributes:
        name: What an ask calls it.
        title: On its button.
        listen: What to listen for.
        make: The trace, its engine and the trace that it is held against, if any → samples.
    """

    name: str
    title: str
    listen: str
    make: Callable[[Trace, Engine, Trace | None], np.ndarray]


def _hum(trace: Trace, engine: Engine, against: Trace | None) -> np.ndarray:
    return listen.hum(trace)


def _source(trace: Trace, engine: Engine, against: Trace | None) -> np.ndarray:
    return listen.source(trace)


def _noise(trace: Trace, engine: Engine, against: Trace | None) -> np.ndarray:
    """The source once more, its sines silent."""
    return listen.source(_again(trace, engine, "no_harmonics", "source"))


def _zero_phase(trace: Trace, engine: Engine, against: Trace | None) -> np.ndarray:
    """The inverse transform once more, every phase zero."""
    samples: np.ndarray = _again(trace, engine, "zero_phase", "audio")["audio"]
    return samples


def _difference(trace: Trace, engine: Engine, against: Trace | None) -> np.ndarray:
    if against is None:
        raise LabError("a difference is between two traces; name the other one as `against`")
    return listen.difference(against, trace)


_STAGES = (
    Stage("hum", "F0 as a hum", "The melody without the words.", _hum),
    Stage("source", "Harmonic source", "Buzz and hiss, before any vocal tract shapes them.", _source),
    Stage("noise", "Noise alone", "The source without its sines: breath where there is no voice.", _noise),
    Stage(
        "zero_phase", "Magnitudes, zero phase", "The words as a whispery buzz at 4,800 / n Hz.", _zero_phase
    ),
    Stage("difference", "Difference", "What the change has put in and taken away.", _difference),
)
STAGES: Mapping[str, Stage] = MappingProxyType({stage.name: stage for stage in _STAGES})


def listed() -> list[dict[str, str]]:
    """The stages as plain JSON."""
    return [{"name": s.name, "title": s.title, "listen": s.listen} for s in STAGES.values()]


def sound(name: str, trace: Trace, engine: Engine, against: Trace | None) -> np.ndarray:
    """The samples of a stage.

    Args:
        name: One of `STAGES`.
        trace: Whose stage.
        engine: Made the trace.
        against: What "difference" is held against.

    Returns:
        float32 [N], as long as the audio.

    Raises:
        LabError: There is no such stage, or the engine has nothing of the kind.
    """
    if name not in STAGES:
        raise unknown("stage", name, STAGES)
    return STAGES[name].make(trace, engine, against)


def _again(trace: Trace, engine: Engine, edit: str, name: str) -> Trace:
    """The trace with one value computed once more after an edit; what follows from it stays as it was."""
    step = next((s for s in engine.steps if [spec.name for spec in s.writes] == [name]), None)
    if step is None or edit not in engine.rules:
        raise LabError(f"the engine {engine.name!r} cannot be heard so: it has no {name}, or no edit {edit}")
    rule = engine.rules[edit]
    values: dict[str, Any] = engine.adopt(trace.values)
    with engine.running():
        values[rule.target] = rule.run(values[rule.target], *(values[read] for read in rule.reads))
        result = step.run(*(values[read] for read in step.reads))
    return replace(trace, values={**trace.values, name: result})
