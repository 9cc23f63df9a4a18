"""Watching parts of the real network."""

from __future__ import annotations

import numpy as np
import pytest

from kokoro_lab import Edit, Lab, LabError, Request, Trace
from kokoro_lab.errors import Stopped
from kokoro_lab.kokoro import Kokoro
from kokoro_lab.probe import modules, watch


@pytest.fixture(scope="module")
def trace(lab: Lab) -> Trace:
    return lab.trace(Request("Hello world", seed=3))


def test_every_part_is_listed_with_its_step_and_parameters(lab):
    parts = {part.name: part for part in modules(lab.engines["kokoro"])}
    assert sum(p.parameters for name, p in parts.items() if "." not in name) == 81_140_664
    assert parts["decoder.decode.3"].type == "AdaINBlock"
    assert parts["decoder.decode.3"].step == "features"
    assert "decoder.decode" not in parts  # a mere list
    assert modules(Kokoro.outline()) == tuple(parts.values())


@pytest.mark.parametrize(
    "part",
    ["plbert", "projection", "prosody", "duration", "curves", "text", "decoder", "source", "generator"],
)
def test_a_part_works_in_the_step_that_is_said_and_gives_what_was_heard(lab, trace, part):
    outputs = watch(lab, trace, part)
    assert {output.call for output in outputs} == {0}
    if part in ("projection", "duration"):
        return  # no value of a trace is just that
    names = {
        "plbert": ["hidden"], "prosody": ["encoding"], "curves": ["f0", "energy"], "text": ["content"],
        "decoder": ["features"], "source": ["source"], "generator": ["magnitude", "phase"],
    }[part]  # fmt: skip
    for output, name in zip(outputs, names, strict=True):
        values = output.values.T if part == "decoder" else output.values
        np.testing.assert_array_equal(values, trace[name])
        assert output.clock == trace.specs[name].clock


@pytest.mark.parametrize(
    ("module", "shape", "time", "clock"),
    [
        ("plbert.layer", ("T", 768), 0, "token"),
        ("plbert.position", ("T", 128), 0, "token"),
        ("prosody.lstms.0", ("T", 512), 0, "token"),
        ("prosody.norms.0.affine", (512,), None, None),
        ("text.convs.0", (512, "T"), 1, "token"),
        ("curves.shared", ("F", 512), 0, "frame"),
        ("decoder.f0", (1, "F"), 1, "frame"),
        ("decoder.decode.3", (512, "2F"), 1, "curve"),
        ("source.mix", ("600F", 1), 0, "sample"),
        ("generator.stages.0", (256, "20F"), 1, "stage"),
        ("generator.stages.1.upsample", (128, "120F"), 1, "bin"),
        ("generator.out", (22, "120F+1"), 1, "bin"),
        ("generator.stages.0.blocks.0.norms1.0.affine.linear", (512,), None, None),
    ],
)
def test_time_is_found_by_its_length(lab, trace, module, shape, time, clock):
    frames = int(trace["durations"].sum())
    known = {"T": len(trace["ids"]), "F": frames, "120F+1": 120 * frames + 1}
    known |= {f"{n}F": n * frames for n in (2, 20, 120, 600)}
    output = watch(lab, trace, module)[0]
    assert output.shape == tuple(known.get(size, size) for size in shape)
    assert output.time == time
    assert (output.clock and output.clock.name) == clock


def test_each_call_and_each_tensor_is_there(lab, trace):
    layer = watch(lab, trace, "plbert.layer")
    assert [output.call for output in layer] == list(range(12))
    np.testing.assert_array_equal(layer[-1].values, trace["hidden"])
    assert [o.shape for o in watch(lab, trace, "text.lstm")] == [trace["content"].shape, (2, 256), (2, 256)]


def test_statistics_are_those_of_the_values(lab, trace):
    output = watch(lab, trace, "curves.f0.0.norm1")[0]
    assert output.mean == pytest.approx(output.values.mean(), abs=1e-5)
    assert output.deviation == pytest.approx(output.values.std(), rel=1e-5)
    assert (output.low, output.high) == (output.values.min(), output.values.max())
    assert output.zeros == 0
    with pytest.raises(ValueError, match="read-only"):
        output.values[0] = 1


def test_a_fork_is_watched_with_its_edits(lab, trace):
    fork = lab.fork(trace, Edit("skip_block", module="text.lstm"), Edit("whisper"))
    assert np.array_equal(watch(lab, fork, "text")[0].values, fork["content"])
    assert not np.array_equal(watch(lab, fork, "text")[0].values, trace["content"])
    assert watch(lab, fork, "decoder.f0")[0].deviation < 1e-6  # F0 is 0 everywhere


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("decoder.decoed", "nearest: decoder.decode"),
        ("", "no module"),
        ("text.convs", "name one of text.convs.0"),
        ("plbert.token_type", "never called"),
    ],
)
def test_what_cannot_be_watched_is_named(lab, trace, module, message):
    with pytest.raises(LabError, match=message):
        watch(lab, trace, module)


def test_no_hook_stays_behind(lab, trace):
    watch(lab, trace, "decoder")
    with pytest.raises(Stopped):
        watch(lab, trace, "generator", stopped=lambda: True)
    network = lab.engines["kokoro"].network
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in network.modules())
