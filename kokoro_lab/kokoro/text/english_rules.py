"""What English text reads otherwise than it is written: dates, times, money, units, addresses, abbreviations.

Each rule is a pattern and how a match is spoken; earlier rules win. A rule that declines ("") leaves the
text to the rules after it, and in the end to misaki, which reads plain numbers and words well.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kokoro_lab.kokoro.text import english_names as names
from kokoro_lab.kokoro.text.english_numbers import MONEY_SIGNS, MONTHS, Numbers, roman
from kokoro_lab.plan import Span

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"  # 1,234.5
_TO = r"\s?[-–—]\s?"
_HALF = r"(?P<half>[AaPp])(?:\.\s?[Mm]\.(?!\s*$)|\.[Mm](?=\.\s*$)|[Mm]\b)"  # a sentence keeps its point
_LETTERS = {
    "-": "dash", "_": "underscore", "/": "slash", ":": "colon", "?": "question mark", "=": "equals",
    "&": "and", "#": "hash", "@": "at", ".": "dot", "~": "tilde", "%": "percent", "+": "plus",
}  # fmt: skip
_SPELLED = ("ai", "au", "ca", "de", "eu", "fr", "id", "io", "jp", "tv", "ui", "uk", "us", "api", "faq", "url")
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|Sept\.?"
_UNIT = "|".join(sorted(map(re.escape, names.UNITS), key=len, reverse=True))


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def spelled(letters: str) -> str:
    """Letters to be named one by one; with points between them no rule takes them for a word."""
    return ".".join(letters.upper())


class EnglishRules:
    """The rules for American or British English."""

    def __init__(self, *, british: bool) -> None:
        self._numbers = Numbers(british=british)
        self._rules: list[Rule] = [
            *self._addresses(),
            *self._dates(),
            *self._times(),
            *self._fractions(),
            *self._amounts(),
            *self._figures(),
            *self._words(),
        ]

    def __call__(self, text: str) -> list[tuple[Span, str]]:
        """Where the text is read otherwise, and how; in order, not overlapping."""
        found: list[tuple[Span, str]] = []
        for pattern, speak in self._rules:
            for match in list(pattern.finditer(text)):
                spoken = speak(match)
                if spoken:
                    start, end = match.span()
                    found.append(((start, end), spoken))
                    text = text[:start] + "\0" * (end - start) + text[end:]
        return sorted(found)

    def _addresses(self) -> list[Rule]:
        domain = r"(?:[A-Za-z0-9](?:[\w-]{0,60}\w)?\.){1,5}[A-Za-z]{2,10}"
        known = r"(?:com|org|net|edu|gov|io|ai|dev|app|info|co|uk|de|fr|eu|us|ca|au|jp|in|me|tv|xyz)"
        path = r"(?:[/?#][\w\-./?%&=+#~:@]*[\w/=#])?"
        return [
            (re.compile(rf"\b[\w.+-]{{1,64}}@{domain}\b"), self._address),
            (re.compile(rf"\b(?:https?|ftp)://[\w.-]+(?::\d+)?{path}/?"), self._address),
            (re.compile(rf"\bwww\.{domain}{path}"), self._address),
            (re.compile(rf"\b(?:[A-Za-z0-9][\w-]{{0,60}}\.){{1,5}}{known}\b{path}(?![\w@])"), self._address),
        ]

    def _address(self, match: re.Match[str]) -> str:
        text = re.sub(r"^\w+://", "", match.group()).rstrip("/")
        return " ".join(self._address_part(part) for part in re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", text))

    def _address_part(self, part: str) -> str:
        if part.isdecimal():
            return self._numbers.digits(part) if len(part) > 2 else self._numbers.cardinal(part)
        if part.isalpha():
            named = part.lower() in _SPELLED or not re.search("[aeiouy]", part, re.IGNORECASE)
            return spelled(part) if named else part
        return _LETTERS.get(part, "")

    def _dates(self) -> list[Rule]:
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

    def _times(self) -> list[Rule]:
        n = self._numbers
        return [
            (
                re.compile(rf"(?<![\d:.,])(\d{{1,2}}):(\d\d)(?::(\d\d))?(?![\d:])(?:\s?{_HALF})?"),
                lambda m: (
                    n.time(m[1], m[2], m["half"])
                    + (f" and {n.cardinal(str(int(m[3])))} seconds" if m[3] else "")
                ),
            ),
            (re.compile(rf"(?<![\d:.,$£€-])(\d{{1,2}})\s?{_HALF}"), lambda m: n.time(m[1], None, m["half"])),
            (
                re.compile(rf"(?<![\d:.,$£€-])(\d{{1,2}}){_TO}(\d{{1,2}})\s?{_HALF}"),
                lambda m: f"{n.cardinal(m[1])} to {n.time(m[2], None, m['half'])}",
            ),
            (
                re.compile(r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])"),
                lambda m: n.span(m[1], m[2]),
            ),
        ]

    def _fractions(self) -> list[Rule]:
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

    def _amounts(self) -> list[Rule]:
        n = self._numbers
        size = r"(?:\s?(?P<size>thousand|million|billion|trillion|bn|tn|[kKMmBT])\b)?"
        per = r"(?:/(?P<per>month|year|week|day|hour|person|mile|kg|lb|unit))?"
        sign = f"(?P<sign>[{MONEY_SIGNS}])"
        country = r"(?P<country>\b(?:US|AU|CA|A|C))?"
        amount = f"(?P<amount>{_N})"
        return [
            (
                re.compile(
                    rf"{country}{sign}\s?(?P<low>{_N}){_TO}[{MONEY_SIGNS}]?{amount}(?![\d,.]*\d){size}"
                ),
                lambda m: f"{n.cardinal(m['low'])} to {_money(n, m)}",
            ),
            (
                re.compile(rf"{country}{sign}\s?{amount}(?![\d,.]*\d){size}{per}"),
                lambda m: _money(n, m) + _per(m),
            ),
            (
                re.compile(rf"(?<![\d.,]){amount}{size}\s?{sign}(?!\d)"),
                lambda m: n.money(m["sign"], m["amount"], m["size"]),
            ),
            (
                re.compile(rf"(?<![\w.,])(?P<low>{_N}){_TO}(?P<amount>{_N})\s?(?P<unit>{_UNIT})(?![\w/])"),
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
        if not unit:
            return ""
        name = names.UNITS[unit][several]
        return " " + (
            name.replace("meter", "metre").replace("liter", "litre") if self._numbers.british else name
        )

    def _figures(self) -> list[Rule]:
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
                re.compile(rf"(?<![\w.,/-])(1\d{{3}}|20\d\d){_TO}(\d{{4}}|\d\d)(?![\w/-])(?!\.\d)"),
                lambda m: f"{n.year(int(m[1]))} to {n.year(int(m[1][: 4 - len(m[2])] + m[2]))}",
            ),
            (
                re.compile(rf"(?<![\w.,/-])({_N}){_TO}({_N})(?![\w/-])(?!\.\d)"),
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
            (re.compile(r"(?<!\w)#(\d{1,9})(?!\w)"), lambda m: f"number {n.cardinal(m[1])}"),
            (re.compile(rf"(?<!\w)[~≈]\s?({_N})"), lambda m: f"about {n.cardinal(m[1])}"),
        ]

    def _telephone(self, match: re.Match[str]) -> str:
        plus = "plus " if match.group().startswith("+") else ""
        return plus + self._grouped(match.group())

    def _grouped(self, text: str) -> str:
        return ", ".join(map(self._numbers.digits, re.findall(r"\d+", text)))

    def _slash(self, whole: str | None, above: int, below: int) -> str:
        n = self._numbers
        before = f"{n.cardinal(whole)} " if whole else ""
        if (above, below) in ((24, 7), (9, 11), (50, 50), (20, 20)):
            return f"{before}{n.cardinal(str(above))} {n.cardinal(str(below))}"
        if 0 < above < below and (below <= 20 or below in (32, 64, 100)):
            return n.fraction(above, below, whole)
        return f"{before}{n.cardinal(str(above))} over {n.cardinal(str(below))}"

    def _words(self) -> list[Rule]:
        point = r"\.(?!\s*$)"
        kept = rf"(?:{point}|(?=\.))"
        return [
            (re.compile(r"(?<![\w.])St\.?(?=\W|$)"), _street_or_saint),
            (re.compile(r"(?<![\w.])Dr\.?(?=\W|$)"), _drive_or_doctor),
            (re.compile(rf"(?<![\w.])({_alternatives(names.TITLES)})\.(?=\s)"), lambda m: names.TITLES[m[1]]),
            (
                re.compile(rf"(?<![\w.])({_alternatives(names.NUMBERED)})\.(?=\s?\(?\d)"),
                lambda m: names.NUMBERED[m[1]],
            ),
            (
                re.compile(rf"(?<![\w.])({_alternatives(names.SHORTENED)}){kept}"),
                lambda m: names.SHORTENED[m[1]],
            ),
            (re.compile(rf"(?<!\w)({_alternatives(names.SLASHED)})(?!\w)"), lambda m: names.SLASHED[m[1]]),
            (re.compile(r"(?<=[A-Za-z] )[IVXL]+\b(?!['’.]\w)"), self._numeral),
            (re.compile(r"(?<!-)--+(?!-)"), lambda _: "—"),
        ]

    def _numeral(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()].split()[-1]
        value = roman(match.group())
        king = before in names.KINGS
        if not value or match.group() == "XL" or not before[0].isupper():
            return ""
        if len(match.group()) == 1 and not (before in names.COUNTED or (king and _ends_name(match))):
            return ""
        return f"the {self._numbers.ordinal(value)}" if king else self._numbers.cardinal(str(value))


def _money(numbers: Numbers, match: re.Match[str]) -> str:
    return numbers.money(match["sign"], match["amount"], match["size"], match["country"] or "")


def _per(match: re.Match[str]) -> str:
    unit = match["per"]
    return f" per {names.UNITS[unit][0] if unit in names.UNITS else unit}" if unit else ""


_VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3),
    "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip


def _ends_name(match: re.Match[str]) -> bool:
    """Whether a single letter after a king's name is his number, and not "I" or an initial."""
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
