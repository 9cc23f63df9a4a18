"""Checks of what is given with an edit, and where the tokens that it names stand."""

from __future__ import annotations

import math
from typing import Any

from torch import Tensor

from kokoro_lab.clocks import CURVES_PER_FRAME
from kokoro_lab.errors import LabError
from kokoro_lab.plan import Span

Numbers = tuple[float, ...]


def token_span(tokens: Span | None, count: int) -> slice:
    """A checked range of tokens; None is all of them."""
    if tokens is None:
        return slice(0, count)
    whole = isinstance(tokens, tuple) and len(tokens) == 2 and all(is_whole(t) for t in tokens)
    if not whole or not 0 <= tokens[0] < tokens[1] <= count:
        raise LabError(f"tokens must be (first, one past the last) within 0 to {count}, not {tokens!r}")
    return slice(*tokens)


def curve_span(tokens: Span | None, durations: Tensor) -> slice:
    """The curve points of a range of tokens."""
    place = token_span(tokens, len(durations))
    first, last = (int(durations[:t].sum()) * CURVES_PER_FRAME for t in (place.start, place.stop))
    return slice(first, last)


def is_whole(value: object) -> bool:
    """Whether it is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Whether it is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def check_number(name: str, value: float) -> None:
    """Refuse what is no finite number."""
    if not is_number(value):
        raise LabError(f"{name} must be a finite number, not {value!r}")


def check_positive(name: str, value: float) -> None:
    """Refuse what is no finite number above 0."""
    if not is_number(value) or value <= 0:
        raise LabError(f"{name} must be a finite number above 0, not {value!r}")


def check_place(name: str, value: int, count: int) -> None:
    """Refuse what does not name one of so many, counted from 0."""
    if not is_whole(value) or not 0 <= value < count:
        raise LabError(f"{name} must be a whole number from 0 to {count - 1}, not {value!r}")


def short(numbers: Any) -> str:  # noqa: ANN401
    """A long list, cut for a message."""
    text = repr(numbers)
    count = f" ({len(numbers)} of them)" if isinstance(numbers, tuple) else ""
    return text if len(text) <= 60 else f"{text[:57]}…{count}"
