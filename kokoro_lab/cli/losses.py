"""What will not be spoken, said before it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kokoro_lab.cli.terminal import note
from kokoro_lab.plan import Chunk, Loss

SHOWN = 20  # lines before the rest is only counted
SPOKEN = ("espeak", "tagger")  # losses of certainty: something is heard, though not as a dictionary has it


def report_losses(chunks: Iterable[Chunk]) -> None:
    """One line on standard error for each thing that is lost, however often it is."""
    found = [loss for chunk in chunks for loss in chunk.losses]
    times = Counter((loss.kind, loss.text) for loss in found)
    first = {(loss.kind, loss.text): loss for loss in reversed(found)}
    for key in list(times)[:SHOWN]:
        note(_line(first[key], times[key]))
    if len(times) > SHOWN:
        note(f"and {len(times) - SHOWN} more; `kokoro-lab phonemes --json` lists them all")


def _line(loss: Loss, times: int) -> str:
    what = "note" if loss.kind in SPOKEN else "not spoken"
    often = f", {times} times" if times > 1 else ""
    return f"{what}: {_short(loss.text)!r} at character {loss.span[0]}{often}: {loss.why}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
