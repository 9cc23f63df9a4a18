"""What a batch has finished, line by line, so that it can go on where it stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kokoro_lab.batch.jobs import Job
from kokoro_lab.errors import LabError
from kokoro_lab.plan import Loss
from kokoro_lab.request import Request

JOURNAL = "batch.jsonl"
LOCK = ".batch.lock"
BLOCK = 1 << 20  # bytes hashed at once


@dataclass(frozen=True)
class Entry:
    """Files that are whole, and what they hold.

    Attributes:
        name: Of the job.
        request: What was said.
        weights: Hash of those that said it.
        files: SHA-256 by file, as a path within the output folder.
        seconds: How long it sounds.
        clipped: Samples that were too loud and were clipped.
        losses: What of the text was not spoken, or not as a dictionary has it.
        cast: Of the job.
    """

    name: str
    request: Request
    weights: str
    files: Mapping[str, str]
    seconds: float
    clipped: int = 0
    losses: tuple[Loss, ...] = ()
    cast: str = ""

    def to_json(self) -> str:
        """One line; `from_json` gives an equal entry back."""
        losses = [vars(loss) for loss in self.losses]
        plain = {**vars(self), "request": json.loads(self.request.to_json()), "losses": losses}
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Entry:
        """Read what `to_json` wrote.

        Raises:
            LabError: It is something else.
        """
        try:
            plain = json.loads(line)
            request = Request.from_json(json.dumps(plain.pop("request")))
            losses = [Loss(**{**loss, "span": tuple(loss["span"])}) for loss in plain.pop("losses")]
            return cls(**plain, request=request, losses=tuple(losses))
        except (json.JSONDecodeError, TypeError, KeyError, AttributeError) as error:
            raise LabError(f"not an entry of a batch's journal: {error}") from error


@dataclass(frozen=True)
class Journal:
    """The journal of one output folder. Use `opened`.

    Attributes:
        folder: The output folder.
        entries: The last one of each name.
    """

    folder: Path
    entries: dict[str, Entry] = field(repr=False)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / JOURNAL

    def holds(self, job: Job, endings: Iterable[str], weights: str) -> bool:
        """Whether a job is done: the same request, said with the same weights, and its files as they were."""
        entry = self.entries.get(job.name)
        asked = (job.request, job.cast, weights)
        if entry is None or (entry.request, entry.cast, entry.weights) != asked:
            return False
        return all(self._is_whole(f"{job.name}{ending}", entry) for ending in endings)

    def add(self, entry: Entry) -> None:
        """Write that a job is done.

        Raises:
            LabError: The journal cannot be written.
        """
        try:
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{entry.to_json()}\n")
        except OSError as error:
            raise LabError(f"cannot write {self.path}: {error.strerror or error}") from error
        self.entries[entry.name] = entry

    def _is_whole(self, file: str, entry: Entry) -> bool:
        path = self.folder / file
        return file in entry.files and path.is_file() and sha256(path) == entry.files[file]


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """The journal of an output folder, which is made if need be, held against another run.

    Args:
        folder: Where the files go.

    Raises:
        LabError: Another run works there, the folder cannot be written to, or the journal is something else.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0)  # the system lets go of it, however the process ends
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise LabError(f"another batch is being spoken into {folder}; wait for it") from error
    except OSError as error:
        raise LabError(f"cannot write into {folder}: {error.strerror or error}") from error
    try:
        yield Journal(folder, _entries(folder / JOURNAL))
    finally:
        lock.release()


def sha256(file: Path) -> str:
    """Of what a file holds, in hexadecimal.

    Raises:
        LabError: It cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with file.open("rb") as data:
            while block := data.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise LabError(f"cannot read {file}: {error.strerror or error}") from error
    return digest.hexdigest()


def _entries(path: Path) -> dict[str, Entry]:
    """The entries of a journal, by name.

    A line that a killed run has torn is passed over, and closed so that the next one stands for itself.

    Raises:
        LabError: A whole line is no entry: the file is something else, or was changed; or it cannot be read
            and written.
    """
    try:
        with path.open("a+b") as file:
            file.seek(0)
            data = file.read()
    except OSError as error:
        raise LabError(f"cannot write {path}: {error.strerror or error}") from error
    found = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip() and not _is_torn(line):
            try:
                entry = Entry.from_json(line.decode("utf-8"))
            except LabError as error:
                raise LabError(
                    f"{path}, line {number}: {error}; name another output folder, or move the file away"
                ) from error
            found[entry.name] = entry
    if data and not data.endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")
    return found


def _is_torn(line: bytes) -> bool:
    """Whether a line ends too soon: no beginning of an object is JSON by itself."""
    try:
        json.loads(line)
    except ValueError:
        return True
    return False
