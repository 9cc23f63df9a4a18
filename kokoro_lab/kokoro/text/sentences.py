"""Text cut into stretches that are pronounced at once: sentences, or parts of very long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from kokoro_lab.kokoro.text.markup import Mark
from kokoro_lab.plan import Seam, Span

MAX_STRETCH = 400  # characters; longer sentences are cut at clauses, spaces, or anywhere
_PARAGRAPH = re.compile(r"[ \t]*\n(?:[ \t]*\n)+\s*")
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*•–—]|\d{1,3}[.)])[ \t])")  # a list's next item is a sentence of its own
_UNFINISHED = re.compile(r"\b(?:pp?|[Ee]qs?|[Vv]ols?|[Cc]h|[Nn]os?|[Ff]igs?|[Ss]ec|[Aa]rt)\.\s+\Z")
_NUMBER = re.compile(r"\(?\d")
_CLAUSE = re.compile(r"[,;:—…、，；：।](?:\s+|(?<=[、，；：।]))")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Stretch:
    """A sentence, or a part of a very long one.

    Attributes:
        span: Where it stands; stretches follow each other without a gap.
        seam: What stands where it ends.
        pause: Silence after it that markup asks for, seconds.
    """

    span: Span
    seam: Seam
    pause: float = 0.0


def stretches(clean: str, language: str, marks: list[Mark]) -> Iterator[Stretch]:
    """The text as stretches, which together cover it.

    Args:
        clean: The text, without lone surrogates.
        language: Code such as "en-us".
        marks: Its markup, no part of which is cut.
    """
    masked = _masked(clean, marks)
    at = 0
    for mark in marks:
        if mark.pause is not None:
            yield from _paragraphs(masked, (at, mark.span[0]), language)
            yield Stretch(mark.span, "pause", mark.pause)
            at = mark.span[1]
    yield from _paragraphs(masked, (at, len(clean)), language)


def _masked(clean: str, marks: list[Mark]) -> str:
    """The text with every markup turned into one unbroken word of the same length."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        start, end = mark.span
        parts += (clean[at:start], "x" * (end - start))
        at = end
    return "".join((*parts, clean[at:]))


def _paragraphs(masked: str, span: Span, language: str) -> Iterator[Stretch]:
    start, end = span
    while start < end:
        gap = _PARAGRAPH.search(masked, start, end)
        stop = gap.end() if gap else end
        if gap:
            yield from _with_last_seam(_sentences(masked, (start, stop), language), "paragraph")
        else:
            yield from _sentences(masked, (start, stop), language)
        start = stop


def _with_last_seam(parts: Iterator[Stretch], seam: Seam) -> Iterator[Stretch]:
    held = None
    for part in parts:
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield Stretch(held.span, seam)


def _sentences(masked: str, span: Span, language: str) -> Iterator[Stretch]:
    """Sentences of one paragraph; a line break in it is a space, unless a list's item follows."""
    edges = [match.end() for match in _ITEM.finditer(masked, *span)]
    for start, end in zip((span[0], *edges), (*edges, span[1]), strict=True):
        at = start
        stop = start
        for sentence in sentencex.segment(language[:2], masked[start:end].replace("\n", " ")):
            if not (_UNFINISHED.search(masked, at, stop) and _NUMBER.match(sentence)):
                yield from _cut(masked, (at, stop))
                at = stop
            stop += len(sentence)
        yield from _cut(masked, (at, end))


def _cut(masked: str, span: Span) -> Iterator[Stretch]:
    """A sentence in parts that are short enough."""
    start, end = span
    while end - start > MAX_STRETCH:
        limit = start + MAX_STRETCH
        stop, seam = limit, "word"
        for kind, edge in (("clause", _CLAUSE), ("word", _SPACE)):
            ends = [match.end() for match in edge.finditer(masked, start + MAX_STRETCH // 3, limit)]
            if ends:
                stop, seam = ends[-1], kind
                break
        yield Stretch((start, stop), "clause" if seam == "clause" else "word")
        start = stop
    if start < end:
        yield Stretch((start, end), "sentence")
