"""The values of a trace that run in time, made small enough to be sent and drawn.

A second of speech becomes about 100 KB: its samples as 16-bit numbers, its curves as they are, and its
pictures in 256 shades.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kokoro_lab.clocks import BIN, SAMPLE, SAMPLE_RATE
from kokoro_lab.listen.pcm import int16
from kokoro_lab.timeline import VOICED_ABOVE, edges, runs_in_time
from kokoro_lab.trace import Spec, Trace

if TYPE_CHECKING:
    import numpy as np

FREQUENCY = "frequency"  # the axis of spectra
TOGETHER = 4  # bin frames in one column of a picture, 0.83 ms: as long as one window of the model's ISTFT
ENVELOPE = 20  # samples in one pair of minimum and maximum, as long as such a column
RANGE = 80.0  # dB between the darkest and the lightest shade
SHADES = 255
WINDOW = 720  # samples, 30 ms: long enough to tell the harmonics of most voices apart
HOP = 180  # samples, 7.5 ms
FFT = 960  # samples, so that bins are 25 Hz apart
ROWS = 160  # rows of two bins each: 50 Hz high, 8 kHz together

TITLES = {
    "f0": "F0",
    "source": "Source",
    "magnitude": "Magnitude, 11 bins",
    "phase": "Phase, 11 bins",
    "audio": "Waveform",
}
SPECTROGRAM_NOTE = (
    "An ordinary spectrogram of the result differs from the model's own because its windows last 30 ms "
    "instead of 0.83 ms: its rows of 50 Hz show the harmonics that the model's bins, 1,200 Hz wide, cannot "
    "tell apart, but it smears each single pulse of the voice over a whole window."
)
SHORT_WINDOWS = (
    "Windows of 20 samples, 0.83 ms, five samples apart, in bins 1,200 Hz wide: fine in time, blind to "
    "harmonics."
)


@dataclass(frozen=True)
class Tier:
    """One row of the ruler.

    Attributes:
        name: Of the value, or "spectrogram".
        title: On the page.
        kind: "curve", "wave", "envelope" (pairs of minimum and maximum) or "image" (column after column).
        unit: Of the numbers that are shown.
        clock: Name of the clock whose colour it has.
        note: What is seen, and how it was made small.
        start: When the first item begins, seconds from the start of the audio.
        step: Seconds from one item to the next.
        count: Items.
        rows: Rows of an image from the lowest, else 1.
        low: The smallest number shown; of an image, what the shade 0 stands for.
        high: The largest; of an image, the shade 255; of an envelope, what 127 stands for.
        type: Of the numbers: "float32", "int16", "int8" or "uint8".
        data: The numbers, little-endian.
        before: The same before it was edited, or None.
        across: What the rows of an image are, lowest and highest edge: ("Hz", 0, 12000); None for others.
    """

    name: str
    title: str
    kind: str
    unit: str
    clock: str
    note: str
    start: float
    step: float
    count: int
    rows: int
    low: float
    high: float
    type: str
    data: bytes
    before: bytes | None = None
    across: tuple[str, float, float] | None = None


def tiers(trace: Trace) -> Iterator[Tier]:
    """Every tier of a trace, in the order of its values; the spectrogram of the result is the last."""
    for spec in trace.specs.values():
        if spec.name in trace and runs_in_time(spec):
            yield from _of(trace, spec)


def _of(trace: Trace, spec: Spec) -> Iterator[Tier]:
    """The tiers of one value; none if it is too large to be one, or not counted in time."""
    if spec.kind == "curve":
        yield _curve(trace, spec)
    elif spec.kind == "audio" and spec.role != "waveform":
        yield _envelope(trace, spec)
    elif spec.kind == "audio":
        yield _wave(trace, spec)
        yield _spectrogram(trace, spec)
    elif spec.kind == "matrix" and spec.axes == (FREQUENCY, BIN.name):
        yield _phases(trace, spec) if spec.unit == "rad" else _magnitudes(trace, spec)


def _plain(trace: Trace, spec: Spec) -> Tier:
    """What all tiers of a value have in common; the numbers are put in by those who know them."""
    times = edges(trace, spec)
    clock = spec.clock or SAMPLE
    title = TITLES.get(spec.name, spec.name.capitalize())
    return Tier(
        name=spec.name, title=title, kind="", unit=spec.unit, clock=clock.name, note=spec.why,
        start=float(times[0]), step=clock.seconds(1), count=len(times) - 1, rows=1,
        low=0.0, high=0.0, type="", data=b"",
    )  # fmt: skip


def _curve(trace: Trace, spec: Spec) -> Tier:
    """A curve as it is, and as it was before its edits."""
    now = _float32(trace[spec.name])
    before = _float32(trace.before[spec.name].cpu()) if spec.name in trace.before else None
    shown = now[now > VOICED_ABOVE] if spec.unit == "Hz" else now
    low, high = (float(shown.min()), float(shown.max())) if shown.size else (0.0, 1.0)
    return replace(
        _plain(trace, spec), kind="curve", low=low, high=high, type="float32", data=now.tobytes(),
        before=None if before is None else before.tobytes(),
    )  # fmt: skip


def _float32(values: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.asarray(values, dtype="<f4")


def _wave(trace: Trace, spec: Spec) -> Tier:
    """Every sample; what is drawn is also what is played."""
    samples = int16(trace[spec.name]).astype("<i2")
    return replace(_plain(trace, spec), kind="wave", low=-1.0, high=1.0, type="int16", data=samples.tobytes())


def _envelope(trace: Trace, spec: Spec) -> Tier:
    """The smallest and the largest of every 20 samples."""
    import numpy as np

    plain = _plain(trace, spec)
    samples = _grouped(trace[spec.name][np.newaxis], ENVELOPE)[0]
    high = float(np.abs(samples).max()) or 1.0
    pairs = np.stack([samples.min(axis=-1), samples.max(axis=-1)], axis=-1)
    shades = np.rint(pairs / high * 127).astype(np.int8)
    note = f"{spec.why} Drawn as the smallest and the largest of every {ENVELOPE} samples."
    return replace(
        plain, kind="envelope", note=note, step=ENVELOPE * plain.step, count=len(pairs),
        low=-high, high=high, type="int8", data=shades.tobytes(),
    )  # fmt: skip


def _magnitudes(trace: Trace, spec: Spec) -> Tier:
    """The largest of every four bin frames, in dB."""
    groups = _grouped(trace[spec.name], TOGETHER)
    note = f"{spec.why} {SHORT_WINDOWS} Each column is the largest of {TOGETHER} frames."
    decibels, high = _decibels(groups.max(axis=-1))
    return _bins(trace, spec, decibels, (high - RANGE, high), "dB", note)


def _phases(trace: Trace, spec: Spec) -> Tier:
    """The phase at the strongest of every four bin frames: phases have no mean and no largest."""
    import numpy as np

    groups = _grouped(trace[spec.name], TOGETHER)
    partner = _magnitude_of(trace, spec)
    if partner is None:
        phases = groups[..., 0]
    else:
        strongest = _grouped(trace[partner.name], TOGETHER).argmax(axis=-1)
        phases = np.take_along_axis(groups, strongest[..., np.newaxis], axis=-1)[..., 0]
    note = f"{spec.why} {SHORT_WINDOWS} Each column is taken at the strongest of {TOGETHER} frames."
    if np.abs(phases).max() <= 1:  # Kokoro's are sines, so they stay within one radian
        return _bins(trace, spec, phases, (-1.0, 1.0), "rad", note)
    wrapped = (phases + math.pi) % (2 * math.pi) - math.pi
    return _bins(trace, spec, wrapped, (-math.pi, math.pi), "rad", note)


def _magnitude_of(trace: Trace, phase: Spec) -> Spec | None:
    """The magnitudes that belong to phases."""
    for spec in trace.specs.values():
        if spec.axes == phase.axes and spec.unit != phase.unit and spec.name in trace:
            return spec
    return None


def _bins(
    trace: Trace, spec: Spec, values: np.ndarray, scale: tuple[float, float], unit: str, note: str
) -> Tier:
    """A picture of the model's own bins, [11, columns]."""
    plain = _plain(trace, spec)
    rows, count = values.shape
    half = SAMPLE_RATE / 2 / (rows - 1) / 2  # bins stand on multiples of 1,200 Hz; rows around them
    return replace(
        plain, kind="image", unit=unit, note=note, step=TOGETHER * plain.step, count=count, rows=rows,
        low=scale[0], high=scale[1], type="uint8", data=_shades(values, *scale),
        across=("Hz", -half, SAMPLE_RATE / 2 + half),
    )  # fmt: skip


