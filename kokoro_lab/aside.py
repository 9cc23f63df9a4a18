"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

UNFINISHED = ".part"  # the ending of a file that is not complete yet
ABANDONED = 3600.0  # seconds after which the unfinished file of a process that died may be removed


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, renamed to `path` when the block ends well and removed otherwise.

    Whoever looks sees the old file, the new one or none, never half of it, also when two processes write the
    same file at once or one is killed. Parent folders are made.

    Raises:
        OSError: It cannot be written; on Windows also while another program holds `path` open.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}-{uuid.uuid4().hex}{UNFINISHED}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left unfinished in a folder more than an hour ago."""
    for file in folder.glob(f"*{UNFINISHED}"):
        with contextlib.suppress(FileNotFoundError):  # another process may sweep too
            if time.time() - file.stat().st_mtime > ABANDONED:
                file.unlink()
