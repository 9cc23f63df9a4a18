"""Vectors without names: the stations whose values are channels, token by token or moment by moment."""

from __future__ import annotations

import numpy as np

from kokoro_lab.clocks import CURVE, TOKEN
from kokoro_lab.exhibit import Column, Exhibit, Formula, Line, Series, Table, Term, Text
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import MAX_BARS, bars, cosines, heat, number, strongest

NEAREST = 6


def encoding(view: View) -> tuple[Exhibit, ...]:
    """The hidden states in this voice's way; the style stands beside every token."""
    token = view.focus.token
    values, style = view.trace["encoding"], len(view.trace["prosody"])
    width = values.shape[1] - style
    beside = float(np.abs(values[token, width:] - view.trace["prosody"]).max())
    return (
        Formula(
            f"The {values.shape[1]} numbers of {view.label(token)}",
            (
                (
                    f"{values.shape[1]} = {width} from the last LSTM, scaled and shifted by the style, + ",
                    Term(f"{style} of the style itself", "style"),
                ),
                (
                    "largest difference between the last ",
                    Term(str(style), "style"),
                    f" and the prosody half of the voice: {number(beside)}",
                ),
            ),
            "So the style reaches everything that comes after, unchanged.",
        ),
        *matrix(view, "encoding", "Encoding", columns=width),
    )


def content(view: View) -> tuple[Exhibit, ...]:
    """What is said, whoever says it."""
    return (
        Text(
            "In words",
            "The voice is not read here: another voice, speed or pitch leaves these numbers as they are.",
        ),
        *matrix(view, "content", "Content"),
    )


def features(view: View) -> tuple[Exhibit, ...]:
    """The plan of the sound, and the chosen moment of it."""
    values, at = view.trace["features"], view.curve
    time = view.beginning + CURVE.seconds(at)
    token = int(view.trace["alignment"][view.focus.frame])
    size = np.sqrt(np.mean(values**2, axis=1))
    f0, energy = (float(view.trace[name][at]) for name in ("f0", "energy"))
    width = view.trace["content"].shape[1]
    return (
        Formula(
            "What is brought together",
            (
                (f"content of {view.label(token)} at {number(time)} s: {width} channels",),
                (f"F0 {number(f0, 1)} Hz, energy {number(energy, 2)}",),
                (f"→ {values.shape[1]} channels in the timbre of {view.trace['voice']}",),
            ),
        ),
        heat(
            "Decoder features",
            values.T,
            ("channel", "curve"),
            clock=CURVE.name,
            chosen=(-1, at),
            note="80 columns a second.",
        ),
        _vector(f"The channels at {number(time)} s", values[at], CURVE.name),
        Line(
            "How strong the features are",
            (Series("root mean square of the channels", size, view.beginning, CURVE.seconds(1)),),
            clock=CURVE.name,
        ),
    )


def matrix(view: View, name: str, title: str, columns: int | None = None) -> tuple[Exhibit, ...]:
    """A value of tokens and channels: its picture, the chosen token's channels, the tokens most like it.

    Args:
        view: The trace.
        name: Of the value, [T, channels].
        title: What it is called.
        columns: How many of the channels belong to the token; None for all.
    """
    token = view.focus.token
    values = view.trace[name][:, :columns]
    return (
        heat(
            title,
            values.T,
            ("channel", "token"),
            column_labels=view.labels,
            clock=TOKEN.name,
            chosen=(-1, token),
            note=f"{values.shape[1]} channels per token.",
        ),
        _vector(f"The channels of {view.label(token)}", values[token], TOKEN.name),
        _alike(view, values),
    )


def _vector(title: str, values: np.ndarray, clock: str) -> Exhibit:
    group = -(-len(values) // MAX_BARS)
    note = "No single channel has a name." + (f" Each bar is the strongest of {group}." if group > 1 else "")
    return bars(title, strongest(values, group, 0), clock=clock, note=note)


def _alike(view: View, values: np.ndarray) -> Table:
    """The tokens whose vectors point into nearly the same direction as the chosen one's."""
    token = view.focus.token
    cosine = cosines(values, values[token])
    cosine[token] = -np.inf
    rows, actions = [], []
    for i in np.argsort(-cosine)[: min(NEAREST, len(values) - 1)]:
        word = view.word(int(i))
        label = Term(view.label(int(i)), f"token{i}")
        rows.append((int(i), label, word.text if word else "", number(float(cosine[i]))))
        actions.append({"focus": {"token": int(i)}})
    columns = (Column("token", "", "right"), Column("symbol"), Column("word"), Column("cosine", "", "right"))
    return Table(
        f"Tokens most like {view.label(token)} here",
        columns,
        tuple(rows),
        tuple(actions),
        note="Cosine of the angle between two vectors: 1 is the same direction, 0 is unrelated.",
    )
