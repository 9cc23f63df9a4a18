"""The voices that the user saved: files in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices.files import SUFFIXES, load_file, metadata
from kokoro_lab.kokoro.voices.formula import NAME

Stamp: TypeAlias = tuple[str, int, int]  # a file's path, time of change in ns, and size in bytes


def user_folder() -> Path:
    """Where the user's voices are kept: `KOKORO_LAB_VOICES`, or the system's place for a program's data."""
    from platformdirs import user_data_path

    chosen = os.environ.get("KOKORO_LAB_VOICES")
    return Path(chosen) if chosen else user_data_path("kokoro-lab", appauthor=False) / "voices"


def saved(folder: Path) -> dict[str, Path]:
    """The user's voices; of two files with one name, the first kind in `SUFFIXES`."""
    if not folder.is_dir():
        return {}
    found = [file for file in folder.iterdir() if file.suffix in SUFFIXES]
    found.sort(key=lambda file: SUFFIXES.index(file.suffix), reverse=True)
    return {file.stem: file for file in found if NAME.fullmatch(file.stem)}


def stamp(file: Path) -> Stamp:
    """What changes when a file does."""
    facts = file.stat()
    return str(file.resolve()), facts.st_mtime_ns, facts.st_size


def fault(stamped: Stamp) -> str | None:
    """What is wrong with a file that should be a voice; None if nothing is."""
    file = Path(stamped[0])
    try:
        load_file(file)
        metadata(file)
    except LabError as error:
        return str(error)
    return None
