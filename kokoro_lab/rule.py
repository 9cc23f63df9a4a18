"""What an edit does: the function behind its name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from kokoro_lab.errors import LabError, unknown
from kokoro_lab.request import Edit, Request


@dataclass(frozen=True)
class Change:
    """An edit of a value, made ready to run.

    Attributes:
        edit: What was asked for.
        target: The value that it changes.
        run: The value as it was and all values made so far → the value as it will be.
    """

    edit: Edit
    target: str
    run: Callable[[Any, Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Intervention:
    """An edit inside a step, made ready to run.

    Attributes:
        edit: What was asked for.
        step: The step inside which it acts.
        act: Gives what the step runs within: hooks on the network, say, that are taken off at its end.
    """

    edit: Edit
    step: str
    act: Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Rule:
    """How a kind of edit is carried out.

    Attributes:
        name: What a request calls it.
        target: The value that it changes.
        reads: Other values that it looks at.
        arguments: What may be given with it, and the defaults; `inspect.Parameter.empty` is none.
        run: The function: target, reads in order, then the arguments by keyword.
        explanation: For a learner: what it does and what to listen for.
    """

    name: str
    target: str
    reads: tuple[str, ...]
    arguments: Mapping[str, Any]
    run: Callable[..., Any]
    explanation: str

    @classmethod
    def of(cls, function: Callable[..., Any], bound: tuple[Any, ...] = ()) -> Rule:
        """A rule named after its function.

        Its first parameter names the value that it changes, the other positional ones the values that it
        reads, the keyword-only ones its arguments; its docstring explains it.

        Args:
            function: The work.
            bound: The function's first arguments, which are no values of the trace: the voices, say.
        """
        parameters = list(inspect.signature(function).parameters.values())[len(bound) :]
        target, *reads = (p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
        arguments = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}
        explanation = inspect.getdoc(function) or ""
        return cls(function.__name__, target, tuple(reads), arguments, partial(function, *bound), explanation)

    def bind(self, edit: Edit) -> Change | Intervention:
        """Make an edit ready to run.

        Raises:
            LabError: It has an argument that the rule does not know, or lacks one.
        """
        given = self._given(edit)

        def run(value: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
            return self.run(value, *(values[name] for name in self.reads), **given)

        return Change(edit, self.target, run)

    def _given(self, edit: Edit) -> dict[str, Any]:
        """The arguments of an edit, once they have been looked at."""
        given = dict(edit.arguments)
        extra = [name for name in given if name not in self.arguments]
        missing = [
            name
            for name, default in self.arguments.items()
            if default is inspect.Parameter.empty and name not in given
        ]
        if extra or missing:
            faults = [f"does not take {', '.join(extra)}"] if extra else []
            faults += [f"needs {', '.join(missing)}"] if missing else []
            takes = ", ".join(self.arguments) or "no arguments"
            raise LabError(f"edit {self.name} {' and '.join(faults)}; it takes {takes}")
        return given


@dataclass(frozen=True)
class InnerRule(Rule):
    """How a kind of edit inside a step is carried out.

    Its `target` is the step, or "network" where the arguments decide which step; it reads no values, and
    `run` takes the arguments and gives the step's name and what the step runs within.
    """

    @classmethod
    def inside(cls, target: str, function: Callable[..., Any], bound: tuple[Any, ...]) -> InnerRule:
        """A rule named after its function, whose keyword-only parameters are the arguments."""
        parameters = inspect.signature(function).parameters.values()
        arguments = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}
        explanation = inspect.getdoc(function) or ""
        return cls(function.__name__, target, (), arguments, partial(function, *bound), explanation)

    def bind(self, edit: Edit) -> Intervention:
        """Make an edit ready to run.

        Raises:
            LabError: An argument is missing or not known, or names a part that the network does not have.
        """
        step, act = self.run(**self._given(edit))
        return Intervention(edit, step, act)


def bind(rules: Mapping[str, Rule], edits: Iterable[Edit]) -> list[Change | Intervention]:
    """Edits made ready to run.

    Raises:
        LabError: There is no such edit, or its arguments do not fit.
    """
    edits = tuple(edits)
    for edit in edits:
        if edit.name not in rules:
            raise unknown("edit", edit.name, rules)
    return [rules[edit.name].bind(edit) for edit in edits]


def applied(rules: Mapping[str, Rule], request: Request, chunk: int) -> list[Change | Intervention]:
    """The edits of a request that change the chunk of that index, made ready to run.

    Raises:
        LabError: As `bind`.
    """
    return bind(rules, (edit for edit in request.edits if edit.applies_to(chunk)))
