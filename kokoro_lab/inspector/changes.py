"""How a trace differs from the one that it is held against."""

from __future__ import annotations

from dataclasses import replace

from kokoro_lab.difference import Difference, diff
from kokoro_lab.engine import Engine
from kokoro_lab.execute import same
from kokoro_lab.trace import Trace


def changed(base: Trace, trace: Trace) -> tuple[Difference, ...]:
    """`diff` of the two; values that a fork shares with its base are not looked at number by number."""
    shared = {name for name, value in base.values.items() if trace.values.get(name) is value}
    rest = {
        one.name: one
        for one in diff(
            *(
                replace(t, values={name: value for name, value in t.values.items() if name not in shared})
                for t in (base, trace)
            )
        )
    }
    names = [*base.values, *(name for name in trace.values if name not in base.values)]
    return tuple(rest.get(name) or Difference(name, True, 0.0, 0.0, "") for name in names)


def reran(base: Trace, trace: Trace, differences: tuple[Difference, ...], engine: Engine) -> tuple[str, ...]:
    """The steps that the way from one trace to the other runs again.

    Those are the steps that read something new, or that write something else from the same.
    """
    new = {one.name for one in differences if not one.same}

    def other(name: str) -> bool:
        """Whether the step itself wrote something else, before any edit of it."""
        first, second = (t.before.get(name, t.values.get(name)) for t in (base, trace))
        return name in new and not same(first, second)

    return tuple(
        step.name
        for step in engine.steps
        if new.intersection(step.reads) or any(other(spec.name) for spec in step.writes)
    )
