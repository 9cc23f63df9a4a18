"""Sound into a pipe, as it comes."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import numpy as np

UNKNOWN = 0xFFFFFFFF  # the size that players take for "until the pipe ends"


def write_wav(parts: Iterable[np.ndarray], pipe: BinaryIO, sample_rate: int) -> None:
    """Write a wav file of 16 bits whose length is not known yet (RIFF, Microsoft and IBM 1991).

    Args:
        parts: float32 [N] each, ±1 is full scale.
        pipe: Cannot go back to put the length in; so there is none.
        sample_rate: Samples per second.
    """
    from kokoro_lab.listen import int16

    pcm, channels, width = 1, 1, 2
    rates = sample_rate, sample_rate * channels * width, channels * width, 8 * width
    pipe.write(struct.pack("<4sI4s", b"RIFF", UNKNOWN, b"WAVE"))
    pipe.write(struct.pack("<4sIHHIIHH", b"fmt ", 16, pcm, channels, *rates))
    pipe.write(struct.pack("<4sI", b"data", UNKNOWN))
    for part in parts:
        pipe.write(int16(part).astype("<i2").tobytes())
        pipe.flush()
