"""The symbols that the network knows, and the ids that it knows them by."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from kokoro_lab.errors import LabError

MAX_SYMBOLS = 510  # the network has 512 positions, two of which are pads
PUNCTUATION = frozenset(';:,.!?—…"()“” ')  # symbols that shape the speech but are no sounds
STRESS = frozenset("ˈˌ")


@cache
def vocabulary() -> dict[str, int]:
    """The 114 symbols and their ids (1 to 177); id 0 is the pad and has no symbol."""
    table: dict[str, int] = json.loads(files(__package__).joinpath("vocab.json").read_text("utf-8"))
    return table


def known(phonemes: str) -> str:
    """The same without the symbols that the network does not know."""
    table = vocabulary()
    return "".join(symbol for symbol in phonemes if symbol in table)


def sounds(symbols: str) -> bool:
    """Whether anything in it is heard: more than punctuation, spaces and stress marks."""
    return any(symbol not in PUNCTUATION and symbol not in STRESS for symbol in symbols)


def symbols_to_ids(symbols: str) -> list[int]:
    """The network's input, without pads.

    Raises:
        LabError: A symbol is not in the vocabulary.
    """
    table = vocabulary()
    try:
        return [table[symbol] for symbol in symbols]
    except KeyError as missing:
        symbol = missing.args[0]
        raise LabError(f"the model has no symbol {symbol!r} (U+{ord(symbol):04X})") from None
