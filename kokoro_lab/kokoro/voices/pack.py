"""The styles of a voice, of a blend, or of many voices."""

from __future__ import annotations

from dataclasses import dataclass, field

from kokoro_lab.kokoro.voices.files import Array


@dataclass(frozen=True, eq=False)
class Pack:
    """The styles of a voice or a blend.

    Attributes:
        values: [510, 256] float32, read-only: row n − 1 for an utterance of n symbols; columns 0 to 127 are
            timbre, for the decoder, 128 to 255 prosody, for the predictor.
        formula: What it was made from, in canonical form.
    """

    values: Array = field(repr=False)
    formula: str


@dataclass(frozen=True, eq=False)
class Packs:
    """The styles of many voices.

    Attributes:
        names: Of the voices.
        values: [voices, 510, 256] float32, read-only, rows and columns as in `Pack`.
    """

    names: tuple[str, ...]
    values: Array = field(repr=False)
