"""English numbers, dates, times and amounts in words.

`num2words` spells the numbers; here is only how they are put together.
"""

from __future__ import annotations

import re
from datetime import date

from num2words import num2words

from kokoro_lab.kokoro.text.english_names import UNITS

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SMALL = {2: "half", 4: "quarter"}
_MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "b": "billion",
    "bn": "billion",
    "t": "trillion",
    "tn": "trillion",
}
_MONEY = {  # one, several, one hundredth, several hundredths
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₽": ("ruble", "rubles", "kopek", "kopeks"),
    "₩": ("won", "won", "", ""),
}
_COUNTRIES = {"US": "U.S ", "A": "Australian ", "AU": "Australian ", "C": "Canadian ", "CA": "Canadian "}
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"  # a pattern for 1,234.5
TO = r"\s?[-–—]\s?"  # a pattern for what stands between the ends of a range
MONEY_SIGNS = "".join(_MONEY)


class Numbers:
    """Spells numbers the American or the British way."""

    def __init__(self, *, british: bool) -> None:
        self.british = british

    def cardinal(self, digits: str) -> str:
        """The number 1,234.5 as "one thousand two hundred thirty four point five"."""
        sign = "minus " if digits[0] in "-−" else ""
        whole, _, part = digits.lstrip("+-−").replace(",", "").partition(".")
        if len(whole) > 15 or (len(whole) > 1 and whole[0] == "0"):
            spelled = self.digits(whole)
        else:
            spelled = self._plain(num2words(int(whole))) if whole else ""
        point = f" point {self.digits(part)}" if part else ""
        return (sign + spelled + point).strip()

    def unit(self, short: str, *, several: bool) -> str:
        """The unit km as "kilometers", "kilometres" in Britain."""
        name = UNITS[short][several]
        return name.replace("meter", "metre").replace("liter", "litre") if self.british else name

    def ordinal(self, number: int) -> str:
        """21 as "twenty first"."""
        return self._plain(num2words(number, to="ordinal"))

    def year(self, number: int) -> str:
        """2024 as "twenty twenty four"."""
        return self._plain(num2words(number, to="year"))

    def digits(self, text: str) -> str:
        """Each digit by itself."""
        return " ".join(num2words(int(digit)) for digit in text if digit.isdecimal())

    def _plain(self, spelled: str) -> str:
        spelled = spelled.replace("-", " ").replace(",", "")
        return spelled if self.british else spelled.replace(" and ", " ")

    def day(self, year: int | None, month: int, day: int, *, at: bool = False) -> str:
        """A date, perhaps with the "at" of a time that follows; "" if there is none such."""
        try:
            date(2000 if year is None else year, month, day)
        except ValueError:
            return ""
        name, nth = MONTHS[month - 1], self.ordinal(day)
        spoken = f"the {nth} of {name}" if self.british else f"{name} {nth}"
        full = spoken if year is None else f"{spoken} {self.year(year)}"
        return f"{full} at " if at else full

    def slashed(self, first: int, second: int, year: str) -> str:
        """5/6/2024: the sixth of May in America, the fifth of June in Britain, whatever is possible."""
        full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 50 else 1900)
        months_first = (first, second), (second, first)
        for month, day in months_first[::-1] if self.british else months_first:
            if month <= 12 and (spoken := self.day(full, month, day)):
                return spoken
        return ""

    def span(self, low: str, high: str) -> str:
        """10-20 as "ten to twenty"."""
        return f"{self.cardinal(low)} to {self.cardinal(high)}"

    def time(self, hour: str, minute: str | None, half: str | None, second: str | None = None) -> str:
        """10:30am as "ten thirty A.M"; "" if there is no such time."""
        hours, minutes = int(hour), int(minute or 0)
        if hours > 24 or minutes > 59 or (half and hours > 12):
            return ""
        spoken = "zero" if hours == 0 else self.cardinal(str(hours))
        if minutes:
            spoken += (
                f" oh {self.digits(str(minutes))}" if minutes < 10 else f" {self.cardinal(str(minutes))}"
            )
        elif minute and not half:
            spoken += " o'clock" if 0 < hours <= 12 else " hundred"
        if second:
            spoken += f" and {self.cardinal(str(int(second)))} seconds"
        return f"{spoken} {half[0].upper()}.M" if half else spoken

    def fraction(self, above: int, below: int, whole: str | None = None) -> str:
        """3/4 as "three quarters", 2 1/2 as "two and a half"."""
        name = _SMALL.get(below) or self.ordinal(below)
        if above != 1:
            name = "halves" if below == 2 else f"{name}s"
        count = "a" if whole and above == 1 else "one" if above == 1 else self.cardinal(str(above))
        return f"{self.cardinal(whole)} and {count} {name}" if whole else f"{count} {name}"

    def money(self, sign: str, amount: str, magnitude: str | None = None, country: str = "") -> str:
        """$4.50 as "four dollars and fifty cents", £2m as "two million pounds"."""
        one, many, cent, cents = _MONEY[sign]
        place = _COUNTRIES.get(country, "")
        if magnitude:
            size = _MAGNITUDES.get(magnitude.lower(), magnitude)
            return f"{self.cardinal(amount)} {size} {place}{many}"
        whole, _, part = amount.replace(",", "").partition(".")
        if len(part) not in (0, 1, 2) or not cent:
            return f"{self.cardinal(amount)} {place}{many}"
        hundredths = int(part.ljust(2, "0")) if part else 0
        units = int(whole or 0)
        small = f"{self.cardinal(str(hundredths))} {cent if hundredths == 1 else cents}" if hundredths else ""
        if small and not units:
            return small
        large = f"{self.cardinal(str(units))} {place}{one if units == 1 else many}"
        return f"{large} and {small}" if small else large


def roman(numeral: str) -> int:
    """The value of a Roman numeral made of I, V, X and L; 0 if it is not written in the usual way."""
    shape = re.fullmatch(r"(XL|L?X{0,3})(IX|IV|V?I{0,3})", numeral)
    if not shape or not numeral:
        return 0
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for symbol, after in zip(numeral, (*numeral[1:], "I"), strict=True):
        total += values[symbol] * (-1 if values[symbol] < values[after] else 1)
    return total
