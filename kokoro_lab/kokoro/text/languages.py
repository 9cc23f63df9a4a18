"""The nine languages that Kokoro speaks, and what reads each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from kokoro_lab.errors import unknown


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: "en-us", "es", …
        letter: The first letter of its voices' names.
        name: In English.
        front_end: What turns its text into phonemes.
        espeak: eSpeak's name for it.
        extra: The extra of the package that it needs, "" for none.
    """

    code: str
    letter: str
    name: str
    front_end: Literal["english", "espeak", "chinese", "japanese"]
    espeak: str
    extra: str = ""


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language("en-us", "a", "American English", "english", "en-us"),
            Language("en-gb", "b", "British English", "english", "en-gb"),
            Language("es", "e", "Spanish", "espeak", "es"),
            Language("fr", "f", "French", "espeak", "fr-fr"),
            Language("hi", "h", "Hindi", "espeak", "hi"),
            Language("it", "i", "Italian", "espeak", "it"),
            Language("ja", "j", "Japanese", "japanese", "ja", extra="ja"),
            Language("pt-br", "p", "Brazilian Portuguese", "espeak", "pt-br"),
            Language("zh", "z", "Mandarin Chinese", "chinese", "cmn", extra="zh"),
        )
    }
)
_LETTERS = {language.letter: language for language in LANGUAGES.values()}


def resolve(code_or_letter: str) -> Language:
    """The language with this code ("en-gb", "EN_GB") or voice letter ("b").

    Raises:
        LabError: There is none; the nearest codes are named.
    """
    key = code_or_letter.strip().lower().replace("_", "-")
    found = LANGUAGES.get(key) or _LETTERS.get(key)
    if found is None:
        raise unknown("language", code_or_letter, LANGUAGES)
    return found
