"""Traces that were made lately, so that a fork or a question about one need not make it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kokoro_lab.request import Request
from kokoro_lab.trace import Trace

MEMORY = 256 * 2**20  # bytes; a second of speech takes about 2 MB, a fork of it often much less
OVERHEAD = 32 * 2**10  # bytes of a trace beside its arrays and its request: words, marks, dictionaries
PER_CHARACTER = 8  # bytes of a request in memory per character of its JSON: curves drawn by hand are long

Place = tuple[Request, int]  # a request, and which of its chunks


@dataclass(frozen=True)
class Kept:
    """A trace, and what it cost.

    Attributes:
        trace: One chunk of a request.
        costs: Milliseconds of every step when it was last run: for a fork, those of the steps that it did not
            run again are its base's.
    """

    trace: Trace
    costs: Mapping[str, float]


class Store:
    """Traces by what was asked for, within a bound of memory; what was used least lately goes first.

    A trace is a function of its request, so it is the same for whoever asks. Memory that forks share is
    counted once, and whole where a value is a view into it. The trace that was used last stays, however
    large it is.

    Args:
        memory: Bytes that the traces may take together.
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._kept: OrderedDict[Place, Kept] = OrderedDict()
        self._overheads: dict[Place, int] = {}

    def get(self, request: Request, chunk: int) -> Kept | None:
        """The trace of a chunk of a request, if it is still there."""
        kept = self._kept.get((request, chunk))
        if kept is not None:
            self._kept.move_to_end((request, chunk))
        return kept

    def keep(self, kept: Kept) -> None:
        """Put a trace in, and let go of those that no longer fit."""
        place = kept.trace.request, kept.trace.chunk.index
        if self._kept.get(place) is not kept:
            self._kept[place] = kept
            self._overheads[place] = OVERHEAD + PER_CHARACTER * len(kept.trace.request.to_json())
        self._kept.move_to_end(place)
        while len(self._kept) > 1 and self.held > self._memory:
            oldest, _ = self._kept.popitem(last=False)
            del self._overheads[oldest]

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def held(self) -> int:
        """How many bytes the traces take together."""
        sizes: dict[int, int] = {}
        for kept in self._kept.values():
            for values in (kept.trace.values, kept.trace.before):
                sizes.update(map(_memory, values.values()))
        return sum(sizes.values()) + sum(self._overheads.values())


def _memory(value: Any) -> tuple[int, int]:  # noqa: ANN401
    """What tells memory apart from other memory, and its bytes; what is small counts as overhead."""
    if hasattr(value, "untyped_storage"):  # a tensor
        storage = value.untyped_storage()
        return storage.data_ptr(), storage.nbytes()
    return id(value), int(getattr(value, "nbytes", 0))
