"""One thing to be said and the file that it goes into; what makes a list of them sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_lab.dialogue import Cast, turns
from kokoro_lab.errors import LabError
from kokoro_lab.planning import READ, chunks
from kokoro_lab.request import Request

if TYPE_CHECKING:
    from kokoro_lab.lab import Lab

UNWRITABLE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')  # in no file name of one system or another
ENDINGS = (".wav", ".flac", ".mp3", ".ogg", ".srt", ".textgrid")


@dataclass(frozen=True)
class Job:
    """One request and the file that it goes into.

    Attributes:
        name: The file's path within the output folder, without its ending; "/" between folders.
        request: What to say.
        where: Where it was written, for messages: "lines.csv, line 3".
        cast: Who speaks in a text of several, as `Cast.to_json` writes it; "" where nobody else does.

    Raises:
        LabError: The name is none, or would leave the output folder.
    """

    name: str
    request: Request
    where: str
    cast: str = ""

    def __post_init__(self) -> None:
        if fault := _fault(self.name):
            raise LabError(f"{self.where}: name: {self.name!r} {fault}")

    def file(self, folder: Path, ending: str) -> Path:
        """The file of that ending; a dot within the name stays as it is."""
        return folder / f"{self.name}{ending}"


def cast_in(request: Request, cast: Cast) -> str:
    """The cast for a job: "" unless somebody else than the request's voice speaks in its text.

    Raises:
        LabError: A tag in the text has a speed that cannot be spoken.
    """
    return "" if [turn.request for turn in turns(request, cast)] == [request] else cast.to_json()


def check(jobs: Sequence[Job], lab: Lab) -> None:
    """Look at everything that can be known without speaking.

    Args:
        jobs: All of them.
        lab: One whose engine has no weights will do.

    Raises:
        LabError: There is no job, two have one name, or a voice, a language, an engine or an edit does not
            exist; the message says where.
    """
    if not jobs:
        raise LabError("there is nothing to say: no line and no text")
    first: dict[str, Job] = {}
    for job in jobs:
        other = first.setdefault(_folded(job.name), job)
        if other is not job:
            raise LabError(f"{job.where}: name: {job.name!r} is that of {other.where} too")
    for job in jobs:
        _check_request(job, lab)


def groups(jobs: Iterable[Job], processes: int) -> list[tuple[Job, ...]]:
    """Jobs that are read alike, next to each other; the first of each group stay in order.

    The same words in several voices share what does not depend on the voice. A group is cut where it would
    leave a process without work.

    Args:
        jobs: What is to be spoken.
        processes: How many will share it.
    """
    alike: dict[tuple[object, ...], list[Job]] = {}
    for job in jobs:
        alike.setdefault(tuple(getattr(job.request, name) for name in READ), []).append(job)
    count = sum(map(len, alike.values()))
    size = max(1, -(-count // processes))
    return [tuple(found[at : at + size]) for found in alike.values() for at in range(0, len(found), size)]


def _check_request(job: Job, lab: Lab) -> None:
    """Look at what a request names."""
    try:
        for turn in turns(job.request, Cast.from_json(job.cast) if job.cast else Cast()):
            chunks(lab.engine(turn.request), turn.request)
    except LabError as error:
        raise LabError(f"{job.where}: {error}") from error


def _fault(name: str) -> str | None:
    """What is wrong with a name; None if nothing is."""
    parts = name.split("/")
    if name.startswith("/") or ".." in parts:
        return "would leave the output folder"
    if any(part in ("", ".") or part != part.strip() or part.endswith(".") for part in parts):
        return "is no name of a file; write 'intro' or 'chapter1/intro'"
    if found := UNWRITABLE.search(name):
        return f"holds {found[0]!r}, which not every system allows in a file's name"
    if name.lower().endswith(ENDINGS):
        return "has an ending; leave it off, the format decides it"
    return None


def _folded(name: str) -> str:
    """The name as a file system that knows no case, or other Unicode, sees it."""
    return unicodedata.normalize("NFC", name).casefold()
