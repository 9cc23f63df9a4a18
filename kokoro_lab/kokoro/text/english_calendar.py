"""Dates and times of day in English words."""

from __future__ import annotations

import re

from kokoro_lab.kokoro.text.english_numbers import MONTHS, TO, Numbers
from kokoro_lab.kokoro.text.rules import Rule

_HALF = r"(?P<half>[AaPp])(?:\.\s?[Mm]\.(?!\s*$)|\.[Mm](?=\.\s*$)|[Mm]\b)"  # a sentence keeps its point
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|Sept\.?"


class Calendar:
    """Dates in digits and with names of months; times on the twelve- and the twenty-four-hour clock."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def dates(self) -> list[Rule]:
        """The patterns of dates."""
        n = self._numbers
        return [
            (
                re.compile(r"\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(T(?=\d\d:))?"),
                lambda m: n.day(int(m[1]), int(m[3]), int(m[4]), at=bool(m[5])),
            ),
            (
                re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])(?!\.\d)"),
                lambda m: "" if m[2] == "." and len(m[4]) == 2 else n.slashed(int(m[1]), int(m[3]), m[4]),
            ),
            (
                re.compile(
                    rf"\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(\d{{4}}))?(?![\d:/%])(?!,\d|\.\d)"
                ),
                lambda m: self._named_day(m[1], m[2], m[3]),
            ),
            (
                re.compile(
                    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s({_MONTH})\b(?:,?\s(\d{{4}}))?(?![\d:/%])(?!,\d|\.\d)"
                ),
                lambda m: self._named_day(m[2], m[1], m[3], day_first=True),
            ),
        ]

    def _named_day(self, name: str, day: str, year: str | None, *, day_first: bool = False) -> str:
        month = next(number for number, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))
        style = Numbers(british=True) if day_first else Numbers(british=False)
        return style.day(int(year) if year else None, month, int(day))

    def times(self) -> list[Rule]:
        """The patterns of times."""
        n = self._numbers
        first, last = (_HALF.replace("half", name) for name in ("first", "last"))
        return [
            (
                re.compile(
                    r"(?<![\d:.,$£€-])(\d{1,2})(?::(\d\d))?"
                    rf"(?:\s?{first})?{TO}(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?(?:\s?{last})?(?![\d:]|[.,]\d)"
                ),
                self._hours,
            ),
            (
                re.compile(rf"(?<![\d:.,])(\d{{1,2}}):(\d\d)(?::(\d\d))?(?![\d:])(?:\s?{_HALF})?"),
                lambda m: n.time(m[1], m[2], m["half"], m[3]),
            ),
            (re.compile(rf"(?<![\d:.,$£€-])(\d{{1,2}})\s?{_HALF}"), lambda m: n.time(m[1], None, m["half"])),
            (
                re.compile(r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])"),
                lambda m: n.span(m[1], m[2]),
            ),
        ]

    def _hours(self, match: re.Match[str]) -> str:
        """From one time to another; "" if neither says that it is one, or there is no such time."""
        if not any((match[2], match["first"], match["minute"], match["last"])):
            return ""
        start = self._numbers.time(match[1], match[2], match["first"])
        end = self._numbers.time(match["hour"], match["minute"], match["last"])
        return f"{start} to {end}" if start and end else ""
