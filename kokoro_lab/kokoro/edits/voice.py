"""Edits of who speaks."""

from __future__ import annotations

import torch
from torch import Tensor

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.edits.arguments import is_whole
from kokoro_lab.kokoro.voices import Shelf


def timbre_from(shelf: Shelf, timbre: Tensor, row: int, *, voice: str) -> Tensor:
    """Take the timbre half of the style from another voice or formula.

    Listen for another throat with the same melody and rhythm.
    """
    return _half(shelf, voice, row, 0, timbre)


def prosody_from(shelf: Shelf, prosody: Tensor, row: int, *, voice: str) -> Tensor:
    """Take the prosody half of the style from another voice or formula.

    Listen for the same throat with another speaker's rhythm and melody.
    """
    return _half(shelf, voice, row, 1, prosody)


def style_row(row: int, *, symbols: int) -> int:
    """Use the style that the voice has for an utterance of another length, 1 to 510 symbols.

    Listen for pace and liveliness: styles of short utterances are strong, those of long ones calm.
    """
    if not is_whole(symbols) or not 1 <= symbols <= 510:
        raise LabError(f"symbols must be a whole number from 1 to 510, not {symbols!r}")
    return symbols - 1


def _half(shelf: Shelf, voice: str, row: int, half: int, like: Tensor) -> Tensor:
    """One half of another voice's style: 0 timbre, 1 prosody."""
    if not isinstance(voice, str):
        raise LabError(f"voice must be a name or formula, not {voice!r}")
    style = torch.tensor(shelf.pack(voice).values[row]).to(like)
    return style.chunk(2)[half]
