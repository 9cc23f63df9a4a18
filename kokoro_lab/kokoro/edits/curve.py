"""What pitch and energy edits have in common: both change a part of a curve."""

from __future__ import annotations

import torch
from torch import Tensor

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.edits.arguments import Numbers, curve_span, is_number, short
from kokoro_lab.plan import Span


def scaled(curve: Tensor, durations: Tensor, factor: float, tokens: Span | None) -> Tensor:
    """The curve with the points of the tokens multiplied."""
    place = curve_span(tokens, durations)
    changed = curve.clone()
    changed[place] = curve[place] * factor
    return changed


def replaced(curve: Tensor, durations: Tensor, numbers: Numbers, tokens: Span | None, name: str) -> Tensor:
    """The curve with new points in place of those of the tokens."""
    place = curve_span(tokens, durations)
    count = place.stop - place.start
    if not isinstance(numbers, tuple) or len(numbers) != count or not all(is_number(n) for n in numbers):
        raise LabError(f"{name} must be {count} finite numbers, 80 a second, not {short(numbers)}")
    changed = curve.clone()
    changed[place] = torch.tensor(numbers, dtype=curve.dtype, device=curve.device)
    return changed
