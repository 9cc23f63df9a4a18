"""How two traces differ, value by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kokoro_lab.trace import Trace


@dataclass(frozen=True)
class Difference:
    """One value of two traces, compared.

    Attributes:
        name: The value.
        same: Equal, number by number.
        largest: Largest absolute difference, in the value's unit; None for texts and for unequal shapes.
        relative: Root mean square of the difference over that of the first trace's value; None as above.
        note: Why there are no numbers, or "".
    """

    name: str
    same: bool
    largest: float | None
    relative: float | None
    note: str


def diff(first: Trace, second: Trace) -> tuple[Difference, ...]:
    """Compare the values of two traces, in the order of the first.

    A value that only one of them has is listed as missing in the other.
    """
    names = [*first.values, *(name for name in second.values if name not in first)]
    return tuple(_compare(name, first, second) for name in names)


def _compare(name: str, first: Trace, second: Trace) -> Difference:
    for trace, which in ((first, "first"), (second, "second")):
        if name not in trace:
            return Difference(name, False, None, None, f"missing in the {which} trace")
    a, b = first[name], second[name]
    if not _numeric(a) or not _numeric(b):
        same = bool(a == b)
        return Difference(name, same, None, None, "" if same else "different texts")
    return _numbers(name, a, b)


def _numbers(name: str, a: Any, b: Any) -> Difference:  # noqa: ANN401
    import numpy as np

    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        return Difference(name, False, None, None, f"shape {list(a.shape)} against {list(b.shape)}")
    gap = a.astype(np.float64) - b.astype(np.float64)
    size = float(np.sqrt(np.mean(a.astype(np.float64) ** 2)))
    rms = float(np.sqrt(np.mean(gap**2)))
    relative = rms / size if size else (0.0 if rms == 0 else float("inf"))
    return Difference(name, bool(np.array_equal(a, b)), float(np.abs(gap).max()), relative, "")


def _numeric(value: Any) -> bool:  # noqa: ANN401
    return hasattr(value, "dtype") or isinstance(value, (int, float))
