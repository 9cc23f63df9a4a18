"""A stretch of text as it is read aloud, and where each of its characters was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kokoro_lab.plan import Span


@dataclass(frozen=True)
class Change:
    """A place where something else is read than what is written.

    Attributes:
        span: What is written, in the request's text.
        spoken: What is read.
        phonemes: How that is pronounced, where markup says so.
        stress: How its stress is changed, where markup says so.
    """

    span: Span
    spoken: str
    phonemes: str | None = None
    stress: float | None = None


@dataclass(frozen=True)
class Reading:
    """Spoken text, each character of which knows its source.

    Attributes:
        text: What is read aloud.
        source: The stretch in the request's text that it was made from.
        changes: What was changed, in order, not overlapping.
        spoken: Where each change stands in `text`.
    """

    text: str
    source: Span
    changes: tuple[Change, ...] = ()
    spoken: tuple[Span, ...] = field(default=())

    @classmethod
    def of(cls, text: str, source: Span, changes: Sequence[Change] = ()) -> Reading:
        """Reads `text[source[0]:source[1]]` aloud, with these changes (in order, not overlapping)."""
        parts: list[str] = []
        spoken: list[Span] = []
        length, at = 0, source[0]
        for change in changes:
            plain = text[at : change.span[0]]
            start = length + len(plain)
            length = start + len(change.spoken)
            parts += (plain, change.spoken)
            spoken.append((start, length))
            at = change.span[1]
        parts.append(text[at : source[1]])
        return cls("".join(parts), source, tuple(changes), tuple(spoken))

    def written(self, span: Span) -> Span:
        """Where a span of `text` was written; a changed place counts as a whole."""
        first, last = self._before(span[0], inner=True), self._before(span[1], inner=False)
        return first[0], last[1]

    def _before(self, at: int, *, inner: bool) -> Span:
        """The source of the boundary before character `at`: as the start or the end of a span."""
        index = bisect_right(self.spoken, at, key=lambda span: span[0]) - 1
        while not inner and index >= 0 and self.spoken[index][0] == at:
            index -= 1  # a span that ends where a change begins does not touch it
        if index < 0:
            place = self.source[0] + at
            return place, place
        (_, end), change = self.spoken[index], self.changes[index]
        if at < end or (not inner and at == end):
            return change.span
        place = change.span[1] + at - end
        return place, place

    def change_at(self, at: int) -> Change | None:
        """The change that character `at` of `text` belongs to."""
        index = bisect_right(self.spoken, at, key=lambda span: span[0]) - 1
        return self.changes[index] if index >= 0 and at < self.spoken[index][1] else None
