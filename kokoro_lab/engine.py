"""What a synthesiser must offer to be heard, seen and changed in the lab."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from kokoro_lab.clocks import Clock
from kokoro_lab.plan import Alternative, Chunk
from kokoro_lab.request import Request
from kokoro_lab.rule import Rule
from kokoro_lab.trace import Spec, Step, Trace

if TYPE_CHECKING:
    from kokoro_lab.exhibit import Detail


class Engine(Protocol):
    """A synthesiser as steps over a trace. Kokoro is one; nothing here assumes durations or F0.

    The last step of every engine writes "audio".
    """

    @property
    def name(self) -> str:
        """What a request calls it."""
        ...

    @property
    def sample_rate(self) -> int:
        """Of "audio", Hz."""
        ...

    @property
    def specs(self) -> Mapping[str, Spec]:
        """What each value is, inputs included."""
        ...

    @property
    def steps(self) -> tuple[Step, ...]:
        """In the order in which they run."""
        ...

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The edits by name."""
        ...

    @property
    def identity(self) -> Mapping[str, str]:
        """Hash and source of the weights, versions, device and threads."""
        ...

    @property
    def network(self) -> Any:  # noqa: ANN401
        """The `torch.nn.Module` whose parts can be watched, or None."""
        ...

    @property
    def voices(self) -> tuple[str, ...]:
        """Names that a request's voice may be, or its formula may hold."""
        ...

    @property
    def blocks(self) -> tuple[str, ...]:
        """Names of the network's parts that an edit can leave out."""
        ...

    def step_of(self, part: str) -> str:
        """The step in which a part of the network works.

        Raises:
            LabError: The network has no such part.
        """
        ...

    def lengths(self, step: str, values: Mapping[str, Any]) -> Mapping[int, Clock]:
        """How long the time axes within a step are, and which clock each length belongs to."""
        ...

    def language(self, request: Request) -> str:
        """The code of the language that a request is read in, such as "en-us"; its chunks carry it.

        Together with text or phonemes and speed it decides the plan; a voice only stands in where the request
        names no language.

        Raises:
            LabError: Voice or language do not exist.
        """
        ...

    def plan(self, request: Request) -> Iterator[Chunk]:
        """The chunks of a request, each made when it is asked for.

        Raises:
            LabError: There is nothing that could be spoken, or voice or language do not exist.
        """
        ...

    def inputs(self, request: Request, chunk: Chunk) -> dict[str, Any]:
        """The values that no step writes."""
        ...

    def adopt(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a trace, one that was loaded from disk included, as the steps want them."""
        ...

    def running(self, stopped: Callable[[], bool] | None = None) -> AbstractContextManager[None]:
        """What steps run inside: no gradients, repeatable arithmetic.

        Args:
            stopped: Asked often, also within a step; once it says so, the work ends with `Stopped`.
        """
        ...

    def exhibits(
        self, trace: Trace, station: str, focus: Mapping[str, Any], chunks: Iterable[Chunk]
    ) -> Detail | None:
        """What a station shows of a trace, None where the engine has no pictures of its own for it.

        Args:
            trace: Made by this engine.
            station: Name of a step, or "plan".
            focus: What is pointed at; whatever the engine's exhibits make of it.
            chunks: The plan of the request, for the station "plan".

        Raises:
            LabError: There is no such station, or the focus makes no sense.
        """
        ...

    def alternatives(self, word: str, language: str, tag: str, phonemes: str) -> tuple[Alternative, ...]:
        """How else a word can be pronounced; none where the engine reads text without phonemes.

        Args:
            word: As it is written.
            language: Its code, such as "en-us".
            tag: Part of speech that it is read as, "" where that is not known.
            phonemes: How it is pronounced now.

        Raises:
            LabError: The language is unknown.
        """
        ...

    def now(self) -> float:
        """Seconds, once the device has finished what it was given."""
        ...
