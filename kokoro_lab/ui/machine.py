"""One machine for all visitors: a thread that does one piece of work at a time, in order."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 0.2  # seconds between two looks at the work; a visitor who leaves is gone after as long


class Machine:
    """Does work in a thread of its own, first come, first served.

    Two syntheses at once on the same cores are slower than one after the other. A visitor hands in one
    chunk at a time, so one with a book and one with a sentence take turns.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "kokoro-lab")
        self._lock = Lock()
        self._line: list[Future[Any]] = []

    def do(self, work: Callable[[], T]) -> Generator[int, None, T]:
        """Have a piece of work done; yield every now and then meanwhile, so that the caller can give up.

        Closing the generator takes the work out of the line. Work that has begun is finished.

        Yields:
            How many pieces of work come before this one; 0 while it is being done.

        Returns:
            What the work returned.
        """
        with self._lock:
            job = self._thread.submit(work)
            self._line.append(job)
        try:
            while not job.done():
                wait([job], PATIENCE)
                if not job.done():
                    yield self._ahead(job)
            return job.result()
        finally:
            job.cancel()

    def leave(self, work: Callable[[], object]) -> None:
        """Hand in work that nobody waits for."""
        with self._lock:
            self._line.append(self._thread.submit(work))

    def _ahead(self, job: Future[Any]) -> int:
        """Its place in the line."""
        with self._lock:
            self._line = [other for other in self._line if other is job or not other.done()]
            return self._line.index(job)
