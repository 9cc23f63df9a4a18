"""Running steps: everything once, or again only what a change touches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from kokoro_lab.errors import LabError, Stopped
from kokoro_lab.request import Edit
from kokoro_lab.rule import Change, Intervention
from kokoro_lab.trace import Step


@dataclass(frozen=True)
class Run:
    """What a run of the steps gave.

    Attributes:
        values: Every value by name, inputs included.
        before: Edited values as they were before the edits.
        milliseconds: Cost of each step that ran, in the order in which they ran.
        inside: The edits inside each step that has any.
    """

    values: Mapping[str, Any]
    before: Mapping[str, Any]
    milliseconds: Mapping[str, float]
    inside: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)

    @property
    def reran(self) -> tuple[str, ...]:
        """The steps that ran, in order."""
        return tuple(self.milliseconds)


class StepError(LabError):
    """A step or an edit failed; the message starts with its name."""


def execute(
    steps: Sequence[Step],
    inputs: Mapping[str, Any],
    base: Run | None = None,
    changes: Sequence[Change | Intervention] = (),
    now: Callable[[], float] = time.perf_counter,
    stopped: Callable[[], bool] | None = None,
) -> Run:
    """Run the steps in order; a step runs if anything that it reads is new, or the edits inside it are.

    A value is new when it does not equal the base's, number by number, so an edit that changes nothing runs
    nothing again.

    Args:
        steps: Sorted: each reads inputs or what an earlier one writes.
        inputs: Values that no step writes.
        base: An earlier run of the same steps whose values are reused.
        changes: All edits, those already in the base included.
        now: A clock in seconds; engines on a GPU pass one that waits for the device.
        stopped: Asked before each step whether to give up.

    Raises:
        Stopped: `stopped` said so.
        StepError: A step or an edit failed.
    """
    values: dict[str, Any] = dict(inputs)
    before: dict[str, Any] = {}
    milliseconds: dict[str, float] = {}
    new: set[str] = set()
    inside = edits_inside(changes)

    def settle(name: str) -> None:
        """Apply the edits of a value, and find out whether it is new."""
        _apply(name, [c for c in changes if isinstance(c, Change) and c.target == name], values, before)
        if base is None or name not in base.values or not same(values[name], base.values[name]):
            new.add(name)
        else:
            values[name] = base.values[name]  # one copy in memory

    for name in inputs:
        settle(name)
    for step in steps:
        if stopped is not None and stopped():
            raise Stopped(f"stopped before {step.name}")
        written = [spec.name for spec in step.writes]
        mine = inside.get(step.name)
        if base is None or new.intersection(step.reads) or mine != base.inside.get(step.name):
            with ExitStack() as stack:
                _enter(step, changes, stack)
                start = now()
                values.update(zip(written, _call(step, values), strict=True))
                milliseconds[step.name] = 1000 * (now() - start)
        else:
            values.update((name, base.before.get(name, base.values[name])) for name in written)
        for name in written:
            settle(name)
    return Run(values, before, milliseconds, inside)


def edits_inside(changes: Sequence[Change | Intervention]) -> dict[str, tuple[Edit, ...]]:
    """The edits inside each step that has any, in order."""
    found: dict[str, tuple[Edit, ...]] = {}
    for change in changes:
        if isinstance(change, Intervention):
            found[change.step] = (*found.get(change.step, ()), change.edit)
    return found


def _enter(step: Step, changes: Sequence[Change | Intervention], stack: ExitStack) -> None:
    """Enter what the step runs within, in the order of the edits."""
    for change in changes:
        if isinstance(change, Intervention) and change.step == step.name:
            with _named(f"edit {change.edit.name}"):
                stack.enter_context(change.act())


def _call(step: Step, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What the step writes."""
    with _named(step.name):
        result = step.run(*(values[name] for name in step.reads))
    return result if len(step.writes) > 1 else (result,)


def _apply(name: str, changes: Sequence[Change], values: dict[str, Any], before: dict[str, Any]) -> None:
    """Change one value, and keep how it was."""
    for change in changes:
        before.setdefault(name, values[name])
        with _named(f"edit {change.edit.name}"):
            values[name] = change.run(values[name], values)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the name of the step or edit before any error within."""
    try:
        yield
    except Stopped:
        raise
    except LabError as error:
        raise StepError(f"{name}: {error}") from error
    except Exception as error:
        raise StepError(f"{name}: {type(error).__name__}: {error}") from error


def same(a: Any, b: Any) -> bool:  # noqa: ANN401
    """Whether two values are equal, number by number; NaN equals nothing."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if hasattr(a, "equal"):  # a tensor
        return a.shape == b.shape and bool(a.equal(b))
    return bool(a == b)
