"""Weights in safetensors files: the cache of dequantised weights, opened by memory mapping.

A cache file is written beside its place and then renamed to it, so whoever looks sees a whole file or none,
also with two processes at once. It carries a fingerprint of its contents.
"""

from __future__ import annotations

import contextlib
import os
import time
import warnings
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside

if TYPE_CHECKING:
    from torch import Tensor

LAYOUT = "1"  # rises when graph.py or checkpoint.py would read the same original differently
ABANDONED = 3600.0  # seconds after which the unfinished file of a process that was killed is removed


def cache_folder() -> Path:
    """The user's cache folder for Kokoro Lab: `KOKORO_LAB_CACHE`, or the system's place for caches."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("KOKORO_LAB_CACHE")
    return Path(chosen).expanduser() if chosen else user_cache_path("kokoro-lab", appauthor=False)


def cache_path(sha256: str, folder: Path | None = None) -> Path:
    """Where the weights read from an original with that hash are kept."""
    return (folder or cache_folder()) / f"weights-{sha256[:16]}-{LAYOUT}.safetensors"


def recall(path: Path) -> dict[str, Tensor] | None:
    """The cached weights, mapped into memory; None if there are none, or damaged ones (with a warning)."""
    if not path.is_file():
        return None
    try:
        state, written = _mapped(path)
        if written != fingerprint(state):
            raise LabError(f"weights: {path} is damaged: its contents do not match its fingerprint")
    except LabError as error:
        warnings.warn(f"{error}; it is made anew", RuntimeWarning, stacklevel=2)
        return None
    return state


def remember(state: Mapping[str, Tensor], path: Path) -> bool:
    """Write weights to the cache, whole or not at all; a cache that cannot be written is only a warning.

    Returns:
        Whether they are there now.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    try:
        with written_aside(path) as unfinished:
            _sweep(path.parent)
            save_file(dict(state), unfinished, metadata={"fingerprint": fingerprint(state)})
    except (LabError, SafetensorError) as error:
        # On Windows a file that another process has mapped cannot be replaced: then theirs is as good.
        if not path.is_file():
            warnings.warn(f"weights cannot be cached in {path.parent}: {error}", RuntimeWarning, stacklevel=2)
            return False
    return True


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """Map a safetensors file of weights into memory.

    Returns:
        Float32 tensors, which are pages of the file, not copies.

    Raises:
        LabError: The file is not safetensors, cut short, or in another precision.
    """
    return _mapped(path)[0]


def fingerprint(state: Mapping[str, Tensor]) -> str:
    """A checksum over names, shapes and values: CRC-32, which finds accidents, not forgery.

    It costs 0.13 s for Kokoro's 325 MB, half of what SHA-256 costs even in hardware.
    """
    import numpy as np

    total = 0
    for name in sorted(state):
        value = state[name]
        total = zlib.crc32(f"{name} {tuple(value.shape)} {value.dtype}".encode(), total)
        total = zlib.crc32(value.contiguous().numpy().reshape(-1).view(np.uint8).data, total)
    return f"{total:08x}"


def _mapped(path: Path) -> tuple[dict[str, Tensor], str | None]:
    """The tensors of a safetensors file, and the fingerprint that was written with them."""
    import torch
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a dict)
            written = (file.metadata() or {}).get("fingerprint")
    except (SafetensorError, OSError) as error:
        raise LabError(f"weights: {path} is damaged or not a safetensors file: {error}") from error
    if other := [f"{name} is {value.dtype}" for name, value in state.items() if value.dtype != torch.float32]:
        raise LabError(f"weights: {path} must hold float32; {other[0]}")
    return state, written


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed left unfinished, a third of a gigabyte each."""
    for file in folder.glob(".weights-*"):
        with contextlib.suppress(FileNotFoundError):  # another process may be sweeping too
            if time.time() - file.stat().st_mtime > ABANDONED:
                file.unlink()
