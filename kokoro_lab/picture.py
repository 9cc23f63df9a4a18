"""Arrays as exhibits: small enough to send, with scales and labels; it knows no engine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kokoro_lab.exhibit import Bars, Heat, Part, Term

MAX_ROWS = 200  # of a heat
MAX_COLUMNS = 512
MAX_BARS = 512


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 3) -> str:
    """A number for reading: a true minus sign, and never a zero for something that is not."""
    text = f"{value:,.{digits}f}"
    if value != 0 and float(text.replace(",", "")) == 0:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa}·10{str(int(exponent)).translate(RAISED)}"
    return text.replace("-", "\N{MINUS SIGN}")


def summed(values: Sequence[float], terms: Sequence[str | None], digits: int = 3) -> list[Part]:
    """A sum, written out: each number with its term where it has one, and its sign as plus or minus."""
    parts: list[Part] = []
    for value, term in zip(values, terms, strict=True):
        sign = "\N{MINUS SIGN}" if value < 0 else "+"
        if parts:
            parts.append(f" {sign} ")
        text = number(abs(value) if parts else value, digits)
        parts.append(text if term is None else Term(text, term))
    return parts


def cosines(vectors: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Of the angle between each row of `vectors` [n, d] and `vector` [d]; 0 where one is all zeros."""
    size = np.linalg.norm(vectors, axis=1) * np.linalg.norm(vector)
    found: np.ndarray = np.divide(vectors @ vector, size, out=np.zeros_like(size), where=size > 0)
    return found


def bars(
    title: str,
    values: np.ndarray,
    *,
    low: float | None = None,
    high: float | None = None,
    labels: Sequence[str] | None = None,
    terms: Sequence[str] | None = None,
    unit: str = "",
    threshold: float | None = None,
    clock: str | None = None,
    chosen: int | None = None,
    note: str = "",
) -> Bars:
    """Numbers side by side; the scale is theirs, zero included, where none is given."""
    values = np.asarray(values, dtype=np.float32)
    return Bars(
        title,
        values,
        low=min(0.0, float(values.min())) if low is None else low,
        high=max(0.0, float(values.max())) if high is None else high,
        labels=None if labels is None else tuple(labels),
        terms=None if terms is None else tuple(terms),
        unit=unit,
        threshold=threshold,
        clock=clock,
        chosen=chosen,
        note=note,
    )


def heat(
    title: str,
    values: np.ndarray,
    axes: tuple[str, str],
    *,
    low: float | None = None,
    high: float | None = None,
    row_labels: Sequence[str] | None = None,
    column_labels: Sequence[str] | None = None,
    unit: str = "",
    clock: str | None = None,
    chosen: tuple[int, int] | None = None,
    note: str = "",
) -> Heat:
    """A matrix as colours; of neighbours that do not fit, the strongest is shown, and the note says so.

    Where no scale is given and the numbers have both signs, zero is in the middle and the scale ends at the
    99.5th percentile of their sizes, so that a single strong channel leaves the others visible.
    """
    values = np.asarray(values, dtype=np.float32)
    groups = [-(-size // most) for size, most in zip(values.shape, (MAX_ROWS, MAX_COLUMNS), strict=True)]
    for axis, group in enumerate(groups):
        values = strongest(values, group, axis)
    signed = low is None and bool(values.min() < 0 < values.max())
    if signed:
        high = float(np.percentile(np.abs(values), 99.5)) if high is None else high
        low = -high
    return Heat(
        title,
        values,
        axes,
        low=float(values.min()) if low is None else low,
        high=float(values.max()) if high is None else high,
        row_labels=None if row_labels is None or groups[0] > 1 else tuple(row_labels),
        column_labels=None if column_labels is None or groups[1] > 1 else tuple(column_labels),
        signed=signed,
        unit=unit,
        clock=clock,
        chosen=None if chosen is None else (_place(chosen[0], groups[0]), _place(chosen[1], groups[1])),
        note=" ".join(filter(None, [note, _thinned(axes, groups)])),
    )


def strongest(values: np.ndarray, group: int, axis: int) -> np.ndarray:
    """Of every `group` neighbours along an axis, the one farthest from zero, with its sign."""
    if group == 1:
        return values
    starts = np.arange(0, values.shape[axis], group)
    top = np.maximum.reduceat(values, starts, axis)
    bottom = np.minimum.reduceat(values, starts, axis)
    return np.where(top >= -bottom, top, bottom)


def _place(index: int, group: int) -> int:
    return index if index < 0 else index // group


def _thinned(axes: tuple[str, str], groups: Sequence[int]) -> str:
    """What was left out."""
    said = [
        f"each {line} shows the strongest of {group} neighbours along the {axis} axis"
        for line, axis, group in zip(("row", "column"), axes, groups, strict=True)
        if group > 1
    ]
    return f"To fit, {' and '.join(said)}." if said else ""
