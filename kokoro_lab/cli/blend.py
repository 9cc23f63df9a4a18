"""`kokoro-lab blend`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from kokoro_lab.cli.options import Flag


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

    print(Shelf.open().save(formula, output, replace=replace))
