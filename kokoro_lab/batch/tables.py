"""What is to be said, from a CSV, a JSONL or a folder of texts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kokoro_lab.batch.jobs import Job, cast_in
from kokoro_lab.dialogue import Cast
from kokoro_lab.errors import LabError
from kokoro_lab.files import read_text
from kokoro_lab.request import Request

TEXTS = (".txt", ".md")
DELIMITERS = ",;\t"  # a spreadsheet writes one or another, depending on its country
DIGITS = 4  # of a number that stands in for a name, at least

# What a column of a CSV may be called, and how its cells are read.
COLUMNS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {"text": str, "phonemes": str, "voice": str, "language": str, "speed": float, "seed": int, "name": str}
)
FIELDS = (*COLUMNS, "engine", "edits")  # of a line of JSONL
NUMBERS: Mapping[Callable[[str], Any], str] = MappingProxyType(
    {float: "a number such as 1.2", int: "a whole number such as 7"}
)


@dataclass(frozen=True)
class Row:
    """A line as it was written.

    Attributes:
        where: "lines.csv, line 3".
        fields: Those that it does not leave open.
    """

    where: str
    fields: Mapping[str, Any]


def read(source: str | Path, defaults: Request | None = None, cast: Cast | None = None) -> tuple[Job, ...]:
    r"""Read what is to be said.

    A .csv has a header row whose columns, in any order, are text or phonemes, and voice, language, speed,
    seed and name; commas, semicolons or tabs part them, and an empty cell leaves a field open. A .jsonl has
    one object for each line with the same fields, and edits as in `Request.to_json`. Of a folder, every .txt
    and .md file in it and below is one text, and its path is the name; what begins with a dot is passed over.
    All are UTF-8. A row without a name is named by its number: "0001".

    Args:
        source: A .csv or .jsonl file, or a folder.
        defaults: What a line leaves open; its text and phonemes are not looked at.
        cast: The names that texts may call upon, see `kokoro_lab.dialogue`.

    Raises:
        LabError: It cannot be read, or a field is unknown or has a value that cannot be spoken; the message
            names file, line and field.
    """
    path, base, cast = Path(source), json.loads((defaults or Request()).to_json()), cast or Cast()
    if path.is_dir():
        return tuple(_job(row, base, cast) for row in _folder(path))
    readers = {".csv": _csv, ".jsonl": _jsonl}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise LabError(f"{str(path)!r}: a batch is a folder of texts, a .csv or a .jsonl file")
    rows = list(reader(path.name, read_text(path)))
    digits = max(DIGITS, len(str(len(rows))))
    return tuple(_job(row, base, cast, f"{number:0{digits}}") for number, row in enumerate(rows, 1))


def _job(row: Row, base: Mapping[str, Any], cast: Cast, number: str = "") -> Job:
    """The row, with what it leaves open filled in."""
    fields = dict(row.fields)
    name = fields.pop("name", number)
    if not isinstance(name, str):
        raise LabError(f"{row.where}: name: should be a string, not {name!r}")
    try:
        request = Request.from_json(json.dumps({**base, "text": "", "phonemes": None, **fields}))
        script = cast_in(request, cast)
    except LabError as error:
        raise LabError(f"{row.where}: {error}") from error
    return Job(name, request, row.where, script)


def _folder(folder: Path) -> Iterator[Row]:
    """The texts in a folder and below, in the order of their paths."""
    found = {file.relative_to(folder): file for file in folder.rglob("*") if file.suffix.lower() in TEXTS}
    for path, file in sorted(found.items()):
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            yield Row(str(file), {"text": read_text(file), "name": path.with_suffix("").as_posix()})


def _jsonl(name: str, text: str) -> Iterator[Row]:
    """One object for each line that is not blank."""
    for number, line in enumerate(text.split("\n"), 1):  # other line ends may stand within a string
        if line.strip():
            where = f"{name}, line {number}"
            yield Row(where, _object(line, where))


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise LabError(f"{where}: not JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise LabError(f"{where}: no JSON that anybody wrote: it is nested too deeply") from error
    except UnicodeEncodeError as error:
        raise LabError(f"{where}: an escape such as \\ud83d is half of a character") from error
    except ValueError as error:  # a number of thousands of digits
        raise LabError(f"{where}: {error}") from error
    if not isinstance(found, dict):
        raise LabError(f'{where}: should be an object such as {{"text": "Hello"}}, not {line.strip():.40}')
    _check_known("field", found, FIELDS, where)
    if "edits" in found:
        found["edits"] = _edits(found["edits"], where)
    return {key: value for key, value in found.items() if value is not None}


def _edits(edits: object, where: str) -> list[dict[str, Any]] | None:
    """Edits as `Request.to_json` writes them; arguments and chunk may be left out."""
    if edits is None:
        return None
    if not isinstance(edits, list) or not all(isinstance(edit, dict) and "name" in edit for edit in edits):
        raise LabError(f'{where}: edits: should be a list such as [{{"name": "whisper"}}], not {edits!r:.60}')
    return [{"arguments": {}, "chunk": None, **edit} for edit in edits]


def _csv(name: str, text: str) -> Iterator[Row]:
    """One row for each record that is not blank."""
    lines = io.StringIO(text, newline="")
    delimiter = max(DELIMITERS, key=lines.readline().count)
    lines.seek(0)
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    while True:
        where = f"{name}, line {line}"
        try:
            cells = next(records, None)
        except csv.Error as error:
            raise LabError(f"{where}: {error}") from error
        if cells is None:
            return
        line = records.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if columns:
            yield Row(where, _fields(cells, columns, where))
        else:
            columns = _columns(cells, where)


def _columns(cells: Sequence[str], where: str) -> list[str]:
    """The header."""
    columns = [cell.strip().lower() for cell in cells]
    _check_known("column", columns, COLUMNS, where)
    if twice := [column for column in COLUMNS if columns.count(column) > 1]:
        raise LabError(f"{where}: there are two columns named {', '.join(twice)}")
    return columns


def _fields(cells: Sequence[str], columns: Sequence[str], where: str) -> dict[str, Any]:
    """A record's cells, by column; empty ones are left open."""
    if len(cells) > len(columns):
        raise LabError(
            f"{where}: {len(cells)} cells under a header of {len(columns)}; a text that holds the delimiter "
            'belongs in "quotes"'
        )
    pairs = zip(columns, cells, strict=False)  # a record may end early
    return {column: _value(cell, column, where) for column, cell in pairs if cell.strip()}


def _value(cell: str, column: str, where: str) -> object:
    """A cell as what its column holds; spaces around anything but the text mean nothing."""
    kind = COLUMNS[column]
    try:
        return cell if column == "text" else kind(cell.strip())
    except ValueError as error:
        raise LabError(f"{where}: {column}: {cell.strip()!r} should be {NUMBERS[kind]}") from error


def _check_known(kind: str, found: Collection[str], known: Collection[str], where: str) -> None:
    """Refuse a field that nobody would read, a misspelt one above all, and a row that says nothing."""
    if strange := [repr(name) for name in found if name not in known]:
        raise LabError(f"{where}: no {kind} is named {', '.join(strange)}; there are {', '.join(known)}")
    if "text" not in found and "phonemes" not in found:
        raise LabError(f"{where}: there is neither text nor phonemes")
