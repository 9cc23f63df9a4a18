"""`kokoro-lab edits`."""

from __future__ import annotations

import inspect
import textwrap

from kokoro_lab.cli.terminal import busy
from kokoro_lab.errors import unknown
from kokoro_lab.rule import Rule


def edits(name: str | None = None, /) -> None:
    """List the edits that `--edit` takes, with their arguments and what to listen for.

    Write one as `--edit 'scale_pitch factor=1.3 tokens=3,9'`: numbers between commas are a sequence, and
    `chunk=2` ties it to the third chunk. `kokoro-lab trace` shows how many tokens and points there are.

    Args:
        name: Only this one.
    """
    with busy("loading"):
        from kokoro_lab.kokoro.engine import Kokoro

        known = Kokoro.outline().rules
    if name is not None and name not in known:
        raise unknown("edit", name, known)
    for rule in known.values() if name is None else [known[name]]:
        print(f"{_usage(rule)}\n{textwrap.indent(rule.explanation, '    ')}\n")


def _usage(rule: Rule) -> str:
    """`random_phase [seed=0]  (changes phase)`; None, which is to leave out the argument, is shown as …."""
    arguments = [
        f"{name}=…"
        if default is inspect.Parameter.empty
        else f"[{name}={'…' if default is None else default}]"
        for name, default in rule.arguments.items()
    ]
    return f"{' '.join([rule.name, *arguments])}  (changes {rule.target})"
