"""The short-time Fourier transform of the generator: windows of 20 samples, five samples apart, 11 bins."""

from __future__ import annotations

import torch
from torch import Tensor

from kokoro_lab.clocks import ISTFT_HOP, N_FFT


def window(like: Tensor) -> Tensor:
    """The periodic Hann window of 20 samples."""
    return torch.hann_window(N_FFT, periodic=True, device=like.device, dtype=like.dtype)


def stft(audio: Tensor) -> tuple[Tensor, Tensor]:
    """Samples [B, 600F] → magnitude and phase in radians, each [B, 11, 120F + 1]; centred, reflected ends."""
    spectrum = torch.stft(audio, N_FFT, ISTFT_HOP, window=window(audio), center=True, return_complex=True)
    return spectrum.abs(), spectrum.angle()


def istft(magnitude: Tensor, phase: Tensor) -> Tensor:
    """Magnitude and phase in radians, each [B, 11, 120F + 1] → samples [B, 600F]."""
    return torch.istft(torch.polar(magnitude, phase), N_FFT, ISTFT_HOP, window=window(magnitude), center=True)
