"""Fractions, money and measures in English words."""

from __future__ import annotations

import re

from kokoro_lab.kokoro.text.english_names import UNITS
from kokoro_lab.kokoro.text.english_numbers import MONEY_SIGNS, NUMBER, TO, Numbers
from kokoro_lab.kokoro.text.rules import Rule, alternatives

_N = NUMBER
_UNIT = alternatives(UNITS)
_VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3),
    "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip


class Amounts:
    """How much of something."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def fractions(self) -> list[Rule]:
        """The patterns of fractions."""
        n = self._numbers
        unit = rf"(?:\s?(?P<unit>{_UNIT})(?![\w/]))?"
        return [
            (
                re.compile(
                    rf"(?<![\w/.,])(?:(\d{{1,4}})\s)?(\d{{1,3}})[/⁄](\d{{1,3}}){unit}(?![\w/]|[.,]\d)"
                ),
                lambda m: self._slash(m[1], int(m[2]), int(m[3])) + self._unit(m["unit"], several=bool(m[1])),
            ),
            (
                re.compile(rf"(?<![\w/.,])(\d{{1,4}})?\s?([½¼¾⅓⅔⅛⅜⅝⅞]){unit}"),
                lambda m: n.fraction(*_VULGAR[m[2]], m[1]) + self._unit(m["unit"], several=bool(m[1])),
            ),
        ]

    def amounts(self) -> list[Rule]:
        """The patterns of money and measures."""
        n = self._numbers
        size = r"(?:\s?(?P<size>thousand|million|billion|trillion|bn|tn|[kKMmBT])\b)?"
        per = r"(?:/(?P<per>month|year|week|day|hour|person|mile|kg|lb|unit))?"
        sign = f"(?P<sign>[{MONEY_SIGNS}])"
        minus = rf"(?P<minus>(?<![\w.,){MONEY_SIGNS}–−-])[-−])?"
        country = r"(?P<country>\b(?:US|AU|CA|A|C))?"
        amount = f"(?P<amount>{_N})"
        return [
            (
                re.compile(
                    rf"{minus}{country}{sign}\s?(?P<low>{_N}){TO}[{MONEY_SIGNS}]?{amount}(?![\d,.]*\d){size}"
                ),
                lambda m: f"{_minus(m)}{n.cardinal(m['low'])} to {_money(n, m)}",
            ),
            (
                re.compile(rf"{minus}{country}{sign}\s?{amount}(?![\d,.]*\d){size}{per}"),
                lambda m: _minus(m) + _money(n, m) + _per(m),
            ),
            (
                re.compile(rf"{minus}(?<![\d.,]){amount}{size}\s?{sign}(?!\d)"),
                lambda m: _minus(m) + n.money(m["sign"], m["amount"], m["size"]),
            ),
            (
                re.compile(rf"(?<![\w.,])(?P<low>{_N}){TO}(?P<amount>{_N})\s?(?P<unit>{_UNIT})(?![\w/])"),
                lambda m: f"{n.cardinal(m['low'])} to {self._quantity(m)}",
            ),
            (
                re.compile(rf"(?<![\w.,/])(?P<amount>[-−]?(?:{_N}))\s?(?P<unit>{_UNIT})(?![\w/])"),
                self._quantity,
            ),
        ]

    def _quantity(self, match: re.Match[str]) -> str:
        return self._numbers.cardinal(match["amount"]) + self._unit(
            match["unit"], several=match["amount"] != "1"
        )

    def _unit(self, unit: str | None, *, several: bool) -> str:
        """The unit in words, after a space; "" for no unit."""
        return f" {self._numbers.unit(unit, several=several)}" if unit else ""

    def _slash(self, whole: str | None, above: int, below: int) -> str:
        n = self._numbers
        before = f"{n.cardinal(whole)} " if whole else ""
        if (above, below) in ((24, 7), (9, 11), (50, 50), (20, 20)):
            return f"{before}{n.cardinal(str(above))} {n.cardinal(str(below))}"
        if 0 < above < below and (below <= 20 or below in (32, 64, 100)):
            return n.fraction(above, below, whole)
        return f"{before}{n.cardinal(str(above))} over {n.cardinal(str(below))}"


def _money(numbers: Numbers, match: re.Match[str]) -> str:
    return numbers.money(match["sign"], match["amount"], match["size"], match["country"] or "")


def _minus(match: re.Match[str]) -> str:
    return "minus " if match["minus"] else ""


def _per(match: re.Match[str]) -> str:
    unit = match["per"]
    return f" per {UNITS[unit][0] if unit in UNITS else unit}" if unit else ""
