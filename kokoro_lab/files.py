"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from kokoro_lab.errors import LabError

KEPT = 32  # characters of the target's name in that of the file beside it: names have a limit


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
    aside = target.with_name(f".{target.stem[:KEPT]}-{token_hex(8)}{target.suffix}")
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
