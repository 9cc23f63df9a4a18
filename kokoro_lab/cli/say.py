"""`kokoro-lab say`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kokoro_lab.cli.batch import Batch, Format, say_batch
from kokoro_lab.cli.losses import report_losses
from kokoro_lab.cli.options import LOADING, SPEECH, Loading, Speech
from kokoro_lab.cli.pipe import write_wav
from kokoro_lab.cli.speakers import SPEAKERS, Speakers
from kokoro_lab.cli.terminal import note, progress
from kokoro_lab.errors import LabError
from kokoro_lab.files import refuse_folder

if TYPE_CHECKING:
    import numpy as np

    from kokoro_lab.dialogue import Part
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
    batch: Path | None = None,
    format: Format | None = None,
    processes: int | None = None,
    speech: Speech = SPEECH,
    speakers: Speakers = SPEAKERS,
    loading: Loading = LOADING,
) -> None:
    """Say a text: into a file, or out of the speaker.

    What will not be spoken is listed before anything is. The text may hold markup: `[word](/phonemes/)`
    says how a word sounds, `[word](+1)` stresses it, and `[pause 0.5s]` is silence. Several may speak:
    `[voice: bf_emma]` goes on in another voice, a formula or a name of the cast, also with a speed as in
    `[voice: bf_emma, speed 0.9]`; `[voice]` goes back; and with a cast, so does a line that begins with
    `Emma:`. Subtitles carry the names.

    With --batch, every line of a table or every text of a folder goes into a file of its own. The columns of
    a .csv are text or phonemes, and voice, language, speed, seed and name; the lines of a .jsonl hold the
    same fields, and edits. What a line leaves open, the options say. Stopped or killed, the same command goes
    on where it was; `batch.jsonl` in the output folder tells what is done.

    Args:
        text: What to say; without it, standard input is read.
        output: A .wav, .flac, .mp3 or .ogg file; `-` for wav on standard output; nothing for the speaker.
            With --batch, a folder.
        srt: Write subtitles too, to this .srt file or beside the output.
        textgrid: Write words and phonemes with their times too, to this .TextGrid file or beside the output.
        batch: Say each line of this .csv or .jsonl file, or each .txt and .md file in this folder and below.
        format: Of the files of a batch; wav, if it is not given.
        processes: How many speak a batch side by side; by default as many as processors and memory hold.
        speech: What is spoken, and how.
        speakers: Who speaks, where there are several.
        loading: What is loaded, and where it runs.
    """
    if batch is not None:
        say_batch(Batch(batch, text, output, srt, textgrid, format, processes), speech, speakers, loading)
        return
    if format is not None or processes is not None:
        raise LabError("--format and --processes are for --batch; the ending of --output decides the format")
    from kokoro_lab import listen
    from kokoro_lab.dialogue import perform, plan

    subtitles, tiers = _file(srt, ".srt", output), _file(textgrid, ".TextGrid", output)
    _check(output, subtitles, tiers)
    request, cast = speech.request(text), speakers.read()
    lab = loading.lab()
    rate = lab.engine(request).sample_rate
    chunks = [planned.chunk for planned in plan(lab, request, cast)]
    report_losses(chunks)
    heard = Heard(captioned=bool(subtitles or tiers))
    _put(heard.sound(perform(lab, request, cast), len(chunks)), output, rate)
    if subtitles:
        listen.srt(heard.captions, subtitles)
    if tiers:
        listen.textgrid(heard.marks, heard.samples / rate, tiers)


@dataclass
class Heard:
    """What is known of the sound once it has gone by.

    Attributes:
        captioned: Whether the times of words are wanted.
        marks: Those times, of the whole utterance.
        captions: Those of words alone, with the names of speakers.
        samples: How many there were.
    """

    captioned: bool
    marks: list[Mark] = field(default_factory=list)
    captions: list[Mark] = field(default_factory=list)
    samples: int = 0

    def sound(self, parts: Iterable[Part], count: int) -> Iterator[np.ndarray]:
        """The sound, chunk by chunk, with a bar of so many."""
        with progress("speaking", count) as advance:
            for part in parts:
                if self.captioned:
                    self.marks += part.marks
                    self.captions += part.captions
                audio = part.audio
                self.samples += len(audio)
                advance(1)
                yield audio


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
