"""What a stage sounds like: a few tokens, the melody alone, the excitation alone, what a change changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError
from kokoro_lab.plan import Span
from kokoro_lab.timeline import VOICED_ABOVE, edges, of_kind, token_edges
from kokoro_lab.trace import Spec, Trace

if TYPE_CHECKING:
    import numpy as np

FADE = 0.005  # seconds over which a cut-out piece comes and goes, so that it does not click
GLIDE = 0.02  # seconds over which the hum comes and goes
HUM = (0.12, 0.04, 0.015)  # amplitudes of the hum's first three harmonics: soft, like a closed mouth


def slice(trace: Trace, tokens: Span) -> np.ndarray:
    """The sound of a few tokens, with fades of 5 ms at both ends; what is cut away at a seam has none.

    Args:
        trace: Any engine's that aligns tokens with time.
        tokens: First and one past the last, counting the pad at the start as token 0, as in edits.

    Returns:
        float32 [N].

    Raises:
        LabError: There are no such tokens, or the engine does not align them.
    """
    import numpy as np

    times = token_edges(trace)
    first, last = tokens
    if not 0 <= first < last < len(times):
        raise LabError(
            f"tokens must be (first, one past the last) within 0 to {len(times) - 1}, not {tokens!r}"
        )
    start, end = (max(0, round(float(times[t]) * SAMPLE_RATE)) for t in tokens)
    piece = np.array(trace["audio"][start:end], dtype=np.float32)
    ramp = np.linspace(0, 1, round(FADE * SAMPLE_RATE), dtype=np.float32)[: len(piece) // 2]
    piece[: len(ramp)] *= ramp
    piece[len(piece) - len(ramp) :] *= ramp[::-1]
    return piece


def hum(trace: Trace) -> np.ndarray:
    """The melody alone: F0 as a soft hum that rests where the voice rests.

    Returns:
        float32 [N], as long as the audio and in step with it.

    Raises:
        LabError: The engine has no F0.
    """
    import numpy as np

    spec = of_kind(trace, "curve", "Hz")
    if spec is None:
        raise LabError(f"the engine {trace.request.engine!r} has no F0 to hum")
    times = edges(trace, spec)
    now = np.arange(len(trace["audio"])) / SAMPLE_RATE
    f0 = trace[spec.name]
    voiced = f0 > VOICED_ABOVE
    if not voiced.any():
        return np.zeros(len(now), np.float32)
    middles = (times[:-1] + times[1:]) / 2
    phase = 2 * np.pi * np.cumsum(np.interp(now, middles[voiced], f0[voiced])) / SAMPLE_RATE
    tone = sum(level * np.sin(n * phase) for n, level in enumerate(HUM, start=1))
    inside = np.searchsorted(times, now, side="right") - 1
    there = (inside >= 0) & (inside < len(f0))
    there[there] = voiced[inside[there]]
    window = np.hanning(round(GLIDE * SAMPLE_RATE) + 2)
    return np.asarray(tone * np.convolve(there, window / window.sum(), mode="same"), dtype=np.float32)


def source(trace: Trace) -> np.ndarray:
    """The excitation alone: the buzz and the hiss before the vocal tract shapes them. It is quiet.

    Returns:
        float32 [N], as long as the audio and in step with it.

    Raises:
        LabError: The engine has no excitation.
    """
    import numpy as np

    spec = _excitation(trace)
    start = round(float(edges(trace, spec)[0]) * SAMPLE_RATE)
    length = len(trace["audio"])
    kept = trace[spec.name][max(0, -start) : length - start]
    before = max(0, start)
    return np.pad(kept, (before, length - before - len(kept)))


def difference(first: Trace, second: Trace) -> np.ndarray:
    """What a change did to the sound: the second waveform less the first, sample by sample.

    Returns:
        float32 [N].

    Raises:
        LabError: They do not last equally long, so their samples do not belong together.
    """
    import numpy as np

    a, b = first["audio"], second["audio"]
    if len(a) != len(b):
        raise LabError(
            f"the traces last {len(a) / SAMPLE_RATE:.3f} s and {len(b) / SAMPLE_RATE:.3f} s; "
            "only sounds of equal length have a difference: leave the durations as they are"
        )
    return np.asarray(b - a, dtype=np.float32)


def _excitation(trace: Trace) -> Spec:
    """The value that is a sound but not yet the waveform."""
    for spec in trace.specs.values():
        if spec.kind == "audio" and spec.role != "waveform" and spec.name in trace:
            return spec
    raise LabError(f"the engine {trace.request.engine!r} has no excitation")
