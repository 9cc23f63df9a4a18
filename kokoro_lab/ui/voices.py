"""What the page offers to choose from."""

from __future__ import annotations

from kokoro_lab.kokoro.text.languages import LANGUAGES
from kokoro_lab.kokoro.voices import Shelf, VoiceInfo

Choice = tuple[str, str]  # what is shown, what it stands for

SIGNS = {"female": " ♀", "male": " ♂"}
FOLLOW = "Follows the voice"


def voices(shelf: Shelf) -> list[Choice]:
    """Every voice, those of one language together: "American English · Heart ♀ · af_heart"."""
    order = list(LANGUAGES)
    known = [shelf.voice(name) for name in shelf.names()]
    return [(_label(voice), voice.name) for voice in sorted(known, key=lambda v: order.index(v.language))]


def _label(voice: VoiceInfo) -> str:
    """What a person reads, and what a formula calls it."""
    sign = SIGNS.get(voice.gender or "", "")
    return f"{LANGUAGES[voice.language].name} · {voice.display}{sign} · {voice.name}"


def languages() -> list[Choice]:
    """The languages, after the choice to follow the voice, which stands for ""."""
    return [(FOLLOW, ""), *((language.name, code) for code, language in LANGUAGES.items())]
