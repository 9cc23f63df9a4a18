"""What a killed run left beside its files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kokoro_lab.files import KEPT

ASIDE = re.compile(r"\.(?P<stem>.+)-[0-9a-f]{16}", re.DOTALL)  # as `files.written_aside` names it


def sweep(targets: Iterable[Path]) -> None:
    """Take away the unfinished files of these targets, and nothing else; nobody may be writing them.

    Args:
        targets: Files that `files.written_aside` may have been writing when its process was killed.
    """
    stems: dict[Path, set[tuple[str, str]]] = defaultdict(set)
    for target in targets:
        stems[target.parent].add((target.stem[:KEPT], target.suffix))
    for folder, known in stems.items():
        for file in folder.iterdir() if folder.is_dir() else ():
            found = ASIDE.fullmatch(file.stem)
            if found and (found["stem"], file.suffix) in known:
                with suppress(FileNotFoundError):
                    file.unlink()
