"""What an edit does: the function behind its name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kokoro_lab.errors import LabError
from kokoro_lab.request import Edit


@dataclass(frozen=True)
class Change:
    """An edit made ready to run.

    Attributes:
        edit: What was asked for.
        target: The value that it changes.
        run: The value as it was and all values made so far → the value as it will be.
    """

    edit: Edit
    target: str
    run: Callable[[Any, Mapping[str, Any]], Any]


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

    def bind(self, edit: Edit) -> Change:
        """Make an edit ready to run.

        Raises:
            LabError: It has an argument that the rule does not know, or lacks one.
        """
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

        def run(value: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
            return self.run(value, *(values[name] for name in self.reads), **given)

        return Change(edit, self.target, run)
