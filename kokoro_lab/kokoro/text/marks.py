"""Punctuation and markup among the tokens of languages whose front ends know neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.stress import stressed
from kokoro_lab.kokoro.text.token import Token
from kokoro_lab.kokoro.text.vocab import PUNCTUATION
from kokoro_lab.plan import Span

_SAME = {
    **dict.fromkeys("«„‟《〈「『【〔", "“"),
    **dict.fromkeys("»》〉」』】〕", "”"),
    **dict.fromkeys("[{（［｛", "("),
    **dict.fromkeys("]}）］｝", ")"),
    **dict.fromkeys("–―－〜～-", "—"),
    **dict.fromkeys("।॥。．｡", "."),
    **dict.fromkeys("、，､", ","),
    "！": "!",
    "？": "?",
    "：": ":",
    "；": ";",
    "‥": "…",
}  # fmt: skip
_CLOSING = frozenset(";:,.!?…)”")
_OPENING = frozenset("(“")


def punctuation(text: str, span: Span) -> Iterator[Token]:
    """The marks in a span that the model knows, under the names that it knows them by; one of each run."""
    start, end = span
    before = ""
    for place in range(start, end):
        mark = _SAME.get(text[place], text[place])
        if mark in PUNCTUATION and mark != " ":
            symbol = "" if mark == before == "—" else mark
            space = text[place + 1 : place + 2].isspace()
            yield Token((place, place + 1), symbol, "punctuation", space=space)
        before = mark


def closed_up(tokens: list[Token]) -> list[Token]:
    """Without the spaces that French puts before a closing mark and behind an opening one."""
    result: list[Token] = []
    for token in tokens:
        closes = token.origin == "punctuation" and token.phonemes in _CLOSING
        opened = bool(result) and result[-1].origin == "punctuation" and result[-1].phonemes in _OPENING
        if result and (closes or opened):
            result[-1] = replace(result[-1], space=False)
        result.append(token)
    return result


def spaced(tokens: list[Token]) -> list[Token]:
    """With a space between all words, for languages that write none."""
    return closed_up([replace(token, space=True) for token in tokens])


def with_markup(reading: Reading, tokens: list[Token]) -> list[Token]:
    """Tokens with the pronunciation and the stress that markup asks for."""
    result: list[Token] = []
    last = None
    for token in tokens:
        change = reading.change_at(token.span[0])
        if change is not None and change.phonemes is not None:
            if change is not last:
                result.append(replace(token, phonemes=change.phonemes, origin="markup"))
            result[-1] = replace(result[-1], span=(result[-1].span[0], token.span[1]), space=token.space)
        elif change is not None and change.stress is not None:
            result.append(replace(token, phonemes=stressed(token.phonemes, change.stress)))
        else:
            result.append(token)
        last = change
    return result
