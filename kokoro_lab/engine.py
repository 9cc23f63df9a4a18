"""What a synthesiser must offer to be heard, seen and changed in the lab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from kokoro_lab.plan import Chunk
from kokoro_lab.request import Request
from kokoro_lab.rule import Rule
from kokoro_lab.trace import Spec, Step


class Engine(Protocol):
    """A synthesiser as steps over a trace. Kokoro is one; nothing here assumes durations or F0.

    The last step of every engine writes "audio".

    Attributes:
        name: What a request calls it.
        sample_rate: Of "audio", Hz.
        specs: What each value is, inputs included.
        steps: In the order in which they run.
        rules: The edits by name.
        identity: Hash and source of the weights, versions, device and threads.
    """

    name: str
    sample_rate: int
    specs: Mapping[str, Spec]
    steps: tuple[Step, ...]
    rules: Mapping[str, Rule]
    identity: Mapping[str, str]

    def plan(self, request: Request) -> Iterator[Chunk]:
        """The chunks of a request, each made when it is asked for.

        Raises:
            LabError: There is nothing that could be spoken, or voice or language do not exist.
        """
        ...

    def inputs(self, request: Request, chunk: Chunk) -> dict[str, Any]:
        """The values that no step writes."""
        ...

    def running(self) -> AbstractContextManager[None]:
        """What steps run inside: no gradients, repeatable arithmetic."""
        ...

    def now(self) -> float:
        """Seconds, once the device has finished what it was given."""
        ...
