"""Samples as 16-bit numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    import numpy as np

FULL_SCALE = 32_767  # the largest 16-bit sample; -32768 is left unused, so that silence is the middle


def int16(samples: np.ndarray) -> np.ndarray:
    """Float samples as 16-bit PCM; what lies beyond ±1 is held there, never wrapped round.

    Args:
        samples: float [N], ±1 is full scale.

    Returns:
        int16 [N].

    Raises:
        LabError: A sample is not a finite number.
    """
    import numpy as np

    samples = np.asarray(samples)
    if not np.isfinite(samples).all():
        bad = int(np.count_nonzero(~np.isfinite(samples)))
        raise LabError(f"{bad} of {samples.size} samples are not finite numbers")
    whole: np.ndarray = np.rint(np.clip(samples, -1, 1) * FULL_SCALE).astype(np.int16)
    return whole
