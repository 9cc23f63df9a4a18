"""eSpeak NG through misaki: Spanish, French, Hindi, Italian, Portuguese, and unknown English words.

Imports phonemizer and loads eSpeak's library: import this module only when it is needed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from misaki import espeak  # tells phonemizer of the library that espeakng-loader carries
from phonemizer.backend import EspeakBackend

from kokoro_lab.kokoro.text.marks import closed_up, punctuation, with_markup
from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.rules import applied
from kokoro_lab.kokoro.text.token import Token
from kokoro_lab.plan import Span

# A mark inside a number belongs to the number.
_MARK = re.compile(r"(?:(?<!\d)[.,:]|[.,:](?!\d)|[;!?¡¿—…\"«»“”„‟(){}\[\]।॥])+")
_NEGATIVE = re.compile(r"(?<![^\s(])[-−](\d+(?:[.,]\d+)*)(?![\w-])")
_MINUS = {"es": "menos", "fr-fr": "moins", "hi": "माइनस", "it": "meno", "pt-br": "menos"}
_NEVER = "\ufdd0"  # a character that no text has: punctuation is found here, not by phonemizer
_QUIET = logging.getLogger(f"{__name__}.quiet")
_QUIET.disabled = True


def backend(language: str) -> Any:  # noqa: ANN401
    """ESpeak with the settings that misaki uses, but without its warnings and language flags."""
    return EspeakBackend(
        language,
        punctuation_marks=_NEVER,
        preserve_punctuation=True,
        with_stress=True,
        tie="^",
        language_switch="remove-flags",
        logger=_QUIET,
    )


def fallback(*, british: bool) -> Any:  # noqa: ANN401
    """Misaki's reading of unknown English words by eSpeak, quiet and without language flags."""
    english = espeak.EspeakFallback(british)
    english.backend = backend("en-gb" if british else "en-us")
    return english


class Espeak:
    """A language that eSpeak pronounces.

    eSpeak pronounces a clause as a whole: words change their neighbours (French liaison, Spanish soft d),
    a number becomes several words and two small words can become one. So each clause is pronounced at once,
    and the words of the result are shared out among the written words.
    """

    warning = ""
    reads_foreign = False

    def __init__(self, language: str) -> None:
        self._minus = _MINUS[language]
        self._g2p = espeak.EspeakG2P(language)
        self._g2p.backend = backend(language)
        self._count = lru_cache(maxsize=4096)(self._spoken_words)

    def rules(self, text: str) -> list[tuple[Span, str]]:
        """Negative numbers, of which eSpeak drops the sign; it has its own rules for all else."""
        return applied(((_NEGATIVE, lambda match: f"{self._minus} {match[1]}"),), text)

    def tokens(self, reading: Reading) -> list[Token]:
        """The pronunciation of a reading, clause by clause."""
        found: list[Token] = []
        at = 0
        for mark in _MARK.finditer(reading.text):
            found += self._clause(reading, (at, mark.start()))
            found += punctuation(reading.text, mark.span())
            at = mark.end()
        found += self._clause(reading, (at, len(reading.text)))
        return closed_up(with_markup(reading, found))

    def _pronounce(self, text: str) -> list[str]:
        phonemes: str = self._g2p(text)[0]
        return phonemes.split()

    def _spoken_words(self, text: str) -> int:
        return len(self._pronounce(text))

    def _clause(self, reading: Reading, span: Span) -> Iterator[Token]:
        """The words between two punctuation marks."""
        text = reading.text
        words = [(span[0] + m.start(), span[0] + m.end()) for m in re.finditer(r"\S+", text[slice(*span)])]
        if not words:
            return
        written = [text[slice(*word)] for word in words]
        said = self._pronounce(" ".join(written))
        for first, last, phonemes in self._shared(written, said):
            if last - first > 1 and any(reading.change_at(start) for start, _ in words[first:last]):
                for word in words[first:last]:  # markup speaks of one of them alone
                    yield _token(text, word, self._pronounce(text[slice(*word)]))
            elif not phonemes:
                yield from punctuation(text, (words[first][0], words[last - 1][1]))
            else:
                yield _token(text, (words[first][0], words[last - 1][1]), phonemes)

    def _shared(self, words: list[str], said: list[str]) -> Iterator[tuple[int, int, list[str]]]:
        """Runs of written words (first, one past the last) with their share of the spoken words.

        How many spoken words a written one becomes is seen by pronouncing it together with the two words
        before it, and those two alone. Where that does not add up, the clause stays in one piece.
        """
        if len(words) == len(said) and not any(map(str.isdigit, "".join(words))):
            shares = [1] * len(words)
        else:
            shares = [self._share(words[max(0, i - 2) : i + 1]) for i in range(len(words))]
        if sum(shares) != len(said) or min(shares) < 0:
            yield 0, len(words), said
            return
        first = at = 0
        for last in range(1, len(words) + 1):
            if last < len(words) and shares[last] < 1 and self._count(words[last]) > 0:
                continue  # the next word was joined to this one
            count = sum(shares[first:last])
            yield first, last, said[at : at + count]
            first, at = last, at + count

    def _share(self, words: list[str]) -> int:
        return self._count(" ".join(words)) - (self._count(" ".join(words[:-1])) if words[1:] else 0)


def _token(text: str, span: Span, phonemes: list[str]) -> Token:
    space = text[span[1] : span[1] + 1].isspace()
    return Token(span, " ".join(phonemes), "espeak" if phonemes else "none", space=space)