def _spectrogram(trace: Trace, spec: Spec) -> Tier:
    """An ordinary spectrogram of what is heard: Hann windows of 30 ms."""
    import numpy as np
    from scipy.signal import ShortTimeFFT
    from scipy.signal.windows import hann

    samples = np.asarray(trace[spec.name], dtype=np.float64)
    transform = ShortTimeFFT(hann(WINDOW, sym=False), HOP, SAMPLE_RATE, mfft=FFT, scale_to="magnitude")
    padded = np.pad(samples, (0, max(0, WINDOW - len(samples))))
    count = math.ceil(len(samples) / HOP)
    sines = 2 * np.abs(transform.stft(padded, p0=0, p1=count))  # a sine of amplitude 1 is 1, 0 dB
    decibels, high = _decibels(sines[: 2 * ROWS].reshape(ROWS, 2, count).max(axis=1))
    step = HOP / SAMPLE_RATE
    return Tier(
        name="spectrogram", title="Spectrogram of the result", kind="image", unit="dB", clock=SAMPLE.name,
        note=SPECTROGRAM_NOTE, start=-step / 2, step=step, count=count, rows=ROWS, low=high - RANGE,
        high=high, type="uint8", data=_shades(decibels, high - RANGE, high),
        across=("Hz", 0.0, ROWS * 2 * SAMPLE_RATE / FFT),
    )  # fmt: skip


def _grouped(values: np.ndarray, size: int) -> np.ndarray:
    """[rows, items] → [rows, groups, size]; the last item is repeated to fill the last group."""
    import numpy as np

    rows, items = values.shape
    groups = math.ceil(items / size)
    filled = np.pad(values, ((0, 0), (0, groups * size - items)), mode="edge")
    return filled.reshape(rows, groups, size)


def _decibels(amplitudes: np.ndarray) -> tuple[np.ndarray, float]:
    """Amplitudes in dB, and the largest of them in whole dB."""
    import numpy as np

    decibels = 20 * np.log10(np.maximum(amplitudes, 1e-12))
    return decibels, float(math.ceil(decibels.max()))


def _shades(values: np.ndarray, low: float, high: float) -> bytes:
    """[rows, columns] → bytes, column after column, row 0 first."""
    import numpy as np

    shades = np.rint(np.clip((values - low) / (high - low), 0, 1) * SHADES)
    columns: bytes = shades.astype(np.uint8).T.tobytes()
    return columns
