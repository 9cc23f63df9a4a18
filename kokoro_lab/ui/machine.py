"""One machine for all visitors: a thread that does one piece of work at a time, in order."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import takewhile
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 0.1  # seconds between two looks at the work; a visitor who leaves is gone after as long


@dataclass(frozen=True)
class Place:
    """Where a piece of work stands in the line.

    Attributes:
        ahead: How many pieces come before it that somebody waits for; 0 while it is being done.
        finishing: Whether there is also one that nobody waits for any more, but that had begun.
    """

    ahead: int
    finishing: bool


class Machine:
    """Does work in a thread of its own, first come, first served.

    Two syntheses at once on the same cores are slower than one after the other. A visitor hands in one
    chunk at a time, so one with a book and one with a sentence take turns.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "kokoro-lab")
        self._lock = Lock()
        self._line: dict[Future[Any], bool] = {}  # in order; whether somebody waits for it

    def do(self, work: Callable[[], T]) -> Generator[Place, None, T]:
        """Have a piece of work done; yield every now and then meanwhile, so that the caller can give up.

        Closing the generator takes the work out of the line. Work that has begun is finished.

        Yields:
            Its place in the line.

        Returns:
            What the work returned.
        """
        with self._lock:
            job = self._thread.submit(work)
            self._line[job] = True
        try:
            while not job.done():
                wait([job], PATIENCE)
                if not job.done():
                    yield self._place(job)
            return job.result()
        finally:
            self._abandon(job)

    def leave(self, work: Callable[[], object]) -> None:
        """Hand in work that nobody waits for."""
        with self._lock:
            self._line[self._thread.submit(work)] = False

    def _abandon(self, job: Future[Any]) -> None:
        """Nobody waits for it any more: it is taken out of the line, or finished if it has begun."""
        with self._lock:
            if job.cancel() or job.done():
                self._line.pop(job, None)
            else:
                self._line[job] = False

    def _place(self, job: Future[Any]) -> Place:
        with self._lock:
            self._line = {other: it for other, it in self._line.items() if other is job or not other.done()}
            before = [self._line[other] for other in takewhile(lambda other: other is not job, self._line)]
        return Place(sum(before), finishing=not all(before))
