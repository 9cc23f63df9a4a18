"""Kokoro-82M as an engine: its network, its voices and its reader, put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from kokoro_lab.clocks import SAMPLE_RATE, Clock
from kokoro_lab.donors import Donors
from kokoro_lab.errors import LabError, Stopped
from kokoro_lab.hooks import before
from kokoro_lab.kokoro import anatomy
from kokoro_lab.kokoro import weights as weight_sources
from kokoro_lab.kokoro.edits import blocks, rules
from kokoro_lab.kokoro.net import Config, Network
from kokoro_lab.kokoro.net.source import SINE_AMPLITUDE
from kokoro_lab.kokoro.specs import SPECS
from kokoro_lab.kokoro.steps import steps
from kokoro_lab.kokoro.text import Reader
from kokoro_lab.kokoro.text.languages import resolve
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.plan import Alternative, Chunk, Seam
from kokoro_lab.request import Request
from kokoro_lab.rule import Intervention, applied
from kokoro_lab.version import __version__

if TYPE_CHECKING:
    from kokoro_lab.exhibit import Detail
    from kokoro_lab.trace import Trace

FRONT_END = ("misaki", "spacy", "espeakng-loader")  # other versions may read a text differently


class Kokoro:
    """The engine "kokoro"; see `kokoro_lab.engine.Engine` for what its parts are.

    Args:
        network: Loaded, on its device.
        shelf: The voices.
        reader: The text front end.
        weights: Where the weights came from, for `identity`.
    """

    name = "kokoro"
    sample_rate = SAMPLE_RATE

    def __init__(self, network: Network, shelf: Shelf, reader: Reader, weights: Mapping[str, str]) -> None:
        self.network = network.eval().requires_grad_(False)
        self.device = network.source.mix.weight.device
        self.shelf = shelf
        self.reader = reader
        self.specs = SPECS
        self.steps = steps(network)
        self.rules = rules(shelf, network, Donors(self))
        self._weights = dict(weights)
        self._front_end = {name: version(name) for name in FRONT_END}

    @classmethod
    def load(cls, source: str | None = None, device: str | None = None, files: bool = True) -> Kokoro:
        """Load weights and voices; arguments and errors as in `Lab.load`."""
        place = choose_device(device)
        network = _outline()
        expected = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
        loaded = weight_sources.load(source, expected)
        network.load_state_dict(loaded.state, strict=True, assign=True)
        weights = {
            "weights": loaded.sha256,
            "source": loaded.source,
            "where": loaded.where,
            "precision": loaded.precision,
        }
        return cls(network.to(place), Shelf.open(paths=files), Reader(), weights)

    @classmethod
    def outline(cls) -> Kokoro:
        """Kokoro without weights: it lists its steps, edits and parts, plans a text, and cannot speak."""
        return cls(_outline(), Shelf.open(), Reader(), {})

    @property
    def identity(self) -> dict[str, str]:
        """What the samples depend on beside the request."""
        return {
            "engine": self.name,
            **self._weights,
            "kokoro-lab": __version__,
            "torch": torch.__version__,
            **self._front_end,
            "device": str(self.device),
            "threads": str(torch.get_num_threads()),
        }

    @property
    def voices(self) -> tuple[str, ...]:
        """See `Engine.voices`."""
        return self.shelf.names()

    @property
    def blocks(self) -> tuple[str, ...]:
        """See `Engine.blocks`."""
        return blocks(self.network)

    def language(self, request: Request) -> str:
        """See `Engine.language`."""
        self.shelf.pack(request.voice)  # an unknown voice is named before the text is read
        return resolve(request.language).code if request.language else self.shelf.language_of(request.voice)

    def plan(self, request: Request) -> Iterator[Chunk]:
        """See `Engine.plan`."""
        code = self.language(request)
        if request.phonemes is not None:
            return _joined(self.reader.chunks_of_phonemes(request.phonemes, code, request.speed))
        return _joined(self.reader.chunks(request.text, code, request.speed))

    def step_of(self, part: str) -> str:
        """See `Engine.step_of`."""
        return anatomy.step_of(self.network, part)

    def lengths(self, step: str, values: Mapping[str, Any]) -> dict[int, Clock]:
        """See `Engine.lengths`."""
        return anatomy.lengths(step, values)

    def inputs(self, request: Request, chunk: Chunk) -> dict[str, Any]:
        """See `Engine.inputs`."""
        pack = torch.tensor(self.shelf.pack(request.voice).values, device=self.device)
        harmonics = self.network.config.harmonics
        return {
            "text": chunk.text,
            "language": chunk.language,
            "words": chunk.words,
            "phonemes": chunk.phonemes,
            "symbols": chunk.symbols,
            "voice": request.voice,
            "pack": pack,
            "speed": request.speed,
            "seed": request.seed,
            "amplitudes": torch.full((harmonics,), SINE_AMPLITUDE, device=self.device),
            "opening": chunk.opening,
            "seam": chunk.seam,
            "lead": chunk.lead,
            "pause": chunk.pause,
        }

    def adopt(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """See `Engine.adopt`."""
        return {
            name: torch.tensor(value, device=self.device) if isinstance(value, np.ndarray) else value
            for name, value in values.items()
        }

    @contextmanager
    def running(self, stopped: Callable[[], bool] | None = None) -> Iterator[None]:
        """No gradients; on CUDA, algorithms that repeat to the bit, in full float32.

        `stopped` is asked before every layer of the network; nobody asks where there is none.
        """
        exact = torch.backends.cudnn.flags(
            enabled=True, benchmark=False, deterministic=True, allow_tf32=False
        )
        asking = nullcontext() if stopped is None else self._asking(stopped)
        with torch.inference_mode(), exact, asking:
            yield

    def _asking(self, stopped: Callable[[], bool]) -> AbstractContextManager[None]:
        """Hooks that ask, before every layer that has no layers inside, whether to go on."""

        def ask(_: int, __: tuple[Any, ...]) -> None:
            if stopped():
                raise Stopped("stopped inside the network")

        return before((m for m in self.network.modules() if not any(m.children())), ask)

    def exhibits(
        self, trace: Trace, station: str, focus: Mapping[str, Any], chunks: Iterable[Chunk]
    ) -> Detail:
        """See `Engine.exhibits`; what a focus holds is told by `kokoro_lab.kokoro.exhibits`."""
        from kokoro_lab.kokoro.exhibits import exhibits

        changes = applied(self.rules, trace.request, trace.chunk.index)
        within = [change for change in changes if isinstance(change, Intervention)]
        return exhibits(self.network, trace, station, focus, chunks, within)

    def alternatives(self, word: str, language: str, tag: str, phonemes: str) -> tuple[Alternative, ...]:
        """See `Engine.alternatives`."""
        return self.reader.alternatives(word, language, tag, phonemes)

    def now(self) -> float:
        """See `Engine.now`."""
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
        elif self.device.type == "mps":
            torch.mps.synchronize()
        return time.perf_counter()


def _outline() -> Network:
    """The network's shapes; no time is spent on random weights."""
    with torch.device("meta"):
        return Network(Config())


def _joined(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The chunks, each told what the one before it ended with."""
    opening: Seam = "end"
    for chunk in chunks:
        yield replace(chunk, opening=opening)
        opening = chunk.seam


def choose_device(name: str | None) -> torch.device:
    """The device of that name, or the fastest that is there.

    Raises:
        LabError: It is not there.
    """
    there = ["cpu"]
    if torch.backends.mps.is_available():
        there.insert(0, "mps")
    cards = [f"cuda:{i}" for i in range(torch.cuda.device_count())]
    there[:0] = cards
    if name is None:
        return torch.device(there[0])
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in there:
        raise LabError(f"no device {name!r} on this machine; there is {', '.join(there)}")
    return torch.device(wanted)
