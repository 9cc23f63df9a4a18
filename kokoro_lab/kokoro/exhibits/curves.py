"""The melody and the strength of the voice, before and after edits, and the chosen moment in semitones."""

from __future__ import annotations

import numpy as np

from kokoro_lab.clocks import CURVE
from kokoro_lab.exhibit import Column, Exhibit, Formula, Line, Part, Series, Sound, Table, Term
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.kokoro.net.source import VOICED_ABOVE
from kokoro_lab.picture import number


def curves(view: View) -> tuple[Exhibit, ...]:
    """F0 and energy at the chosen moment and along the utterance."""
    return (
        Formula("The chosen moment", _moment(view), "One point of the curves lasts 12.5 ms."),
        _drawn(view, "f0", "F0", "Hz", f"At or below {VOICED_ABOVE:g} Hz there is no voice."),
        _drawn(view, "energy", "Energy", "", "A number without a unit that the network has learned to read."),
        _of_token(view),
        Sound("F0 alone", "hum", "Hear the melody as a hum"),
    )


def middle(f0: np.ndarray) -> float | None:
    """The mean of F0 where there is voice, over semitones (a geometric mean), Hz; None without voice."""
    voiced = f0[f0 > VOICED_ABOVE]
    return float(np.exp(np.log(voiced.astype(np.float64)).mean())) if len(voiced) else None


def semitones(hz: float, reference: float) -> float:
    """How far a frequency is above another: 12 log₂ of their ratio."""
    return float(12 * np.log2(hz / reference))


def _moment(view: View) -> tuple[tuple[Part, ...], ...]:
    at = view.curve
    f0, energy = (float(view.trace[name][at]) for name in ("f0", "energy"))
    where: tuple[Part, ...] = (
        f"point {at}, from {number(view.beginning + CURVE.seconds(at))} s, in frame {view.focus.frame}",
    )
    lines = [where, ("F0 = ", Term(f"{number(f0, 1)} Hz", "f0"), f", energy = {number(energy, 2)}")]
    for name, unit in (("f0", " Hz"), ("energy", "")):
        if view.edited(name) and len(view.before(name)) == len(view.trace[name]):
            before = number(float(view.before(name)[at]), 2)
            lines.append((f"{'F0' if name == 'f0' else name} before its edits: {before}{unit}",))
    mean = middle(view.trace["f0"])
    if f0 <= VOICED_ABOVE or mean is None:
        return (*lines, (f"F0 ≤ {VOICED_ABOVE:g} Hz: no voice here, the source is noise alone",))
    lines.append(
        (
            "from the utterance's mean: 12 · log₂(",
            Term(number(f0, 1), "f0"),
            f" ÷ {number(mean, 1)}) = {number(semitones(f0, mean), 2)} semitones",
        )
    )
    return (*lines, (f"one cycle lasts 1 ÷ {number(f0, 1)} Hz = {number(1000 / f0, 2)} ms",))


def _drawn(view: View, name: str, title: str, unit: str, note: str) -> Line:
    def series(called: str, values: np.ndarray, *, dashed: bool) -> Series:
        return Series(called, values.astype(np.float32), view.beginning, CURVE.seconds(1), unit, dashed)

    drawn = [series(title, view.trace[name], dashed=False)]
    if view.edited(name):
        drawn.insert(0, series(f"{title} before its edits", view.before(name), dashed=True))
    return Line(title, tuple(drawn), clock=CURVE.name, note=note)


def _of_token(view: View) -> Table:
    """The points of the chosen token."""
    first, last = view.frames_of_token
    points = range(2 * first, min(2 * last, len(view.trace["f0"])))
    mean = middle(view.trace["f0"])
    rows = []
    for at in points:
        f0, energy = float(view.trace["f0"][at]), float(view.trace["energy"][at])
        voiced = f0 > VOICED_ABOVE and mean is not None
        above = number(semitones(f0, mean), 1) if voiced and mean is not None else "no voice"
        time = view.beginning + CURVE.seconds(at)
        label = Term(number(f0, 1), "f0") if at == view.curve else number(f0, 1)
        rows.append((number(time, 4), label, above, number(energy, 2)))
    columns = (
        Column("time", "s", "right"),
        Column("F0", "Hz", "right"),
        Column("from the mean", "semitones", "right"),
        Column("energy", "", "right"),
    )
    actions = tuple({"focus": {"time": view.beginning + CURVE.seconds(at + 0.5)}} for at in points)
    return Table(f"The points of {view.label(view.focus.token)}", columns, tuple(rows), actions)
