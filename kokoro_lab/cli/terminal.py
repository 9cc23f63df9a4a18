"""What a person at a terminal sees: tables, and progress of long work. Neither gets in the way of a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 1000  # columns where nobody looks: no line is wrapped or cut


@contextmanager
def busy(what: str) -> Iterator[None]:
    """A spinner while something of unknown length is done; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with _console(stderr=True).status(what):
        yield


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal.

    Args:
        what: What is being done.
        total: When it is done.

    Yields:
        A function to call with how much more has been done.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress

    with Progress(console=_console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.advance(task, more)


@contextmanager
def tally(what: str, things: str) -> Iterator[Callable[[int, int, str], None]]:
    """A count for work so long that it is followed in a log, too.

    A bar with the time that is left on standard error, if that is a terminal; else a line for every tenth.

    Args:
        what: What is being done.
        things: What is counted.

    Yields:
        A function to call with how many are done, how many there are, and a remark. The first call, with none
        done, starts the clock.
    """
    if not sys.stderr.isatty():
        yield partial(_tenths, things)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    named = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(things))
    after = (TimeRemainingColumn(elapsed_when_finished=True), TextColumn("{task.fields[remark]}"))
    with Progress(*named, *after, console=_console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading", total=None, remark="")

        def show(done: int, total: int, remark: str) -> None:
            if not done:
                bar.reset(task, total=total, description=what)
            bar.update(task, completed=done, remark=remark)

        yield show


def _tenths(things: str, done: int, total: int, remark: str) -> None:
    """A line, if another tenth is done."""
    if done and done * 10 // total > (done - 1) * 10 // total:
        note(f"{done} of {total} {things}, {remark}")


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """A table on standard output; a head that ends in ">" puts its column to the right."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for head in heads:
        right = head.endswith(">")
        table.add_column(head.rstrip(">"), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    _console().print(table)


def print_json(value: object) -> None:
    """JSON on standard output, with phonemes as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def note(line: str) -> None:
    """One line on standard error."""
    print(line, file=sys.stderr, flush=True)


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    wide = None if (sys.stderr if stderr else sys.stdout).isatty() else PIPE_WIDTH
    return Console(stderr=stderr, width=wide, markup=False, highlight=False, emoji=False)
