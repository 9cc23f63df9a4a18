"""Loudness as people hear it, so that two versions can be compared fairly."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

TARGET = -23.0  # LUFS, as EBU R 128 has it: every voice reaches it; at -16 the peaks of some would be cut
WINDOW = 0.4  # seconds over which BS.1770 measures


def loudness(samples: np.ndarray, sample_rate: int) -> float:
    """Integrated loudness after ITU-R BS.1770-4; of sounds shorter than 0.4 s, that of their whole length.

    Args:
        samples: float [N], ±1 is full scale.
        sample_rate: Samples per second.

    Returns:
        LUFS; minus infinity for silence.
    """
    import numpy as np
    from pyloudnorm import Meter

    if not np.any(samples):
        return -math.inf
    window = min(WINDOW, len(samples) / sample_rate)
    return float(Meter(sample_rate, block_size=window).integrated_loudness(np.asarray(samples, np.float64)))


def match(samples: np.ndarray, sample_rate: int, lufs: float = TARGET) -> np.ndarray:
    """The same sound at a given loudness.

    Args:
        samples: float32 [N], ±1 is full scale.
        sample_rate: Samples per second.
        lufs: How loud it shall be. A sound whose peaks would pass full scale is only made as loud as
            fits; silence stays silence.

    Returns:
        float32 [N].
    """
    import numpy as np

    now = loudness(samples, sample_rate)
    if math.isinf(now):
        return np.array(samples, dtype=np.float32)
    gain = 10 ** ((lufs - now) / 20)
    room = 1 / float(np.abs(samples).max())
    return np.asarray(samples * min(gain, room), dtype=np.float32)
