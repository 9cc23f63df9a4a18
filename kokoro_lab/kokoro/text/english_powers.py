"""Powers such as 10² and m³ in English words."""

from __future__ import annotations

import re

from kokoro_lab.kokoro.text.english_names import LENGTHS
from kokoro_lab.kokoro.text.english_numbers import NUMBER, Numbers
from kokoro_lab.kokoro.text.rules import Rule

_POWER = "(?P<power>[⁺⁻]?[⁰¹²³⁴-⁹]+)"
_LOW = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_LONGEST_SYMBOL = 3  # letters; after longer words a raised number above 3 is a footnote's


class Powers:
    """Numbers, letters and units with a raised number behind them."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        """Their patterns; what they decline is reported as not spoken."""
        times = rf"(?:(?P<factor>[-−]?(?:{NUMBER}))\s?[x×·]\s?)?"
        return [
            (re.compile(rf"(?<![\w.,]){times}(?P<base>[-−]?(?:{NUMBER})){_POWER}"), self._of_number),
            (re.compile(rf"(?<![A-Za-z'])(?P<base>[A-Za-z]+){_POWER}"), self._of_word),
            (re.compile(rf"(?<=[)\]]){_POWER}"), lambda m: f" {self._power(m['power'])}"),
        ]

    def _of_number(self, match: re.Match[str]) -> str:
        n = self._numbers
        factor = f"{n.cardinal(match['factor'])} times " if match["factor"] else ""
        return _apart(match, f"{factor}{n.cardinal(match['base'])} {self._power(match['power'])}")

    def _of_word(self, match: re.Match[str]) -> str:
        base, power = match["base"], match["power"].translate(_LOW)
        if base in LENGTHS and power in ("2", "3"):
            several = not re.search(r"(?:\b(?:per|a|each|one)\s|/)$", match.string[: match.start()])
            return _apart(match, self._numbers.unit(f"{base}{match['power']}", several=several))
        if power == "1" or (len(base) > _LONGEST_SYMBOL and power not in ("2", "3")):
            return ""
        return _apart(match, f"{base} {self._power(match['power'])}")

    def _power(self, raised: str) -> str:
        digits = raised.translate(_LOW).removeprefix("+")
        named = {"2": "squared", "3": "cubed"}
        return named.get(digits) or f"to the power of {self._numbers.cardinal(digits)}"


def _apart(match: re.Match[str], spoken: str) -> str:
    """With a space where a letter or digit is written right beside it, as in 2x²y."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " * before.isalnum() + spoken + " " * after.isalnum()
