"""Donors: other requests, named inside an edit as JSON, whose values the edit borrows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from kokoro_lab.engine import Engine
from kokoro_lab.errors import LabError
from kokoro_lab.execute import execute, same
from kokoro_lab.hooks import after
from kokoro_lab.plan import Chunk
from kokoro_lab.request import Edit, Request
from kokoro_lab.rule import Change, Intervention, applied
from kokoro_lab.trace import Step

KEPT_BYTES = 256 * 2**20
Inputs = Mapping[str, Any]


class Donors:
    """Runs donors no further than is needed, and keeps what the last of them gave.

    Call it only inside `engine.running()`, as edits do.

    Args:
        engine: Speaks the donors; they must name it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[tuple[Any, ...], tuple[Inputs, Any]] = OrderedDict()
        self._lock = Lock()

    def request(self, donor: str) -> Request:
        """The request that a donor is.

        Raises:
            LabError: It is not one in JSON, or one of another engine.
        """
        if not isinstance(donor, str):
            raise LabError(f"donor must be a request as JSON, written by Request.to_json, not {donor!r:.60}")
        request = Request.from_json(donor)
        if request.engine != self._engine.name:
            raise LabError(
                f"the donor is spoken by {request.engine}; it must be {self._engine.name}, as here"
            )
        return request

    def values(self, donor: str, part: int, names: tuple[str, ...]) -> dict[str, Any]:
        """Values of a donor's trace.

        Args:
            donor: A request, as `Request.to_json` writes it.
            part: Which of its chunks.
            names: Which values; the steps after them do not run.

        Raises:
            LabError: The donor cannot be spoken, or has no such chunk.
        """

        def make(inputs: Inputs) -> dict[str, Any]:
            steps = self._engine.steps
            last = max(i for i, s in enumerate(steps) if any(w.name in names for w in s.writes))
            run = execute(steps[: last + 1], inputs, None, self._changes(donor, part))
            return {name: run.values[name] for name in names}

        found: dict[str, Any] = self._once((donor, part, names), donor, part, make)
        return found

    def outputs(self, donor: str, part: int, step: str, module: str) -> tuple[Any, ...]:
        """What a module gave in a donor's trace, one output per call.

        Args:
            donor: A request, as `Request.to_json` writes it.
            part: Which of its chunks.
            step: The step in which the module works; those after it do not run.
            module: Its name in the engine's network.

        Raises:
            LabError: The donor cannot be spoken, or has no such chunk.
        """

        def make(inputs: Inputs) -> tuple[Any, ...]:
            outputs: list[Any] = []
            found = self._engine.network.get_submodule(module)
            catch = Intervention(
                Edit("catch"), step, lambda: after(found, lambda _, __, output: outputs.append(output))
            )
            execute(self._until(step), inputs, None, [*self._changes(donor, part), catch])
            return tuple(outputs)

        found: tuple[Any, ...] = self._once((donor, part, module), donor, part, make)
        return found

    def _once(self, key: tuple[Any, ...], donor: str, part: int, make: Callable[[Inputs], Any]) -> Any:  # noqa: ANN401
        """What is kept under the key; made anew where the donor's inputs, its voice say, have changed."""
        inputs = self._engine.inputs(self.request(donor), self._chunk(donor, part))
        with self._lock:
            kept = self._kept.get(key)
        if kept and all(same(inputs[name], kept[0][name]) for name in inputs):
            return kept[1]
        made = make(inputs)
        with self._lock:
            self._kept[key] = inputs, made
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and self.held > KEPT_BYTES:
                self._kept.popitem(last=False)
        return made

    @property
    def held(self) -> int:
        """How many bytes are kept, the donors' own inputs and names included."""
        kept = self._kept.items()
        return sum(len(key[0]) + _size([*inputs.values(), made]) for key, (inputs, made) in kept)

    def _chunk(self, donor: str, part: int) -> Chunk:
        """The donor's chunk that is meant."""
        count = 0
        for chunk in self._engine.plan(self.request(donor)):
            if chunk.index == part:
                return chunk
            count += 1
        raise LabError(f"the donor has no part {part!r}; its text makes {count}, counted from 0")

    def _changes(self, donor: str, part: int) -> list[Change | Intervention]:
        return applied(self._engine.rules, self.request(donor), part)

    def _until(self, last: str) -> tuple[Step, ...]:
        """The engine's steps up to one of them."""
        names = [step.name for step in self._engine.steps]
        return self._engine.steps[: names.index(last) + 1]


def _size(made: Any) -> int:  # noqa: ANN401
    """Bytes of the tensors in it."""
    if isinstance(made, Mapping):
        made = list(made.values())
    if isinstance(made, (list, tuple)):
        return sum(map(_size, made))
    return int(getattr(made, "nbytes", 0))
