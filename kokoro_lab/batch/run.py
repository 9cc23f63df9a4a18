"""A batch from its jobs to its files: what is done already, who speaks the rest, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_lab.batch import children
from kokoro_lab.batch.jobs import Job, check, groups
from kokoro_lab.batch.journal import Entry, Journal, opened, sha256
from kokoro_lab.batch.places import Places, choose_places
from kokoro_lab.batch.worker import CAPTIONS, Failure, Order, Outcome, speak
from kokoro_lab.errors import unknown
from kokoro_lab.files import sweep

if TYPE_CHECKING:
    from kokoro_lab.lab import Lab


@dataclass(frozen=True)
class Progress:
    """How far a batch is.

    Attributes:
        done: Jobs of this run that are over, failed ones included.
        total: Jobs of this run; those that earlier runs did are not among them.
        speech: Seconds of speech made by this run.
    """

    done: int
    total: int
    speech: float


@dataclass(frozen=True)
class Report:
    """What came of a run.

    Attributes:
        made: What was spoken, in the order in which it was ready.
        skipped: How many jobs were done already.
        failures: What could not be spoken.
        journal: The file that tells what is done.
        work: Seconds that it took.
        places: Where it was spoken; None if there was nothing to do.
    """

    made: tuple[Entry, ...]
    skipped: int
    failures: tuple[Failure, ...]
    journal: Path
    work: float
    places: Places | None

    @property
    def speech(self) -> float:
        """Seconds of speech that were made."""
        return sum(entry.seconds for entry in self.made)


def run(
    jobs: Iterable[Job],
    folder: str | Path,
    *,
    endings: Sequence[str] = (".wav",),
    processes: int | None = None,
    weights: str | None = None,
    device: str | None = None,
    told: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Speak jobs, each into a file of its own; go on where an earlier run into the same folder stopped.

    Everything is checked before anything is spoken. A job is done, and passed over, if the folder's
    `batch.jsonl` says so with the same request and the same weights, and its files are as they were written.
    Files appear when they are whole, so a run may be killed at any time. A job that cannot be spoken is
    reported and does not keep the others from it. How many threads compute changes the last bit of some
    samples and makes no job a new one; nor does a voice file that was changed under the same name: take the
    sound away, and it is made again.

    With several processes this must not run at the top level of a script, but under
    `if __name__ == "__main__":`, as always where Python starts processes of its own.

    Args:
        jobs: From `read`, or made by hand.
        folder: Where the files go; it is made if need be.
        endings: ".wav", ".flac", ".mp3" or ".ogg" for the sound, then ".srt" and ".TextGrid" as wanted.
        processes: How many; None takes as many as fit, see `choose_places`. One is this process itself.
        weights: As in `Lab.load`.
        device: As in `Lab.load`.
        told: Called when it is known how much there is to do, and after each job.

    Raises:
        LabError: A job, an ending, weights or device do not exist; another run works in the folder; or a
            process ended before its time. What was finished before is kept.
    """
    start = time.perf_counter()
    jobs, order = tuple(jobs), Order(Path(folder), tuple(endings), weights, device)
    _check_endings(endings)
    check(jobs, _outline())
    identity = _hash_of_weights(weights)
    with opened(order.folder) as journal:
        left = [job for job in jobs if not journal.holds(job, endings, identity)]
        where = choose_places(device, processes, len(left)) if left else None
        made, failures = _spoken(left, order, where, journal, told) if where else ((), ())
        work = time.perf_counter() - start
        return Report(made, len(jobs) - len(left), failures, journal.path, work, where)


def _spoken(
    jobs: Sequence[Job], order: Order, where: Places, journal: Journal, told: Callable[[Progress], None]
) -> tuple[tuple[Entry, ...], tuple[Failure, ...]]:
    """Speak jobs and write down each that is done, at once."""
    made: list[Entry] = []
    failures: list[Failure] = []
    speech = 0.0
    told(Progress(0, len(jobs), speech))
    with closing(_outcomes(jobs, order, where)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, Entry):
                journal.add(outcome)
                made.append(outcome)
                speech += outcome.seconds
            else:
                failures.append(outcome)
            told(Progress(len(made) + len(failures), len(jobs), speech))
    return tuple(made), tuple(failures)


def _check_endings(endings: Sequence[str]) -> None:
    """Refuse what is no format of sound, or nothing that is written beside it."""
    from kokoro_lab.listen import FORMATS

    if not endings or endings[0] not in FORMATS:
        raise unknown("format of sound", "".join(endings[:1]), FORMATS)
    for ending in endings[1:]:
        if ending not in CAPTIONS:
            raise unknown("file beside the sound", ending, CAPTIONS)


def _outline() -> Lab:
    """A lab without weights, which knows what exists."""
    from kokoro_lab.kokoro import Kokoro
    from kokoro_lab.lab import Lab

    engine = Kokoro.outline()
    return Lab({engine.name: engine})


def _hash_of_weights(source: str | None) -> str:
    """What `Engine.identity` will say of the weights, without loading them."""
    from kokoro_lab.kokoro.weights import find

    found = find(source)
    return found.sha256 or sha256(Path(found.where))


def _outcomes(jobs: Sequence[Job], order: Order, where: Places) -> Generator[Outcome, None, None]:
    """What comes of each job; no unfinished file is left, of this run or of one that was killed."""
    targets = [job.file(order.folder, ending) for job in jobs for ending in order.endings]
    tasks = groups(jobs, len(where.devices))
    spoken = _alone(tasks, order) if len(where.devices) == 1 else children.outcomes(tasks, order, where)
    sweep(targets)
    try:
        with closing(spoken):
            yield from spoken
    finally:
        sweep(targets)


def _alone(tasks: Iterable[Sequence[Job]], order: Order) -> Generator[Outcome, None, None]:
    """Spoken by this process."""
    lab = order.load()
    for jobs in tasks:
        yield from speak(lab, order, jobs)
