"""What is known of each voice before anything is spoken: a stored clip, and measures of a longer passage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text.languages import LANGUAGES
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.library import VoiceInfo, data_folder

GALLERY = "gallery.json"
CLIPS = "clips"
PARTS = ("weights", "packs", "versions", "loudness", "sentences", "passages", "voices")


@dataclass(frozen=True)
class Card:
    """What is known of a voice.

    Attributes:
        name: As in a formula.
        display: As a person would call it.
        language: Code of the language that it was recorded in, which the clip speaks.
        language_name: The same in English words.
        gender: "female" or "male"; None for a blend that the user saved.
        grade: Upstream's overall grade, A to F+; None where upstream gives none.
        clip: Its file in `clips_folder()`; None, as are the next four, for a voice that the user saved.
        seconds: How long the clip is.
        pitch: Median F0, Hz.
        spread: From the 10th to the 90th percentile of F0, semitones.
        pace: Phonemes per second, pauses left out; to be compared within a language.
        saved: Whether the user saved it.
    """

    name: str
    display: str
    language: str
    language_name: str
    gender: str | None
    grade: str | None
    clip: str | None = None
    seconds: float | None = None
    pitch: float | None = None
    spread: float | None = None
    pace: float | None = None
    saved: bool = False


def cards(shelf: Shelf) -> tuple[Card, ...]:
    """All voices: those of the package with their stored measures, then those that the user saved.

    Raises:
        LabError: The stored measures are missing or damaged.
    """
    return _cards(shelf, read_gallery())


def clips_folder() -> Path:
    """Where the clips are, NAME.mp3 for each voice: inside the installed package, beside it in a clone."""
    return data_folder() / CLIPS


def read_gallery(folder: Path | None = None) -> Mapping[str, Any]:
    """What `kokoro_lab.casting.clips` wrote.

    Args:
        folder: Where it is; None takes the place where the package keeps its voices.

    Returns:
        "weights" and "packs", the hashes of what spoke; "versions"; "loudness" of every clip, LUFS;
        "sentences" of the clips and "passages" of the measures by language; "voices" by name, with the
        fields of `Card` from `clip` to `pace` and the clip's "sha256".

    Raises:
        LabError: It is missing or damaged.
    """
    file = (folder or data_folder()) / GALLERY
    try:
        gallery: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LabError(f"the measures of the voices in {file} cannot be read: {error}") from error
    lacking = [part for part in PARTS if part not in gallery]
    if lacking:
        raise LabError(f"{file} is damaged: it lacks {', '.join(lacking)}")
    return gallery


def gallery_answer(shelf: Shelf) -> tuple[dict[str, Any], tuple[()]]:
    """All cards, what the clips say in each language, and how loud they are (LUFS), as plain JSON.

    Raises:
        LabError: As `cards`.
    """
    gallery = read_gallery()
    message = {
        "kind": "gallery",
        "text_of": dict(gallery["sentences"]),
        "loudness": gallery["loudness"],
        "voices": [asdict(card) for card in _cards(shelf, gallery)],
    }
    return message, ()


def _cards(shelf: Shelf, gallery: Mapping[str, Any]) -> tuple[Card, ...]:
    return tuple(_card(shelf.voice(name), gallery["voices"]) for name in shelf.names())


def _card(info: VoiceInfo, stored: Mapping[str, Mapping[str, Any]]) -> Card:
    name = LANGUAGES[info.language].name
    about = (info.name, info.display, info.language, name, info.gender, info.grade)
    if info.file is not None:
        return Card(*about, saved=True)
    try:
        known = stored[info.name]
        return Card(*about, known["clip"], known["seconds"], known["pitch"], known["spread"], known["pace"])
    except (KeyError, TypeError) as error:
        raise LabError(f"{GALLERY} is damaged: it lacks {error} of the voice {info.name}") from error
