"""The excitation at one sample, by hand: nine sines, noise, nine weights, tanh."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kokoro_lab.clocks import SAMPLE, SAMPLE_RATE, SAMPLES_PER_CURVE
from kokoro_lab.exhibit import Column, Exhibit, Formula, Line, Part, Series, Sound, Table, Term, Text
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.kokoro.net.source import NOISE_UNVOICED, NOISE_VOICED, VOICED_ABOVE
from kokoro_lab.picture import bars, number, summed

NYQUIST = SAMPLE_RATE / 2
AROUND = SAMPLE_RATE // 100  # samples on either side of the moment, 10 ms
CLASSES = 41  # of the histogram
WIDEST = 4.0  # standard deviations shown


def noise(view: View) -> tuple[Exhibit, ...]:
    """Nine random numbers for the chosen sample, and how many are spread."""
    drawn, at = view.trace["noise"], view.sample
    harmonics = drawn.shape[1]
    edges = np.linspace(-WIDEST, WIDEST, CLASSES + 1)
    share = np.histogram(drawn[:, 0], edges)[0] / max(1, len(drawn))
    return (
        Formula(
            "How many",
            (
                (
                    f"{len(drawn):,} samples × {harmonics} harmonics = {drawn.size:,} numbers from seed "
                    f"{view.trace['seed']}",
                ),
                (
                    f"mean {number(float(drawn.mean()), 4)}, ",
                    f"standard deviation {number(float(drawn.std()), 4)}",
                ),
            ),
            "They stand for a normal distribution: mean 0, standard deviation 1.",
        ),
        bars(
            f"The {harmonics} numbers at {number(view.seconds(at), 4)} s",
            drawn[at],
            labels=[f"harmonic {h + 1}" for h in range(harmonics)],
            terms=[f"noise{h + 1}" for h in range(harmonics)],
            low=-WIDEST,
            high=WIDEST,
            clock=SAMPLE.name,
        ),
        bars(
            "How those of the first harmonic are spread",
            100 * share,
            labels=[f"{number(a, 1)} to {number(b, 1)}" for a, b in pairwise(edges)],
            unit="%",
            note="The bell of the normal distribution.",
        ),
        _wave(view, "noise", drawn[:, 0], "The numbers of the first harmonic"),
        Sound("The noise alone", "noise", "Hear the source with noise alone"),
    )


def source(view: View) -> tuple[Exhibit, ...]:
    """How one sample of the excitation comes about, and the 20 ms around it."""
    mixed = mix(view, view.sample)
    return (
        Text("In words", _in_words(mixed)),
        _harmonics(mixed),
        Formula("One sample", _arithmetic(view, mixed), f"Sample {view.sample} of the network."),
        bars(
            "The nine learned weights",
            mixed.weights,
            labels=[f"harmonic {h}" for h in mixed.numbers],
            terms=[f"weight{h}" for h in mixed.numbers],
            clock=SAMPLE.name,
            note="The same for every voice and every moment: how much of each harmonic goes into the mix.",
        ),
        _wave(view, "source", view.trace["source"], "The excitation"),
        Sound("The source", "source", "Hear the source before the mouth shapes it"),
        Sound("The noise alone", "noise", "Hear the source with noise alone"),
    )


@dataclass(frozen=True, eq=False)
class Mix:
    """One sample of the excitation, taken apart.

    Attributes:
        f0: Hz, at the sample.
        voiced: Whether it is above 10 Hz.
        phase: Of each harmonic [9], turns, 0 to 1.
        amplitudes: Of each sine [9].
        sines: Amplitude times sine [9]; nothing where there is no voice.
        spread: Standard deviation of the noise.
        noise: What noise is added to each sine [9].
        weights: Learned [9].
        bias: Learned.
        total: The weighted sum and the bias.
        sample: tanh of the total.
    """

    f0: float
    voiced: bool
    phase: np.ndarray
    amplitudes: np.ndarray
    sines: np.ndarray
    spread: float
    noise: np.ndarray
    weights: np.ndarray
    bias: float
    total: float
    sample: float

    @property
    def numbers(self) -> range:
        """Of the harmonics, from 1."""
        return range(1, len(self.weights) + 1)


def mix(view: View, sample: int) -> Mix:
    """Take a sample of the excitation apart."""
    layer = view.network.source.mix
    weights, bias = layer.weight.detach().cpu().numpy()[0], float(layer.bias.detach())
    amplitudes = view.trace["amplitudes"]
    f0 = float(view.trace["f0"][sample // SAMPLES_PER_CURVE])
    voiced = f0 > VOICED_ABOVE
    turns = phase(view.trace["f0"], sample, len(weights))
    sines = amplitudes * np.sin(2 * np.pi * turns) * voiced
    spread = NOISE_VOICED if voiced else NOISE_UNVOICED
    breath = spread * view.trace["noise"][sample]
    total = float(weights @ (sines + breath)) + bias
    return Mix(
        f0, voiced, turns, amplitudes, sines, spread, breath, weights, bias, total, float(np.tanh(total))
    )


def phase(f0: np.ndarray, sample: int, harmonics: int) -> np.ndarray:
    """How far each harmonic is in its cycle at a sample.

    The turns are summed up point by point of F0, and between the middles of two points the sum runs in a
    straight line.

    Args:
        f0: [2F], Hz.
        sample: Which.
        harmonics: How many.

    Returns:
        float64 [harmonics], turns, 0 to 1.
    """
    per_sample = np.multiply.outer(f0.astype(np.float64), np.arange(1, harmonics + 1) / SAMPLE_RATE) % 1
    total = np.cumsum(per_sample, axis=0) * SAMPLES_PER_CURVE
    place = min(max((sample + 0.5) / SAMPLES_PER_CURVE - 0.5, 0.0), len(f0) - 1.0)
    before = int(place)
    after = min(before + 1, len(f0) - 1)
    turns: np.ndarray = total[before] + (place - before) * (total[after] - total[before])
    return turns % 1


def _in_words(mixed: Mix) -> str:
    if not mixed.voiced:
        return (
            f"F0 is {number(mixed.f0, 1)} Hz, not above {VOICED_ABOVE:g} Hz: there is no voice here. "
            f"The sines are silent, and the noise is strong (standard deviation {number(mixed.spread, 4)})."
        )
    above = sum(h * mixed.f0 > NYQUIST for h in mixed.numbers)
    beyond = f" {above} of them lie above {NYQUIST / 1000:g} kHz and fold back." if above else ""
    return (
        f"F0 is {number(mixed.f0, 1)} Hz, above {VOICED_ABOVE:g} Hz: there is voice. Nine sines sound at its "
        f"multiples, with a breath of noise (standard deviation {number(mixed.spread, 4)}).{beyond}"
    )


def _harmonics(mixed: Mix) -> Table:
    columns = (
        Column("harmonic", "", "right"),
        Column("frequency", "Hz", "right"),
        Column("phase", "turns", "right"),
        Column("amplitude", "", "right"),
        Column("sine", "", "right"),
        Column("noise", "", "right"),
        Column("weight", "", "right"),
        Column("into the mix", "", "right"),
    )
    rows = []
    for i, h in enumerate(mixed.numbers):
        frequency = h * mixed.f0
        named = number(frequency, 1) + (" (above 12 kHz)" if frequency > NYQUIST else "")
        rows.append(
            (
                Term(str(h), f"harmonic{h}"),
                Term(named if mixed.voiced else "none", f"harmonic{h}"),
                number(float(mixed.phase[i])) if mixed.voiced else "none",
                number(float(mixed.amplitudes[i]), 2),
                number(float(mixed.sines[i]), 4),
                Term(number(float(mixed.noise[i]), 4), f"noise{h}"),
                Term(number(float(mixed.weights[i]), 4), f"weight{h}"),
                Term(number(_share(mixed, i), 5), f"share{h}"),
            )
        )
    note = "Frequency is the harmonic's number times F0; into the mix goes weight × (sine + noise)."
    return Table("The harmonics at the moment", columns, tuple(rows), note=note)


def _arithmetic(view: View, mixed: Mix) -> tuple[tuple[Part, ...], ...]:
    rule, voice = ("above", "voiced") if mixed.voiced else ("not above", "unvoiced")
    shares = [_share(mixed, i) for i in range(len(mixed.weights))] + [mixed.bias]
    terms = [*(f"share{h}" for h in mixed.numbers), "bias"]
    written = number(float(view.before("source")[view.sample]), 5)
    lines: list[tuple[Part, ...]] = [
        (f"F0 = {number(mixed.f0, 1)} Hz, {rule} {VOICED_ABOVE:g} Hz → {voice}",),
        (
            "harmonic 1: weight × (amplitude × sine + noise) = ",
            Term(number(float(mixed.weights[0]), 4), "weight1"),
            f" × ({number(float(mixed.sines[0]), 4)} + ",
            Term(number(float(mixed.noise[0]), 4), "noise1"),
            ") = ",
            Term(number(_share(mixed, 0), 5), "share1"),
        ),
        ("all nine, and the bias: ", *summed(shares, terms, 5), f" = {number(mixed.total, 5)}"),
        (f"tanh({number(mixed.total, 5)}) = {number(mixed.sample, 5)}; the trace has {written}",),
    ]
    if view.edited("source"):
        lines.append((f"edited: {written} → {number(float(view.trace['source'][view.sample]), 5)}",))
    return tuple(lines)


def _share(mixed: Mix, harmonic: int) -> float:
    return float(mixed.weights[harmonic] * (mixed.sines[harmonic] + mixed.noise[harmonic]))


def _wave(view: View, name: str, samples: np.ndarray, title: str) -> Line:
    """The 20 ms around the moment."""
    first, last = max(0, view.sample - AROUND), view.sample + AROUND
    series = [Series(title, samples[first:last], view.seconds(first), 1 / SAMPLE_RATE)]
    if name == "source" and view.edited(name) and len(view.before(name)) == len(samples):
        before = view.before(name)[first:last]
        series.insert(
            0, Series("before its edits", before, view.seconds(first), 1 / SAMPLE_RATE, dashed=True)
        )
    return Line(title, tuple(series), clock=SAMPLE.name, note="20 ms around the moment.")
