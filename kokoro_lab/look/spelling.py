"""Words over their phonemes, each with its duration."""

from __future__ import annotations

from collections.abc import Mapping

from kokoro_lab.look import colours
from kokoro_lab.look.document import Document, element, wrapped
from kokoro_lab.plan import Span, Word
from kokoro_lab.timeline import local_marks
from kokoro_lab.trace import Mark, Trace

PIXELS = 160  # width of a second
NARROWEST = 26  # pixels, so that a sign and its milliseconds can be read
TOKEN = f"--clock: {colours.CLOCKS['token']}"


def phonemes(trace: Trace) -> Document:
    """The words of a trace over their phonemes; a box's width and the number below it are its duration.

    Words for which nothing is spoken are shown without phonemes. Where the engine gives no times, the
    phonemes stand without durations. Pointing at a word tells where its pronunciation came from.
    """
    heard: dict[Span, list[Mark]] = {}
    for mark in local_marks(trace):
        if mark.tier == "phoneme":
            heard.setdefault(mark.span, []).append(mark)
    words = trace.chunk.words
    html = wrapped("div", "".join(_word(word, heard) for word in words), "words")
    if heard:
        html += element("p", "Below each phoneme: how long it lasts, in milliseconds.", "quiet")
    return Document(html, "\n".join(_line(word, heard) for word in words))


def _word(word: Word, heard: Mapping[Span, list[Mark]]) -> str:
    marks = heard.get(word.span, [])
    boxes = "".join(_phoneme(mark) for mark in marks) or element(
        "span", word.phonemes, "phoneme", style=TOKEN
    )
    inner = element("b", word.text) + wrapped("div", boxes if word.phonemes else "", "phonemes")
    return wrapped("div", inner, "word" if word.phonemes else "word quiet", title=_origin(word))


def _phoneme(mark: Mark) -> str:
    seconds = mark.end - mark.start
    style = f"{TOKEN}; width: {max(NARROWEST, round(PIXELS * seconds))}px"
    inner = element("span", mark.text) + element("small", f"{1000 * seconds:.0f}")
    return wrapped("span", inner, "phoneme", style=style, title=f"{mark.start:.3f} to {mark.end:.3f} s")


def _origin(word: Word) -> str:
    """Where the pronunciation came from, in words."""
    read = f"read as {word.spoken!r}, " if word.spoken != word.text else ""
    return f"{read}{word.origin}" + (f", {word.tag}" if word.tag else "")


def _line(word: Word, heard: Mapping[Span, list[Mark]]) -> str:
    marks = heard.get(word.span, [])
    said = " ".join(f"{m.text} {1000 * (m.end - m.start):.0f}" for m in marks) or word.phonemes
    return f"{word.text}  {said or 'not spoken'}  ({_origin(word)})"
