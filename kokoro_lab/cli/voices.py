"""`kokoro-lab voices`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from cyclopts import Parameter

from kokoro_lab.cli.options import Flag
from kokoro_lab.cli.terminal import note, print_json, print_table

if TYPE_CHECKING:
    from kokoro_lab.casting.gallery import Card

Order: TypeAlias = Literal["name", "grade", "pitch", "pace"]


def voices(
    *,
    language: Annotated[str | None, Parameter(alias="-l")] = None,
    gender: Annotated[Literal["female", "male"] | None, Parameter(alias="-g")] = None,
    sort: Annotated[Order, Parameter(alias="-s")] = "name",
    json: Flag = False,
) -> None:
    """List the voices: those that come with the package, and those that you saved.

    Pitch is the median F0 of a passage in the voice's own language, pace its phonemes per second without the
    pauses, to be compared within a language. Voices that you saved are not measured.

    Args:
        language: Only those of this language, such as `en-gb`.
        gender: Only those of this gender.
        sort: By what; the best grade, the lowest pitch and the slowest pace come first, the unknown last.
        json: Everything as JSON.
    """
    from kokoro_lab.casting.gallery import cards
    from kokoro_lab.kokoro.text.languages import resolve
    from kokoro_lab.kokoro.voices import Shelf

    shelf = Shelf.open()
    code = resolve(language).code if language else None
    found = [c for c in cards(shelf) if code in (None, c.language) and gender in (None, c.gender)]
    found.sort(key=ORDERS[sort])
    for name, fault in shelf.damaged().items():
        note(f"damaged and left out: {name}: {fault}")
    if json:
        print_json([{**asdict(shelf.voice(card.name)), **asdict(card)} for card in found])
        return
    heads = ("voice", "language", "code", "gender", "grade", "pitch>", "pace>")
    print_table(heads, map(_row, found))


def _row(card: Card) -> tuple[str, ...]:
    pitch = "" if card.pitch is None else f"{card.pitch:.0f} Hz"
    pace = "" if card.pace is None else f"{card.pace:.1f}/s"
    return card.name, card.language_name, card.language, card.gender or "", card.grade or "", pitch, pace


def _by_grade(card: Card) -> tuple[str, int]:
    """C+ before C, and C before C-; what has no grade comes last."""
    return (card.grade[0], ("+", "", "-").index(card.grade[1:])) if card.grade else ("Z", 0)


ORDERS: Mapping[Order, Callable[[Card], Any]] = {
    "name": lambda card: card.name,
    "grade": _by_grade,
    "pitch": lambda card: card.pitch or math.inf,
    "pace": lambda card: card.pace or math.inf,
}
