"""An audition: one text in many voices, equally loud, sharing whatever does not depend on the voice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kokoro_lab.casting.take import Take, take_of
from kokoro_lab.errors import LabError
from kokoro_lab.execute import same
from kokoro_lab.lab import Lab
from kokoro_lab.plan import Chunk
from kokoro_lab.request import Request
from kokoro_lab.trace import Trace

if TYPE_CHECKING:
    from kokoro_lab.engine import Engine

LONGEST = 1_000  # characters; about a minute, which is held whole
LONGEST_TAKE = 180.0  # seconds: slow speech and written pauses make more of as many characters
TEXTS = 4  # texts whose traces are kept as bases
BASES = 256 * 2**20  # bytes that those may take; a second of speech takes about 2 MB
TAKES = 96 * 2**20  # bytes that finished takes may take; a second takes 48 kB, and a voice 0.5 MB

Stopped = Callable[[], bool]


class Audition:
    """Makes takes, and remembers what the next one can use.

    The first voice that speaks a text is the base of all others in its language: what the voices have in
    common is read and run once. The samples are those that a voice alone would give. A take that was made
    lately is not made again, unless its voice is another one now: saved anew under the same name, say.

    Args:
        lab: Speaks.
    """

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self._bases: OrderedDict[tuple[Any, ...], tuple[Trace, ...]] = OrderedDict()
        self._takes: OrderedDict[Request, _Made] = OrderedDict()

    def take(self, request: Request, stopped: Stopped | None = None) -> Take:
        """One utterance.

        Args:
            request: What to say, up to 1,000 characters.
            stopped: Asked before each step and often within one; when it says so, the work ends.

        Raises:
            LabError: The text is too long, also once it is spoken, or cannot be spoken.
            Stopped: `stopped` said so.
        """
        _check_length(request)
        engine = self.lab.engine(request)
        made = self._takes.get(request)
        if made is None or not made.holds(engine):
            made = self._made(engine, request, stopped)
            self._takes[request] = made
        self._takes.move_to_end(request)
        _forget(self._takes, TAKES, lambda made: made.nbytes)
        return made.take

    def _made(self, engine: Engine, request: Request, stopped: Stopped | None) -> _Made:
        """A new take; the first one of a text becomes its base."""
        key = (engine.name, engine.language(request), request.text, request.phonemes, request.speed)
        base = self._bases.get(key, ())
        traces = tuple(_bounded(self.lab.stream(request, base, stopped), engine.sample_rate))
        self._bases.setdefault(key, traces)
        self._bases.move_to_end(key)
        _forget(self._bases, BASES, _memory, TEXTS)
        take = take_of(request, traces, engine.sample_rate, [step.name for step in engine.steps])
        chunk = traces[0].chunk
        return _Made(take, chunk, engine.inputs(request, chunk))


@dataclass(frozen=True)
class _Made:
    """A take with what the engine was given for its first chunk, the voice's values among it."""

    take: Take
    chunk: Chunk
    inputs: Mapping[str, Any]

    def holds(self, engine: Engine) -> bool:
        """Whether the engine would be given the same now.

        Raises:
            LabError: The voice is gone.
        """
        now = engine.inputs(self.take.request, self.chunk)
        return all(same(value, self.inputs[name]) for name, value in now.items())

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return int(self.take.samples.nbytes) + _bytes(self.inputs)


def auditions(lab: Lab, request: Request, voices: Iterable[str]) -> Iterator[Take]:
    """One text in many voices, each take as soon as it is ready.

    Args:
        lab: Speaks.
        request: What to say, up to 1,000 characters; its voice does not matter.
        voices: Names or formulas.

    Raises:
        LabError: The text is too long or cannot be spoken, or a voice does not exist.
    """
    audition = Audition(lab)
    for voice in voices:
        yield audition.take(replace(request, voice=voice))


def _check_length(request: Request) -> None:
    length = len(request.text or request.phonemes or "")
    if length > LONGEST:
        raise LabError(
            f"an audition takes up to {LONGEST:,} characters, not {length:,}: choose a voice with a part of "
            "the text, and let it speak all of it under Listen or with kokoro-lab say"
        )


def _bounded(traces: Generator[Trace, None, None], rate: int) -> Iterator[Trace]:
    """The traces, as long as they are no longer than a take may be.

    Raises:
        LabError: They are.
    """
    seconds = 0.0
    with closing(traces):
        for trace in traces:
            seconds += len(trace["audio"]) / rate
            if seconds > LONGEST_TAKE:
                raise LabError(
                    f"an audition takes up to {LONGEST_TAKE:g} seconds of speech; say less, or faster"
                )
            yield trace


def _forget(
    kept: OrderedDict[Any, Any], most: int, size: Callable[[Any], int], count: int | None = None
) -> None:
    """Let go of what was used least lately, until the rest fits; what was used last stays."""
    while len(kept) > 1 and (sum(map(size, kept.values())) > most or (count and len(kept) > count)):
        kept.popitem(last=False)


def _memory(traces: Sequence[Trace]) -> int:
    """Bytes of the arrays of some traces."""
    return sum(_bytes(trace.values) + _bytes(trace.before) for trace in traces)


def _bytes(values: Mapping[str, Any]) -> int:
    """Bytes of the arrays among some values."""
    return sum(int(getattr(value, "nbytes", 0)) for value in values.values())
