"""What Kokoro Lab raises: one kind of error for bad input, and word that work was called off."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class LabError(ValueError):
    """Something about the input or the installation is wrong; the message says what would be right."""


class UnspeakableError(LabError):
    """Nothing in a text has a pronunciation; in a text of several turns, the others may."""


class Stopped(Exception):  # noqa: N818
    """The work was called off before it was done. Nothing is wrong, so it is no `LabError`."""


def unknown(kind: str, name: str, known: Iterable[str]) -> LabError:
    """An error for a name that does not exist, with the nearest names that do."""
    names = sorted(known)
    near = get_close_matches(name, names, n=4, cutoff=0.5)
    hint = f"nearest: {', '.join(near)}" if near else f"known: {', '.join(names)}"
    return LabError(f"no {kind} named {name!r}; {hint}")
