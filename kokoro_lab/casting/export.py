"""The chosen voices to take away: their sounds, the blends as files, and a table, in one zip."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kokoro_lab.casting.mixer import voice_file
from kokoro_lab.casting.take import Take
from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    from kokoro_lab.kokoro.voices import Shelf

Cell = str | float | None
Row = Mapping[str, Any]

NAME = "voices.zip"
TABLE = "table.csv"
WORDS = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")  # of a formula: all but weights and signs
LONGEST_NAME = 48  # characters
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would work out as a formula


def export(takes: Sequence[Take], table: Sequence[Row], shelf: Shelf) -> bytes:
    """A zip with a .wav for each take, a .safetensors for each blend, and table.csv.

    The sounds are 16 bits and equally loud. The table has a line for each take, in their order; its loudness
    is that before they were made equally loud. It is UTF-8 with the mark that spreadsheets look for, and a
    text that a spreadsheet would take for a formula begins with an apostrophe.

    Args:
        takes: What to take away, at least one.
        table: More columns for each take: none at all, or one mapping to texts and numbers per take.
        shelf: The voices.

    Raises:
        LabError: There is nothing to export, or the table does not fit.
    """
    _check(takes, table)
    names = tuple(_names(takes, shelf))
    files = {f"{name}.wav": _wav(take) for name, take in zip(names, takes, strict=True)}
    files.update(_blends(takes, names, shelf))
    files[TABLE] = _table(takes, names, table)
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return stream.getvalue()


def export_answer(takes: Sequence[Take], table: Sequence[Row], shelf: Shelf) -> tuple[Row, tuple[bytes]]:
    """An export as a page gets it: a message in plain JSON, and the file.

    One voice that needs no file of its own is its sound alone, a .wav; anything else is a zip.

    Raises:
        LabError: As `export`.
    """
    if len(takes) == 1 and takes[0].request.voice in shelf.names():
        about = {"kind": "export", "name": f"{takes[0].request.voice}.wav", "type": "audio/wav"}
        return about, (_wav(takes[0]),)
    about = {"kind": "export", "name": NAME, "type": "application/zip"}
    return about, (export(takes, table, shelf),)


def _check(takes: Sequence[Take], table: Sequence[Row]) -> None:
    if not takes:
        raise LabError("there is nothing to export: choose at least one voice")
    if table and len(table) != len(takes):
        raise LabError(f"the table needs one row for each of the {len(takes)} takes, not {len(table)}")
    for row in table:
        for name, cell in row.items():
            if not isinstance(cell, (str, int, float, type(None))):
                raise LabError(f"the table takes texts and numbers; {name!r:.60} is {cell!r:.60}")


def _names(takes: Sequence[Take], shelf: Shelf) -> Iterator[str]:
    """A file's name for each take, without its ending: short, and good on every system.

    A blend's name says that it is one, so that it can be used as a voice's name.
    """
    known, taken = set(shelf.names()), set[str]()
    for take in takes:
        formula = take.request.voice
        words = [formula] if formula in known else ["mix", *WORDS.findall(formula)]
        name = stem = "-".join(words)[:LONGEST_NAME].rstrip("-")
        count = 1
        while name.lower() in taken:  # some systems do not tell capitals apart
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.lower())
        yield name


def _wav(take: Take) -> bytes:
    import soundfile

    stream = io.BytesIO()
    soundfile.write(stream, take.samples, take.rate, "PCM_16", format="WAV")
    return stream.getvalue()


def _blends(takes: Sequence[Take], names: Sequence[str], shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """A file for each formula that is no plain voice, named like the first take that it spoke."""
    done = set(shelf.names())
    for take, name in zip(takes, names, strict=True):
        formula = take.request.voice
        if formula not in done:
            done.add(formula)
            yield f"{name}.safetensors", voice_file(formula, name, shelf)


def _table(takes: Sequence[Take], names: Sequence[str], table: Sequence[Row]) -> bytes:
    """The table as CSV (RFC 4180)."""
    rows = [_row(take, name) for take, name in zip(takes, names, strict=True)]
    for row, more in zip(rows, table, strict=False):
        row.update((name, cell) for name, cell in more.items() if name not in row)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([_harmless(name) for name in columns])
    writer.writerows([_harmless(row.get(name)) for name in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def _row(take: Take, name: str) -> dict[str, Cell]:
    """What is known of a take by itself."""
    request = take.request
    return {
        "file": f"{name}.wav",
        "formula": request.voice,
        "language": take.language,
        "seconds": round(take.seconds, 3),
        "loudness before (LUFS)": _rounded(take.loudness),
        "pitch (Hz)": _rounded(take.pitch),
        "pace (phonemes/s)": _rounded(take.pace),
        "text": request.text or request.phonemes,
        "speed": request.speed,
        "seed": request.seed,
    }


def _rounded(value: float | None) -> float | None:
    """To two places, which is finer than anybody hears."""
    return None if value is None else round(value, 2)


def _harmless(cell: Cell) -> Cell:
    """A text that no spreadsheet works out; a number as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
