"""What English text reads otherwise than it is written, in the order in which it is looked for.

What no rule takes is left to misaki, which reads plain numbers and words well.
"""

from __future__ import annotations

from kokoro_lab.kokoro.text.english_addresses import Addresses
from kokoro_lab.kokoro.text.english_amounts import Amounts
from kokoro_lab.kokoro.text.english_calendar import Calendar
from kokoro_lab.kokoro.text.english_figures import Figures
from kokoro_lab.kokoro.text.english_numbers import Numbers
from kokoro_lab.kokoro.text.english_powers import Powers
from kokoro_lab.kokoro.text.english_shortened import Shortened
from kokoro_lab.kokoro.text.rules import Rule


def english_rules(*, british: bool) -> list[Rule]:
    """The rules for American or British English."""
    numbers = Numbers(british=british)
    calendar, amounts = Calendar(numbers), Amounts(numbers)
    return [
        *Addresses(numbers).rules(),
        *calendar.dates(),
        *calendar.times(),
        *amounts.fractions(),
        *amounts.amounts(),
        *Powers(numbers).rules(),
        *Figures(numbers).rules(),
        *Shortened(numbers).rules(),
    ]
