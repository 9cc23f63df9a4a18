"""From durations to times: the staircase of the alignment, and what of it is heard."""

from __future__ import annotations

from itertools import chain

import numpy as np

from kokoro_lab.clocks import FRAME, FRAME_SECONDS, SAMPLE_RATE
from kokoro_lab.exhibit import Cell, Column, Exhibit, Formula, Part, Table, Term, Text
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import heat, number
from kokoro_lab.plan import Seam

FRAME_MS = round(1000 * FRAME_SECONDS)
ENDS: dict[Seam, str] = {
    "word": "between two words",
    "clause": "after a clause",
    "sentence": "after a sentence",
    "paragraph": "after a paragraph",
    "pause": "at a pause",
    "end": "the text ends",
}
WRITTEN = 12  # durations of a sum that are written out; of more, the first and the last ones


def alignment(view: View) -> tuple[Exhibit, ...]:
    """When the chosen token starts: the sum of the durations before it."""
    token = view.focus.token
    first, last = view.frames_of_token
    return (
        Formula("When it starts", _arithmetic(view, first, last), "One frame lasts 25 ms."),
        Text("The chosen frame", _chosen(view)),
        heat(
            "The staircase",
            _staircase(view.trace["alignment"], len(view.labels)),
            ("token", "frame"),
            low=0,
            high=1,
            row_labels=view.labels,
            clock=FRAME.name,
            chosen=(token, view.focus.frame),
            note="Every frame belongs to one token; a long step is a long token.",
        ),
        _times(view),
    )


def heard(view: View) -> tuple[Exhibit, ...]:
    """Which frames are heard, and what is cut away where speech goes on in another chunk."""
    first, last = (int(edge) for edge in view.trace["heard"])
    frames = view.trace["durations"]
    count = int(frames.sum())
    chunk = view.trace.chunk
    cut = first + count - last
    before = "the text begins" if chunk.opening == "end" else ENDS[chunk.opening]
    body = f"All {count} frames are heard: speech does not go on into another chunk without a pause."
    if cut:
        body = (
            f"{first} of the {count} frames are left out at the start and {count - last} at the end, "
            f"{cut * FRAME_MS} ms: speech goes on there, so the model's own silence would be a gap."
        )
    rows: tuple[tuple[Cell, ...], ...] = (
        ("start", before, int(frames[0]), first),
        ("end", ENDS[chunk.seam], int(frames[-1]), count - last),
    )
    columns = (
        Column("edge"),
        Column("where"),
        Column("pad", "frames", "right"),
        Column("left out", "frames", "right"),
    )
    spoken = number((last - first) * FRAME_SECONDS)
    whole = number(len(view.trace["audio"]) / SAMPLE_RATE)
    formula = Formula(
        "How long the speech is",
        (
            (f"{last} − {first} = {last - first} frames × {FRAME_MS} ms = {spoken} s",),
            (
                f"silence before {number(chunk.lead)} s + speech {spoken} s + "
                f"silence after {number(chunk.pause)} s = {whole} s",
            ),
        ),
    )
    return Text("In words", body), Table("The two edges", columns, rows), formula


def _arithmetic(view: View, first: int, last: int) -> tuple[tuple[Part, ...], ...]:
    token, frames = view.focus.token, view.trace["durations"]
    start = FRAME_SECONDS * first
    lines: list[tuple[Part, ...]] = [
        (
            "frames before it = ",
            *_sum([Term(str(int(frames[i])), f"frames{i}") for i in range(token)]),
            f" = {first}",
        ),
        (f"{first} frames × {FRAME_MS} ms = {number(start)} s",),
    ]
    if view.beginning:
        lines.append(
            (
                f"{number(start)} s + {number(view.beginning)} s at which frame 0 is heard = "
                f"{number(start + view.beginning)} s",
            )
        )
    lines.append(
        (
            "it lasts ",
            Term(str(last - first), f"frames{token}"),
            f" frames, to {number(start + view.beginning)} s + {number((last - first) * FRAME_SECONDS)} s = ",
            Term(f"{number(last * FRAME_SECONDS + view.beginning)} s", f"token{token}"),
        )
    )
    return tuple(lines)


def _sum(terms: list[Term]) -> list[Part]:
    """Terms with plus signs; the middle of a long sum is left out."""
    if not terms:
        return ["0"]
    half = WRITTEN // 2
    parts: list[Part] = [*terms] if len(terms) <= WRITTEN else [*terms[:half], "…", *terms[-half:]]
    return list(chain.from_iterable((part, " + ") for part in parts))[:-1]


def _staircase(alignment: np.ndarray, tokens: int) -> np.ndarray:
    """1 where a frame belongs to a token [tokens, frames]."""
    steps: np.ndarray = np.arange(tokens)[:, None] == alignment[None, :]
    return steps.astype(np.float32)


def _chosen(view: View) -> str:
    """Where the chosen frame belongs."""
    frame = view.focus.frame
    token = int(view.trace["alignment"][frame])
    named = view.named(token)
    start = number(view.beginning + FRAME.seconds(frame))
    return f"Frame {frame}, from {start} s, belongs to token {token}: {named[0].lower()}{named[1:]}."


def _times(view: View) -> Table:
    columns = (
        Column("token"),
        Column("frames", "", "right"),
        Column("first frame", "", "right"),
        Column("start", "s", "right"),
        Column("end", "s", "right"),
    )
    frames = view.trace["durations"]
    firsts = np.cumsum(frames) - frames
    rows = tuple(
        (
            Term(label, f"token{i}"),
            Term(str(int(frames[i])), f"frames{i}"),
            int(firsts[i]),
            number(float(view.edges[i])),
            number(float(view.edges[i + 1])),
        )
        for i, label in enumerate(view.labels)
    )
    return Table("All tokens", columns, rows, tuple({"focus": {"token": i}} for i in range(len(rows))))
