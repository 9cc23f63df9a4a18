"""Kokoro-82M: text front end, network, weights, voices, steps and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kokoro_lab.kokoro.engine import Kokoro

__all__ = ["Kokoro"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the engine, and torch with it, only when it is asked for."""
    if name == "Kokoro":
        from kokoro_lab.kokoro.engine import Kokoro

        return Kokoro
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
