"""Words and phonemes as a TextGrid, the file of intervals that Praat reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside
from kokoro_lab.trace import Mark

TIERS = ("word", "phoneme")
DIGITS = 6  # of a second: finer than a sample, and free of the last bits of float arithmetic


def textgrid(marks: Iterable[Mark], seconds: float, path: str | Path) -> Path:
    """Write a TextGrid with two interval tiers, "word" and "phoneme"; gaps are intervals without a label.

    Args:
        marks: In order, from `kokoro_lab.listen.marks`.
        seconds: How long the sound is.
        path: The file to write, usually NAME.TextGrid.

    Raises:
        LabError: A mark ends after the sound, or the folder cannot be written to.
    """
    from praatio.data_classes.interval_tier import IntervalTier
    from praatio.data_classes.textgrid import Textgrid

    found = [replace(m, start=round(m.start, DIGITS), end=round(m.end, DIGITS)) for m in marks]
    last, end = max((m.end for m in found), default=0.0), round(seconds, DIGITS)
    if last > end:
        raise LabError(f"the last mark ends at {last:.3f} s, after the sound, which lasts {end:.3f} s")
    grid = Textgrid(0, end)
    for tier in TIERS:
        intervals = [(m.start, m.end, " ".join(m.text.split())) for m in found if m.tier == tier]
        grid.addTier(IntervalTier(tier, intervals, 0, end))
    target = Path(path)
    with written_aside(target) as aside:
        grid.save(str(aside), "long_textgrid", includeBlankSpaces=True)
    return target
