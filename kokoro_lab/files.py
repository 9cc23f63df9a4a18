"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kokoro_lab.errors import LabError


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A new file beside the target that takes its place when the block ends without an error.

    Two processes that write the same target do not disturb each other: the last one to finish wins.

    Args:
        target: The file to be; its folder is made if need be.

    Raises:
        LabError: The folder cannot be written to.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix)
    except OSError as error:
        raise LabError(f"cannot write to {target.parent}: {error.strerror or error}") from error
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        _public(aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _public(file: Path) -> None:
    """Give the file the permissions of an ordinary new one; temporary files are private."""
    mask = os.umask(0)
    os.umask(mask)
    file.chmod(0o666 & ~mask)
