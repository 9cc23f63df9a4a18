"""Voice packs in files: the hub's `.pt`, `.bin`, `.npy` and `.safetensors`, read to [510, 256] float32."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside

Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"

ROWS = 510  # one style per number of symbols in an utterance
WIDTH = 256  # timbre 0 to 127, prosody 128 to 255
TENSOR = "pack"  # the tensor's name in the .safetensors files that are written here


def load_file(path: str | Path) -> Array:
    """Read a voice pack.

    Args:
        path: `.pt` (the hub's), `.bin` (float32, little-endian), `.npy` or `.safetensors` with one tensor;
            510 × 256 values, with or without a middle axis of one.

    Returns:
        [510, 256] float32.

    Raises:
        LabError: The file is missing, cut short, of another shape, or holds NaN or infinity.
    """
    file = Path(path).expanduser()
    read = READERS.get(file.suffix.lower())
    if read is None:
        raise LabError(f"{file.name}: a voice is a {', '.join(SUFFIXES)} file")
    if not file.is_file():
        raise LabError(f"there is no voice file {file}")
    try:
        values = np.asarray(read(file))
    except Exception as error:  # for damaged bytes torch and numpy raise nearly anything
        raise LabError(f"{file} is not a voice pack, or a damaged one: {error}") from error
    if values.shape not in ((ROWS, WIDTH), (ROWS, 1, WIDTH)) or values.dtype.kind != "f":
        raise LabError(
            f"{file} holds {values.dtype} values of shape {list(values.shape)}; "
            f"a voice pack is real numbers of shape [{ROWS}, {WIDTH}] or [{ROWS}, 1, {WIDTH}]"
        )
    if not np.isfinite(values).all():
        raise LabError(f"{file} holds values that are not finite")
    return np.ascontiguousarray(values.reshape(ROWS, WIDTH), dtype=np.float32)


def metadata(path: Path) -> Mapping[str, str]:
    """What a `.safetensors` file says of itself; nothing for other files.

    Raises:
        LabError: The file is damaged.
    """
    if path.suffix.lower() != ".safetensors":
        return {}
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            return file.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise LabError(f"{path} is not a voice pack, or a damaged one: {error}") from error


def save_file(values: Array, path: Path, notes: Mapping[str, str]) -> None:
    """Write a pack as `.safetensors`, whole or not at all.

    Args:
        values: [510, 256].
        path: Ends in `.safetensors`.
        notes: Kept in the file; `metadata` gives them back.

    Raises:
        LabError: It cannot be written there.
    """
    from safetensors.numpy import save

    data = save({TENSOR: np.ascontiguousarray(values)}, metadata=dict(notes))
    with written_aside(path) as unfinished:
        unfinished.write_bytes(data)


def _pt(path: Path) -> Array:
    import torch

    tensor = torch.load(path, map_location="cpu", weights_only=True)
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"it holds a {type(tensor).__name__}")
    values: Array = tensor.detach().float().numpy()
    return values


def _bin(path: Path) -> Array:
    data = path.read_bytes()
    if len(data) != ROWS * WIDTH * 4:
        raise ValueError(f"{len(data):,} bytes instead of {ROWS * WIDTH * 4:,}")
    return np.frombuffer(data, dtype="<f4").reshape(ROWS, WIDTH)


def _npy(path: Path) -> Array:
    values: Array = np.load(path, allow_pickle=False)
    return values


def _safetensors(path: Path) -> Array:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file as load

    try:
        tensors = load(path)
    except SafetensorError as error:
        raise ValueError(str(error)) from error
    if len(tensors) != 1:
        raise ValueError(f"it holds {len(tensors)} tensors instead of one")
    values: Array = next(iter(tensors.values()))
    return values


READERS: Mapping[str, Callable[[Path], Array]] = {
    ".safetensors": _safetensors,
    ".pt": _pt,
    ".bin": _bin,
    ".npy": _npy,
}
SUFFIXES = tuple(READERS)
