"""Steps run once, and again only where a change reaches; on four tiny steps that count their calls."""

from __future__ import annotations

import pytest
import torch

from kokoro_lab import Edit, LabError, Spec, Step
from kokoro_lab.execute import Run, StepError, execute
from kokoro_lab.rule import Rule


def spec(name: str) -> Spec:
    return Spec(name, ("time",), None, "", "curve", "prosody", "For the test.")


def double(start):
    """Twice the start."""
    return start * 2


def both(double, other):
    """Two values from two."""
    return double + other, double - other


def aside(other):
    """Untouched by the start."""
    return other + 1


def last(total):
    """The end of the line."""
    if total.isnan().any():
        raise ZeroDivisionError("no number")
    return total.sum()


STEPS = (
    Step.of(double, spec("double")),
    Step.of(both, spec("total"), spec("rest")),
    Step.of(aside, spec("aside")),
    Step.of(last, spec("last")),
)
INPUTS = {"start": torch.arange(3.0), "other": torch.ones(3)}


def scale_total(total, *, factor: float):
    """Multiply the total."""
    return total * factor


def replace_start(start, *, value: float):
    """Fill the start."""
    return torch.full_like(start, value)


def add_rest(aside, rest):
    """Add the rest to what stands aside."""
    return aside + rest


RULES = {f.__name__: Rule.of(f) for f in (scale_total, replace_start, add_rest)}


def change(name: str, **arguments):
    return RULES[name].bind(Edit(name, **arguments))


@pytest.fixture
def first() -> Run:
    return execute(STEPS, INPUTS)


def test_a_first_run_runs_everything(first):
    assert first.reran == ("double", "both", "aside", "last")
    assert first.values["last"] == 9
    assert set(first.milliseconds) == set(first.reran)
    assert first.before == {}


def test_only_what_an_edit_touches_runs_again(first):
    again = execute(STEPS, INPUTS, first, [change("scale_total", factor=2)])
    assert again.reran == ("last",)
    assert again.values["last"] == 18
    assert again.before["total"] is first.values["total"]
    assert again.values["aside"] is first.values["aside"]


def test_an_edit_of_an_input_runs_what_reads_it(first):
    again = execute(STEPS, INPUTS, first, [change("replace_start", value=1)])
    assert again.reran == ("double", "both", "last")


def test_an_edit_that_changes_nothing_runs_nothing(first):
    again = execute(STEPS, INPUTS, first, [change("scale_total", factor=1)])
    assert again.reran == ()
    assert all(again.values[name] is first.values[name] for name in first.values)


def test_taking_an_edit_back_restores_every_value(first):
    there = execute(STEPS, INPUTS, first, [change("scale_total", factor=3)])
    back = execute(STEPS, INPUTS, there, [])
    assert back.reran == ("last",)
    assert all(torch.equal(back.values[name], first.values[name]) for name in first.values)


def test_edits_of_one_value_follow_each_other(first):
    edits = [change("scale_total", factor=2), change("scale_total", factor=5)]
    assert execute(STEPS, INPUTS, None, edits).values["last"] == 90


def test_an_edit_may_look_at_other_values():
    run = execute(STEPS, INPUTS, None, [change("add_rest")])
    assert torch.equal(run.values["aside"], 2 + run.values["rest"])


def test_another_input_runs_what_reads_it(first):
    again = execute(STEPS, {**INPUTS, "other": torch.zeros(3)}, first)
    assert again.reran == ("both", "aside", "last")


def test_an_error_names_the_step():
    with pytest.raises(StepError, match="last: ZeroDivisionError: no number"):
        execute(STEPS, INPUTS, None, [change("scale_total", factor=float("nan"))])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({}, "needs factor"), ({"factor": 1, "size": 2}, "does not take size.*takes factor")],
)
def test_wrong_arguments_are_named(arguments, message):
    with pytest.raises(LabError, match=message):
        change("scale_total", **arguments)
