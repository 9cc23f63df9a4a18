"""Files that are written whole or not at all, and texts that are read or refused."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from kokoro_lab.errors import LabError

KEPT = 32  # characters of the target's name in that of the file beside it: names have a limit
ASIDE = re.compile(r"\.(?P<stem>.+)-[0-9a-f]{16}", re.DOTALL)  # what `_aside` calls a file, without suffix


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A new file beside the target that takes its place when the block ends without an error.

    Two processes that write the same target do not disturb each other: the last one to finish wins.

    Args:
        target: The file to be; its folder is made if need be.

    Raises:
        LabError: The target is a folder, or making, writing or renaming the file failed.
    """
    refuse_folder(target)
    aside = _aside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.open("xb").close()
        yield aside
        aside.replace(target)
    except OSError as error:
        raise LabError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # what is told is why the file could not be written
            aside.unlink(missing_ok=True)


def refuse_folder(target: Path) -> None:
    """Find out before any work that a file cannot be written there.

    Raises:
        LabError: The target is a folder.
    """
    if target.is_dir():
        raise LabError(f"cannot write {target}: it is a folder")


def sweep(targets: Iterable[Path]) -> None:
    """Take away the unfinished files of these targets, and nothing else; nobody may be writing them.

    Args:
        targets: Files that `written_aside` may have been writing when its process was killed.
    """
    stems: dict[Path, set[tuple[str, str]]] = defaultdict(set)
    for target in targets:
        stems[target.parent].add((target.stem[:KEPT], target.suffix))
    for folder, known in stems.items():
        for file in folder.iterdir() if folder.is_dir() else ():
            found = ASIDE.fullmatch(file.stem)
            if found and (found["stem"], file.suffix) in known:
                with suppress(OSError):  # it stays, unfinished as it is, and does no harm
                    file.unlink()


def read_text(file: Path) -> str:
    """A UTF-8 file's text, with or without a byte order mark.

    Raises:
        LabError: It cannot be read, or is not UTF-8.
    """
    try:
        return decoded(file.read_bytes(), str(file))
    except OSError as error:
        raise LabError(f"cannot read {file}: {error.strerror or error}") from error


def decoded(data: bytes, name: str) -> str:
    """UTF-8 as text, with or without a byte order mark.

    Args:
        data: The bytes.
        name: What an error calls them.

    Raises:
        LabError: They are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LabError(f"{name}, line {line}: not UTF-8: byte {data[error.start]:#04x}") from error


def _aside(target: Path) -> Path:
    """A name beside the target that nobody else takes."""
    return target.with_name(f".{target.stem[:KEPT]}-{token_hex(8)}{target.suffix}")
