"""A take: an utterance as one hears it beside others, equally loud, with its measures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kokoro_lab.casting.measures import pace, pitch
from kokoro_lab.listen import int16, loudness, match
from kokoro_lab.plan import Loss
from kokoro_lab.request import Request
from kokoro_lab.timeline import MARKS, marks
from kokoro_lab.trace import Mark, Trace

if TYPE_CHECKING:
    import numpy as np


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


def take_of(request: Request, traces: Sequence[Trace], rate: int, steps: Sequence[str]) -> Take:
    """What there is to hear and to know of an utterance.

    Args:
        request: What was said.
        traces: All of its chunks.
        rate: Samples per second.
        steps: Names of the engine's steps.
    """
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
