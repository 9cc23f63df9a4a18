"""The sample rate and the clocks that tick inside Kokoro, each derived once from the network's shape.

A *clock* says how often a value is given: per phoneme token, per frame, per curve point, per ISTFT bin
frame or per audio sample. Every rate in the project comes from here.
"""

from __future__ import annotations

from dataclasses import dataclass

SAMPLE_RATE = 24_000  # samples per second of audio

N_FFT = 20  # length of the ISTFT window, samples
BINS = N_FFT // 2 + 1  # 11 magnitudes and 11 phases per bin frame
ISTFT_HOP = 5  # samples between ISTFT windows
UPSAMPLE_RATES = (10, 6)  # the generator's two transposed convolutions

SAMPLES_PER_CURVE = UPSAMPLE_RATES[0] * UPSAMPLE_RATES[1] * ISTFT_HOP  # 300: one F0 or energy value
CURVES_PER_FRAME = 2  # the F0, energy and decoder stacks each double the rate once
SAMPLES_PER_FRAME = SAMPLES_PER_CURVE * CURVES_PER_FRAME  # 600: one unit of duration
BIN_FRAMES_PER_CURVE = SAMPLES_PER_CURVE // ISTFT_HOP  # 60
FRAME_SECONDS = SAMPLES_PER_FRAME / SAMPLE_RATE  # 0.025 s


@dataclass(frozen=True)
class Clock:
    """How often a value is given.

    Attributes:
        name: What one unit is called.
        samples: Audio samples per unit, or None where units have no fixed length (tokens, words).
    """

    name: str
    samples: int | None

    @property
    def rate(self) -> float | None:
        """Units per second, or None where units have no fixed length."""
        return None if self.samples is None else SAMPLE_RATE / self.samples

    def seconds(self, units: float) -> float:
        """The time at which a unit starts, in seconds from the start of the audio.

        Raises:
            ValueError: The clock's units have no fixed length.
        """
        if self.samples is None:
            raise ValueError(f"a {self.name} has no fixed length: take its times from the alignment")
        return units * self.samples / SAMPLE_RATE


TOKEN = Clock("token", None)  # one phoneme symbol, with a pad id at both ends
FRAME = Clock("frame", SAMPLES_PER_FRAME)  # 40 per second
CURVE = Clock("curve", SAMPLES_PER_CURVE)  # 80 per second
BIN = Clock("bin", ISTFT_HOP)  # 4,800 per second
SAMPLE = Clock("sample", 1)  # 24,000 per second
