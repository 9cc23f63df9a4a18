"""What is going to be spoken, known before any of it is: words, chunks of them, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]  # first character or symbol, and one past the last

Origin = Literal[
    "gold", "silver", "rule", "number", "espeak", "model", "markup", "given", "punctuation", "none"
]
Seam = Literal["word", "clause", "sentence", "paragraph", "pause", "end"]


@dataclass(frozen=True)
class Word:
    """One word or punctuation mark of the text.

    Attributes:
        text: As written in the request.
        span: Its characters in the request's text; `text` is exactly that slice.
        spoken: What is read aloud for it ("twenty twenty-four" for "2024"); equal to `text` for most words.
        phonemes: Its pronunciation, without the space that follows it.
        origin: Where the pronunciation came from: a gold or silver dictionary, a spelling rule, a number
            rule, eSpeak, another library's model, markup, given as phonemes, punctuation, or none (nothing
            is spoken for it).
        tag: Part of speech (Penn tags in English), "" where the language has no tagger.
        symbols: Its symbols in the chunk's `symbols`; empty when nothing is spoken for it.
    """

    text: str
    span: Span
    spoken: str
    phonemes: str
    origin: Origin
    tag: str
    symbols: Span


@dataclass(frozen=True)
class Alternative:
    """One way to pronounce a word.

    Attributes:
        phonemes: Symbols that the engine knows, and no others.
        origin: Where it came from, as for `Word`; "stress" is what is spoken now with other stress marks.
        note: When it is said so, for a person; that of the pronunciation spoken now begins with "spoken now".
    """

    phonemes: str
    origin: Origin | Literal["stress"]
    note: str


@dataclass(frozen=True)
class Loss:
    """Something that is written but will not be spoken, or not as a dictionary would have it.

    Attributes:
        kind: "symbol" (not in the model's vocabulary), "word" (no phonemes), "espeak" (pronounced by eSpeak
            because no dictionary has it), "cut" (text left out), "tagger" (parts of speech guessed by rule).
        text: What was affected, as written.
        span: Its characters in the request's text.
        why: One sentence for a person.
    """

    kind: Literal["symbol", "word", "espeak", "cut", "tagger"]
    text: str
    span: Span
    why: str


@dataclass(frozen=True)
class Chunk:
    """A stretch of text that goes through the network at once.

    Attributes:
        index: Place among the chunks of the request, from 0.
        text: The characters of the request that it covers.
        span: Where they stand in the request's text; chunks follow each other without a gap.
        language: Code such as "en-us".
        words: Its words and punctuation marks, in order.
        phonemes: The pronunciation as the text front end gave it.
        symbols: The same without the symbols that the model does not know: 1 to 510 of them.
        seam: What stands where the chunk ends.
        opening: What stands where it begins: the seam of the chunk before it, "end" for the first one.
        lead: Silence to put before the chunk, seconds.
        pause: Silence to put after the chunk, seconds.
        losses: What of it will not be spoken.
        milliseconds: What planning it cost.
    """

    index: int
    text: str
    span: Span
    language: str
    words: tuple[Word, ...]
    phonemes: str
    symbols: str
    seam: Seam
    opening: Seam = "end"
    lead: float = 0.0
    pause: float = 0.0
    losses: tuple[Loss, ...] = ()
    milliseconds: float = 0.0
