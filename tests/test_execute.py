"""Steps run once, and again only where a change reaches; on four tiny steps that count their calls."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
import torch

from kokoro_lab import Edit, LabError, Spec, Step
from kokoro_lab.errors import Stopped
from kokoro_lab.execute import Run, StepError, execute
from kokoro_lab.rule import InnerRule, Rule


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


LOG = []


def note(log, *, step: str, word: str = "in"):
    """Write down that a step was entered and left."""

    @contextmanager
    def within():
        log.append(word)
        yield
        log.append(f"out of {step}")

    return step, within


RULES = {f.__name__: Rule.of(f) for f in (scale_total, replace_start, add_rest)}
RULES["note"] = InnerRule.inside("network", note, bound=(LOG,))


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


def test_an_edit_inside_a_step_runs_that_step_and_what_follows_it_again(first):
    LOG.clear()
    there = execute(
        STEPS, INPUTS, first, [change("note", step="both"), change("note", step="both", word="2")]
    )
    assert there.reran == ("both",)  # what it wrote is as before
    assert LOG == ["in", "2", "out of both", "out of both"]
    same = execute(STEPS, INPUTS, there, [change("note", step="both"), change("note", step="both", word="2")])
    assert same.reran == ()
    less = execute(STEPS, INPUTS, same, [change("note", step="both")])
    assert less.reran == ("both",)
    assert execute(STEPS, INPUTS, less, []).reran == ("both",)


def test_arguments_of_an_edit_inside_a_step_are_shown_and_checked():
    assert RULES["note"].arguments["word"] == "in"
    with pytest.raises(LabError, match=r"needs step; it takes step, word"):
        change("note")


@pytest.mark.parametrize("after", range(4))
def test_a_run_is_stopped_before_the_next_step(after):
    asked = []

    def stopped():
        asked.append(True)
        return len(asked) > after

    with pytest.raises(Stopped, match=STEPS[after].name):
        execute(STEPS, INPUTS, stopped=stopped)
    assert len(asked) == after + 1


def test_stopped_is_no_error_of_a_step():
    def give_up(start):
        raise Stopped("enough")

    with pytest.raises(Stopped, match=r"^enough$"):
        execute([Step.of(give_up, spec("double"))], INPUTS)
