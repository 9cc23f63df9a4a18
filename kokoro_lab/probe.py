"""Looking inside the network: what any of its parts gives, for a trace that exists already.

Only the step in which the part works runs again, with the trace's values and the edits inside that step, so
what is seen is what was heard. Parts of `torch.nn` are watched with forward hooks, which are always removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from torch import Tensor, nn

from kokoro_lab.clocks import Clock
from kokoro_lab.engine import Engine
from kokoro_lab.errors import LabError
from kokoro_lab.hooks import after, tensors
from kokoro_lab.lab import Lab
from kokoro_lab.request import Edit
from kokoro_lab.rule import Intervention
from kokoro_lab.trace import Trace

CHANNELS_LAST = (nn.Linear, nn.LSTM, nn.LayerNorm, nn.Embedding)  # the others have time as their last axis


@dataclass(frozen=True)
class Module:
    """One part of a network.

    Attributes:
        name: Where it is, such as "decoder.decode.0.conv1".
        type: The name of its class.
        parameters: How many numbers were learned for it, those of its own parts included.
        step: The step in which it works.
        block: Whether an edit can leave it out.
    """

    name: str
    type: str
    parameters: int
    step: str
    block: bool


@dataclass(frozen=True, eq=False)
class Output:
    """One tensor that a part gave.

    Attributes:
        module: The part's name.
        call: Which call of the part it is from, from 0.
        item: Which tensor of the call's output, from 0; an LSTM gives its output, then two last states.
        values: Read-only, without the axis of the batch.
        mean: Of all values.
        deviation: Standard deviation of all values.
        low: The smallest value.
        high: The largest value.
        zeros: The fraction of values that are exactly 0.
        time: Which axis of `values` is time, None where none is.
        clock: The clock of that axis.
    """

    module: str
    call: int
    item: int
    values: np.ndarray = field(repr=False)
    mean: float
    deviation: float
    low: float
    high: float
    zeros: float
    time: int | None
    clock: Clock | None

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the values."""
        return self.values.shape


def modules(engine: Engine) -> tuple[Module, ...]:
    """Every part of an engine's network, in order; mere lists of parts are left out.

    An engine without a network has none.
    """
    if engine.network is None:
        return ()
    blocks = frozenset(engine.blocks)
    return tuple(
        Module(
            name=name,
            type=type(part).__name__,
            parameters=sum(p.numel() for p in part.parameters()),
            step=engine.step_of(name),
            block=name in blocks,
        )
        for name, part in engine.network.named_modules()
        if name and not isinstance(part, nn.ModuleList)
    )


def watch(
    lab: Lab, trace: Trace, module: str, stopped: Callable[[], bool] | None = None
) -> tuple[Output, ...]:
    """What a part of the network gave when the trace was made.

    Args:
        lab: With the weights that the trace was made with.
        trace: Stays as it is.
        module: The part's name; `modules` lists them.
        stopped: As in `Lab.trace`.

    Returns:
        Every tensor of every call: PLBERT's one layer is called twelve times, an LSTM gives three tensors.

    Raises:
        LabError: The network has no such part, it never works, or the weights are others.
        Stopped: `stopped` said so.
    """
    engine = lab.engine(trace.request)
    if engine.network is None:
        raise LabError(f"the engine {engine.name} has no network that could be watched")
    step = engine.step_of(module)
    part = engine.network.get_submodule(module)
    calls: list[tuple[Any, Any]] = []
    catch = Intervention(
        Edit("watch"), step, lambda: after(part, lambda _, given, output: calls.append((given, output)))
    )
    lab.repeat(trace, step, catch, stopped=stopped)
    if not calls:
        raise LabError(f"{module} is never called: its numbers are read by the part around it, so watch that")
    clocks = engine.lengths(step, trace.values)
    return tuple(
        _output(module, part, call, item, tensor, clocks if _in_time(given, clocks) else {})
        for call, (given, output) in enumerate(calls)
        for item, tensor in enumerate(tensors(output))
    )


def _output(
    module: str,
    part: nn.Module,
    call: int,
    item: int,
    tensor: Tensor,
    clocks: Mapping[int, Clock],
) -> Output:
    """A tensor as an array, with what there is to say about it."""
    values = _single(tensor).detach().cpu().numpy().view()
    values.flags.writeable = False
    time = _time_axis(values.shape, clocks, isinstance(part, CHANNELS_LAST))
    return Output(
        module=module,
        call=call,
        item=item,
        values=values,
        mean=float(values.mean(dtype=np.float64)),
        deviation=float(values.std(dtype=np.float64)),
        low=float(values.min()),
        high=float(values.max()),
        zeros=float(np.mean(values == 0)),
        time=time,
        clock=None if time is None else clocks[values.shape[time]],
    )


def _single(tensor: Tensor) -> Tensor:
    """The one utterance of a batch of one; the states of an LSTM have the batch as their second axis."""
    for axis in range(min(2, tensor.ndim)):
        if tensor.shape[axis] == 1:
            return tensor.squeeze(axis)
    return tensor


def _in_time(arguments: tuple[Any, ...], clocks: Mapping[int, Clock]) -> bool:
    """Whether a part was given something that has a time axis; a style, say, has none."""
    return any(size in clocks for size in arguments[0].shape)


def _time_axis(shape: tuple[int, ...], clocks: Mapping[int, Clock], channels_last: bool) -> int | None:
    """The axis whose length is that of a clock; channels may by chance be as many."""
    axes = [axis for axis, size in enumerate(shape) if size in clocks]
    if not axes:
        return None
    return axes[0] if channels_last else axes[-1]
