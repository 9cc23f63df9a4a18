"""Edits inside the network: that they do what they say, compose, and are undone."""

from __future__ import annotations

import copy
import json
from itertools import pairwise

import numpy as np
import pytest
import torch

from kokoro_lab import Edit, Lab, Request, Trace
from kokoro_lab.kokoro import Kokoro
from kokoro_lab.kokoro.edits.network import blocks
from kokoro_lab.kokoro.text import Reader
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.probe import watch

HELLO = Request("Hello world", seed=3)
ADAM = Request("Hello world", voice="am_adam", seed=3)
SAME_RHYTHM = Edit("durations_from", donor=ADAM.to_json())


@pytest.fixture(scope="module")
def trace(lab: Lab) -> Trace:
    return lab.trace(HELLO)


def seen(lab: Lab, trace: Trace, module: str) -> np.ndarray:
    return watch(lab, trace, module)[0].values


def test_a_silent_head_is_one_whose_output_weights_are_zero(lab, trace):
    plbert = copy.deepcopy(lab.engines["kokoro"].network.plbert)
    plbert.layer.attention.out.weight[:, 5 * 64 : 6 * 64] = 0
    fork = lab.fork(trace, Edit("knock_out_head", head=5))
    expected = plbert(torch.tensor(trace["ids"])[None])[0].numpy()
    np.testing.assert_allclose(fork["hidden"], expected, atol=1e-4)
    assert np.abs(fork["hidden"] - trace["hidden"]).max() > 0.1


def test_a_head_may_be_silent_in_one_pass_alone(lab, trace):
    last = watch(lab, lab.fork(trace, Edit("knock_out_head", head=5, pass_=7)), "plbert.layer")
    first = watch(lab, trace, "plbert.layer")
    same = [np.array_equal(a.values, b.values) for a, b in zip(first, last, strict=True)]
    assert same == [True] * 7 + [False] * 5


@pytest.mark.parametrize(
    ("module", "before"),
    [
        ("prosody.lstms.0", "projection"),
        ("generator.stages.0.excitation_block", "generator.stages.0.excitation"),
        ("decoder.decode.1", "decoder.decode.1.shortcut"),
        ("curves.f0.0", "curves.shared"),
    ],
)
def test_a_skipped_block_hands_on_what_it_was_given(lab, trace, module, before):
    fork = lab.fork(trace, Edit("skip_block", module=module))
    given = seen(lab, fork, before)
    np.testing.assert_array_equal(seen(lab, fork, module), given if module != "curves.f0.0" else given.T)
    assert not np.array_equal(seen(lab, fork, module), seen(lab, trace, module))


def test_a_pass_of_plbert_may_be_skipped(lab, trace):
    fork = lab.fork(trace, Edit("skip_block", module="plbert.layer", call=4))
    calls = [output.values for output in watch(lab, fork, "plbert.layer")]
    assert [np.array_equal(a, b) for a, b in pairwise(calls)].index(True) == 3
    assert len(calls) == 12


def test_every_block_that_is_named_can_be_skipped(tiny):
    kokoro, trace = tiny.engines["kokoro"], tiny.trace(HELLO)
    for module in blocks(kokoro.network):
        step = kokoro.step_of(module)
        own = {spec.name for s in kokoro.steps if s.name == step for spec in s.writes}
        fork = tiny.fork(trace, Edit("skip_block", module=module))
        assert fork.reran[0] == step
        assert any(
            fork[name].shape != trace[name].shape or (fork[name] != trace[name]).any() for name in own
        ), module


def test_what_is_patched_in_is_what_the_donor_gave(lab, trace):
    donor = lab.trace(ADAM)
    fork = lab.fork(trace, SAME_RHYTHM, Edit("patch", module="decoder.decode.2", donor=ADAM.to_json()))
    np.testing.assert_array_equal(seen(lab, fork, "decoder.decode.2"), seen(lab, donor, "decoder.decode.2"))
    assert fork.reran == ("heard", "alignment", "curves", "features", "noise", "source", "spectrum", "audio")


def test_everything_patched_in_is_the_donor(lab, trace):
    fork = lab.fork(trace, SAME_RHYTHM, Edit("patch", module="generator", donor=ADAM.to_json()))
    np.testing.assert_array_equal(fork["audio"], lab.trace(ADAM)["audio"])


def test_patching_in_what_is_there_anyhow_changes_nothing(lab, trace):
    fork = lab.fork(trace, Edit("patch", module="plbert.layer", donor=ADAM.to_json(), call=4))
    assert fork.reran == ("hidden",)  # PLBERT reads no voice
    assert np.array_equal(fork["audio"], trace["audio"])


def test_edits_inside_the_network_compose_with_each_other_and_with_edits_of_values(lab, trace):
    edits = (
        Edit("knock_out_head", head=2),
        Edit("skip_block", module="curves.f0.2"),
        Edit("stretch", factor=1.5, tokens=(3, 5)),
        Edit("knock_out_head", head=9, pass_=3),
        Edit("patch", module="text", donor=Request("Jello world").to_json()),
        Edit("shift_pitch", semitones=3),
    )
    fork = trace
    for edit in edits:
        fork = lab.fork(fork, edit)
    assert np.array_equal(fork["audio"], lab.trace(fork.request)["audio"])
    assert np.array_equal(fork["audio"], lab.fork(trace, *edits)["audio"])
    less = lab.fork(fork, request=Request("Hello world", seed=3, edits=edits[1:]))
    assert less.reran[0] == "hidden"
    assert np.array_equal(less["audio"], lab.trace(less.request)["audio"])
    assert Request.from_json(fork.request.to_json()) == fork.request


def test_the_later_of_two_edits_of_one_module_counts(lab, trace):
    skip, patch = (
        Edit("skip_block", module="text.lstm"),
        Edit("patch", module="text.lstm", donor=Request("Jello world").to_json()),
    )
    alone, last = lab.fork(trace, patch), lab.fork(trace, skip, patch)
    assert np.array_equal(alone["content"], last["content"])
    assert not np.array_equal(alone["content"], lab.fork(trace, patch, skip)["content"])


def test_no_hook_stays_behind_whatever_happens(lab, trace):
    wrong = Edit("patch", module="decoder", donor=ADAM.to_json())
    with pytest.raises(ValueError, match="durations_from"):
        lab.fork(trace, Edit("skip_block", module="decoder.encode"), wrong)
    network = lab.engines["kokoro"].network
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in network.modules())
    assert np.array_equal(lab.trace(HELLO)["audio"], trace["audio"])


def test_a_donor_speaks_in_its_voice_as_it_is_now(lab, tmp_path):
    engine = lab.engines["kokoro"]
    weights = {name: engine.identity[name] for name in ("weights", "source", "where", "precision")}
    own = Lab({"kokoro": Kokoro(engine.network, Shelf.open(tmp_path), Reader(), weights)})
    donor = Request("Hello world", voice="mine").to_json()
    edit = Edit("pitch_from", donor=donor)
    curves = []
    for voice in ("am_adam", "bf_emma"):
        own.engines["kokoro"].shelf.save(voice, "mine", replace=True)
        curves.append(own.fork(own.trace(HELLO), edit)["f0"])
        direct = json.dumps({**json.loads(donor), "voice": voice})
        assert np.array_equal(curves[-1], own.fork(own.trace(HELLO), Edit("pitch_from", donor=direct))["f0"])
    assert not np.array_equal(*curves)
