"""What a part of the network gave, as exhibits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kokoro_lab.exhibit import Column, Exhibit, Table
from kokoro_lab.picture import bars, heat, number

if TYPE_CHECKING:
    import numpy as np

    from kokoro_lab.probe import Output

COLUMNS = (
    Column("tensor"), Column("shape"), Column("mean", align="right"), Column("deviation", align="right"),
    Column("lowest", align="right"), Column("highest", align="right"), Column("exactly 0", "%", "right"),
)  # fmt: skip


def watched(outputs: Sequence[Output], call: int) -> tuple[Exhibit, ...]:
    """Statistics of every tensor of one call, and a picture of each, time from left to right.

    Args:
        outputs: Of all calls of the part.
        call: Which one is shown, from 0.
    """
    here = [output for output in outputs if output.call == call]
    rows = tuple(_row(output) for output in here)
    return (Table("Output", COLUMNS, rows), *(_pictured(output) for output in here if output.values.size))


def _row(output: Output) -> tuple[str | float, ...]:
    shape = " × ".join(map(str, output.shape)) or "a single number"
    statistics = (output.mean, output.deviation, output.low, output.high)
    return (str(output.item), shape, *map(number, statistics), number(100 * output.zeros, 1))


def _pictured(output: Output) -> Exhibit:
    """Bars for a list of numbers; else colours, whose columns are time where an axis is."""
    import numpy as np

    values = np.asarray(output.values, dtype=np.float32)
    title = f"{output.module}, tensor {output.item}"
    clock = output.clock.name if output.clock else None
    if values.ndim < 2:
        shown, note = _thinned(np.atleast_1d(values))
        return bars(title, shown, clock=clock, note=note)
    time = values.ndim - 1 if output.time is None else output.time
    columns = np.moveaxis(values, time, -1)
    rows = columns.reshape(-1, columns.shape[-1])
    return heat(title, rows, ("channel", clock or "item"), clock=clock)


def _thinned(values: np.ndarray) -> tuple[np.ndarray, str]:
    """A list that fits as bars."""
    from kokoro_lab.picture import MAX_BARS, strongest

    group = -(-len(values) // MAX_BARS)
    note = f"Each bar is the strongest of {group} neighbours." if group > 1 else ""
    return strongest(values, group, 0), note
