"""The inverse short-time Fourier transform by hand: from eleven magnitudes and phases to one sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kokoro_lab.clocks import BIN, BINS, ISTFT_HOP, N_FFT, SAMPLE, SAMPLE_RATE, SAMPLES_PER_FRAME
from kokoro_lab.exhibit import Column, Exhibit, Formula, Line, Part, Series, Sound, Table, Term
from kokoro_lab.kokoro.exhibits.spectrum import HERTZ, NAMES, TERMS
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.kokoro.steps import FADE
from kokoro_lab.picture import number, summed

MIDDLE = N_FFT // 2  # samples by which the first window stands before the first sample
AROUND = SAMPLE_RATE // 100  # samples on either side of the moment, 10 ms
HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)  # the periodic window


def audio(view: View) -> tuple[Exhibit, ...]:
    """One sample of the audio, from the bins of one frame and its three neighbours."""
    built = by_hand(view.trace["magnitude"], view.trace["phase"], view.sample)
    when = f"sample {built.sample}, at {number(view.seconds(built.sample), 4)} s"
    return (
        Formula("1. Eleven bins give twenty samples", _inverse(view, built), f"For {when}."),
        _bins(view, built),
        _segment(view, built),
        Formula("2. Overlapping windows are added", _overlap(view, built), f"For {when}."),
        _windows(built),
        _added(view, built),
        _wave(view),
        Sound("Magnitude with zero phase", "zero_phase", "Hear the magnitudes with all phases at zero"),
    )


@dataclass(frozen=True, eq=False)
class Built:
    """One sample, rebuilt.

    Attributes:
        sample: Which, counted by the network.
        frames: The bin frames whose windows cover it, in order: four, fewer at an edge.
        places: Where in each window the sample stands, 0 to 19.
        segments: float64 [frames, 20], the inverse transform of each frame, without its window.
        total: Sum of the windowed segments at the sample.
        weight: Sum of the squared window there.
    """

    sample: int
    frames: tuple[int, ...]
    places: tuple[int, ...]
    segments: np.ndarray
    total: float
    weight: float

    @property
    def value(self) -> float:
        """The sample."""
        return self.total / self.weight

    @property
    def main(self) -> int:
        """Which of the frames has the sample nearest to its middle."""
        return min(range(len(self.frames)), key=lambda i: abs(self.places[i] - MIDDLE))


def by_hand(magnitude: np.ndarray, phase: np.ndarray, sample: int) -> Built:
    """One sample of the inverse short-time Fourier transform.

    A frame's middle stands five samples after that of the one before it, the first one's at sample 0. Each
    segment is weighted by the window, and their sum is divided by that of the squared windows (Griffin and
    Lim 1984, equation 6).

    Args:
        magnitude: [11, 120F + 1].
        phase: [11, 120F + 1], radians.
        sample: Which of the network's samples.
    """
    place = sample + MIDDLE
    first = max(0, -(-(place - N_FFT + 1) // ISTFT_HOP))
    frames = tuple(range(first, min(place // ISTFT_HOP, magnitude.shape[1] - 1) + 1))
    places = tuple(place - ISTFT_HOP * frame for frame in frames)
    segments = np.stack([contributions(magnitude[:, f], phase[:, f]).sum(axis=0) for f in frames])
    total = sum(float(HANN[n] * segment[n]) for n, segment in zip(places, segments, strict=True))
    return Built(sample, frames, places, segments, total, float(sum(HANN[n] ** 2 for n in places)))


def contributions(magnitude: np.ndarray, phase: np.ndarray) -> np.ndarray:
    """What each bin of a frame gives to each of its twenty samples: an inverse Fourier transform, unsummed.

    x[n] = 1/20 · Σ c_k m_k cos(2πkn/20 + φ_k), where c is 1 for the first and the last bin, which stand
    alone, and 2 for the others, which stand for two mirrored ones. Of the first and the last bin only the
    real part counts, m cos φ.

    Args:
        magnitude: [11].
        phase: [11], radians.

    Returns:
        float64 [11, 20].
    """
    k, n = np.arange(BINS)[:, None], np.arange(N_FFT)[None, :]
    pairs = np.where((k == 0) | (k == BINS - 1), 1.0, 2.0)
    m, angle = magnitude.astype(np.float64)[:, None], phase.astype(np.float64)[:, None]
    wave = np.where(
        pairs == 1,
        np.cos(angle) * np.cos(2 * np.pi * k * n / N_FFT),
        np.cos(2 * np.pi * k * n / N_FFT + angle),
    )
    return pairs * m * wave / N_FFT


def _inverse(view: View, built: Built) -> tuple[tuple[Part, ...], ...]:
    frame, n = built.frames[built.main], built.places[built.main]
    each = contributions(view.trace["magnitude"][:, frame], view.trace["phase"][:, frame])[:, n]
    m, angle = (float(view.trace[name][1, frame]) for name in ("magnitude", "phase"))
    return (
        ("x[n] = 1/20 · Σ c·m·cos(2π·k·n/20 + φ), c = 1 for k = 0 and 10, else 2",),
        (
            f"frame {frame}, n = {n}, bin 1: 1/20 · 2 · ",
            Term(number(m, 4), TERMS[1]),
            f" · cos(2π·1·{n}/20 + ",
            Term(number(angle), TERMS[1]),
            ") = ",
            Term(number(float(each[1]), 5), TERMS[1]),
        ),
        (
            f"x[{n}] = ",
            *summed([float(x) for x in each], TERMS, 5),
            " = ",
            Term(number(float(each.sum()), 5), f"frame{frame}"),
        ),
    )


def _bins(view: View, built: Built) -> Table:
    frame, n = built.frames[built.main], built.places[built.main]
    magnitude, phase = (view.trace[name][:, frame] for name in ("magnitude", "phase"))
    each = contributions(magnitude, phase)[:, n]
    columns = (
        Column("bin", "", "right"),
        Column("middle", "Hz", "right"),
        Column("magnitude", "", "right"),
        Column("phase", "rad", "right"),
        Column(f"gives to n = {n}", "", "right"),
    )
    rows = tuple(
        (
            Term(str(k), TERMS[k]),
            Term(f"{HERTZ[k]:,}", TERMS[k]),
            Term(number(float(magnitude[k]), 4), TERMS[k]),
            Term(number(float(phase[k])), TERMS[k]),
            Term(number(float(each[k]), 5), TERMS[k]),
        )
        for k in range(BINS)
    )
    return Table(f"The bins of frame {frame}", columns, rows)


def _segment(view: View, built: Built) -> Line:
    """The eleven waves of a frame, and their sum."""
    frame = built.frames[built.main]
    each = contributions(view.trace["magnitude"][:, frame], view.trace["phase"][:, frame])
    start = view.seconds(ISTFT_HOP * frame - MIDDLE)
    waves = [_series(name, wave, start, dashed=True) for name, wave in zip(NAMES, each, strict=True)]
    total = _series("their sum, x[n]", each.sum(axis=0), start)
    return Line(
        f"Eleven waves make frame {frame}",
        (*waves, total),
        clock=BIN.name,
        note="One wave for each bin, twenty samples long.",
    )


def _overlap(view: View, built: Built) -> tuple[tuple[Part, ...], ...]:
    weighted: list[Part] = []
    squares: list[Part] = []
    for frame, n, segment in zip(built.frames, built.places, built.segments, strict=True):
        window, x = number(float(HANN[n]), 4), Term(number(float(segment[n]), 5), f"frame{frame}")
        weighted += [Term(window, f"window{frame}"), " × ", x, " + "]
        squares += [Term(window, f"window{frame}"), "² + "]
    squares[-1] = "²"
    lines: list[tuple[Part, ...]] = [
        ("window w[n] = ½ − ½·cos(2π·n/20): ", *_placed(built)),
        ("Σ w·x = ", *weighted[:-1], " = ", Term(number(built.total, 6), "total")),
        ("Σ w² = ", *squares, " = ", Term(number(built.weight, 4), "squares")),
        (
            Term(number(built.total, 6), "total"),
            " ÷ ",
            Term(number(built.weight, 4), "squares"),
            " = ",
            Term(number(built.value, 6), "sample"),
        ),
    ]
    return (*lines, *_in_the_audio(view, built))


def _placed(built: Built) -> list[Part]:
    parts: list[Part] = []
    for frame, n in zip(built.frames, built.places, strict=True):
        parts += [Term(f"w[{n}] = {number(float(HANN[n]), 4)}", f"window{frame}"), ", "]
    return parts[:-1]


def place(view: View, sample: int) -> tuple[int, float] | None:
    """Where a sample of the network stands in the audio, and by what it is faded there.

    Returns:
        Its number in the audio and its factor (1 except in the 5 ms at a cut); None where it is cut away.
    """
    first, last = (int(edge) * SAMPLES_PER_FRAME for edge in view.trace["heard"])
    if not first <= sample < last:
        return None
    whole = view.trace["magnitude"].shape[1] * ISTFT_HOP - ISTFT_HOP
    lead = round(view.trace["lead"] * SAMPLE_RATE)
    rising = (sample - first) / (FADE - 1) if first > 0 else 1.0
    falling = (last - 1 - sample) / (FADE - 1) if last < whole else 1.0
    return lead + sample - first, min(1.0, rising) * min(1.0, falling)


def _in_the_audio(view: View, built: Built) -> list[tuple[Part, ...]]:
    """The last line: what the trace has there."""
    found = place(view, built.sample)
    if found is None:
        return [("it is cut away at the seam, so it is not in the audio",)]
    at, factor = found
    heard = Term(number(float(view.before("audio")[at]), 6), "sample")
    faded: list[tuple[Part, ...]] = []
    if factor < 1:
        faded = [(f"faded at the seam: × {number(factor)} = {number(built.value * factor, 6)}",)]
    return [*faded, (f"sample {at} of the audio is ", heard)]


def _windows(built: Built) -> Table:
    columns = (
        Column("bin frame", "", "right"),
        Column("n", "", "right"),
        Column("window", "", "right"),
        Column("x[n]", "", "right"),
        Column("window × x[n]", "", "right"),
    )
    rows = tuple(
        (
            Term(str(frame), f"frame{frame}"),
            n,
            Term(number(float(HANN[n]), 4), f"window{frame}"),
            Term(number(float(segment[n]), 5), f"frame{frame}"),
            number(float(HANN[n] * segment[n]), 6),
        )
        for frame, n, segment in zip(built.frames, built.places, built.segments, strict=True)
    )
    note = "A new window starts every five samples, so four of them cover each sample."
    return Table("The windows that cover the sample", columns, rows, note=note)


def _added(view: View, built: Built) -> Line:
    """The windowed segments in their places, and what they make together."""
    parts = []
    for frame, segment in zip(built.frames, built.segments, strict=True):
        start = view.seconds(ISTFT_HOP * frame - MIDDLE)
        parts.append(_series(f"frame {frame}, windowed", HANN * segment, start, dashed=True))
    first = max(0, ISTFT_HOP * built.frames[0] - MIDDLE)
    last = min(ISTFT_HOP * built.frames[-1] + MIDDLE, (view.trace["magnitude"].shape[1] - 1) * ISTFT_HOP)
    whole = [by_hand(view.trace["magnitude"], view.trace["phase"], s).value for s in range(first, last)]
    total = _series("all windows added, ÷ Σ w²", np.array(whole), view.seconds(first))
    return Line("Overlap and add", (*parts, total), clock=SAMPLE.name)


def _wave(view: View) -> Line:
    """The audio around the moment."""
    samples = view.trace["audio"]
    at = min(max(round(view.focus.time * SAMPLE_RATE), 0), len(samples) - 1)
    first = max(0, at - AROUND)
    part = _series("audio", samples[first : at + AROUND], first / SAMPLE_RATE)
    return Line("The audio around the moment", (part,), clock=SAMPLE.name, note="20 ms.")


def _series(name: str, values: np.ndarray, start: float, *, dashed: bool = False) -> Series:
    return Series(name, values.astype(np.float32), start, SAMPLE.seconds(1), dashed=dashed)
