"""Hooks act for one thread, and are always taken off."""

from __future__ import annotations

from threading import Thread

import pytest
import torch
from torch import nn

from kokoro_lab.hooks import after, before, tensors


@pytest.fixture
def net() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3)).requires_grad_(False)


def test_outputs_and_arguments_can_be_replaced_by_call(net):
    x = torch.ones(1, 3)
    plain = net(x)
    with after(net[1], lambda call, _, output: output + 1 if call == 1 else None):
        results = [net(x) for _ in range(3)]
    assert [torch.equal(r, plain) for r in results] == [True, False, True]
    assert torch.equal(results[1], plain + 1)
    with before(net, lambda call, arguments: (arguments[0] * 0,) if call == 1 else None):
        assert torch.equal(net(x), net[1].bias.expand(1, 3))
    assert torch.equal(net(x), plain)


def test_another_thread_does_not_notice(net):
    x = torch.ones(1, 3)
    plain, seen = net(x), []

    def refuse(*_):
        raise AssertionError

    with after(net[0], refuse), before(net, refuse):
        other = Thread(target=lambda: seen.append(net(x)))
        other.start()
        other.join()
    assert torch.equal(seen[0], plain)


def test_hooks_are_taken_off_after_an_error(net):
    def refuse(*_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), after(net[0], refuse), before(net, lambda *_: None):
        net(torch.ones(1, 3))
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in net.modules())


def test_tensors_are_found_in_nested_outputs():
    a, b, c = torch.ones(3).unbind()
    assert [id(t) for t in tensors((a, (b, [c])))] == [id(a), id(b), id(c)]
