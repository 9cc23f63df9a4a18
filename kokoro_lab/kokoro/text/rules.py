"""Reading rules: a pattern, and how a match of it is spoken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kokoro_lab.plan import Span

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def applied(rules: Iterable[Rule], text: str) -> list[tuple[Span, str]]:
    """Where a text is read otherwise than written, and how; in order, not overlapping.

    Earlier rules win. A rule that declines a match (by "") leaves it to the rules after it.
    """
    found: list[tuple[Span, str]] = []
    for pattern, speak in rules:
        for match in list(pattern.finditer(text)):
            spoken = speak(match)
            if spoken:
                start, end = match.span()
                found.append(((start, end), spoken))
                text = text[:start] + "\0" * (end - start) + text[end:]
    return sorted(found)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
