"""The stations on the way from text to sound, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kokoro_lab.look import colours
from kokoro_lab.look.document import Document, element, wrapped
from kokoro_lab.trace import Spec, Step, Trace

LONGEST = 28  # characters of a text that are shown


@dataclass(frozen=True)
class Station:
    """One line of the table; all fields as they are shown.

    Attributes:
        name: Of the value.
        shape: "T 50" as "token 15 × vote 50"; a text or a number is shown itself.
        unit: "" where it has none.
        clock: "" where it has no time axis.
        milliseconds: What the step cost that wrote it; "" for inputs, for steps that did not run, and for
            all but the first of several values of one step.
        why: Why the value exists.
    """

    name: str
    shape: str
    unit: str
    clock: str
    milliseconds: str
    why: str


def table(trace: Trace, steps: Sequence[Step] = ()) -> Document:
    """Every value of a trace: name, shape, unit, clock, cost and why it exists.

    Args:
        trace: What to list.
        steps: The engine's, `lab.engines["kokoro"].steps`: they say which step wrote which value. With
            them every value shows its cost, and in HTML its step's explanation when pointed at; without
            them the costs stand below.
    """
    specs = [trace.specs[name] for name in trace.values if name in trace.specs]
    writer = {spec.name: step for step in steps for spec in step.writes}
    stations = [_station(trace, spec, writer.get(spec.name)) for spec in specs]
    notes = [writer[spec.name].explanation if spec.name in writer else "" for spec in specs]
    rows = [_row(s, spec, note) for s, spec, note in zip(stations, specs, notes, strict=True)]
    heads = [element("th", head) for head in _heads()]
    heads[4] = element("th", "ms", "number")
    costs = _costs(trace)
    html = wrapped("table", wrapped("tr", "".join(heads)) + "".join(rows)) + element("p", costs, "quiet")
    return Document(html, f"{_aligned([_heads(), *map(astuple, stations)])}\n{costs}")


def _heads() -> tuple[str, ...]:
    return ("value", "shape", "unit", "clock", "ms", "why")


def _station(trace: Trace, spec: Spec, step: Step | None) -> Station:
    first = step is not None and step.writes[0].name == spec.name
    cost = trace.milliseconds.get(step.name) if step and first else None
    clock = spec.clock.name if spec.clock else ""
    cell = "" if cost is None else f"{cost:.1f}"
    return Station(spec.name, _shape(trace, spec), spec.unit, clock, cell, spec.why)


def _shape(trace: Trace, spec: Spec) -> str:
    """Axes with their lengths, or the thing itself where it has none."""
    value = trace[spec.name]
    if not spec.axes:
        text = str(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    lengths = value.shape if hasattr(value, "shape") else (len(value),)
    return " × ".join(f"{axis} {length:,}" for axis, length in zip(spec.axes, lengths, strict=True))


def _row(station: Station, spec: Spec, note: str) -> str:
    colour = f"--clock: {colours.of(spec.clock)}" if spec.clock else "--clock: transparent"
    cells = (
        element("td", station.name, "clock", style=colour, title=note),
        element("td", station.shape),
        element("td", station.unit),
        element("td", station.clock, "quiet"),
        element("td", station.milliseconds, "number"),
        element("td", station.why, "why"),
    )
    return wrapped("tr", "".join(cells))


def _costs(trace: Trace) -> str:
    """What each step cost and all of them together."""
    if not trace.milliseconds:
        return "No step had to run."
    each = ", ".join(f"{name} {cost:.1f}" for name, cost in trace.milliseconds.items())
    return f"{each}; together {sum(trace.milliseconds.values()):.1f} ms."


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as lines with columns under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
