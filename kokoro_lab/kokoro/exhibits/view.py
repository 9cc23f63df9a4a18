"""What a station looks at: a trace, and the token and moment that are pointed at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from kokoro_lab.clocks import FRAME, ISTFT_HOP, SAMPLE_RATE, SAMPLES_PER_CURVE, SAMPLES_PER_FRAME
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text.stress import PRIMARY, VOWELS
from kokoro_lab.plan import Chunk, Word
from kokoro_lab.rule import Intervention
from kokoro_lab.timeline import beginning, token_edges
from kokoro_lab.trace import Trace

if TYPE_CHECKING:
    from kokoro_lab.kokoro.net import Network

PAD = "pad"
SPACE = "␣"  # how a space is written where it is a symbol


@dataclass(frozen=True)
class Focus:
    """What is pointed at.

    Attributes:
        token: Its number, the first pad being 0.
        frame: Frame of 25 ms, counted from the network's first.
        time: Seconds from the start of the chunk's audio; negative where silence was cut away before it.
        layer: Pass through PLBERT's layer, from 0.
        head: Attention head, from 0.
    """

    token: int
    frame: int
    time: float
    layer: int
    head: int


@dataclass(frozen=True, eq=False)
class View:
    """A trace as one station looks at it.

    Attributes:
        network: That made it.
        trace: It.
        chunks: The plan of its request, as far as it is known.
        within: The trace's edits inside steps.
        focus: What is pointed at.
    """

    network: Network
    trace: Trace
    chunks: tuple[Chunk, ...]
    within: tuple[Intervention, ...]
    focus: Focus

    @classmethod
    def of(
        cls,
        network: Network,
        trace: Trace,
        asked: Mapping[str, Any],
        chunks: tuple[Chunk, ...] = (),
        within: tuple[Intervention, ...] = (),
    ) -> View:
        """With what is missing in a focus filled in, and the rest kept in range.

        Without a token, it is the one heard at the time; without a time, it is the middle of the token;
        without either, the token is the longest stressed vowel, of equals the one nearest to the middle.

        Raises:
            LabError: Something in the focus is not a number.
        """
        edges = token_edges(trace)
        last = len(edges) - 2
        time, token, frame = (_number(asked, name) for name in ("time", "token", "frame"))
        if time is None and frame is not None:
            time = beginning(trace) + FRAME.seconds(math.floor(frame) + 0.5)
        if token is None:
            token = (
                default_token(trace)
                if time is None
                else float(np.searchsorted(edges, time, side="right") - 1)
            )
        chosen = _clamped(token, last)
        if time is None:
            time = float(edges[chosen : chosen + 2].mean())
        time = min(max(time, float(edges[0])), float(edges[-1]) - 1 / SAMPLE_RATE)
        frames = int(trace["durations"].sum())
        passes, heads = network.config.bert_passes, network.config.bert_heads
        focus = Focus(
            token=chosen,
            frame=_clamped((time - float(edges[0])) / FRAME.seconds(1), frames - 1),
            time=time,
            layer=_clamped(_or(_number(asked, "layer"), passes - 1), passes - 1),
            head=_clamped(_or(_number(asked, "head"), 0), heads - 1),
        )
        return cls(network, trace, chunks, within, focus)

    @property
    def beginning(self) -> float:
        """Time of the network's first frame, seconds from the start of the audio."""
        return beginning(self.trace)

    @cached_property
    def edges(self) -> np.ndarray:
        """Times between the tokens [T + 1], seconds from the start of the audio."""
        return token_edges(self.trace)

    @property
    def sample(self) -> int:
        """The sample of the network pointed at."""
        count = int(self.trace["durations"].sum()) * SAMPLES_PER_FRAME
        return _clamped((self.focus.time - self.beginning) * SAMPLE_RATE + 1e-6, count - 1)

    @property
    def curve(self) -> int:
        """The point of F0 and energy pointed at."""
        return _clamped(self.sample / SAMPLES_PER_CURVE, len(self.trace["f0"]) - 1)

    @property
    def bin(self) -> int:
        """The ISTFT frame whose middle is nearest to the sample pointed at."""
        return _clamped(round(self.sample / ISTFT_HOP), self.trace["magnitude"].shape[1] - 1)

    def seconds(self, sample: float) -> float:
        """When a sample of the network is heard, seconds from the start of the audio."""
        return self.beginning + sample / SAMPLE_RATE

    def before(self, name: str) -> Any:  # noqa: ANN401
        """A value as it was before its edits, or as it is where it has none."""
        value = self.trace.before.get(name, self.trace[name])
        return value.detach().cpu().numpy() if hasattr(value, "detach") else value

    def edited(self, name: str) -> bool:
        """Whether an edit changed a value."""
        return name in self.trace.before and not np.array_equal(self.before(name), self.trace[name])

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What to write for each token."""
        return labels(self.trace)

    def label(self, token: int) -> str:
        """What to write for a token."""
        return self.labels[token]

    def word(self, token: int) -> Word | None:
        """The word that a token belongs to."""
        for word in self.trace.chunk.words:
            if word.symbols[0] <= token - 1 < word.symbols[1]:
                return word
        return None

    def named(self, token: int) -> str:
        """A token with its word, for a sentence."""
        word = self.word(token)
        if self.label(token) == PAD:
            return "The pad at the start" if token == 0 else "The pad at the end"
        if word is None:
            return "The space" if self.label(token) == SPACE else f"‘{self.label(token)}’"
        return f"‘{self.label(token)}’ in “{word.text}”"

    @property
    def frames_of_token(self) -> tuple[int, int]:
        """First frame of the chosen token, and one past its last."""
        ends = np.concatenate([[0], np.cumsum(self.trace["durations"])])
        return int(ends[self.focus.token]), int(ends[self.focus.token + 1])


def labels(trace: Trace) -> tuple[str, ...]:
    """What to write for each token of a trace: pads and spaces made visible."""
    return (PAD, *(SPACE if symbol == " " else symbol for symbol in trace["symbols"]), PAD)


def default_token(trace: Trace) -> int:
    """The longest stressed vowel, of equals the one nearest to the middle; the middle where there is none."""
    symbols, frames = trace["symbols"], trace["durations"]
    middle = len(frames) // 2
    stressed = [
        i + 1 for i, symbol in enumerate(symbols) if symbol in VOWELS and symbols[max(0, i - 1)] == PRIMARY
    ]
    return max(stressed or [middle], key=lambda token: (int(frames[token]), -abs(token - middle)))


def _number(asked: Mapping[str, Any], name: str) -> float | None:
    """One part of a focus; None where it is not given."""
    value = asked.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise LabError(f"{name} of the focus must be a number, not {value!r:.60}")
    return float(value)


def _clamped(value: float, most: int) -> int:
    return min(max(math.floor(value), 0), most)


def _or(value: float | None, default: float) -> float:
    return default if value is None else value
