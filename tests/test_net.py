"""Shapes and rates of the network, on a tiny seeded one; what it computes is tested in test_golden."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kokoro_lab.clocks import BIN_FRAMES_PER_CURVE, BINS, CURVES_PER_FRAME, SAMPLE_RATE, SAMPLES_PER_CURVE
from kokoro_lab.kokoro.net import Config, Network
from kokoro_lab.kokoro.net.fourier import istft, stft
from kokoro_lab.kokoro.net.norms import AdaIN
from kokoro_lab.kokoro.net.source import harmonic_phase

TINY = Config(
    hidden=16, style=4, bert_embedding=8, bert_hidden=12, bert_heads=3, bert_feed_forward=16, bert_passes=2,
    decoder=12, residual=4, generator=16,
)  # fmt: skip


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return Network(TINY).eval().requires_grad_(False)


def test_every_part_gives_the_shapes_that_its_docstring_says(network):
    batch, tokens, frames = 2, 7, 5
    ids = torch.randint(0, 178, (batch, tokens))
    timbre, prosody = torch.randn(2, batch, 4).unbind()
    hidden = network.plbert(ids)
    assert hidden.shape == (batch, tokens, 12)
    encoding = network.prosody(network.projection(hidden), prosody)
    assert encoding.shape == (batch, tokens, 20)
    assert network.duration(encoding).shape == (batch, tokens, 50)
    f0, energy = network.curves(encoding[:, :frames], prosody)
    assert f0.shape == energy.shape == (batch, CURVES_PER_FRAME * frames)
    content = network.text(ids)
    assert content.shape == (batch, tokens, 16)
    features = network.decoder(content[:, :frames], f0, energy, timbre)
    assert features.shape == (batch, 16, CURVES_PER_FRAME * frames)
    samples = SAMPLES_PER_CURVE * f0.shape[1]
    source = network.source(f0, torch.randn(batch, samples, 9), torch.full((9,), 0.1))
    assert source.shape == (batch, samples)
    magnitude, phase = network.generator(features, torch.cat(stft(source), dim=1), timbre)
    assert magnitude.shape == phase.shape == (batch, BINS, BIN_FRAMES_PER_CURVE * f0.shape[1] + 1)
    assert istft(magnitude, phase).shape == (batch, samples)


def test_the_parts_have_the_published_number_of_parameters():
    with torch.device("meta"):
        network = Network(Config())
    assert sum(p.numel() for p in network.parameters()) == 81_140_664


def test_adain_normalises_over_time_and_takes_gain_and_shift_from_the_style():
    torch.manual_seed(0)
    norm = AdaIN(4, 3)
    style = torch.randn(1, 4)
    y = norm(5 + 2 * torch.randn(1, 3, 4000), style)
    gain, shift = norm.affine(style)
    torch.testing.assert_close(y.mean(-1), shift, atol=1e-4, rtol=0)
    torch.testing.assert_close(y.std(-1), gain.abs(), atol=1e-3, rtol=0)


@settings(deadline=None, max_examples=30)
@given(st.floats(20, 600), st.integers(4, 40))
def test_a_constant_f0_gives_a_steady_sine(f0, points):
    phase = harmonic_phase(torch.full((1, points), f0), 9)[0, :, 0].double()
    turn = 2 * math.pi * f0 / SAMPLE_RATE
    middle = slice(SAMPLES_PER_CURVE, -SAMPLES_PER_CURVE)  # interpolation holds still at both ends
    steps = (phase[1:] - phase[:-1])[middle]
    off = (steps - turn + math.pi) % (2 * math.pi) - math.pi
    assert off.abs().max() < 1e-3


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 8), st.integers(0, 2**31))
def test_istft_undoes_stft(points, seed):
    audio = torch.randn(1, SAMPLES_PER_CURVE * points, generator=torch.Generator().manual_seed(seed))
    torch.testing.assert_close(istft(*stft(audio)), audio, atol=1e-5, rtol=0)
