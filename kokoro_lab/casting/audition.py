"""An audition: one text in many voices, equally loud, sharing whatever does not depend on the voice."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kokoro_lab.casting.measures import pace, pitch
from kokoro_lab.errors import LabError
from kokoro_lab.lab import Lab
from kokoro_lab.listen import int16, loudness, match
from kokoro_lab.plan import Loss
from kokoro_lab.request import Request
from kokoro_lab.timeline import MARKS, marks
from kokoro_lab.trace import Mark, Trace

if TYPE_CHECKING:
    import numpy as np

LONGEST = 1_000  # characters; about a minute, which is held whole
TEXTS = 4  # texts whose traces are kept as bases
BASES = 256 * 2**20  # bytes that those may take; a second of speech takes about 2 MB
TAKES = 64 * 2**20  # bytes that finished takes may take; a second takes 48 kB

Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Take:
    """An utterance, ready to be heard beside others.

    Attributes:
        request: What was said, and by whom.
        rate: Samples per second.
        samples: int16 [N], mono, read-only, matched to `kokoro_lab.listen.loudness.TARGET`.
        words: When each word is heard, counted from the start of the utterance; none where the engine does
            not know.
        loudness: As the voice spoke, LUFS; None for silence.
        gain: What the match added, dB; less than it should be where the peaks left no room.
        pitch: Median F0 where there is voice, Hz; None where there is none.
        pace: Phonemes per second, pauses left out; see `kokoro_lab.casting.measures`. None where the engine
            does not know its times.
        symbols: What the first chunk said, in the network's symbols.
        language: Code of the language that it was read in.
        chunks: How many pieces were spoken.
        losses: What of the text was not spoken.
        shared: Steps that no chunk had to run, because an earlier take had.
        work: What it cost, seconds.
    """

    request: Request
    rate: int
    samples: np.ndarray = field(repr=False)
    words: tuple[Mark, ...] = field(repr=False)
    loudness: float | None
    gain: float
    pitch: float | None
    pace: float | None
    symbols: str
    language: str
    chunks: int
    losses: tuple[Loss, ...]
    shared: tuple[str, ...]
    work: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate


class Audition:
    """Makes takes, and remembers what the next one can use.

    The first voice that speaks a text is the base of all others in its language: what the voices have in
    common is read and run once. The samples are those that a voice alone would give. A take that was made
    lately is not made again.

    Args:
        lab: Speaks.
    """

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self._bases: OrderedDict[tuple[Any, ...], tuple[Trace, ...]] = OrderedDict()
        self._takes: OrderedDict[Request, Take] = OrderedDict()

    def take(self, request: Request, stopped: Stopped | None = None) -> Take:
        """One utterance.

        Args:
            request: What to say, up to 1,000 characters.
            stopped: Asked before each step and often within one; when it says so, the work ends.

        Raises:
            LabError: The text is too long, or cannot be spoken.
            Stopped: `stopped` said so.
        """
        _check_length(request)
        found = self._takes.get(request)
        if found is None:
            found = self._made(request, stopped)
            self._takes[request] = found
        self._takes.move_to_end(request)
        _forget(self._takes, TAKES, lambda take: take.samples.nbytes)
        return found

    def _made(self, request: Request, stopped: Stopped | None) -> Take:
        """A new take; the first one of a text becomes its base."""
        engine = self.lab.engine(request)
        key = (engine.name, engine.language(request), request.text, request.phonemes, request.speed)
        base = self._bases.get(key, ())
        traces = tuple(self.lab.stream(request, base, stopped))
        self._bases.setdefault(key, traces)
        self._bases.move_to_end(key)
        _forget(self._bases, BASES, _memory, TEXTS)
        return _take(request, traces, engine.sample_rate, [step.name for step in engine.steps])


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


def take_answer(take: Take) -> tuple[dict[str, Any], tuple[bytes]]:
    """A take as a page gets it: a message in plain JSON, and its samples, 16 bits, little-endian."""
    message = {
        "kind": "take",
        "request": json.loads(take.request.to_json()),
        "seconds": take.seconds,
        "rate": take.rate,
        "words": [[*word.span, word.start, word.end] for word in take.words],
        "loudness": take.loudness,
        "gain_db": take.gain,
        "pitch": take.pitch,
        "pace": take.pace,
        "symbols": take.symbols,
        "language": take.language,
        "chunks": take.chunks,
        "losses": [{"kind": loss.kind, "text": loss.text, "why": loss.why} for loss in take.losses],
        "shared": list(take.shared),
        "work": take.work,
    }
    return message, (take.samples.astype("<i2").tobytes(),)


def _check_length(request: Request) -> None:
    length = len(request.text or request.phonemes or "")
    if length > LONGEST:
        raise LabError(
            f"an audition takes up to {LONGEST:,} characters, not {length:,}: choose a voice with a part of "
            "the text, and let it speak all of it under Listen or with kokoro-lab say"
        )


def _take(request: Request, traces: Sequence[Trace], rate: int, steps: Sequence[str]) -> Take:
    """What there is to hear and to know of an utterance."""
    import numpy as np

    spoken = np.concatenate([trace["audio"] for trace in traces])
    level, matched = loudness(spoken, rate), match(spoken, rate)
    peak = np.abs(spoken).argmax()
    samples = int16(matched)
    samples.flags.writeable = False
    times = marks(traces) if all(MARKS in trace for trace in traces) else ()
    ran = {step for trace in traces for step in trace.reran}
    return Take(
        request=request,
        rate=rate,
        samples=samples,
        words=tuple(mark for mark in times if mark.tier == "word"),
        loudness=level if np.isfinite(level) else None,
        gain=float(20 * np.log10(matched[peak] / spoken[peak])) if spoken[peak] else 0.0,
        pitch=pitch(traces),
        pace=pace(times),
        symbols=traces[0].chunk.symbols,
        language=traces[0].chunk.language,
        chunks=len(traces),
        losses=tuple(loss for trace in traces for loss in trace.losses),
        shared=tuple(step for step in steps if step not in ran),
        work=sum(sum(trace.milliseconds.values()) for trace in traces) / 1000,
    )


def _forget(
    kept: OrderedDict[Any, Any], most: int, size: Callable[[Any], int], count: int | None = None
) -> None:
    """Let go of what was used least lately, until the rest fits; what was used last stays."""
    while len(kept) > 1 and (sum(map(size, kept.values())) > most or (count and len(kept) > count)):
        kept.popitem(last=False)


def _memory(traces: Sequence[Trace]) -> int:
    """Bytes of the arrays of some traces."""
    return sum(int(getattr(value, "nbytes", 0)) for trace in traces for value in trace.values.values())
