"""Mandarin: cn2an for numbers, jieba for words, pypinyin and misaki's table for their sounds.

Needs the extra `zh`: import this module only when Chinese is spoken.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cached_property

import cn2an
import jieba
from misaki.zh import ZHG2P

from kokoro_lab.kokoro.text.english import English
from kokoro_lab.kokoro.text.marks import punctuation, spaced, with_markup
from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.rules import Rule, applied
from kokoro_lab.kokoro.text.token import Token, moved
from kokoro_lab.plan import Span

_PART = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff〇]+)|(?P<latin>[A-Za-z]+(?:['’][A-Za-z]+)*)|(?P<mark>[^\w\s])"
)
_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2})[:：](\d\d)(?![\d:])")
_DIGITS = re.compile(r"(?<![\d.])\d{7,}(?![\d.])")
_NUMBER = re.compile(r"(?:(?<!\d)-)?\d{1,16}(?:年|(?:\.\d{1,16})?(?:%|℃|/\d{1,16})?)")
_SILENT = "\u032f"  # a mark under vowels that the model does not know


class Chinese:
    """Mandarin Chinese; Latin words in it are read as English."""

    warning = ""
    reads_foreign = True

    def __init__(self) -> None:
        jieba.setLogLevel(logging.CRITICAL)
        self._words = jieba.Tokenizer()

    @cached_property
    def _english(self) -> English:
        return English(british=False)

    def rules(self, text: str) -> list[tuple[Span, str]]:
        """Dates, times and numbers in words."""
        return applied(_RULES, text)

    def tokens(self, reading: Reading) -> list[Token]:
        """The pronunciation of a reading."""
        found: list[Token] = []
        for part in _PART.finditer(reading.text):
            if part["han"]:
                found += self._han(part["han"], part.start())
            elif part["latin"]:
                latin = Reading.of(reading.text, part.span())
                found += moved(self._english.tokens(latin), part.start())
            else:
                found += moved(punctuation(part.group(), (0, 1)), part.start())
        return spaced(with_markup(reading, found))

    def _han(self, text: str, at: int) -> Iterator[Token]:
        for word in self._words.lcut(text):
            phonemes = ZHG2P.word2ipa(word).replace(_SILENT, "")
            yield Token((at, at + len(word)), phonemes, "model")
            at += len(word)


def _in_words(text: str) -> str:
    if text.startswith("-"):
        return ("零下" if text.endswith("℃") else "负") + _in_words(text[1:])
    try:
        return str(cn2an.transform(text, "an2cn"))
    except (ValueError, OverflowError):
        return _by_digit(text)


def _by_digit(text: str) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in text if digit.isdecimal())


_RULES: tuple[Rule, ...] = (
    (_DATE, lambda match: _in_words(match.expand(r"\1年\2月\3日"))),
    (_TIME, lambda match: _in_words(match.expand(r"\1点\2分"))),
    (_DIGITS, lambda match: _by_digit(match.group())),
    (_NUMBER, lambda match: _in_words(match.group())),
)
