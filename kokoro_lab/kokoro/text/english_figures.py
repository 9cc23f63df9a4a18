"""Telephone numbers, versions, ranges and other figures in English words."""

from __future__ import annotations

import re

from kokoro_lab.kokoro.text.english_numbers import NUMBER, TO, Numbers
from kokoro_lab.kokoro.text.rules import Rule

_N = NUMBER


class Figures:
    """Figures that are no plain numbers."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        """Their patterns."""
        n = self._numbers
        return [
            (
                re.compile(
                    r"(?<![\w.-])(?:\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d\b"
                    r"|(?:1[ .-]?)?\(\d{2,4}\)[ .-]?\d{3,4}[ .-]\d{3,4}"
                    r"|0\d{1,4} \d{3,4} \d{3,4}|(?:\d{4} ){3}\d{4}"
                    r"|(?:1([.-]))?\d{3}([.-])\d{3}\2\d{4}|\d{3}-\d{4})(?![\w-]|\.\d)"
                ),
                self._telephone,
            ),
            (re.compile(r"(?<![\w.-])\d+(?:-\d+){2,}(?![\w-])"), lambda m: self._grouped(m.group())),
            (
                re.compile(r"(?<![\w.,])v?(\d+(?:\.\d+){2,})(?![\w]|\.\d)"),
                lambda m: " dot ".join(map(n.cardinal, m[1].split("."))),
            ),
            (re.compile(r"(?<!\d)\d{16,}(?!\d)"), lambda m: n.digits(m.group())),
            (
                re.compile(rf"(?<![\w.,/-])(1\d{{3}}|20\d\d){TO}(\d{{4}}|\d\d)(?![\w/-])(?!\.\d)"),
                lambda m: f"{n.year(int(m[1]))} to {n.year(int(m[1][: 4 - len(m[2])] + m[2]))}",
            ),
            (
                re.compile(rf"(?<![\w.,/-])({_N}){TO}({_N})(?![\w/-])(?!\.\d)"),
                lambda m: n.span(m[1], m[2]),
            ),
            (
                re.compile(rf"(?<![\w.,/-])({_N})\s?[x×]\s?({_N})(?![\w/-])"),
                lambda m: f"{n.cardinal(m[1])} by {n.cardinal(m[2])}",
            ),
            (
                re.compile(r"(?<![\w.])(\d)'\s?(\d{1,2})(?:\"|''|”)"),
                lambda m: f"{n.cardinal(m[1])} foot {n.cardinal(m[2])}",
            ),
            (re.compile(rf"(?<![^\s(])[-−]({_N})(?![\w/-]|[.,]\d)"), lambda m: f"minus {n.cardinal(m[1])}"),
            (re.compile(r"(?<!\w)#(\d{1,9})(?!\w)"), lambda m: f"number {n.cardinal(m[1])}"),
            (re.compile(rf"(?<!\w)[~≈]\s?({_N})"), lambda m: f"about {n.cardinal(m[1])}"),
        ]

    def _telephone(self, match: re.Match[str]) -> str:
        plus = "plus " if match.group().startswith("+") else ""
        return plus + self._grouped(match.group())

    def _grouped(self, text: str) -> str:
        return ", ".join(map(self._numbers.digits, re.findall(r"\d+", text)))
