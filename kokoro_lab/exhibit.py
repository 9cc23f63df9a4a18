"""What a station of the inspector shows, as data: no view knows a step's name, only these kinds.

A page, a notebook or a test can read the same exhibits. `pack` turns them into JSON and binary buffers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    import numpy as np

DIGITS = 7  # significant, of numbers written into JSON: as many as a float32 has


@dataclass(frozen=True)
class Term:
    """A piece of text that belongs to something: pointing at it lights up all that has the same term.

    Attributes:
        text: What is read.
        term: An id, the same in formulas, cells and bars that show the same number.
    """

    text: str
    term: str


Part = str | Term
Cell = str | float | Term | None
Action = Mapping[str, Any]  # {"open_chunk": n}, {"focus": {…}} or {"open": station}


@dataclass(frozen=True)
class Text:
    """One or more plain sentences."""

    kind: ClassVar[str] = "text"
    title: str
    body: str
    note: str = ""


@dataclass(frozen=True)
class Formula:
    """Arithmetic filled with a trace's numbers.

    Attributes:
        title: What is computed.
        lines: Each is a row of parts.
        note: One sentence.
    """

    kind: ClassVar[str] = "formula"
    title: str
    lines: tuple[tuple[Part, ...], ...]
    note: str = ""


@dataclass(frozen=True, eq=False)
class Bars:
    """A few hundred numbers at most, side by side.

    Attributes:
        title: What they are.
        values: float [n].
        low: Bottom of the scale.
        high: Top of the scale.
        labels: A name for each.
        terms: A term for each.
        unit: Of the values.
        threshold: Where a line is drawn across.
        clock: Name of the clock whose colour they have.
        chosen: Which one is pointed out.
        note: One sentence.
    """

    kind: ClassVar[str] = "bars"
    title: str
    values: np.ndarray
    low: float
    high: float
    labels: tuple[str, ...] | None = None
    terms: tuple[str, ...] | None = None
    unit: str = ""
    threshold: float | None = None
    clock: str | None = None
    chosen: int | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class Heat:
    """A table of numbers as colours; where one axis is time, it is the columns.

    Attributes:
        title: What it is.
        values: float32 [rows, columns].
        axes: What rows and columns are.
        low: Value of the first colour.
        high: Value of the last colour.
        row_labels: A name for each row.
        column_labels: A name for each column.
        signed: Whether zero is in the middle of the colours.
        unit: Of the values.
        clock: Name of the clock of the columns, or None.
        chosen: Row and column pointed out; -1 stands for all of them.
        note: One sentence.
    """

    kind: ClassVar[str] = "heat"
    title: str
    values: np.ndarray
    axes: tuple[str, str]
    low: float
    high: float
    row_labels: tuple[str, ...] | None = None
    column_labels: tuple[str, ...] | None = None
    signed: bool = False
    unit: str = ""
    clock: str | None = None
    chosen: tuple[int, int] | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class Series:
    """One line of a drawing.

    Attributes:
        name: What it is.
        values: float32 [n]; item i stands at start + i · step.
        start: Place of the first value, in the drawing's x unit.
        step: Between two values.
        unit: Of the values.
        dashed: Whether it is drawn as what was before.
    """

    name: str
    values: np.ndarray
    start: float
    step: float
    unit: str = ""
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Line:
    """Curves over a common axis."""

    kind: ClassVar[str] = "line"
    title: str
    series: tuple[Series, ...]
    x_unit: str = "s"
    clock: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """The head of a table's column."""

    title: str
    unit: str = ""
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """Rows of words and numbers; `actions` says what choosing a row does."""

    kind: ClassVar[str] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    actions: tuple[Action | None, ...] | None = None
    note: str = ""


@dataclass(frozen=True)
class SpokenWord:
    """One word of a `Words` exhibit.

    Attributes:
        text: As written.
        span: Its characters in the request's text.
        spoken: What is read for it.
        phonemes: Its pronunciation.
        origin: Where that came from.
        tag: Part of speech.
        start: Seconds from the start of the audio; None where it is not heard.
        end: Likewise.
    """

    text: str
    span: tuple[int, int]
    spoken: str
    phonemes: str
    origin: str
    tag: str
    start: float | None
    end: float | None


@dataclass(frozen=True)
class Words:
    """Words with their pronunciation, to be chosen."""

    kind: ClassVar[str] = "words"
    title: str
    words: tuple[SpokenWord, ...]
    note: str = ""


@dataclass(frozen=True)
class Picker:
    """A choice that changes `focus[name]`.

    Attributes:
        title: What is chosen.
        name: The part of the focus.
        values: What can be chosen.
        labels: How each is called.
        value: What is chosen now.
        label: Beside the choice.
        note: One sentence.
    """

    kind: ClassVar[str] = "picker"
    title: str
    name: str
    values: tuple[int | str, ...]
    labels: tuple[str, ...]
    value: int | str
    label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sound:
    """A button that plays a stage."""

    kind: ClassVar[str] = "sound"
    title: str
    stage: str
    label: str
    note: str = ""


Exhibit = Text | Formula | Bars | Heat | Line | Table | Words | Picker | Sound


@dataclass(frozen=True)
class Detail:
    """What a station shows.

    Attributes:
        exhibits: From top to bottom.
        focus: What they point at: that which was asked for, with defaults filled in and kept in range.
    """

    exhibits: tuple[Exhibit, ...]
    focus: Mapping[str, int | float | str] = field(default_factory=dict)


def pack(exhibits: Iterable[Exhibit]) -> tuple[list[dict[str, Any]], tuple[bytes, ...]]:
    """Exhibits as JSON, with the large arrays beside it.

    Returns:
        One JSON object per exhibit (its `kind` among its fields), and the buffers: little-endian float32.
        A heat or a series names its buffer by number.
    """
    buffers: list[bytes] = []
    return [{"kind": exhibit.kind, **_object(exhibit, buffers)} for exhibit in exhibits], tuple(buffers)


def _object(thing: Any, buffers: list[bytes]) -> dict[str, Any]:  # noqa: ANN401
    """The fields of a dataclass; large arrays go to the buffers."""
    packed: dict[str, Any] = {}
    for name in (f.name for f in fields(thing)):
        value = getattr(thing, name)
        if name != "values" or not isinstance(thing, (Heat, Series)):
            packed[name] = _plain(value, buffers)
            continue
        if isinstance(thing, Heat):
            packed["rows"], packed["columns"] = value.shape
        packed["buffer"] = len(buffers)
        buffers.append(value.astype("<f4").tobytes())
    return packed


def _plain(value: Any, buffers: list[bytes]) -> Any:  # noqa: ANN401
    """A value as JSON has it; what is not a finite number is null."""
    if is_dataclass(value):
        return _object(value, buffers)
    if isinstance(value, Mapping):
        return {key: _plain(item, buffers) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item, buffers) for item in value]
    if hasattr(value, "tolist"):  # numpy
        return _plain(tuple(value.tolist()) if value.shape else value.item(), buffers)
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value
