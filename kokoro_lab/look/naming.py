"""What tells two requests apart, in a few words."""

from __future__ import annotations

from dataclasses import fields

from kokoro_lab.request import Request


def tell_apart(first: Request, second: Request) -> tuple[str, str]:
    """A name for each: whatever they do not have in common.

    Requests that are equal are called "first" and "second".
    """
    apart = [f.name for f in fields(Request) if getattr(first, f.name) != getattr(second, f.name)]
    if not apart:
        return "first", "second"
    shared = sum(a == b for a, b in zip(first.edits, second.edits, strict=False))
    one, two = (", ".join(_said(request, name, shared) for name in apart) for request in (first, second))
    return one, two


def _said(request: Request, name: str, shared: int) -> str:
    """One field as a reader would say it; edits that both have are left out."""
    if name == "edits":
        return " + ".join(edit.name for edit in request.edits[shared:]) or "unchanged"
    value = str(getattr(request, name))
    return f"{name} {value if len(value) <= 24 else value[:23] + '…'}"
