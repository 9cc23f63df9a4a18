"""Choosing a voice: what is known of each, one text in many voices, blind votes, and blends."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kokoro_lab.casting.audition import Audition, auditions
    from kokoro_lab.casting.gallery import Card, cards, clips_folder
    from kokoro_lab.casting.ranking import Ranking, rank
    from kokoro_lab.casting.take import Take

__all__ = ["Audition", "Card", "Ranking", "Take", "auditions", "cards", "clips_folder", "rank"]

_MODULES = {
    **dict.fromkeys(("Audition", "auditions"), "audition"),
    **dict.fromkeys(("Card", "cards", "clips_folder"), "gallery"),
    **dict.fromkeys(("Ranking", "rank"), "ranking"),
    "Take": "take",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the module of a name only when it is asked for."""
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
