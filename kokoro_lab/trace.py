"""The types of the one idea: steps fill a trace, and every change makes a new trace from an old one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any, Literal

from kokoro_lab.clocks import Clock
from kokoro_lab.plan import Chunk, Loss, Span
from kokoro_lab.request import Request

Kind = Literal["text", "tokens", "codes", "curve", "matrix", "alignment", "audio", "number"]
Role = Literal["text", "units", "voice", "content", "timing", "prosody", "acoustics", "waveform"]


@dataclass(frozen=True)
class Spec:
    """What a value of a trace is.

    Attributes:
        name: The value's name in the trace.
        axes: A name for each axis; () for a text or a number.
        clock: The clock of the time axis, None where there is no time axis.
        unit: "Hz", "frames", "rad", …; "" where the value has no unit.
        kind: Picks the view.
        role: Picks the row in which engines are compared.
        why: One sentence on why the value exists.
    """

    name: str
    axes: tuple[str, ...]
    clock: Clock | None
    unit: str
    kind: Kind
    role: Role
    why: str


@dataclass(frozen=True)
class Step:
    """One named stage of synthesis.

    Attributes:
        name: Unique within its engine.
        reads: Names of the values that it needs, in the order of the function's parameters.
        writes: The values that it makes, in the order in which the function returns them.
        run: The function. It returns one value, or a tuple when it writes several.
        explanation: Three sentences for a learner.
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[Spec, ...]
    run: Callable[..., Any]
    explanation: str

    @classmethod
    def of(cls, function: Callable[..., Any], *writes: Spec, bound: tuple[Any, ...] = ()) -> Step:
        """A step named after its function; the parameters name what it reads, the docstring explains it.

        Args:
            function: The work.
            writes: What it makes.
            bound: The function's first arguments, which are no values of the trace: the network, say.
        """
        reads = tuple(inspect.signature(function).parameters)[len(bound) :]
        explanation = inspect.getdoc(function) or ""
        return cls(function.__name__, reads, writes, partial(function, *bound), explanation)


@dataclass(frozen=True)
class Mark:
    """When something is heard.

    Attributes:
        tier: "word" or "phoneme".
        text: The word as written, or the phoneme symbol.
        start: Seconds from the start of the chunk's audio.
        end: Seconds from the start of the chunk's audio.
        span: Characters of the request's text that it belongs to.
    """

    tier: Literal["word", "phoneme"]
    text: str
    start: float
    end: float
    span: Span


@dataclass(frozen=True, eq=False)
class Trace:
    """Every stage of one chunk, from text to audio.

    `trace["f0"]` gives a value: an array as read-only numpy, anything else as it is.

    Attributes:
        request: What was asked for.
        chunk: What of it this trace speaks.
        start: Where its audio starts in the whole utterance, samples.
        values: The stages as the engine holds them (torch tensors on its device).
        specs: What each value is.
        before: Edited values as they were before the edits.
        milliseconds: Cost of each step that ran; "plan" is what the text front end took.
        reran: The steps that ran for this trace, in order; all of them unless it was forked.
        parent: The request that it was forked from, None for a first trace.
        identity: Engine, hash of the weights, versions, device and threads.
    """

    request: Request
    chunk: Chunk
    start: int
    values: Mapping[str, Any] = field(repr=False)
    specs: Mapping[str, Spec] = field(repr=False)
    before: Mapping[str, Any] = field(repr=False)
    milliseconds: Mapping[str, float] = field(repr=False)
    reran: tuple[str, ...]
    parent: Request | None
    identity: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        for name in ("values", "specs", "before", "milliseconds", "identity"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        """The value of that name.

        Raises:
            KeyError: There is none; the message lists those that there are.
        """
        if name not in self.values:
            raise KeyError(f"no value {name!r} in this trace; it has {', '.join(self.values)}")
        return _readable(self.values[name])

    def __repr__(self) -> str:
        ran = ", ".join(self.reran) or "nothing"
        return f"<Trace of {self.chunk.text!r:.60}: {len(self.values)} values, ran {ran}>"

    def __contains__(self, name: object) -> bool:
        return name in self.values

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What of the chunk was not spoken."""
        return self.chunk.losses


def _readable(value: Any) -> Any:  # noqa: ANN401
    """A tensor as a read-only numpy array, anything else as it is."""
    if not hasattr(value, "detach"):
        return value
    array = value.detach().cpu().numpy().view()
    array.flags.writeable = False
    return array
