"""Hooks on the modules of a network: put on for a while, for one thread, and always taken off.

Several threads may share a network; a hook acts only in the thread that put it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn

Arguments = tuple[Any, ...]


def tensors(output: Any) -> list[Any]:  # noqa: ANN401
    """The tensors of a module's output, which may be one, or a tuple of such outputs."""
    if hasattr(output, "detach"):
        return [output]
    parts = output.values() if isinstance(output, dict) else output
    return [tensor for part in parts for tensor in tensors(part)]


@contextmanager
def after(module: nn.Module, act: Callable[[int, Arguments, Any], Any]) -> Iterator[None]:
    """Do something each time a module has worked.

    Args:
        module: Any part of a network.
        act: Called with the number of the call, from 0, the module's arguments and its output. What it
            returns takes the output's place, unless it is None.
    """
    thread, calls = get_ident(), count()

    def hook(_: nn.Module, arguments: Arguments, output: Any) -> Any:  # noqa: ANN401
        return act(next(calls), arguments, output) if get_ident() == thread else None

    handle = module.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


@contextmanager
def before(modules: Iterable[nn.Module], act: Callable[[int, Arguments], Arguments | None]) -> Iterator[None]:
    """Do something each time before one of the modules works.

    Args:
        modules: Parts of a network.
        act: Called with the number of the call, from 0 and over all the modules, and the arguments. What it
            returns takes the arguments' place, unless it is None.
    """
    thread, calls = get_ident(), count()

    def hook(_: nn.Module, arguments: Arguments) -> Arguments | None:
        return act(next(calls), arguments) if get_ident() == thread else None

    handles = [module.register_forward_pre_hook(hook) for module in modules]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
