"""Edits of the excitation and of the spectrogram: of what the sound is made of."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.edits.arguments import is_whole


def no_noise(noise: Tensor) -> Tensor:
    """Set the noise of the source to zero.

    Listen for hiss that is missing from s, f and h, and for a slight buzz in the vowels.
    """
    return torch.zeros_like(noise)


def no_harmonics(amplitudes: Tensor) -> Tensor:
    """Set the sines of the source to zero, and leave the noise as it is.

    Listen for a hoarse whisper: the noise within voiced sounds is ten times weaker than a whisper's.
    """
    return torch.zeros_like(amplitudes)


def zero_phase(phase: Tensor) -> Tensor:
    """Set every phase to zero, so that the magnitudes alone speak.

    Listen for a whispery buzz at 4,800 / n Hz: without phase the pulses of the voice are lost.
    """
    return torch.zeros_like(phase)


def random_phase(phase: Tensor, *, seed: int = 0) -> Tensor:
    """Replace every phase by chance, evenly between -π and π.

    Listen for a hoarse whisper: words remain, pitch does not.
    """
    if not is_whole(seed) or not 0 <= seed < 2**63:
        raise LabError(f"seed must be a whole number from 0 to 2**63 - 1, not {seed!r}")
    generator = torch.Generator().manual_seed(seed)
    chance = torch.rand(phase.shape, generator=generator).to(phase.device)
    return (2 * chance - 1) * math.pi
