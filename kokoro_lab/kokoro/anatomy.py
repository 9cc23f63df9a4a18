"""Where each part of the network works, and how long its time axes are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import nn

from kokoro_lab.clocks import (
    BIN,
    CURVE,
    FRAME,
    ISTFT_HOP,
    SAMPLE,
    SAMPLES_PER_CURVE,
    SAMPLES_PER_FRAME,
    TOKEN,
    UPSAMPLE_RATES,
    Clock,
)
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.kokoro.net import Network

STEPS = {
    "plbert": "hidden",
    "projection": "encoding",
    "prosody": "encoding",
    "duration": "votes",
    "curves": "curves",
    "text": "content",
    "decoder": "features",
    "source": "source",
    "generator": "spectrum",
}  # the network's nine parts, and the step that calls each
BY_TOKEN = ("hidden", "encoding", "votes", "content")  # the others run after the alignment
STAGE = Clock("stage", SAMPLES_PER_CURVE // UPSAMPLE_RATES[0])  # between the generator's two stages, 800 / s


def part(network: Network, name: str) -> nn.Module:
    """The part of the network that has this name, such as "decoder.decode.0".

    Raises:
        LabError: There is none, or it is a mere list of parts, which does nothing by itself.
    """
    named: dict[str, nn.Module] = dict(network.named_modules())
    if not isinstance(name, str) or not name or name not in named:
        raise unknown("module", str(name), (n for n in named if n))
    if isinstance(named[name], nn.ModuleList):
        inside = ", ".join(f"{name}.{i}" for i, _ in named[name].named_children())
        raise LabError(f"{name} is a list, which gives nothing itself; name one of {inside}")
    return named[name]


def step_of(network: Network, name: str) -> str:
    """The step in which a part works.

    Raises:
        LabError: As `part`.
    """
    part(network, name)
    return STEPS[name.partition(".")[0]]


def calls(network: Network, name: str) -> int:
    """How often a part works for one utterance: PLBERT's one layer several times, all others once."""
    return network.config.bert_passes if name.startswith("plbert.layer") else 1


def lengths(step: str, values: Mapping[str, Any]) -> dict[int, Clock]:
    """How long a time axis within a step may be, and the clock that each length belongs to."""
    if step in BY_TOKEN:
        return {len(values["ids"]): TOKEN}
    frames = int(values["durations"].sum())
    samples = frames * SAMPLES_PER_FRAME
    ticks = {samples // clock.samples: clock for clock in (FRAME, CURVE, STAGE, BIN, SAMPLE) if clock.samples}
    return {**ticks, samples // ISTFT_HOP + 1: BIN}  # a window is centred on both ends
