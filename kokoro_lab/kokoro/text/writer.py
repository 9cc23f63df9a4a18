"""Groups of words written down as chunks, with the places of words in text and symbols."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.kokoro.text.markup import marks
from kokoro_lab.kokoro.text.planner import PARAGRAPH_PAUSE, Group
from kokoro_lab.kokoro.text.words import Draft
from kokoro_lab.plan import Chunk, Loss, Span, Word


def written(groups: Iterable[Group], text: str, language: str, warning: str = "") -> Iterator[Chunk]:
    """The chunks of a text, each beginning where the one before ended.

    Args:
        groups: The words of each chunk.
        text: The request's text.
        language: Code such as "en-us".
        warning: What to report of the parts of speech, "" for nothing.
    """
    at = 0
    started = time.perf_counter()
    for index, group in enumerate(groups):
        span = (at, group.pieces[-1].end)
        chunk = _chunk(group, index, text, span)
        if index == 0 and warning:
            chunk = replace(chunk, losses=(Loss("tagger", chunk.text, span, warning), *chunk.losses))
        took = 1000 * (time.perf_counter() - started)
        yield replace(chunk, language=language, milliseconds=took)
        started = time.perf_counter()
        at = span[1]


def _chunk(group: Group, index: int, text: str, span: Span) -> Chunk:
    drafts = [_without_markup(word) for word in group.words]
    words, symbols, phonemes = _joined(drafts)
    final = group.pieces[-1]
    return Chunk(
        index=index,
        text=text[slice(*span)],
        span=span,
        language="",
        words=words,
        phonemes=phonemes,
        symbols=symbols,
        seam=final.seam,
        lead=_whole_samples(group.pieces[0].lead),
        pause=_whole_samples(PARAGRAPH_PAUSE if final.seam == "paragraph" else final.pause),
        losses=tuple(loss for word in drafts for loss in word.losses),
    )


def _whole_samples(seconds: float) -> float:
    """The length of silence, in seconds, as it can be made of audio samples."""
    return round(seconds * SAMPLE_RATE) / SAMPLE_RATE


def _joined(drafts: list[Draft]) -> tuple[tuple[Word, ...], str, str]:
    """Words with their places in the chunk's symbols, those symbols, and the phonemes."""
    words: list[Word] = []
    symbols, phonemes, space = "", "", ""
    for word in drafts:
        symbols += space if word.symbols and symbols else ""
        phonemes += space if word.phonemes and phonemes else ""
        place = (len(symbols), len(symbols) + len(word.symbols))
        words.append(Word(word.text, word.span, word.spoken, word.phonemes, word.origin, word.tag, place))
        symbols += word.symbols
        phonemes += word.phonemes
        space = " " if word.space or (space and not word.symbols) else ""
    return tuple(words), symbols, phonemes


def _without_markup(word: Draft) -> Draft:
    """A word as a reader would see it: of `[word](/phonemes/)` the word alone."""
    mark = next(marks(word.text), None)
    if mark is None or mark.pause is not None or mark.span != (0, len(word.text)):
        return word
    text = word.text[slice(*mark.word)]
    span = (word.span[0] + mark.word[0], word.span[0] + mark.word[1])
    losses = tuple(replace(loss, text=text, span=span) for loss in word.losses)
    return replace(word, text=text, span=span, losses=losses)
