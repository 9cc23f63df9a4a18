"""The harmonic source: the buzz and the hiss that the generator shapes into speech.

A source-filter model inside a neural vocoder (Wang et al. 2019, "Neural source-filter waveform models"):
sines at the multiples of F0 where the voice is voiced, noise where it is not.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kokoro_lab.clocks import SAMPLE_RATE, SAMPLES_PER_CURVE
from kokoro_lab.kokoro.net.config import Config

SINE_AMPLITUDE = 0.1
VOICED_ABOVE = 10.0  # Hz: F0 below this means unvoiced
NOISE_VOICED = 0.003  # standard deviation of the noise
NOISE_UNVOICED = SINE_AMPLITUDE / 3


def harmonic_phase(f0: Tensor, harmonics: int) -> Tensor:
    """The running phase of each harmonic.

    Upstream holds F0 for 300 samples, sums phase increments at every sample, keeps every 300th sum and
    interpolates back. Because F0 is held, that is the same as summing at the curve clock at once; and the
    sum in float64 does not drift.

    Args:
        f0: [B, 2F], Hz.
        harmonics: How many, the fundamental included.

    Returns:
        Phase [B, 600F, harmonics], radians.
    """
    multiples = torch.arange(1, harmonics + 1, device=f0.device)
    wide = f0.double() if f0.device.type != "mps" else f0  # MPS has no float64
    turns = (wide.unsqueeze(1) * multiples.unsqueeze(-1) / SAMPLE_RATE) % 1  # [B, harmonics, 2F] per sample
    total = turns.cumsum(dim=-1) * SAMPLES_PER_CURVE
    smooth = F.interpolate(total, scale_factor=SAMPLES_PER_CURVE, mode="linear", align_corners=False)
    return (2 * math.pi * (smooth % 1)).to(f0.dtype).mT  # whole turns dropped while still float64


class HarmonicSource(nn.Module):
    """Sines and noise, mixed to one excitation signal by nine learned weights."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.harmonics = config.harmonics
        self.mix = nn.Linear(config.harmonics, 1)

    def forward(self, f0: Tensor, noise: Tensor, amplitudes: Tensor) -> Tensor:
        """Make the excitation.

        Args:
            f0: [B, 2F], Hz; at or below 10 Hz is unvoiced.
            noise: Standard normal noise [B, 600F, harmonics].
            amplitudes: Of each sine [harmonics]; 0.1 in Kokoro.

        Returns:
            Excitation [B, 600F], within -1 to 1.
        """
        sines = harmonic_phase(f0, self.harmonics).sin() * amplitudes
        voiced = (f0 > VOICED_ABOVE).to(f0.dtype).repeat_interleave(SAMPLES_PER_CURVE, dim=-1).unsqueeze(-1)
        spread = NOISE_VOICED * voiced + NOISE_UNVOICED * (1 - voiced)
        return torch.tanh(self.mix(sines * voiced + spread * noise)).squeeze(-1)
