"""`kokoro-lab say`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kokoro_lab.cli.losses import report_losses
from kokoro_lab.cli.options import LOADING, SPEECH, Loading, Speech
from kokoro_lab.cli.pipe import write_wav
from kokoro_lab.cli.terminal import note, progress
from kokoro_lab.errors import LabError
from kokoro_lab.files import refuse_folder

if TYPE_CHECKING:
    import numpy as np

    from kokoro_lab.lab import Lab
    from kokoro_lab.request import Request
    from kokoro_lab.trace import Mark

PIPE = "-"
Beside = Annotated[tuple[Path, ...] | None, Parameter(consume_multiple=(0, 1), negative=())]


def say(
    text: str | None = None,
    /,
    *,
    output: Annotated[str | None, Parameter(alias="-o", allow_leading_hyphen=True)] = None,
    srt: Beside = None,
    textgrid: Beside = None,
    speech: Speech = SPEECH,
    loading: Loading = LOADING,
) -> None:
    """Say a text: into a file, or out of the speaker.

    What will not be spoken is listed before anything is. The text may hold markup: `[word](/phonemes/)`
    says how a word sounds, `[word](+1)` stresses it, and `[pause 0.5s]` is silence.

    Args:
        text: What to say; without it, standard input is read.
        output: A .wav, .flac, .mp3 or .ogg file; `-` for wav on standard output; nothing for the speaker.
        srt: Write subtitles too, to this .srt file or beside the output.
        textgrid: Write words and phonemes with their times too, to this .TextGrid file or beside the output.
        speech: What is spoken, and how.
        loading: What is loaded, and where it runs.
    """
    from kokoro_lab import listen

    subtitles, tiers = _file(srt, ".srt", output), _file(textgrid, ".TextGrid", output)
    _check(output, subtitles, tiers)
    request = speech.request(text)
    lab = loading.lab()
    rate = lab.engine(request).sample_rate
    chunks = lab.plan(request)
    report_losses(chunks)
    heard = Heard(captioned=bool(subtitles or tiers))
    _put(heard.parts(lab, request, len(chunks)), output, rate)
    if subtitles:
        listen.srt(heard.marks, subtitles)
    if tiers:
        listen.textgrid(heard.marks, heard.samples / rate, tiers)


@dataclass
class Heard:
    """What is known of the sound once it has gone by.

    Attributes:
        captioned: Whether the times of words are wanted.
        marks: Those times, of the whole utterance.
        samples: How many there were.
    """

    captioned: bool
    marks: list[Mark] = field(default_factory=list)
    samples: int = 0

    def parts(self, lab: Lab, request: Request, count: int) -> Iterator[np.ndarray]:
        """The sound, chunk by chunk, with a bar of so many."""
        from kokoro_lab import listen

        with progress("speaking", count) as advance:
            for part in lab.stream(request):
                if self.captioned:
                    self.marks += listen.marks([part])
                self.samples += len(part["audio"])
                advance(1)
                yield part["audio"]


def _file(given: tuple[Path, ...] | None, suffix: str, output: str | None) -> Path | None:
    """Where times are written: the file that was given, one beside the output, or nowhere.

    Raises:
        LabError: There is no output to be beside, or the file has another suffix.
    """
    if given is None:
        return None
    if not given and output in (None, PIPE):
        raise LabError(f"--{suffix[1:].lower()} needs a file here: there is no --output to put it beside")
    file = given[0] if given else Path(str(output)).with_suffix(suffix)
    if file.suffix.lower() != suffix.lower():
        raise LabError(f"{str(file)!r} should end in {suffix}; if it is the text, put it first")
    return file


def _check(output: str | None, *beside: Path | None) -> None:
    """Find out before anything is loaded what cannot be written.

    Raises:
        LabError: The output has a suffix of no format, a target is a folder, or there is no speaker.
    """
    from kokoro_lab import listen

    if output is None:
        _check_speaker()
    elif output != PIPE:
        listen.suffix(output)
        refuse_folder(Path(output))
    for target in beside:
        if target is not None:
            refuse_folder(target)


def _check_speaker() -> None:
    """Open the speaker and play nothing.

    Raises:
        LabError: It cannot be opened.
    """
    from kokoro_lab import listen
    from kokoro_lab.clocks import SAMPLE_RATE

    try:
        listen.play((), SAMPLE_RATE)
    except LabError as error:
        raise LabError(f"{error}; or name a file with -o hello.wav") from error


def _put(parts: Iterator[np.ndarray], output: str | None, rate: int) -> None:
    """Into the speaker, the pipe or the file."""
    from kokoro_lab import listen

    if output is None:
        listen.play(parts, rate)
    elif output == PIPE:
        write_wav(parts, sys.stdout.buffer, rate)
    else:
        written = listen.write(parts, output, rate)
        clipped = f", {written.clipped} samples too loud for it and clipped" if written.clipped else ""
        note(f"{written.path}: {written.seconds:.1f} s{clipped}")
