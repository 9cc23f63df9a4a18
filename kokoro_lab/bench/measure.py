"""What is measured, how often, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

OURS = "kokoro-lab"
EDITED = ("duration", "pitch")  # what is changed of ours, to see how soon the change is heard
SHARING = ("one by one", "shared")  # how ours says one text in ten voices
TEN_SECONDS = 3.0  # of speech that each of them says, or the length of the plan that is nearest
FIRST_TEXT = "first text"  # the phase of a cold start that only those have who read text


@dataclass(frozen=True)
class Plan:
    """What to measure.

    Attributes:
        lengths: Seconds of speech to say at once, 1 to 30 each.
        rounds: How often; medians are reported.
        threads: Given to every implementation.
        against: Published implementations to measure too: "kokoro", "kokoro-onnx".
        voice: A voice or a formula.
        weights: As in `Lab.load`.
        device: As in `Lab.load`; kokoro-onnx chooses its own.
    """

    lengths: tuple[float, ...] = (1, 3, 10, 30)
    rounds: int = 5
    threads: int = 1
    against: tuple[str, ...] = ()
    voice: str = "af_heart"
    weights: str | None = None
    device: str | None = None


@dataclass(frozen=True)
class Measure:
    """One quantity.

    Attributes:
        name: What was measured.
        unit: "s", "CPU-s", "MB", "ms", or "s/s" for seconds of work per second of speech.
        runs: What each implementation took, run by run.
    """

    name: str
    unit: str
    runs: Mapping[str, list[float]]

    def median(self, implementation: str) -> float:
        """The middle of an implementation's runs."""
        return median(self.runs[implementation])

    def ratio(self, implementation: str) -> float:
        """How many times as much as ours it took."""
        return self.median(implementation) / self.median(OURS)

    def plain(self) -> dict[str, object]:
        """For JSON."""
        return {
            "name": self.name,
            "unit": self.unit,
            "medians": {name: self.median(name) for name in self.runs},
            "ratios": {name: self.ratio(name) for name in self.runs if name != OURS},
            "runs": dict(self.runs),
        }


@dataclass(frozen=True)
class Report:
    """What came of a plan.

    Attributes:
        plan: What was asked for.
        machine: Processor, system and Python.
        versions: Of each implementation.
        measures: What every implementation has, and how soon a change of ours is heard.
        steps: What each of our steps takes, by length.
    """

    plan: Plan
    machine: str
    versions: Mapping[str, str]
    measures: tuple[Measure, ...]
    steps: tuple[Measure, ...]


class Book:
    """Where runs are written down while they happen."""

    def __init__(self) -> None:
        self._runs: dict[tuple[str, str], dict[str, list[float]]] = {}

    def add(self, name: str, unit: str, implementation: str, value: float) -> None:
        """One more run."""
        self._runs.setdefault((name, unit), {}).setdefault(implementation, []).append(value)

    def measures(self) -> tuple[Measure, ...]:
        """All of them, in the order in which they were first taken."""
        return tuple(Measure(name, unit, runs) for (name, unit), runs in self._runs.items())
