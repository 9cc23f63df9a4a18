"""The 54 voices that come with the package, each stored as the product of two thin matrices."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices.files import Array

PACKS = "packs.safetensors"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class VoiceInfo:
    """What is known of a voice.

    Attributes:
        name: As in a formula.
        display: As a person would call it.
        language: Code of the language that it was recorded in.
        gender: "female" or "male"; None for a blend that the user saved.
        grade: Upstream's overall grade, A to F+; None where upstream gives none.
        error: Largest difference to the published pack; 0 for a pack that is stored whole.
        file: Where the user saved it; None for a voice that comes with the package.
    """

    name: str
    display: str
    language: str
    gender: str | None
    grade: str | None
    error: float
    file: Path | None = None


@dataclass(frozen=True)
class Library:
    """The package's own voices.

    Attributes:
        voices: By name, in the order of the manifest.
        factors: `NAME.rows` [510, 20] and `NAME.columns` [20, 256] of each.
    """

    voices: Mapping[str, VoiceInfo]
    factors: Mapping[str, Array] = field(repr=False)

    @classmethod
    def open(cls, folder: Path | None = None) -> Library:
        """Read the manifest and the data, 3.3 MB; None takes the place where the package keeps them.

        Raises:
            LabError: They are missing or damaged.
        """
        place = folder or data_folder()
        try:
            manifest = json.loads((place / MANIFEST).read_text("utf-8"))
            data = (place / PACKS).read_bytes()
        except (OSError, ValueError) as error:
            raise LabError(f"the voices in {place} cannot be read: {error}") from error
        if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
            raise LabError(f"{place / PACKS} is damaged: its SHA-256 is not that in {MANIFEST}")
        from safetensors.numpy import load

        return cls({name: _info(name, about) for name, about in manifest["voices"].items()}, load(data))

    def values(self, name: str) -> Array:
        """The pack [510, 256] of one of the voices."""
        pack: Array = self.factors[f"{name}.rows"] @ self.factors[f"{name}.columns"]
        return pack


def data_folder() -> Path:
    """Where the package's voices are: inside it when installed, beside it in a clone."""
    package = files("kokoro_lab")
    inside, beside = Path(str(package / "voices_data")), Path(str(package)).parent / "voices"
    return inside if (inside / MANIFEST).is_file() else beside


def _info(name: str, about: Mapping[str, object]) -> VoiceInfo:
    grade = about["grade"]
    return VoiceInfo(
        name=name,
        display=str(about["display"]),
        language=str(about["language"]),
        gender=str(about["gender"]),
        grade=None if grade is None else str(grade),
        error=float(str(about["error"])),
    )
