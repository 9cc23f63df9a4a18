"""The network against what the published one computed with the same weights (tests/golden)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from kokoro_lab import Edit, Lab, Request, Trace
from kokoro_lab.kokoro import steps

GOLDEN = Path(__file__).parent / "golden"
UTTERANCES = json.loads((GOLDEN / "utterances.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    with np.load(GOLDEN / "utterances.npz") as archive:
        return {name: archive[name] for name in archive.files}


def request_of(utterance: dict) -> Request:
    return Request(
        phonemes=utterance["phonemes"],
        voice=utterance["voice"],
        speed=utterance["speed"],
        edits=(Edit("no_noise"),),
    )


@pytest.fixture(scope="module")
def traces(lab: Lab) -> list[Trace]:
    return [lab.trace(request_of(utterance)) for utterance in UTTERANCES]


def relative(ours: np.ndarray, theirs: np.ndarray) -> float:
    """The largest difference, measured against the largest value."""
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())


def correlation(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float(np.corrcoef(ours, theirs)[0, 1])


@pytest.mark.parametrize("i", range(len(UTTERANCES)))
def test_ids_and_durations_are_equal(i, traces, golden):
    np.testing.assert_array_equal(traces[i]["ids"], golden[f"{i}/ids"])
    np.testing.assert_array_equal(traces[i]["durations"], golden[f"{i}/durations"])


@pytest.mark.parametrize("i", range(len(UTTERANCES)))
@pytest.mark.parametrize("curve", ["f0", "energy"])
def test_curves_agree(i, curve, traces, golden):
    assert relative(traces[i][curve], golden[f"{i}/{curve}"]) < 1e-3


@pytest.mark.parametrize("i", range(len(UTTERANCES)))
def test_audio_agrees_with_our_own_source(i, traces, golden):
    assert len(traces[i]["audio"]) == UTTERANCES[i]["samples"]
    assert correlation(traces[i]["audio"], golden[f"{i}/audio"]) > 0.998


def test_every_named_stage_agrees(lab, traces, golden):
    first = traces[0]
    network = lab.engines["kokoro"].network
    with torch.inference_mode():
        projected = network.projection(torch.tensor(first["hidden"])).numpy()
    votes = 1 / (1 + np.exp(-golden["0/duration_logits"]))
    stages = {
        "bert": first["hidden"],
        "bert_projected": projected,
        "duration_encoding": first["encoding"],
        "text_encoding": first["content"].T,
        "decoder_features": first["features"].T,
        "harmonic_source": first["source"],
    }
    for name, ours in stages.items():
        assert relative(ours, golden[f"0/{name}"]) < 1e-3, name
    assert relative(first["votes"], votes) < 1e-3


def test_the_generator_agrees_when_fed_the_same_source(lab, traces, golden):
    network = lab.engines["kokoro"].network
    with torch.inference_mode():
        magnitude, phase = steps.spectrum(
            network,
            torch.tensor(traces[0]["features"]),
            torch.tensor(golden["0/harmonic_source"]),
            torch.tensor(traces[0]["timbre"]),
        )
        audio = steps.audio(magnitude, phase, torch.tensor(traces[0]["heard"]), 0.0, 0.0)
    assert relative(magnitude.numpy(), golden["0/magnitude"]) < 1e-3
    assert relative(phase.numpy(), golden["0/phase"]) < 1e-3
    assert correlation(audio.numpy(), golden["0/audio"]) > 0.9999
