"""The model's own spectrogram at one moment: eleven magnitudes and eleven phases."""

from __future__ import annotations

import numpy as np

from kokoro_lab.clocks import BIN, BINS, N_FFT, SAMPLE_RATE
from kokoro_lab.exhibit import Column, Exhibit, Formula, Sound, Table, Term
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import bars, heat, number

AROUND = 96  # bin frames on either side of the moment, 20 ms
QUIETEST = 1e-5  # magnitude, -100 dB
RANGE = 60.0  # dB that are shown below the loudest
HERTZ = tuple(k * SAMPLE_RATE // N_FFT for k in range(BINS))  # middle of each bin
NAMES = tuple(f"{hertz / 1000:g} kHz" for hertz in HERTZ)
TERMS = tuple(f"bin{k}" for k in range(BINS))


def spectrum(view: View) -> tuple[Exhibit, ...]:
    """What the generator says of one window of twenty samples, and of the 40 ms around it."""
    at = view.bin
    magnitude, phase = (view.trace[name][:, at] for name in ("magnitude", "phase"))
    when = number(view.seconds(5 * at), 4)
    return (
        Formula(
            "What the bins are",
            (
                (
                    f"bin k lies at k × {SAMPLE_RATE:,} Hz ÷ {N_FFT} = k × {HERTZ[1]:,} Hz, ",
                    f"k = 0 to {BINS - 1}",
                ),
                (
                    f"bin frame {at} at {when} s: magnitude = e^x, phase = sin(y), ",
                    "where x and y are what the last convolution gives",
                ),
                *(_loudest(magnitude)),
            ),
            "4,800 bin frames a second, each a window of 20 samples.",
        ),
        bars(
            f"Magnitudes at {when} s",
            magnitude,
            labels=NAMES,
            terms=TERMS,
            clock=BIN.name,
            note="How loud each bin is.",
        ),
        bars(
            f"Phases at {when} s",
            phase,
            labels=NAMES,
            terms=TERMS,
            low=min(-1.0, float(phase.min())),
            high=max(1.0, float(phase.max())),
            unit="rad",
            clock=BIN.name,
            note="Where in its cycle each bin stands; a sine, so the network stays within ±1 rad.",
        ),
        _table(magnitude, phase),
        _around(view, "magnitude"),
        _around(view, "phase"),
        Sound("Magnitude with zero phase", "zero_phase", "Hear the magnitudes with all phases at zero"),
    )


def decibels(magnitude: np.ndarray) -> np.ndarray:
    """20 log₁₀ of magnitudes; what is nearly nothing is -100 dB."""
    found: np.ndarray = 20 * np.log10(np.maximum(magnitude, QUIETEST))
    return found


def _loudest(magnitude: np.ndarray) -> list[tuple[str | Term, ...]]:
    top = int(magnitude.argmax())
    if magnitude[top] <= 0:
        return []
    size = number(float(magnitude[top]))
    log = number(float(np.log(magnitude[top])), 2)
    return [
        ("loudest: ", Term(NAMES[top], TERMS[top]), f", e^({log}) = ", Term(size, TERMS[top])),
        (f"in decibels: 20 · log₁₀({size}) = {number(float(decibels(magnitude[top])), 1)} dB",),
    ]


def _table(magnitude: np.ndarray, phase: np.ndarray) -> Table:
    columns = (
        Column("bin", "", "right"),
        Column("middle", "Hz", "right"),
        Column("magnitude", "", "right"),
        Column("magnitude", "dB", "right"),
        Column("phase", "rad", "right"),
    )
    rows = tuple(
        (
            Term(str(k), TERMS[k]),
            Term(f"{HERTZ[k]:,}", TERMS[k]),
            Term(number(float(magnitude[k]), 4), TERMS[k]),
            number(float(decibels(magnitude[k])), 1),
            Term(number(float(phase[k])), TERMS[k]),
        )
        for k in range(BINS)
    )
    return Table("The eleven bins", columns, rows)


def _around(view: View, name: str) -> Exhibit:
    first = max(0, view.bin - AROUND)
    part = view.trace[name][:, first : view.bin + AROUND]
    loud = name == "magnitude"
    start, end = view.seconds(5 * first), view.seconds(5 * (first + part.shape[1]))
    values = decibels(part) if loud else part
    return heat(
        f"{name.capitalize()} around the moment",
        values,
        ("frequency", "bin"),
        low=float(values.max()) - RANGE if loud else None,
        high=None if loud else max(1.0, float(np.abs(part).max())),
        row_labels=NAMES,
        unit="dB" if loud else "rad",
        clock=BIN.name,
        chosen=(-1, view.bin - first),
        note=f"From {number(start)} s to {number(end)} s; row 0 is the lowest frequency.",
    )
