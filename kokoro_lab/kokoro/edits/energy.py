"""Edits of how strongly the voice speaks."""

from __future__ import annotations

from torch import Tensor

from kokoro_lab.kokoro.edits.arguments import Numbers, check_number
from kokoro_lab.kokoro.edits.curve import replaced, scaled
from kokoro_lab.plan import Span


def scale_energy(energy: Tensor, durations: Tensor, *, factor: float, tokens: Span | None = None) -> Tensor:
    """Multiply the energy curve.

    Listen for effort rather than loudness: the model speaks a weak phoneme softly, not merely quietly.
    """
    check_number("factor", factor)
    return scaled(energy, durations, factor, tokens)


def set_energy(energy: Tensor, durations: Tensor, *, values: Numbers, tokens: Span | None = None) -> Tensor:
    """Replace the energy curve, 80 points a second.

    Listen for which syllable is pushed.
    """
    return replaced(energy, durations, values, tokens, "values")
