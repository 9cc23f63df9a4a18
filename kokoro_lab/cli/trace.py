"""`kokoro-lab trace`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from kokoro_lab.cli.losses import report_losses
from kokoro_lab.cli.options import LOADING, SPEECH, Loading, Speech
from kokoro_lab.cli.terminal import print_table, progress

if TYPE_CHECKING:
    from kokoro_lab.trace import Spec, Trace


def trace(
    text: str | None = None,
    /,
    *,
    output: Annotated[str | None, Parameter(alias="-o")] = None,
    speech: Speech = SPEECH,
    loading: Loading = LOADING,
) -> None:
    """Show every stage from text to audio, and save them.

    Args:
        text: What to say; without it, standard input is read.
        output: Save every stage as NAME.npz and NAME.json; of several chunks, as NAME-0, NAME-1, …
        speech: What is spoken, and how.
        loading: What is loaded, and where it runs.
    """
    request = speech.request(text)
    lab = loading.lab()
    from kokoro_lab.archive import save

    chunks = lab.plan(request)
    report_losses(chunks)
    steps = lab.engine(request).steps
    writer = {spec.name: step.name for step in steps for spec in step.writes}
    with progress("speaking", len(chunks)) as advance:
        for part in lab.stream(request):
            advance(1)
            title = f"chunk {part.chunk.index}: {part.chunk.text.strip()}"
            print_table(HEADS, _rows(part, writer), title=title)
            if output is not None:
                name = output if len(chunks) == 1 else f"{output}-{part.chunk.index}"
                for file in save(part, name):
                    print(file)


SHORT = 24  # characters of a text that is shown as it is
HEADS = ("step", "ms>", "value", "shape", "clock", "unit", "why")


def _rows(part: Trace, writer: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """One row for each value; a step's name and cost stand at the first that it writes."""
    last = None
    for name in part.values:
        spec = part.specs[name]
        step = writer.get(name, "plan")
        first = step != last
        last = step
        cost = f"{part.milliseconds[step]:.1f}" if first and step in part.milliseconds else ""
        clock = spec.clock.name if spec.clock else ""
        yield (step if first else "", cost, name, _shape(part[name], spec), clock, spec.unit, spec.why)


def _shape(value: Any, spec: Spec) -> str:  # noqa: ANN401
    """Lengths with their axes, or the value itself where it is a number or a short text."""
    if hasattr(value, "shape") and spec.axes:
        return " × ".join(f"{length} {axis}" for axis, length in zip(spec.axes, value.shape, strict=True))
    if spec.axes:
        return f"{len(value)} {spec.axes[0]}"
    return f"{len(value)} characters" if isinstance(value, str) and len(value) > SHORT else str(value)
