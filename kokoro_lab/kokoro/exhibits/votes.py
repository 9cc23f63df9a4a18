"""How long a token lasts, and why: its fifty votes, their sum, the speed, the rounding."""

from __future__ import annotations

import numpy as np

from kokoro_lab.clocks import FRAME, FRAME_SECONDS, TOKEN
from kokoro_lab.exhibit import Cell, Column, Exhibit, Formula, Part, Table, Term, Text
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.kokoro.text.stress import PRIMARY, VOWELS
from kokoro_lab.picture import bars, heat, number

MAJORITY = 0.5
WORTH_WRITING = 0.0005  # smaller votes are written as one sum
FRAME_MS = round(1000 * FRAME_SECONDS)


def votes(view: View) -> tuple[Exhibit, ...]:
    """Why the chosen token is as long as it is."""
    token = view.focus.token
    cast = view.trace["votes"][token]
    return (
        Text("In words", in_words(view)),
        Formula("From votes to milliseconds", arithmetic(view), "Pointing at a number shows its vote."),
        bars(
            f"Fifty votes on {view.label(token)}",
            cast,
            low=0,
            high=1,
            labels=[f"{count} or more frames" for count in range(1, len(cast) + 1)],
            terms=[_term(vote) for vote in range(len(cast))],
            threshold=MAJORITY,
            clock=TOKEN.name,
            note="Each is the answer to “does it last at least so many frames?”, from 0 (no) to 1 (yes).",
        ),
        heat(
            "All votes",
            view.trace["votes"].T,
            ("vote", "token"),
            low=0,
            high=1,
            row_labels=[str(count) for count in range(1, len(cast) + 1)],
            column_labels=view.labels,
            clock=TOKEN.name,
            chosen=(-1, token),
            note="A sharp edge is a sure decision, a soft one is doubt.",
        ),
        _every_token(view),
    )


def in_words(view: View) -> str:
    """The answer to “why is it so long?”."""
    token, speed = view.focus.token, view.trace["speed"]
    cast = view.trace["votes"][token]
    given, frames = int(view.before("durations")[token]), int(view.trace["durations"][token])
    total = float(cast.sum())
    yes = int((cast > MAJORITY).sum())
    most = "vote is" if yes == 1 else "votes are"
    said = [f"{view.named(token)} lasts {_frames(frames)}, {frames * FRAME_MS} ms."]
    said += [f"{yes} of its {len(cast)} {most} above one half; they sum to {number(total, 2)}."]
    if view.edited("votes"):
        said += ["An edit changed these votes."]
    if speed != 1:
        said += [f"Divided by the speed {speed:g} that is {number(total / speed, 2)}."]
    said += [f"Rounded to whole frames, at least one, that gives {given}."]
    if given != frames:
        said += [f"An edit made it {frames}: {_frames(abs(frames - given))} {_more(frames - given)}."]
    return " ".join([*said, *_comparison(view)])


def arithmetic(view: View) -> tuple[tuple[Part, ...], ...]:
    """The votes of the chosen token, added up, divided, rounded and counted in milliseconds."""
    token, speed = view.focus.token, float(view.trace["speed"])
    cast = view.trace["votes"][token]
    total = float(cast.sum())
    written = np.flatnonzero(cast >= WORTH_WRITING)
    rest = len(cast) - len(written)
    first: list[Part] = ["sum of the votes = "]
    for place, vote in enumerate(written):
        first += [" + "] if place else []
        first.append(Term(number(float(cast[vote])), _term(int(vote))))
    if rest:
        first += [f" + {number(float(np.delete(cast, written).sum()))} ({rest} more)"]
    given, frames = int(view.before("durations")[token]), int(view.trace["durations"][token])
    ratio = number(total / speed)
    rounded = given if given > 1 else min(1, round(total / speed))  # as the step rounded it, in float32
    lines: list[tuple[Part, ...]] = [
        (*first, " = ", Term(number(total), f"sum{token}")),
        ("÷ speed: ", Term(number(total), f"sum{token}"), f" ÷ {speed:g} = ", Term(ratio, f"ratio{token}")),
        ("rounded: ", Term(ratio, f"ratio{token}"), f" → {rounded}"),
        (f"at least one: max(1, {rounded}) = ", Term(_frames(given), f"given{token}")),
    ]
    if given != frames:
        lines.append(("edited: ", Term(_frames(given), f"given{token}"), " → ", _length(view)))
    lines.append(
        ("in time: ", _length(view), f" × {FRAME_MS} ms = ", Term(f"{frames * FRAME_MS} ms", f"token{token}"))
    )
    return tuple(lines)


def _length(view: View) -> Term:
    token = view.focus.token
    return Term(_frames(int(view.trace["durations"][token])), f"frames{token}")


def _comparison(view: View) -> list[str]:
    """How the chosen vowel compares with the others."""
    token, symbols = view.focus.token, view.trace["symbols"]
    frames = view.trace["durations"]
    others = [i + 1 for i, symbol in enumerate(symbols) if symbol in VOWELS and i + 1 != token]
    if not 1 <= token <= len(symbols) or symbols[token - 1] not in VOWELS or not others:
        return []
    mean = float(np.mean([frames[i] for i in others]))
    said = [f"The other vowels here last {number(mean, 1)} frames on average."]
    if token > 1 and symbols[token - 2] == PRIMARY:
        mark = int(frames[token - 1])
        said += [
            f"It is stressed: the stress mark before it is a token too and adds {_frames(mark)} of its own."
        ]
    return said


def _every_token(view: View) -> Table:
    """The same arithmetic for all tokens."""
    edited = view.edited("durations")
    sums, speed = view.trace["votes"].sum(axis=-1), view.trace["speed"]
    before, after = view.before("durations"), view.trace["durations"]
    columns = [Column("token"), Column("sum", "", "right"), Column("÷ speed", "", "right")]
    columns += [Column("before", "frames", "right")] * edited
    columns += [Column("lasts", "frames", "right"), Column("lasts", "ms", "right")]
    rows: list[tuple[Cell, ...]] = []
    for i, label in enumerate(view.labels):
        cells: list[Cell] = [Term(label, f"token{i}"), Term(number(float(sums[i]), 2), f"sum{i}")]
        cells += [Term(number(float(sums[i]) / speed, 2), f"ratio{i}")]
        cells += [Term(str(int(before[i])), f"given{i}")] * edited
        cells += [Term(str(int(after[i])), f"frames{i}")]
        rows.append((*cells, int(after[i]) * FRAME_MS))
    return Table(
        "All tokens", tuple(columns), tuple(rows), tuple({"focus": {"token": i}} for i in range(len(rows)))
    )


def _frames(count: int) -> str:
    return f"{count} {FRAME.name}{'' if count == 1 else 's'}"


def _more(change: int) -> str:
    return "more" if change > 0 else "fewer"


def _term(vote: int) -> str:
    return f"vote{vote + 1}"
