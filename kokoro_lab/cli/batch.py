"""`kokoro-lab say --batch`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kokoro_lab.cli.losses import SHOWN, SPOKEN
from kokoro_lab.cli.options import Loading, Speech
from kokoro_lab.cli.speakers import Speakers
from kokoro_lab.cli.terminal import note, tally
from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    from kokoro_lab.batch import Entry, Report

Format = Literal["wav", "flac", "mp3", "ogg"]


@dataclass(frozen=True)
class Batch:
    """What was typed for a batch; each is an option of `kokoro-lab say`."""

    source: Path
    text: str | None
    output: str | None
    srt: tuple[Path, ...] | None
    textgrid: tuple[Path, ...] | None
    format: Format | None
    processes: int | None

    def check(self, speech: Speech) -> None:
        """Refuse what makes no sense for many texts.

        Raises:
            LabError: There is no folder to write into, or something is given that only one text has.
        """
        if self.output is None or self.output == "-":
            raise LabError("a batch needs a folder to write into: -o out")
        if self.text is not None or speech.file is not None or speech.phonemes is not None:
            raise LabError("a batch brings its own texts: leave the text, --file and --phonemes off")
        if self.srt or self.textgrid:
            raise LabError("in a batch, --srt and --textgrid take no file: each is written beside its sound")

    @property
    def endings(self) -> tuple[str, ...]:
        """Of the files of each line."""
        srt = (".srt",) if self.srt is not None else ()
        textgrid = (".TextGrid",) if self.textgrid is not None else ()
        return (f".{self.format or 'wav'}", *srt, *textgrid)


def say_batch(typed: Batch, speech: Speech, speakers: Speakers, loading: Loading) -> None:
    """Speak a batch, and say what came of it.

    Args:
        typed: What, where to, and in how many processes.
        speech: What a line leaves open.
        speakers: Who speaks in texts of several.
        loading: What is loaded, and where it runs.

    Raises:
        LabError: The batch cannot be spoken, or a line of it could not.
    """
    typed.check(speech)
    from kokoro_lab import batch

    jobs = batch.read(typed.source, replace(speech, phonemes="").request(None), speakers.read())
    try:
        with tally("speaking", "files") as show:
            report = batch.run(
                jobs,
                str(typed.output),
                endings=typed.endings,
                processes=typed.processes,
                weights=loading.weights,
                device=loading.device,
                told=lambda at: show(at.done, at.total, f"{at.speech:.0f} s of speech"),
            )
    except KeyboardInterrupt:
        note("the same command goes on from here")
        raise
    _tell(report)
    if report.failures:
        raise LabError(f"{len(report.failures)} of {len(jobs)} could not be spoken; the others are there")


def _tell(report: Report) -> None:
    """What was lost, what failed, and one line of what there is."""
    lost = [line for entry in report.made for line in _lost(entry)]
    for line in lost[:SHOWN]:
        note(line)
    if len(lost) > SHOWN:
        note(f"and {len(lost) - SHOWN} more; {report.journal} lists them all")
    for failure in report.failures:
        note(f"{failure.job.where}: {failure.why}")
    there = f" ({report.skipped} there already)" if report.skipped else ""
    speech = f"{report.speech:.1f} s of speech in {report.work:.1f} s"
    note(f"{len(report.made)} files, {speech}{there}, {report.journal}")


def _lost(entry: Entry) -> Iterator[str]:
    """A line for each thing that is not in the sound as it is in the text."""
    for loss in entry.losses:
        what = "note" if loss.kind in SPOKEN else "not spoken"
        yield f"{entry.name}: {what}: {loss.text!r:.40} at character {loss.span[0]}: {loss.why}"
    if entry.clipped:
        yield f"{entry.name}: {entry.clipped} samples too loud for the file and clipped"
