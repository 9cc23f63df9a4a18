"""Traces on disk: they come back equal, and what is damaged is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from kokoro_lab import Edit, LabError, Request
from kokoro_lab.archive import load, save
from kokoro_lab.difference import diff


@pytest.fixture(scope="module")
def trace(lab):
    return lab.fork(lab.trace(Request("Hello, world!", seed=2)), Edit("flatten_pitch"))


def test_a_saved_trace_comes_back_equal(trace, tmp_path):
    files = save(trace, tmp_path / "deep" / "hello.v2")
    assert [file.name for file in files] == ["hello.v2.npz", "hello.v2.json"]
    again = load(tmp_path / "deep" / "hello.v2")
    assert all(difference.same for difference in diff(trace, again))
    for field in ("request", "chunk", "start", "specs", "reran", "parent"):
        assert getattr(again, field) == getattr(trace, field), field
    assert dict(again.milliseconds) == dict(trace.milliseconds)
    assert dict(again.identity) == dict(trace.identity)
    assert np.array_equal(again.before["f0"], trace.before["f0"])


def test_any_other_tool_can_read_it(trace, tmp_path):
    arrays, facts = save(trace, tmp_path / "hello.npz")
    with np.load(arrays, allow_pickle=False) as archive:
        assert np.array_equal(archive["audio"], trace["audio"])
    assert json.loads(facts.read_text(encoding="utf-8"))["values"]["text"] == "Hello, world!"


def test_damage_is_named(trace, tmp_path):
    arrays, facts = save(trace, tmp_path / "hello")
    whole = arrays.read_bytes()
    arrays.write_bytes(whole[:-100])
    with pytest.raises(LabError, match="damaged"):
        load(tmp_path / "hello")
    arrays.write_bytes(whole)
    facts.write_text("{", encoding="utf-8")
    with pytest.raises(LabError, match="not a saved trace"):
        load(tmp_path / "hello")
    facts.unlink()
    with pytest.raises(LabError, match=r"no file .*hello\.json"):
        load(tmp_path / "hello")


def test_a_folder_that_cannot_be_is_named(trace, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LabError, match=r"cannot write .*hello\."):
        save(trace, tmp_path / "file" / "hello")


def test_any_text_can_be_saved(trace, tmp_path):
    odd = replace(trace, request=replace(trace.request, text="Hi \ud800 there."))
    save(odd, tmp_path / "hello")
    assert load(tmp_path / "hello").request == odd.request


def test_an_error_while_saving_leaves_the_pair_that_was_there(trace, tmp_path):
    save(trace, tmp_path / "hello")
    louder = {**trace.values, "audio": 2 * trace["audio"]}
    broken = replace(trace, values=louder, identity={"engine": object()})
    with pytest.raises(TypeError, match="object"):
        save(broken, tmp_path / "hello")
    assert np.array_equal(load(tmp_path / "hello")["audio"], trace["audio"])
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_a_target_that_cannot_be_replaced_leaves_no_pair_by_half(trace, tmp_path, suffix):
    (tmp_path / f"hello{suffix}").mkdir()
    with pytest.raises(LabError, match="it is a folder"):
        save(trace, tmp_path / "hello")
    assert [file.name for file in tmp_path.iterdir()] == [f"hello{suffix}"]


def test_diff_tells_shapes_and_missing_values(lab, trace):
    longer = lab.fork(trace, Edit("stretch", factor=2))
    notes = {d.name: d.note for d in diff(trace, longer)}
    assert "against" in notes["audio"]
    louder = {d.name: d for d in diff(trace, lab.fork(trace, Edit("scale_energy", factor=2)))}
    assert louder["energy"].relative == pytest.approx(1, rel=1e-6)
    assert louder["f0"].same
