"""Edits inside the network: taking a part out, or putting in what it gave for another request.

Both are how researchers find out what a part does: ablation (Michel et al. 2019, "Are sixteen heads really
better than one?") and activation patching (Meng et al. 2022, "Locating and editing factual associations in
GPT").
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from torch import Tensor, nn

from kokoro_lab.donors import Donors
from kokoro_lab.errors import LabError
from kokoro_lab.hooks import after, before, tensors
from kokoro_lab.kokoro import anatomy
from kokoro_lab.kokoro.edits.arguments import check_place
from kokoro_lab.kokoro.net import Network
from kokoro_lab.kokoro.net.adain_block import AdaINBlock
from kokoro_lab.kokoro.net.generator import ResidualBlock
from kokoro_lab.kokoro.net.plbert import Attention, SharedLayer

BLOCKS = (AdaINBlock, ResidualBlock, SharedLayer, Attention, nn.LSTM)
Within = tuple[str, Callable[[], AbstractContextManager[None]]]  # a step, and what it runs within


def knock_out_head(network: Network, *, head: int, pass_: int | None = None) -> Within:
    """Silence one attention head of PLBERT: what it tells each token about the others becomes zero.

    Heads and passes count from 0; without `pass_` it is silent in all twelve passes through the shared
    layer.

    Listen for which words are stressed and how long they last: the sounds themselves stay, because another
    encoder reads them.
    """
    config, attention = network.config, network.plbert.layer.attention
    check_place("head", head, config.bert_heads)
    if pass_ is not None:
        check_place("pass_", pass_, config.bert_passes)
    width = config.bert_hidden // config.bert_heads

    def silence(call: int, arguments: tuple[Any, ...]) -> tuple[Any, ...] | None:
        if pass_ not in (None, call):
            return None
        mixed = arguments[0].clone()  # the heads' outputs side by side, [B, T, width · heads]
        mixed[..., head * width : (head + 1) * width] = 0
        return (mixed,)

    return "hidden", lambda: before([attention.out], silence)


def skip_block(network: Network, *, module: str, call: int | None = None) -> Within:
    """Leave out one block of the network: it hands on what it was given, as if it had not been trained in.

    A block of the decoder or the curves gives its shortcut, an LSTM its input without the style beside it.
    `call` is which call alone, from 0, for PLBERT's layer that is called twelve times.

    Listen for what only this block did: colour and clarity in the decoder and generator, melody in the
    curves.
    """
    known = blocks(network)
    if module not in known:
        raise LabError(f"{module!r} is no block that can be skipped; these are: {', '.join(known)}")
    _check_call(network, module, call)

    def bypass(made: int, arguments: tuple[Any, ...], output: Any) -> Any:  # noqa: ANN401
        return _bypassed(block, arguments[0], output) if call in (None, made) else None

    block = anatomy.part(network, module)
    return anatomy.step_of(network, module), lambda: after(block, bypass)


def patch(
    network: Network, donors: Donors, *, module: str, donor: str, call: int | None = None, part: int = 0
) -> Within:
    """Put in place of a module's output what it gives for a donor, which is another text or voice.

    Of a module that is called several times, `call` says which call alone, from 0; of a donor of several
    parts, `part` says which, from 0.

    Listen for what comes over from the donor: accent, melody, voice or words. Where it does, this module
    carries it.
    """
    found, step = anatomy.part(network, module), anatomy.step_of(network, module)
    _check_call(network, module, call)
    donors.request(donor)

    def within() -> AbstractContextManager[None]:
        theirs = donors.outputs(donor, part, step, module)
        if not theirs:
            raise LabError(
                f"{module} is never called: its numbers are read by the part around it; patch that"
            )

        def replace(made: int, _: tuple[Any, ...], output: Any) -> Any:  # noqa: ANN401
            if call not in (None, made):
                return None
            _check_shapes(module, step, theirs[made], output)
            return theirs[made]

        return after(found, replace)

    return step, within


def blocks(network: Network) -> tuple[str, ...]:
    """The parts that `skip_block` can leave out, by name."""
    return tuple(name for name, part in network.named_modules() if isinstance(part, BLOCKS))


def _bypassed(block: nn.Module, x: Tensor, output: Any) -> Any:  # noqa: ANN401
    """What a block gives when it does nothing."""
    if isinstance(block, AdaINBlock):
        return block.bypass(x)
    if isinstance(block, nn.LSTM):
        hidden, state = output
        return x[..., : hidden.shape[-1]], state
    return x


def _check_call(network: Network, module: str, call: int | None) -> None:
    if call is not None:
        check_place(f"call of {module}", call, anatomy.calls(network, module))


def _check_shapes(module: str, step: str, theirs: Any, ours: Any) -> None:  # noqa: ANN401
    """Refuse an output of another shape, and say what would make it fit."""
    there, here = ([tuple(t.shape) for t in tensors(output)] for output in (theirs, ours))
    if there == here:
        return
    shapes = next((t, h) for t, h in zip(there, here, strict=True) if t != h)
    cure = "take a donor with equally many symbols: the same text in another voice, say"
    if step not in anatomy.BY_TOKEN:
        cure = f"both must last equally long: {cure}, and put durations_from with the same donor before this"
    there_text, here_text = ("×".join(map(str, shape)) for shape in shapes)
    raise LabError(f"patch: the donor's {module} gives {there_text}, this one's {here_text}; {cure}")
