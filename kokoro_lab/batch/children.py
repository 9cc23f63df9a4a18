"""Processes that speak side by side."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing import connection
from typing import TYPE_CHECKING, cast

from kokoro_lab.batch.jobs import Job
from kokoro_lab.batch.places import Places
from kokoro_lab.batch.worker import Order, Outcome, serve
from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    from collections.abc import Iterable

LEFT = 5.0  # seconds that a process has to end before it is killed


class Child:
    """A process that serves. Use it as a context manager: at the end of the block it is gone.

    It is started afresh ("spawn"), because a process that has used torch cannot be forked safely.

    Args:
        order: What it is told once.
    """

    def __init__(self, order: Order) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(order, theirs), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends with the child

    def hear(self) -> Outcome | None:
        """Its next word: an outcome, or None when it wants a task.

        Raises:
            LabError: It could not load, or has ended.
        """
        try:
            said = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._ended() from error
        if isinstance(said, LabError):
            raise said
        return cast("Outcome | None", said)

    def give(self, jobs: Sequence[Job]) -> None:
        """A task.

        Raises:
            LabError: It has ended.
        """
        try:
            self.pipe.send(jobs)
        except OSError as error:
            raise self._ended() from error

    def _ended(self) -> LabError:
        self._process.join(LEFT)
        return LabError(
            f"a process of the batch ended before its time, with code {self._process.exitcode}; what is "
            "finished is kept, and the same command goes on; if memory ran out, take fewer processes"
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever it does."""
        self._process.terminate()
        self._process.join(LEFT)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self.pipe.close()


def outcomes(tasks: Iterable[Sequence[Job]], order: Order, where: Places) -> Generator[Outcome, None, None]:
    """Speak tasks side by side; each process gets one when it has none.

    Args:
        tasks: Groups of jobs.
        order: What every process is told.
        where: How many there are, and where they run.

    Yields:
        What came of each job, as soon as it is known. Closing the generator ends the processes.

    Raises:
        LabError: A process could not load, or ended before its time.
    """
    waiting = deque(tasks)
    with ExitStack() as stack:
        busy = {}
        for device in where.devices[: len(waiting)]:
            child = stack.enter_context(Child(replace(order, device=device, threads=where.threads)))
            busy[child.pipe] = child
        while busy:
            for pipe in cast("list[connection.Connection]", connection.wait(list(busy))):
                outcome = busy[pipe].hear()
                if outcome is not None:
                    yield outcome
                elif waiting:
                    busy[pipe].give(waiting.popleft())
                else:
                    del busy[pipe]
