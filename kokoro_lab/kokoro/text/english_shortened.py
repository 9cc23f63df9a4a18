"""Abbreviations and Roman numerals in English words."""

from __future__ import annotations

import re

from kokoro_lab.kokoro.text import english_names as names
from kokoro_lab.kokoro.text.english_numbers import Numbers, roman
from kokoro_lab.kokoro.text.rules import Rule, alternatives


class Shortened:
    """Words written short."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        """Their patterns."""
        point = r"\.(?!\s*$)"
        kept = rf"(?:{point}|(?=\.))"
        return [
            (re.compile(r"(?<![\w.])St\.?(?=\W|$)"), _street_or_saint),
            (re.compile(r"(?<![\w.])Dr\.?(?=\W|$)"), _drive_or_doctor),
            (re.compile(rf"(?<![\w.])({alternatives(names.TITLES)})\.(?=\s)"), lambda m: names.TITLES[m[1]]),
            (
                re.compile(rf"(?<![\w.])({alternatives(names.NUMBERED)})\.(?=\s?\(?\d)"),
                lambda m: names.NUMBERED[m[1]],
            ),
            (
                re.compile(rf"(?<![\w.])({alternatives(names.SHORTENED)}){kept}"),
                lambda m: names.SHORTENED[m[1]],
            ),
            (re.compile(rf"(?<!\w)({alternatives(names.SLASHED)})(?!\w)"), lambda m: names.SLASHED[m[1]]),
            (re.compile(r"(?<=[A-Za-z] )[IVXL]+\b(?!['’.]\w)"), self._numeral),
            (re.compile(r"(?<!-)--+(?!-)"), lambda _: "—"),
        ]

    def _numeral(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()].split()[-1]
        value = roman(match.group())
        king = before in names.KINGS
        if not value or match.group() == "XL" or not before[0].isupper():
            return ""
        if before not in names.COUNTED and not (_ends_name(match) if king else _follows_name(match)):
            return ""
        return f"the {self._numbers.ordinal(value)}" if king else self._numbers.cardinal(str(value))


def _follows_name(match: re.Match[str]) -> bool:
    """Whether a numeral counts the name before it (Rocky III), and is not short for something (an IV)."""
    before, _, opens = _around(match)
    if len(match.group()) == 1 or before in names.NAMELESS or (len(before) > 1 and before.isupper()):
        return False
    return not (opens and match.group() in names.AMBIGUOUS)


def _ends_name(match: re.Match[str]) -> bool:
    """Whether what follows a king's name is his number, and not "I" or an initial."""
    if len(match.group()) > 1:
        return True
    after = match.string[match.end() :]
    return bool(re.match(r"(?:\W*$|[,;:)]|\s(?:of|was|is|and|the|had|who|in|to)\b|'s)", after))


def _around(match: re.Match[str]) -> tuple[str, str, bool]:
    """The word before, the character after, and whether the word before opens the sentence."""
    words = re.findall(r"[\w'’.-]+(?=\s+$)", match.string[: match.start()])
    before: str = words[-1] if words else ""
    after = match.string[match.end() :].lstrip()[:1]
    return before, after, match.string[: match.start()].strip() == before


def _street_or_saint(match: re.Match[str]) -> str:
    before, after, opens = _around(match)
    named = before[:1].isupper() or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", before))
    if after.isupper() and (not named or opens or before.rstrip(".") in names.SAINTLY):
        return "Saint"
    return "Street" + _kept_point(match) if named else "Saint" if after.isupper() else ""


def _drive_or_doctor(match: re.Match[str]) -> str:
    before, after, opens = _around(match)
    address = re.search(r"\d\s+\w+\s+$", match.string[: match.start()])
    if before[:1].isupper() and not opens and (address or not after.isupper()):
        return "Drive" + _kept_point(match)
    return "Doctor"


def _kept_point(match: re.Match[str]) -> str:
    """The point, where it also ends the sentence."""
    ends = not match.string[match.end() :].strip()
    return "." if ends and match.group().endswith(".") else ""
