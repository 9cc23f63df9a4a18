"""Traces that were made lately are kept within a bound of memory."""

import gc
from dataclasses import replace

import pytest
import torch

from kokoro_lab import Edit, Request
from kokoro_lab.donors import Donors
from kokoro_lab.inspector import Inspector
from kokoro_lab.inspector.payload import plain
from kokoro_lab.inspector.store import OVERHEAD, PER_CHARACTER, Kept, Store

HI = Request("Hi.")


@pytest.fixture(scope="module")
def trace(lab):
    return lab.trace(HI)


def forks(trace, count, size):
    """Traces that share all but one value of so many bytes."""
    for seed in range(count):
        values = {**trace.values, "audio": torch.zeros(size // 4)}
        yield replace(trace, request=replace(HI, seed=seed + 1), values=values)


def alive():
    """Bytes of all tensors that there are."""
    gc.collect()
    tensors = (thing for thing in gc.get_objects() if type(thing) is torch.Tensor)
    return sum({t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in tensors}.values())


def hooks(lab):
    """How many are on the network."""
    modules = lab.engines["kokoro"].network.modules()
    return sum(len(module._forward_hooks) + len(module._forward_pre_hooks) for module in modules)


def test_what_forks_share_is_counted_once(trace):
    store = Store(2**40)
    store.keep(Kept(trace, {}))
    alone = store.held
    for fork in forks(trace, 3, 1000):
        store.keep(Kept(fork, {}))
    requests = sum(len(replace(HI, seed=seed).to_json()) for seed in (1, 2, 3))
    assert store.held == alone + 3 * (1000 + OVERHEAD) + PER_CHARACTER * requests


def test_a_value_that_looks_into_larger_memory_counts_with_all_of_it(trace):
    store = Store(2**40)
    store.keep(Kept(trace, {}))
    alone = store.held
    view = torch.zeros(10_000)[:10]
    store.keep(Kept(replace(trace, values={**trace.values, "audio": view}), {}))
    assert store.held > alone - trace["audio"].nbytes + 40_000 - 1


def test_a_request_counts_with_what_was_drawn_by_hand(trace):
    store = Store(2**40)
    points = [123.456] * 10_000
    store.keep(Kept(replace(trace, request=replace(HI, edits=(Edit("set_pitch", hz=points),))), {}))
    plain_one = Store(2**40)
    plain_one.keep(Kept(trace, {}))
    assert store.held - plain_one.held >= 10_000 * 32


def test_what_was_used_least_lately_goes_first(trace):
    one, two, three = forks(trace, 3, 2**20)
    store = Store(0)
    store.keep(Kept(one, {}))
    store = Store(store.held + 2**20 + 2**19)  # room for two
    store.keep(Kept(one, {}))
    store.keep(Kept(two, {}))
    assert store.get(one.request, 0).trace is one
    store.keep(Kept(three, {}))
    assert store.get(two.request, 0) is None
    assert store.get(one.request, 0) is not None
    assert store.get(three.request, 0) is not None


def test_the_last_one_stays_however_large(trace):
    store = Store(1)
    store.keep(Kept(trace, {}))
    assert store.get(HI, 0).trace is trace
    assert len(store) == 1


def test_memory_is_bounded_after_two_hundred_edits(tiny):
    """Of the rhythm, so that most steps run again, each on top of the one before."""
    bound = 16 * 2**20
    inspector = Inspector(tiny, memory=bound)
    base, measured = HI, []
    for number in range(200):
        frames = [1 + number % 20, 1 + number // 20]
        request = replace(HI, edits=(Edit("set_durations", frames=frames, tokens=(1, 3)),))
        ask = {"kind": "trace", "request": plain(request), "chunk": 0, "base": plain(base)}
        answer = inspector.answer(ask)
        assert "spectrum" in answer.message["reran"]
        assert inspector.store.held <= bound
        base = request
        if number in (100, 199):
            measured.append(alive())
    assert 1 < len(inspector.store) < 100
    assert measured[1] <= measured[0] + bound // 4
    assert hooks(tiny) == 0


def test_donors_are_bounded_too(tiny, monkeypatch):
    """What a donor gave may be a few numbers; the voice that it was asked for with is half a megabyte."""
    donors = Donors(tiny.engines["kokoro"])
    monkeypatch.setattr("kokoro_lab.donors.KEPT_BYTES", 4 * 2**20)
    with tiny.engines["kokoro"].running():
        for seed in range(20):
            donors.values(replace(HI, seed=seed).to_json(), 0, ("durations",))
            assert 0 < donors.held <= 4 * 2**20


def test_after_it_was_let_go_a_trace_is_made_again_the_same(lab):
    inspector = Inspector(lab, memory=1)
    ask = {"kind": "trace", "request": plain(HI), "chunk": 0}
    first = inspector.answer(ask)
    inspector.answer({"kind": "trace", "request": plain(replace(HI, seed=1)), "chunk": 0})
    assert inspector.store.get(HI, 0) is None
    assert inspector.answer(ask).buffers == first.buffers
