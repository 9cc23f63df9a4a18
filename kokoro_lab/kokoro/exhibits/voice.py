"""Which of a voice's 510 styles is used, and its two halves."""

from __future__ import annotations

import numpy as np

from kokoro_lab.exhibit import Column, Exhibit, Formula, Line, Part, Series, Table, Term, Text
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import bars, cosines, number

HALVES = ("timbre", "prosody")
SAMPLED = (1, 10, 20, 50, 100, 200, 300, 400, 510)  # symbols


def row(view: View) -> tuple[Exhibit, ...]:
    """Why this row, and how much the rows differ."""
    symbols, chosen, given = len(view.trace["symbols"]), int(view.trace["row"]), int(view.before("row"))
    first: list[Part] = ["row = ", Term(f"{symbols} symbols", "symbols"), " − 1 = ", Term(str(given), "row")]
    lines: list[tuple[Part, ...]] = [tuple(first)]
    if given != chosen:
        lines.append(("edited: ", Term(str(given), "row"), " → ", Term(str(chosen), "chosen")))
    halves = np.split(view.trace["pack"], 2, axis=1)
    alike = [cosines(half, half[chosen]) for half in halves]
    return (
        Text("In words", _in_words(view)),
        Formula("Which row", tuple(lines), "The two pads are not counted."),
        Line(
            "How strong each row is",
            tuple(
                Series(name, np.linalg.norm(half, axis=1).astype(np.float32), 1, 1)
                for name, half in zip(HALVES, halves, strict=True)
            ),
            x_unit="symbols",
            note="The length of each half of the style, ‖x‖, by the number of symbols it is meant for.",
        ),
        Line(
            "How like the chosen row each row is",
            tuple(
                Series(name, same.astype(np.float32), 1, 1) for name, same in zip(HALVES, alike, strict=True)
            ),
            x_unit="symbols",
            note="Cosine of the angle between the two: 1 is the same direction.",
        ),
        _rows(view, halves, alike),
    )


def style(view: View) -> tuple[Exhibit, ...]:
    """The 128 numbers of timbre and the 128 of prosody."""
    shown = [view.trace[name] for name in HALVES]
    most = max(float(np.abs(half).max()) for half in shown)
    meanings = (
        "Who speaks: it steers the decoder and the generator.",
        "How it is spoken: it steers durations, F0 and energy.",
    )
    cut = Formula(
        "The cut",
        (
            (f"{view.trace['voice']}, row {int(view.trace['row'])}: 256 numbers",),
            ("1 to 128 → ", Term("timbre", "timbre"), f", ‖timbre‖ = {_norm(view, 'timbre')}"),
            ("129 to 256 → ", Term("prosody", "prosody"), f", ‖prosody‖ = {_norm(view, 'prosody')}"),
        ),
        "‖x‖ is the root of the sum of squares.",
    )
    return (
        cut,
        *(
            bars(name.capitalize(), half, low=-most, high=most, note=meaning + _changed(view, name))
            for name, half, meaning in zip(HALVES, shown, meanings, strict=True)
        ),
    )


def _in_words(view: View) -> str:
    symbols = len(view.trace["symbols"])
    said = f"The text has {symbols} symbols, so row {symbols - 1} of the voice {view.trace['voice']} is used."
    if view.edited("row"):
        said += f" An edit chose row {int(view.trace['row'])} instead."
    return said + " A voice has another style for every length, from 1 symbol (row 0) to 510 (row 509)."


def _rows(view: View, halves: list[np.ndarray], alike: list[np.ndarray]) -> Table:
    chosen = int(view.trace["row"])
    columns = [Column("symbols", "", "right"), Column("row", "", "right")]
    columns += [Column(f"‖{name}‖", "", "right") for name in HALVES]
    columns += [Column(f"like the chosen {name}", "", "right") for name in HALVES]
    rows = []
    for place in sorted({*(symbols - 1 for symbols in SAMPLED), chosen}):
        mark = Term(str(place), "chosen" if view.edited("row") else "row") if place == chosen else str(place)
        norms = (number(float(np.linalg.norm(half[place])), 2) for half in halves)
        cosines = (number(float(same[place])) for same in alike)
        rows.append((place + 1, mark, *norms, *cosines))
    return Table("Some rows", tuple(columns), tuple(rows))


def _norm(view: View, name: str) -> str:
    return number(float(np.linalg.norm(view.trace[name])))


def _changed(view: View, name: str) -> str:
    if not view.edited(name):
        return ""
    return f" Edited; before, ‖{name}‖ was {number(float(np.linalg.norm(view.before(name))))}."
