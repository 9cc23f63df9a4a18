"""Sound into a file: wav, flac, mp3 or ogg, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside
from kokoro_lab.listen.pcm import int16

if TYPE_CHECKING:
    import numpy as np

# Suffix to libsndfile's names of container and coding.
FORMATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".wav": ("WAV", "PCM_16"),
        ".flac": ("FLAC", "PCM_16"),
        ".mp3": ("MP3", "MPEG_LAYER_III"),
        ".ogg": ("OGG", "VORBIS"),
    }
)
BLOCK = 1 << 15  # samples handed over at once; libsndfile's Vorbis encoder keeps a block on the stack


@dataclass(frozen=True)
class Written:
    """What was put into a file.

    Attributes:
        path: The file.
        seconds: How long it sounds.
        peak: Largest absolute sample before clipping; ±1 is full scale.
        clipped: How many samples were beyond full scale and are held there.
    """

    path: Path
    seconds: float
    peak: float
    clipped: int


def suffix(path: str | Path) -> str:
    """The ending that decides the format, in lower case.

    Raises:
        LabError: It is none of the four.
    """
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise LabError(
            f"{Path(path).name!r}: sound is written as {', '.join(FORMATS)}, not {ending or 'nothing'!r}"
        )
    return ending


def write(parts: Iterable[np.ndarray], path: str | Path, sample_rate: int) -> Written:
    """Write sound as it comes; only one part is in memory at a time.

    The file appears when all of it is there; an error, or a part that never comes, leaves nothing behind.

    Args:
        parts: float32 [N] each, ±1 is full scale; a generator such as
            `(part["audio"] for part in lab.stream(request))`.
        path: The suffix picks the format: .wav and .flac of 16 bits, .mp3, .ogg (Vorbis).
        sample_rate: Samples per second.

    Raises:
        LabError: The suffix is another one, the folder cannot be written to, there is no sound in the
            parts, or a sample is not a number.
    """
    import numpy as np
    import soundfile

    target = Path(path)
    container, coding = FORMATS[suffix(target)]
    count, clipped, peak = 0, 0, 0.0
    try:
        with (
            written_aside(target) as aside,
            soundfile.SoundFile(aside, "w", sample_rate, 1, coding, format=container) as file,
        ):
            for block in _blocks(parts):
                file.write(int16(block))
                size = np.abs(block)
                count += len(block)
                clipped += int(np.count_nonzero(size > 1))
                peak = max(peak, float(size.max()))
            if not count:
                raise LabError(f"there is no sound to write into {target}")
    except soundfile.LibsndfileError as error:
        raise LabError(f"cannot write {target}: {error.error_string}") from error
    return Written(target, count / sample_rate, peak, clipped)


def _blocks(parts: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """The parts cut into pieces that the encoders bear; empty ones are left out."""
    for part in parts:
        if part.ndim != 1:
            raise LabError(f"sound is one row of samples, not an array of shape {list(part.shape)}")
        for at in range(0, len(part), BLOCK):
            yield part[at : at + BLOCK]
