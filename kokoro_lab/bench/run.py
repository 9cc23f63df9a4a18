"""Measuring by turns: every round asks each implementation once, in the same order."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kokoro_lab.bench import passage
from kokoro_lab.bench.implementation import MODULES, Settings
from kokoro_lab.bench.measure import EDITED, FIRST_TEXT, OURS, SHARING, TEN_SECONDS, Book, Plan, Report
from kokoro_lab.bench.process import Process
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.version import __version__

MEGABYTE = 1_000_000

Tick = Callable[[], None]


def turns(plan: Plan) -> int:
    """How often `run` calls its tick."""
    said = len(plan.lengths) * (1 + plan.rounds)  # each after a warm-up
    edited = len(EDITED) * len(plan.lengths) * plan.rounds
    ten = len(SHARING) * plan.rounds
    return len(_names(plan)) * (1 + plan.rounds + said + plan.rounds) + edited + ten


def run(plan: Plan, tick: Tick = lambda: None) -> Report:
    """Measure.

    Each implementation runs in processes of its own, with the same weights, voice, phonemes and threads.

    Args:
        plan: What to measure.
        tick: Called after every turn, for a progress bar.

    Raises:
        LabError: The plan cannot be carried out: a package is missing, a length or a number out of range,
            or an implementation failed.
    """
    _check(plan)
    book, steps = Book(), Book()
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="kokoro-lab-", ignore_cleanup_errors=True))
        settings = [_settings(name, plan, Path(folder)) for name in _names(plan)]
        for each in settings:
            with Process(each, "prepare") as process:
                process.reply()
            tick()
        for _ in range(plan.rounds - 1):
            for each in settings:
                with Process(each) as process:
                    _started(book, process)
                tick()
        processes = []
        for each in settings:  # one at a time: a cold start shares the machine with nobody
            processes.append(stack.enter_context(Process(each)))
            _started(book, processes[-1])
            tick()
        _warm(plan, processes, book, steps, tick)
    return Report(plan, _machine(), _versions(plan), book.measures(), steps.measures())


def _warm(plan: Plan, processes: list[Process], book: Book, steps: Book, tick: Tick) -> None:
    """What is measured in processes that have spoken before."""

    def rounds(question: dict[str, str], note: Callable[[str, dict[str, Any]], None]) -> None:
        for _ in range(plan.rounds):
            for process in processes:
                note(process.name, process.ask(**question))
                tick()

    for length in plan.lengths:

        def said(name: str, answer: dict[str, Any], length: float = length) -> None:
            speech = answer["samples"] / SAMPLE_RATE
            book.add(f"speech made, {length:g} s", "s", name, speech)
            book.add(f"real-time factor, {length:g} s", "s/s", name, answer["seconds"] / speech)
            for step, milliseconds in answer["steps"].items():
                steps.add(f"{step}, {length:g} s", "ms", name, milliseconds)

        question = {"do": "say", "phonemes": passage.phonemes(length)}
        for process in processes:
            process.ask(**question)  # warms up
            tick()
        rounds(question, said)
    rounds(
        {"do": "first", "text": passage.TEXT, "phonemes": passage.PHONEMES},
        lambda name, answer: book.add("first sound of a stream", "s", name, answer["seconds"]),
    )
    _edited(plan, processes[0], book, tick)
    _ten_voices(plan, processes[0], book, tick)
    for process in processes:
        book.add("peak memory", "MB", process.name, process.ask(do="memory")["bytes"] / MEGABYTE)


def _edited(plan: Plan, ours: Process, book: Book, tick: Tick) -> None:
    """How soon a change is heard, for each second of what is heard then."""
    for what, length, _ in product(EDITED, plan.lengths, range(plan.rounds)):
        answer = ours.ask(do="edit", phonemes=passage.phonemes(length), what=what)
        speech = answer["samples"] / SAMPLE_RATE
        book.add(f"edit of {what}, {length:g} s", "s/s", ours.name, answer["seconds"] / speech)
        tick()


def _ten_voices(plan: Plan, ours: Process, book: Book, tick: Tick) -> None:
    """What each second of ten voices costs, one by one and sharing what they can, by turns."""
    length = min(plan.lengths, key=lambda length: abs(length - TEN_SECONDS), default=TEN_SECONDS)
    text = passage.text(length)
    for _, how in product(range(plan.rounds), SHARING):
        answer = ours.ask(do="ten voices", text=text, how=how)
        speech = answer["samples"] / SAMPLE_RATE
        book.add(f"ten voices, {how}, {length:g} s", "s/s", ours.name, answer["seconds"] / speech)
        tick()


def _started(book: Book, process: Process) -> None:
    """Note how a fresh process came to its first sound."""
    phases = process.reply()["phases"]
    for phase, (wall, _) in phases.items():
        book.add(f"cold start: {phase}", "s", process.name, wall)
    totals = {"cold start": [cost for phase, cost in phases.items() if phase != FIRST_TEXT]}
    if FIRST_TEXT in phases:
        totals["cold start with text"] = list(phases.values())
    for name, costs in totals.items():
        book.add(name, "s", process.name, sum(wall for wall, _ in costs))
        book.add(name, "CPU-s", process.name, sum(cpu for _, cpu in costs))


def _names(plan: Plan) -> list[str]:
    return list(dict.fromkeys((OURS, *plan.against)))


def _check(plan: Plan) -> None:
    """Everything that can be known to fail, before anything is started."""
    for name in _names(plan):
        if name not in MODULES:
            raise unknown("implementation", name, MODULES)
    _versions(plan)
    for length in plan.lengths:
        passage.phonemes(length)
    for what, number in (("rounds", plan.rounds), ("threads", plan.threads)):
        if number < 1:
            raise LabError(f"{what} must be 1 or more, not {number}")


def _versions(plan: Plan) -> dict[str, str]:
    try:
        others = {name: version(name) for name in _names(plan) if name != OURS}
    except PackageNotFoundError as error:
        raise LabError(f'{error.name} is not installed; pip install -e ".[bench]" in a clone') from error
    return {OURS: __version__, **others}


def _settings(name: str, plan: Plan, folder: Path) -> Settings:
    own = folder / name
    own.mkdir()
    return Settings(name, str(own), plan.voice, plan.weights, plan.device, plan.threads)


def _machine() -> str:
    processor = f"{os.cpu_count()} × {platform.processor() or platform.machine()}"
    return f"{processor}, {platform.platform()}, Python {platform.python_version()}"
