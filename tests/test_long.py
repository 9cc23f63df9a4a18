"""Text of any length and kind is spoken whole or refused clearly.

The front end is real, the network tiny, the speed such that every token lasts one frame.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kokoro_lab import Lab, LabError, Request, Trace

SOUP = st.text(st.characters(), max_size=300) | st.lists(
    st.sampled_from(
        ["[word](/wˈɜɹd/)", "[", "](", "/)", "[pause 0.2s]", "[pause", "(+1)", "🙂", "\u200d", "\x00",
         "\ud800", "نص", "字", "a" * 600, "9" * 40, "\n\n", "—", "’", " ", "word ", "Dr. ", "3/4", "$5"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def spoken_or_refused(tiny: Lab, request: Request) -> list[Trace] | None:
    """All chunks, or None where the lab says why it cannot; any other error fails the test."""
    try:
        return list(tiny.stream(request))
    except LabError:
        return None


def resident() -> float:
    """Memory in use, MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


@pytest.mark.skipif(sys.platform != "linux", reason="memory in use is read from Linux's /proc")
def test_a_hundred_thousand_characters_are_spoken_whole_in_flat_memory(tiny):
    sentence = "On 3 May, Dr. Smith bought {} apples; nobody knew why, and “nobody” asked. "
    text = "".join(sentence.format(i) + ("\n\n" if i % 9 == 0 else "") for i in range(1400))[:100_000]
    spoken, end, sizes = [], 0, []
    for part in tiny.stream(Request(text, speed=10)):
        assert part.start == end
        end += len(part["audio"])
        spoken.append(part.chunk.text)
        sizes.append(resident())
    assert "".join(spoken) == text
    half = len(sizes) // 2  # in the first half oneDNN fills its cache of kernels, one for every new length
    assert max(sizes[half:]) - max(sizes[:half]) < 60, "memory grows with the length of the text"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=SOUP, voice=st.sampled_from(["af_heart", "bf_emma", "ef_dora", "ff_siwis", "hf_alpha"]))
@example(text="", voice="af_heart")
@example(text="🙂" * 500, voice="af_heart")
@example(text="x" * 10_000, voice="af_heart")
@example(text="([" * 2000, voice="ef_dora")
def test_any_text_is_spoken_whole_or_refused_clearly(tiny, text, voice):
    parts = spoken_or_refused(tiny, Request(text, voice=voice, speed=10))
    if parts is None:
        return
    assert "".join(part.chunk.text for part in parts) == text
    for part in parts:
        assert 1 <= len(part.chunk.symbols) <= 510
        assert np.isfinite(part["audio"]).all()
        for mark in part["marks"]:
            assert 0 <= mark.start <= mark.end <= len(part["audio"]) / 24_000 + 1e-9


@settings(deadline=None, max_examples=30)
@given(st.text(st.sampled_from("aˈeɪ tsŋ.,!?xyz🙂"), max_size=1200))
def test_any_phonemes_are_spoken_whole_or_refused_clearly(tiny, phonemes):
    parts = spoken_or_refused(tiny, Request(phonemes=phonemes, speed=10))
    assert parts is None or "".join(part.chunk.text for part in parts) == phonemes
