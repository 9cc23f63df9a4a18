"""Phonemes that are given instead of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text.planner import CLAUSE_ENDS, Piece, plan, split
from kokoro_lab.kokoro.text.vocab import MAX_SYMBOLS, known
from kokoro_lab.kokoro.text.words import Draft
from kokoro_lab.kokoro.text.writer import written
from kokoro_lab.plan import Chunk, Loss, Seam, Word


def given_chunks(phonemes: str, language: str, speed: float) -> Iterator[Chunk]:
    """One chunk exactly as given if that fits; else cut after punctuation or at spaces.

    Raises:
        LabError: No symbol makes a sound.
    """
    words = [_word(match) for match in re.finditer(r"\S+", phonemes)]
    if not any(word.speaks for word in words):
        raise LabError(f"there is nothing to speak: no symbol of {phonemes[:40]!r} makes a sound")
    if len(known(phonemes)) <= MAX_SYMBOLS:
        yield _whole(phonemes, language, words)
    else:
        yield from written(plan(_pieces(phonemes, words), speed), phonemes, language)


def _word(match: re.Match[str]) -> Draft:
    text, span = match.group(), match.span()
    symbols = known(text)
    losses: tuple[Loss, ...] = ()
    if symbols != text:
        strange = ", ".join(sorted(set(text) - set(symbols)))
        losses = (Loss("symbol", text, span, f"the model has no symbol for {strange}, so it is left out"),)
    return Draft(
        span, text, text, text, symbols, "given" if symbols else "none", "", space=True, losses=losses
    )


def _whole(phonemes: str, language: str, drafts: list[Draft]) -> Chunk:
    words = []
    for word in drafts:
        start = len(known(phonemes[: word.span[0]]))
        place = (start, start + len(word.symbols))
        words.append(Word(word.text, word.span, word.spoken, word.phonemes, word.origin, word.tag, place))
    return Chunk(
        index=0,
        text=phonemes,
        span=(0, len(phonemes)),
        language=language,
        words=tuple(words),
        phonemes=phonemes,
        symbols=known(phonemes),
        seam="end",
        losses=tuple(loss for word in drafts for loss in word.losses),
    )


def _pieces(phonemes: str, words: list[Draft]) -> Iterator[Piece]:
    """The words; those without a sound are held by the one before them."""
    held: list[Draft] = []
    for word in words:
        if word.speaks and any(one.speaks for one in held):
            yield from split(_piece(held, word.span[0], "word"))
            held = []
        held.append(word)
    yield from split(_piece(held, len(phonemes), "end"))


def _piece(held: list[Draft], end: int, seam: Seam) -> Piece:
    last = "".join(word.symbols for word in held)[-1]
    return Piece(tuple(held), end, "clause" if seam == "word" and last in CLAUSE_ENDS else seam)
