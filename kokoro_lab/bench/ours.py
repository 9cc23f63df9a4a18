"""Kokoro Lab, measured."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType

import torch

from kokoro_lab.bench.implementation import Settings
from kokoro_lab.kokoro import weights
from kokoro_lab.kokoro.engine import Kokoro
from kokoro_lab.lab import Lab
from kokoro_lab.request import Edit, Request
from kokoro_lab.trace import Trace

EDITS: Mapping[str, Edit] = MappingProxyType(
    {
        "duration": Edit("stretch", factor=2, tokens=(2, 4)),  # almost everything after it runs again
        "pitch": Edit("shift_pitch", semitones=2),
    }
)
WOMEN = ("af_heart", "af_bella", "af_nicole", "af_sarah", "af_sky")
MEN = ("am_adam", "am_echo", "am_fenrir", "am_michael", "am_puck")
TEN = (*WOMEN, *MEN)  # of one language


class Ours:
    """The lab with one voice."""

    reads = True

    def __init__(self, lab: Lab, voice: str) -> None:
        self.lab = lab
        self.voice = voice

    def say(self, phonemes: str) -> tuple[int, Mapping[str, float]]:
        """See `Speaker.say`."""
        trace = self.lab.trace(Request(phonemes=phonemes, voice=self.voice))
        return len(trace["audio"]), trace.milliseconds

    def first(self, text: str, phonemes: str) -> int:
        """See `Speaker.first`."""
        stream = self.lab.stream(Request(text, voice=self.voice))
        return len(next(stream)["audio"])

    def edit(self, phonemes: str, what: str) -> tuple[int, float]:
        """See `Editor.edit`."""
        trace = self.lab.trace(Request(phonemes=phonemes, voice=self.voice))
        start = time.perf_counter()
        fork = self.lab.fork(trace, EDITS[what])
        return len(fork["audio"]), time.perf_counter() - start

    def ten_voices(self, text: str, how: str) -> tuple[int, float]:
        """See `Editor.ten_voices`."""
        start, samples = time.perf_counter(), 0
        first: tuple[Trace, ...] = ()
        for voice in TEN:
            traces = tuple(self.lab.stream(Request(text, voice=voice), first))
            samples += sum(len(trace["audio"]) for trace in traces)
            if how == "shared":
                first = first or traces
        return samples, time.perf_counter() - start


def prepare(settings: Settings) -> None:
    """The weights are dequantised once, on the first run ever."""
    if weights.find(settings.weights).cache is None:
        weights.load(settings.weights)


def load(settings: Settings) -> Ours:
    """See `Implementation.load`."""
    torch.set_num_threads(settings.threads)
    engine = Kokoro.load(settings.weights, settings.device)
    return Ours(Lab({engine.name: engine}), settings.voice)
