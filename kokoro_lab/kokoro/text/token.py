"""What a front end gives for each word, and what a front end is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.plan import Origin, Span


@dataclass(frozen=True)
class Token:
    """One word or punctuation mark of a reading.

    Attributes:
        span: Its characters in the reading's text.
        phonemes: Its pronunciation; "" where it has none.
        origin: Where that came from.
        tag: Part of speech, "" where the language has no tagger.
        space: Whether a space follows in the phonemes.
        guessed: Whether spelling rules had to do because no dictionary has the word.
    """

    span: Span
    phonemes: str
    origin: Origin
    tag: str = ""
    space: bool = False
    guessed: bool = False


def moved(tokens: Iterable[Token], by: int) -> Iterator[Token]:
    """Tokens of a part of a text, in the whole text."""
    for token in tokens:
        yield replace(token, span=(token.span[0] + by, token.span[1] + by))


class FrontEnd(Protocol):
    """Turns the text of one language into phonemes.

    Attributes:
        warning: What a person should know about its quality on this installation, "" for nothing.
        reads_foreign: Whether it reads Chinese, Japanese and the like; else such words are reported as lost.
    """

    warning: str
    reads_foreign: bool

    def rules(self, text: str) -> list[tuple[Span, str]]:
        """Where a stretch of text is read otherwise than written, and how; in order, not overlapping."""
        ...

    def tokens(self, reading: Reading) -> list[Token]:
        """The pronunciation of a reading, in order."""
        ...
