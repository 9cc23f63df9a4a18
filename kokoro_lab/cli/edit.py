"""An edit as it is typed: `scale_pitch factor=1.3 tokens=3,9`."""

from __future__ import annotations

import shlex

from kokoro_lab.errors import LabError
from kokoro_lab.request import Edit

Number = int | float
Value = Number | tuple[Number, ...] | str


def parse_edit(typed: str) -> Edit:
    """Read a name and its arguments; numbers, numbers between commas, and anything else as a string.

    `chunk=2` ties the edit to the third chunk.

    Args:
        typed: Words as in a shell; one with spaces is put between quotes.

    Raises:
        LabError: It has no name, an argument without "=", or one twice.
    """
    words = _words(typed)
    if not words or "=" in words[0]:
        raise LabError(f"edit {typed!r} starts with no name; write for example 'scale_pitch factor=1.3'")
    arguments: dict[str, Value] = {}
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if not equals or not name.isidentifier() or name in arguments:
            raise LabError(f"edit {typed!r}: {word!r} should be NAME=VALUE, each name once")
        arguments[name] = _value(value)
    chunk = arguments.pop("chunk", None)
    if chunk is not None and (not isinstance(chunk, int) or chunk < 0):
        raise LabError(f"edit {typed!r}: chunk must be a whole number from 0")
    return Edit(words[0], chunk=chunk, **arguments)


def _words(typed: str) -> list[str]:
    lexer = shlex.shlex(typed, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.escape = lexer.commenters = ""  # a backslash belongs to a path of Windows
    try:
        return list(lexer)
    except ValueError as error:
        raise LabError(f"edit {typed!r}: a quote is not closed") from error


def _value(typed: str) -> Value:
    numbers = [_number(part) for part in typed.rstrip(",").split(",")]
    known = tuple(number for number in numbers if number is not None)
    if len(known) < len(numbers):
        return typed
    return known if "," in typed else known[0]


def _number(typed: str) -> Number | None:
    try:
        number = float(typed)
    except ValueError:
        return None
    return int(typed) if typed.lstrip("+-").isdecimal() else number
