"""What an implementation must do to be measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Protocol

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "kokoro-lab": "kokoro_lab.bench.ours",
        "kokoro": "kokoro_lab.bench.kokoro_torch",
        "kokoro-onnx": "kokoro_lab.bench.kokoro_onnx",
    }
)


@dataclass(frozen=True)
class Settings:
    """The same for every implementation.

    Attributes:
        name: Of the implementation: its package on PyPI.
        folder: Where `prepare` puts the files that it loads.
        voice: A voice or a formula of ours.
        weights: As in `Lab.load`.
        device: As in `Lab.load`.
        threads: How many to compute with.
    """

    name: str
    folder: str
    voice: str
    weights: str | None
    device: str | None
    threads: int

    def to_json(self) -> str:
        """One line, for the command line of a process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Settings:
        """What `to_json` wrote."""
        return cls(**json.loads(line))


class Speaker(Protocol):
    """An implementation, loaded.

    Attributes:
        reads: Whether it can read a text here; the others are only ever given phonemes.
    """

    reads: bool

    def say(self, phonemes: str) -> tuple[int, Mapping[str, float]]:
        """Say phonemes in one piece.

        Returns:
            How many samples there are, and the milliseconds of each step where they are known.
        """
        ...

    def first(self, text: str, phonemes: str) -> int:
        """Stream a text, or the phonemes of it for one that does not read, until the first samples are there.

        Returns:
            How many samples there are.
        """
        ...


class Editor(Speaker, Protocol):
    """An implementation whose speech can be changed without being made anew; ours alone."""

    def edit(self, phonemes: str, what: str) -> tuple[int, float]:
        """Say phonemes, then change what was said.

        Args:
            phonemes: What is said.
            what: "duration" or "pitch".

        Returns:
            How many samples there are after the change, and the seconds that it took until they were there.
        """
        ...

    def ten_voices(self, text: str, how: str) -> tuple[int, float]:
        """Say a text in ten voices of one language, reading it included.

        Args:
            text: What each of them says.
            how: "one by one", each as if there were no other; or "shared", where what does not depend on the
                voice is done once. The samples are the same.

        Returns:
            How many samples there are of all ten, and the seconds that they took.
        """
        ...


class Implementation(Protocol):
    """A module of this package that wraps one implementation; importing it imports that."""

    def prepare(self, settings: Settings) -> None:
        """Write the files that it loads: the same weights and the same voice for everyone. Not measured."""
        ...

    def load(self, settings: Settings) -> Speaker:
        """Make it ready to speak."""
        ...
