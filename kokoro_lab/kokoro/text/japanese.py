"""Japanese: MeCab with UniDic for words and readings, misaki's table for their sounds.

Needs the extra `ja`: import this module only when Japanese is spoken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import jaconv
from misaki.cutlet import Cutlet, Word
from misaki.num2kana import Convert

from kokoro_lab.kokoro.text.english import English
from kokoro_lab.kokoro.text.marks import punctuation, spaced, with_markup
from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.rules import Rule, applied
from kokoro_lab.kokoro.text.token import Token, moved
from kokoro_lab.plan import Span

_LATIN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_DAY = re.compile(r"(?<=月)(\d{1,2})日")
_MONTH = re.compile(r"(?<!\d)([479])月")
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?([%％])?")
_HALF_WIDTH = re.compile(r"[\uff66-\uff9f]+")
_DAYS = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
    9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_MONTHS = {"4": "しがつ", "7": "しちがつ", "9": "くがつ"}
_DIGITS = ("ゼロ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_AT_ONCE = 40  # words; misaki's search for compounds takes their number to the third
_STOP = "ʔ"  # the doubled consonant っ, written to the next word


class _Cutlet(Cutlet):  # type: ignore[misc]
    """misaki's Japanese, which remembers which words it pronounced together."""

    def __init__(self) -> None:
        super().__init__()
        self.surfaces: list[str] = []

    def _romaji_word(self, word: Word) -> str:
        self.surfaces.append(word.surface)
        return "" if word.surface.isascii() else str(super()._romaji_word(word))

    def pronounced(self, text: str) -> list[tuple[str, str]]:
        """Words of the text and their phonemes."""
        words = []
        for node in self.tagger(text):
            reading = node.feature.pron or node.feature.kana or node.surface
            kind = 6 if node.char_type == 7 or not node.is_unk else node.char_type
            words.append(Word(node.surface, jaconv.kata2hira(reading), kind))
        self.surfaces = []
        phonemes: list[str] = []
        for start in range(0, len(words), _AT_ONCE):
            phonemes += [token.surface for token in self._romaji_tokens(words[start : start + _AT_ONCE])]
        return list(zip(self.surfaces, phonemes, strict=True))


class Japanese:
    """Japanese; Latin words in it are read as English."""

    warning = ""
    reads_foreign = True

    def __init__(self) -> None:
        self._cutlet = _Cutlet()

    @cached_property
    def _english(self) -> English:
        return English(british=False)

    def rules(self, text: str) -> list[tuple[Span, str]]:
        """Days, numbers and half-width kana in full kana."""
        return applied(_RULES, text)

    def tokens(self, reading: Reading) -> list[Token]:
        """The pronunciation of a reading."""
        text, at = reading.text, 0
        found: list[Token] = []
        for latin in _LATIN.finditer(text):
            found += self._kana(text, (at, latin.start()))
            found += moved(self._english.tokens(Reading.of(text, latin.span())), latin.start())
            at = latin.end()
        found += self._kana(text, (at, len(text)))
        return _joined(spaced(with_markup(reading, found)))

    def _kana(self, text: str, span: Span) -> Iterator[Token]:
        at = span[0]
        for surface, phonemes in self._cutlet.pronounced(text[slice(*span)]):
            start = text.index(surface, at)
            at = start + len(surface)
            if any(map(str.isalnum, surface)):
                yield Token(
                    (start, at), phonemes.strip(), "model" if phonemes.strip() else "none", space=True
                )
            else:
                yield from punctuation(text, (start, at))


def _joined(tokens: list[Token]) -> list[Token]:
    """Without the spaces around a doubled consonant, which belongs to both words."""
    result: list[Token] = []
    for token in tokens:
        if token.phonemes.startswith(_STOP) and result and result[-1].origin != "punctuation":
            result[-1] = replace(result[-1], space=False)
        result.append(replace(token, space=token.space and not token.phonemes.endswith(_STOP)))
    return result


def _day(match: re.Match[str]) -> str:
    return _DAYS.get(int(match[1]), "")


def _month(match: re.Match[str]) -> str:
    return _MONTHS[match[1]]


def _full_width(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _number(match: re.Match[str]) -> str:
    whole, part, percent = match.groups()
    whole = "".join(str(int(digit)) for digit in whole)  # digits of other scripts too
    spoken = Convert(whole) if len(whole) <= 16 and whole[0] != "0" else _by_digit(whole)
    spoken += "てん" + _by_digit(part) if part else ""
    return " " + spoken + ("パーセント" if percent else "")


def _by_digit(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)


_RULES: tuple[Rule, ...] = ((_DAY, _day), (_MONTH, _month), (_NUMBER, _number), (_HALF_WIDTH, _full_width))
