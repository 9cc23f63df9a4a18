"""`kokoro-lab blend`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kokoro_lab.cli.options import Flag
from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    from kokoro_lab.kokoro.voices import Shelf as Voices


def blend(
    formula: str,
    /,
    *,
    output: Annotated[str, Parameter(alias="-o")],
    replace: Flag = False,
) -> None:
    """Save what a formula makes of voices as a voice of its own.

    Args:
        formula: Such as `0.6*af_heart + 0.4*bf_emma`, `timbre:af_heart prosody:am_adam` or
            `norm(af_heart + bf_emma)`, which keeps the norm of the parents.
        output: A name, to find it among the voices from now on, or a .safetensors file.
        replace: Lose what is saved under that name already.
    """
    from kokoro_lab.kokoro.voices import Shelf

    shelf = Shelf.open()
    if not replace:
        _refuse_taken(shelf, output)
    print(shelf.save(formula, output, replace=replace))


def _refuse_taken(shelf: Voices, output: str) -> None:
    """Say with the command's own word how to replace a file; the shelf keeps it in any case.

    Raises:
        LabError: There is a voice of that name, or the file.
    """
    for file in (shelf.folder / f"{output}.safetensors", Path(output).expanduser()):
        if file.suffix.lower() == ".safetensors" and file.exists():
            raise LabError(f"{file} is there already; give another name, or add --replace")
