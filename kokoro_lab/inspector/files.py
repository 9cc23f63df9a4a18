"""A trace as a file to take along."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from kokoro_lab import archive, listen
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import unknown
from kokoro_lab.inspector.script import script
from kokoro_lab.timeline import duration
from kokoro_lab.trace import Trace

STEM = "kokoro-lab"


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        ending: Of its name.
        type: Its media type.
        write: The trace, and a file to be whose name has that ending. It may write others beside it.
    """

    ending: str
    type: str
    write: Callable[[Trace, Path], object]


@dataclass(frozen=True)
class File:
    """A file, not yet on disk.

    Attributes:
        name: To save it under.
        type: Its media type.
        data: What is in it.
    """

    name: str
    type: str
    data: bytes


def _wav(trace: Trace, path: Path) -> None:
    listen.write([trace["audio"]], path, SAMPLE_RATE)


def _textgrid(trace: Trace, path: Path) -> None:
    listen.textgrid(listen.marks([trace]), duration(trace), path)


def _srt(trace: Trace, path: Path) -> None:
    listen.srt(listen.marks([trace]), path)


def _picture(trace: Trace, path: Path) -> None:
    from kokoro_lab.look import figure

    figure(trace).savefig(path, dpi=200, metadata={} if path.suffix == ".png" else {"Date": None})


def _py(trace: Trace, path: Path) -> None:
    path.write_text(script(trace), encoding="utf-8")


def _npz(trace: Trace, path: Path) -> None:
    """The pair of files that `archive.save` writes, in one."""
    pair = archive.save(trace, path.with_suffix(".npz"))
    with zipfile.ZipFile(path, "w") as bundle:  # the arrays hardly shrink, so they are stored
        for file in pair:
            bundle.write(file, file.name)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "wav": Format(".wav", "audio/wav", _wav),
        "npz": Format(".zip", "application/zip", _npz),
        "textgrid": Format(".TextGrid", "text/plain", _textgrid),
        "srt": Format(".srt", "application/x-subrip", _srt),
        "svg": Format(".svg", "image/svg+xml", _picture),
        "png": Format(".png", "image/png", _picture),
        "py": Format(".py", "text/x-python", _py),
    }
)


def file(trace: Trace, name: str) -> File:
    """A trace in a format of `FORMATS`.

    Raises:
        LabError: There is no such format, or the trace has nothing to be written in it.
    """
    if name not in FORMATS:
        raise unknown("format", name, FORMATS)
    kind = FORMATS[name]
    with TemporaryDirectory() as folder:
        path = Path(folder) / (STEM + kind.ending)
        kind.write(trace, path)
        return File(path.name, kind.type, path.read_bytes())
