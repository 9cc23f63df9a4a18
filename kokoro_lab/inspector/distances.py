"""How far apart two traces are, in numbers that mean something to an ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_lab.errors import LabError
from kokoro_lab.exhibit import Column, Exhibit, Table, Text
from kokoro_lab.picture import number
from kokoro_lab.timeline import VOICED_ABOVE, duration, edges, runs_in_time, token_edges
from kokoro_lab.trace import Spec, Trace

if TYPE_CHECKING:
    import numpy as np

COLUMNS = (Column("what"), Column("distance", align="right"), Column("unit"), Column("how"))
Row = tuple[str, str, str, str]
SILENT = 1e-5  # magnitudes below it are one silence


def distances(first: Trace, second: Trace) -> tuple[Exhibit, ...]:
    """A table of distances; moments are compared that stand at the same place in the same token.

    Args:
        first: What is held against.
        second: What is shown.
    """
    rows = [_length(first, second)]
    try:
        ours, theirs = token_edges(first), token_edges(second)
    except LabError:
        return (Table("Distances", COLUMNS, tuple(rows)),)
    if len(ours) != len(theirs):
        note = f"The traces have {len(ours) - 1} and {len(theirs) - 1} tokens, so no more can be said."
        return Table("Distances", COLUMNS, tuple(rows)), Text("Other symbols", note)
    rows.append(_rhythm(ours, theirs))
    for spec in second.specs.values():
        if spec.name in first and spec.name in second and runs_in_time(spec):
            rows += _acoustic(first, second, spec, ours, theirs)
    return (Table("Distances", COLUMNS, tuple(rows), note="At the same place in the same token."),)


def _length(first: Trace, second: Trace) -> Row:
    return "length", number(duration(second) - duration(first)), "s", "longer than A"


def _rhythm(ours: np.ndarray, theirs: np.ndarray) -> Row:
    import numpy as np

    gaps = 1000 * np.abs(np.diff(theirs) - np.diff(ours))
    return "rhythm", number(float(gaps.mean()), 1), "ms", "mean difference of a token's duration"


def _acoustic(first: Trace, second: Trace, spec: Spec, ours: np.ndarray, theirs: np.ndarray) -> list[Row]:
    """The distance of a curve or of magnitudes; none for what has no meaningful one."""
    import numpy as np

    magnitudes = "frequency" in spec.axes and spec.unit == ""
    if spec.kind != "curve" and not magnitudes:
        return []
    a = np.atleast_2d(first[spec.name])
    b = np.atleast_2d(second[spec.name])[:, _places(first, second, spec, ours, theirs)]
    if magnitudes:
        gap = 20 * np.log10(np.maximum(b, SILENT) / np.maximum(a, SILENT))
        each = np.sqrt(np.mean(gap**2, axis=0))
        return [(spec.name, number(float(each.mean()), 1), "dB", "log-spectral distance, mean of all frames")]
    if spec.unit != "Hz":
        rms = float(np.sqrt(np.mean((b - a) ** 2)))
        return [(spec.name, number(rms), spec.unit, "root mean square")]
    voiced = (a > VOICED_ABOVE) & (b > VOICED_ABOVE)
    semitones = 12 * np.abs(np.log2(b[voiced] / a[voiced]))
    if not semitones.size:
        return []
    return [(spec.name, number(float(semitones.mean()), 2), "semitones", "mean, where both have a voice")]


def _places(first: Trace, second: Trace, spec: Spec, ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Which item of the second trace stands where each of the first does."""
    import numpy as np

    mine, other = edges(first, spec), edges(second, spec)
    middles = (mine[:-1] + mine[1:]) / 2
    found = np.searchsorted(other, np.interp(middles, ours, theirs), side="right") - 1
    return np.asarray(np.clip(found, 0, len(other) - 2))
