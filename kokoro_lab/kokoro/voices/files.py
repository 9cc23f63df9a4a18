"""Voice packs in files: the hub's `.pt`, `.bin`, `.npy` and `.safetensors`, read to [510, 256] float32.

What is written is a `.safetensors` file with one tensor, `voice` [510, 1, 256] float32, because that is what
others read as it is: mlx-audio 0.6.2 takes `mx.load(path)["voice"]` and of it the row `pack[n - 1]`, a style
[1, 256] (`mlx_audio/tts/models/kokoro/voice.py`, `pipeline.py`). kokoro 0.9.4 and kokoro-onnx 0.6.1 open
other kinds of files, but take the tensor itself, of this same shape, as `voice=`
(`KPipeline.load_voice`, `Kokoro.create`). Files of earlier versions call the tensor `pack` and leave the axis
of one out; any name and both shapes are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from kokoro_lab.errors import LabError

Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"

ROWS = 510  # one style per number of symbols in an utterance
WIDTH = 256  # timbre 0 to 127, prosody 128 to 255
TENSOR = "voice"  # the tensor's name in the .safetensors files that are written here


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
    return _checked(values, str(file))


def load_bytes(data: bytes, name: str) -> tuple[Array, Mapping[str, str]]:
    """Read the bytes of a `.safetensors` file that is on no disk.

    Args:
        data: All of them.
        name: What errors call the file.

    Returns:
        The pack [510, 256] float32, and what the file says of itself, as `metadata` does.

    Raises:
        LabError: As `load_file`.
    """
    try:
        values = _only_tensor(data)
    except Exception as error:
        raise LabError(f"{name} is not a voice in a .safetensors file, or a damaged one: {error}") from error
    size = int.from_bytes(data[:8], "little")  # of the header, which is JSON
    notes: Mapping[str, str] = json.loads(data[8 : 8 + size]).get("__metadata__") or {}
    return _checked(values, name), notes


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


def to_bytes(values: Array, notes: Mapping[str, str]) -> bytes:
    """A pack [510, 256] as the bytes of a `.safetensors` file; `load_bytes` gives pack and notes back."""
    from safetensors.numpy import save

    data: bytes = save({TENSOR: np.ascontiguousarray(values)[:, None, :]}, metadata=dict(notes))
    return data


def _checked(values: np.ndarray[Any, Any], name: str) -> Array:
    """[510, 256] float32, or an error that says what the file holds instead."""
    if values.shape not in ((ROWS, WIDTH), (ROWS, 1, WIDTH)) or values.dtype.kind != "f":
        raise LabError(
            f"{name} holds {values.dtype} values of shape {list(values.shape)}; "
            f"a voice pack is real numbers of shape [{ROWS}, {WIDTH}] or [{ROWS}, 1, {WIDTH}]"
        )
    with np.errstate(over="ignore"):  # what is too large for float32 becomes infinite, and is refused
        pack = np.ascontiguousarray(values.reshape(ROWS, WIDTH), dtype=np.float32)
    if not np.isfinite(pack).all():
        raise LabError(f"{name} holds values that are not finite")
    return pack


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
    return _only_tensor(path.read_bytes())


def _only_tensor(data: bytes) -> Array:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        tensors = load(data)
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
