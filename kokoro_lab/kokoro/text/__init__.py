"""Text of any length and language as chunks of words, phonemes and symbols, and what of it is lost."""

from kokoro_lab.kokoro.text.languages import LANGUAGES, Language, resolve
from kokoro_lab.kokoro.text.reader import Reader
from kokoro_lab.kokoro.text.vocab import MAX_SYMBOLS, symbols_to_ids

__all__ = [
    "LANGUAGES",
    "MAX_SYMBOLS",
    "Language",
    "Reader",
    "resolve",
    "symbols_to_ids",
]
