"""How high, how lively and how fast a voice speaks, measured on traces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kokoro_lab.timeline import of_kind
from kokoro_lab.trace import Mark, Trace

if TYPE_CHECKING:
    import numpy as np

LOWEST = 50.0  # Hz: below it a predicted F0 is on its way to rest, not a voice
NO_SOUNDS = frozenset("ˈˌːʰʲ")  # stress, length, breath and palatal: they belong to the letter beside them


def pitch(traces: Iterable[Trace]) -> float | None:
    """The median F0 where there is voice, Hz; None where there is none."""
    import numpy as np

    f0 = voiced(traces)
    return float(np.median(f0)) if f0.size else None


def spread(traces: Iterable[Trace]) -> float | None:
    """How far the melody moves: from the 10th to the 90th percentile of the voiced F0, semitones.

    The percentiles leave out the values at which a voice starts and ends. None where there is no voice.
    """
    import numpy as np

    f0 = voiced(traces)
    if not f0.size:
        return None
    low, high = np.percentile(f0, [10, 90])
    return float(12 * np.log2(high / low))


def pace(marks: Sequence[Mark]) -> float | None:
    """Phonemes per second, pauses left out: the articulation rate.

    Letters of the phonetic alphabet are counted, so that a diphthong that a language writes with one symbol
    is one and with two symbols two: compare voices of the same language. The time runs from the first sound
    to the end of the last one, without what lies between two sounds with punctuation between them.

    Args:
        marks: Of an utterance, in order, as `kokoro_lab.timeline.marks` gives them.

    Returns:
        None where nothing is heard.
    """
    symbols = [mark for mark in marks if mark.tier == "phoneme"]
    heard = [at for at, mark in enumerate(symbols) if not _is_punctuation(mark.text)]
    if not heard:
        return None
    pauses = [(symbols[a].end, symbols[b].start) for a, b in pairwise(heard) if b > a + 1]
    seconds = symbols[heard[-1]].end - symbols[heard[0]].start - sum(end - start for start, end in pauses)
    return sum(_is_sound(mark.text) for mark in symbols) / seconds


def voiced(traces: Iterable[Trace]) -> np.ndarray:
    """The F0 of an utterance where there is voice, above 50 Hz: float [any], Hz, 80 a second in Kokoro."""
    import numpy as np

    curves = [trace[spec.name] for trace in traces if (spec := of_kind(trace, "curve", "Hz"))]
    f0 = np.concatenate([np.zeros(0), *curves])
    return f0[f0 > LOWEST]


def _is_sound(symbol: str) -> bool:
    return symbol not in NO_SOUNDS and unicodedata.category(symbol).startswith("L")


def _is_punctuation(symbol: str) -> bool:
    return unicodedata.category(symbol).startswith("P")
