"""What speaks: jobs in, files and entries of the journal out; in this process, or in a child of it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, parent_process
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from kokoro_lab.batch.jobs import Job
from kokoro_lab.batch.journal import Entry, sha256
from kokoro_lab.errors import LabError
from kokoro_lab.plan import Loss

if TYPE_CHECKING:
    import numpy as np

    from kokoro_lab.dialogue import Part
    from kokoro_lab.lab import Lab
    from kokoro_lab.trace import Mark, Trace

LIKE = 4  # traces kept for the next job that is read alike: up to fifty megabytes each


@dataclass(frozen=True)
class Failure:
    """A job that could not be spoken.

    Attributes:
        job: Which one.
        why: What was wrong with it.
    """

    job: Job
    why: str


Outcome: TypeAlias = "Entry | Failure"


@dataclass(frozen=True)
class Order:
    """What a worker is told once.

    Attributes:
        folder: Where the files go.
        endings: Of each job's files; the sound's first, then ".srt" and ".TextGrid" as wanted.
        weights: As in `Lab.load`.
        device: As in `Lab.load`.
        threads: Of this process on the processor; None leaves it to torch.
    """

    folder: Path
    endings: tuple[str, ...]
    weights: str | None = None
    device: str | None = None
    threads: int | None = None

    def load(self) -> Lab:
        """The lab.

        Raises:
            LabError: As `Lab.load`.
        """
        import torch

        from kokoro_lab.lab import Lab

        if self.threads is not None:
            torch.set_num_threads(self.threads)
        return Lab.load(self.weights, self.device)


def speak(lab: Lab, order: Order, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Speak jobs that are read alike, each into its files; what the first one's text gave is not made again.

    Args:
        lab: Speaks them.
        order: Where to, and in which formats.
        jobs: With the same words.

    Yields:
        What came of each, in order.
    """
    like: list[Trace] = []
    for job in jobs:
        utterance = Utterance(lab, job, keep=LIKE if len(jobs) > 1 and not like else 0)
        try:
            yield utterance.write(order, like)
        except LabError as error:
            yield Failure(job, str(error))
        like = like or utterance.kept


@dataclass
class Utterance:
    """A job while it is spoken.

    Attributes:
        lab: Speaks it.
        job: What is said.
        keep: How many of its first traces are kept.
        kept: Those.
        marks: When its words and phonemes are heard, as far as it has been spoken.
        captions: When its words are, with the names of speakers.
        losses: What has not been spoken.
    """

    lab: Lab
    job: Job
    keep: int = 0
    kept: list[Trace] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    captions: list[Mark] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def write(self, order: Order, like: Sequence[Trace]) -> Entry:
        """Speak into files, each of which appears when it is whole.

        Raises:
            LabError: It cannot be spoken or written.
        """
        from kokoro_lab import listen

        sound, *beside = (self.job.file(order.folder, ending) for ending in order.endings)
        engine = self.lab.engine(self.job.request)
        written = listen.write(self._sound(like, captioned=bool(beside)), sound, engine.sample_rate)
        for file in beside:
            CAPTIONS[file.suffix](self, written.seconds, file)
        return Entry(
            name=self.job.name,
            request=self.job.request,
            weights=engine.identity["weights"],
            files={file.relative_to(order.folder).as_posix(): sha256(file) for file in (sound, *beside)},
            seconds=written.seconds,
            clipped=written.clipped,
            losses=tuple(self.losses),
            cast=self.job.cast,
        )

    def _sound(self, like: Sequence[Trace], captioned: bool) -> Iterator[np.ndarray]:
        """The sound, chunk by chunk."""
        for part in self._parts(like):
            if captioned:
                self.marks += part.marks
                self.captions += part.captions
            self.losses += part.chunk.losses
            yield part.audio

    def _parts(self, like: Sequence[Trace]) -> Iterator[Part]:
        """The chunks; those of one speaker run only what differs from the traces of the same words."""
        from kokoro_lab.dialogue import Cast, Part, perform, turns

        request = self.job.request
        if self.job.cast:
            yield from perform(self.lab, request, Cast.from_json(self.job.cast))
            return
        (turn,) = turns(request)
        for trace in self.lab.stream(request, like):
            if len(self.kept) < self.keep:
                self.kept.append(trace)
            yield Part(turn, trace, trace.chunk, trace.start, silence=0)


def _srt(utterance: Utterance, _: float, file: Path) -> None:
    from kokoro_lab import listen

    listen.srt(utterance.captions, file)


def _textgrid(utterance: Utterance, seconds: float, file: Path) -> None:
    from kokoro_lab import listen

    listen.textgrid(utterance.marks, seconds, file)


# What may be written beside the sound, by ending: of what was heard and how long the sound is.
CAPTIONS: Mapping[str, Callable[[Utterance, float, Path], object]] = MappingProxyType(
    {".srt": _srt, ".TextGrid": _textgrid}
)


def serve(order: Order, pipe: connection.Connection) -> None:
    """A child's life: load, then speak one group of jobs after another, until the parent is gone.

    It tells the parent None once it is loaded, then for each group the outcomes, one by one, and None; or a
    `LabError`, if it cannot load.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its children
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, BrokenPipeError):  # the parent is gone: nobody would hear of it
        try:
            lab = order.load()
        except LabError as error:
            pipe.send(error)
            return
        pipe.send(None)
        while jobs := pipe.recv():
            for outcome in speak(lab, order, jobs):
                pipe.send(outcome)
            pipe.send(None)


def _end_with_parent() -> None:
    """End at once when the parent does, also when it was killed: nobody would hear of what is done."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)
