"""Traces that were made lately are kept within a bound of memory."""

import gc
from dataclasses import replace

import pytest
import torch

from kokoro_lab import Edit, Request
from kokoro_lab.inspector import Inspector
from kokoro_lab.inspector.payload import plain
from kokoro_lab.inspector.store import OVERHEAD, Kept, Store

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
    gc.collect()
    return sum(isinstance(thing, torch.Tensor) for thing in gc.get_objects())


def test_what_forks_share_is_counted_once(trace):
    store = Store(2**40)
    store.keep(Kept(trace, {}))
    alone = store.held
    for fork in forks(trace, 3, 1000):
        store.keep(Kept(fork, {}))
    assert store.held == alone + 3 * (1000 + OVERHEAD)


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


def test_memory_is_bounded_after_two_hundred_edits(lab):
    bound = 8 * 2**20
    inspector = Inspector(lab, memory=bound)
    base, tensors = HI, []
    for seed in range(200):
        request = replace(HI, edits=(Edit("random_phase", seed=seed),))
        ask = {"kind": "trace", "request": plain(request), "chunk": 0, "base": plain(base)}
        inspector.answer(ask)
        assert inspector.store.held <= bound
        base = request
        if seed in (100, 199):
            tensors.append(alive())
    assert 1 < len(inspector.store) < 200
    assert tensors[1] <= tensors[0] + 50


def test_after_it_was_let_go_a_trace_is_made_again_the_same(lab):
    inspector = Inspector(lab, memory=1)
    ask = {"kind": "trace", "request": plain(HI), "chunk": 0}
    first = inspector.answer(ask)
    inspector.answer({"kind": "trace", "request": plain(replace(HI, seed=1)), "chunk": 0})
    assert inspector.store.get(HI, 0) is None
    assert inspector.answer(ask).buffers == first.buffers
