"""Markup in the text: `[word](/phonemes/)`, `[word](+1)` and `[pause 0.5s]`.

Whatever does not have exactly one of these forms is ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kokoro_lab.plan import Span

MAX_PAUSE = 60.0  # seconds, of one pause and of all in one place

_PAUSE = r"\[pause[ \t]+(?P<amount>\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})[ \t]*(?P<unit>ms|s)\]"
_SAID = r"/(?P<phonemes>[^/()\n]{1,1000})/"
_LINK = rf"\[(?P<word>[^\[\]\n]{{1,300}})\]\((?:{_SAID}|(?P<stress>[+-]?(?:0\.5|[012])))\)"
_MARKUP = re.compile(f"{_PAUSE}|{_LINK}", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """One piece of markup.

    Attributes:
        span: All of it in the text, brackets included.
        word: Where the word that it speaks of stands; empty for a pause.
        phonemes: How to pronounce the word, None where that is not given.
        stress: How to change the word's stress: -2 none, -1 less, +1 secondary or more, +2 primary; None
            where that is not given.
        pause: Silence in seconds, None for markup of a word.
    """

    span: Span
    word: Span
    phonemes: str | None = None
    stress: float | None = None
    pause: float | None = None


def marks(text: str) -> Iterator[Mark]:
    """All markup of the text, in order."""
    for match in _MARKUP.finditer(text):
        if match["amount"] is not None:
            seconds = float(match["amount"]) / (1000 if match["unit"].lower() == "ms" else 1)
            if seconds <= MAX_PAUSE:
                yield Mark(match.span(), (match.end(), match.end()), pause=seconds)
        elif match["phonemes"] is not None:
            yield Mark(match.span(), match.span("word"), phonemes=match["phonemes"].strip())
        else:
            yield Mark(match.span(), match.span("word"), stress=float(match["stress"]))
