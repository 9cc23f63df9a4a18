"""`kokoro-lab bench`."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kokoro_lab.cli.options import LOADING, Flag, Loading
from kokoro_lab.cli.terminal import print_json, print_table, progress

if TYPE_CHECKING:
    from kokoro_lab.bench import Measure, Plan, Report

LENGTHS = (1.0, 3.0, 10.0, 30.0)


def bench(
    *,
    lengths: Annotated[tuple[float, ...], Parameter(consume_multiple=True, negative=())] = LENGTHS,
    rounds: int = 5,
    threads: int | None = None,
    against: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = (),
    voice: Annotated[str, Parameter(alias="-v")] = "af_heart",
    json: Flag = False,
    loading: Loading = LOADING,
) -> None:
    """Measure how fast it is, how much memory it takes, and how soon it speaks.

    Every implementation runs in processes of its own, with the same weights, voice, phonemes and threads,
    and they take turns. The stream counts our reading of the text; the published implementations get
    phonemes there too, because their text front ends need downloads.

    Ten voices say one text, reading it included: one by one, and sharing what does not depend on the voice,
    for the same samples. The text is as long as the one of the lengths that is nearest to three seconds.

    Args:
        lengths: Seconds of speech to say at once, 1 to 30 each.
        rounds: How often; medians are shown.
        threads: For every implementation; by default one for each processor.
        against: Measure a published implementation too, `kokoro` or `kokoro-onnx`; may be given twice.
        voice: A voice or a formula.
        json: Everything as JSON, every run included.
        loading: What is loaded, and where it runs.
    """
    from kokoro_lab.bench import Plan

    plan = Plan(
        lengths=lengths,
        rounds=rounds,
        threads=threads or os.cpu_count() or 1,
        against=against,
        voice=voice,
        weights=loading.weights,
        device=loading.device,
    )
    (_print_json if json else _print_tables)(_measured(plan))


def _measured(plan: Plan) -> Report:
    """What came of it; a bar shows how far it is."""
    from kokoro_lab.bench import run
    from kokoro_lab.bench.run import turns

    with progress("measuring", turns(plan)) as advance:
        return run(plan, lambda: advance(1))


def _print_json(report: Report) -> None:
    print_json(
        {
            "plan": asdict(report.plan),
            "machine": report.machine,
            "versions": dict(report.versions),
            "measures": [measure.plain() for measure in report.measures],
            "steps": [measure.plain() for measure in report.steps],
        }
    )


def _print_tables(report: Report) -> None:
    plan, names = report.plan, list(report.versions)
    print(f"{report.machine}; {plan.threads} threads, {plan.voice}, medians of {plan.rounds}")
    heads = ["", "unit", *(f"{name} {report.versions[name]}>" for name in names)]
    heads += [f"{name} / ours>" for name in names[1:]]
    print_table(heads, [_row(measure, names) for measure in report.measures])
    print_table(("step", "ms>"), [(step.name, f"{step.median(names[0]):.1f}") for step in report.steps])


def _row(measure: Measure, names: list[str]) -> list[str]:
    """Medians and ratios; nothing where an implementation was not measured."""
    medians = [f"{measure.median(name):.3g}" if name in measure.runs else "" for name in names]
    ratios = [f"{measure.ratio(name):.2f}" if name in measure.runs else "" for name in names[1:]]
    return [measure.name, measure.unit, *medians, *ratios]
