"""The turns of a text spoken one after the other, as a stream.

Each turn is a request of its own, and its traces are those that the lab makes of that request: they can be
forked, stored and made again by themselves. Where one stands in the whole text is told by the `Part` around
it; the trace itself is not renumbered, because then its edits and its plan would no longer be its own.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kokoro_lab.dialogue.cast import NOBODY, Cast
from kokoro_lab.dialogue.script import Turn, place, turns
from kokoro_lab.errors import LabError, UnspeakableError
from kokoro_lab.lab import Lab
from kokoro_lab.plan import Chunk, Loss, Span
from kokoro_lab.request import Request
from kokoro_lab.rule import bind
from kokoro_lab.timeline import marks
from kokoro_lab.trace import Mark, Trace

if TYPE_CHECKING:
    import numpy as np

T = TypeVar("T")

SILENT = "nothing in this turn can be spoken, so it is left out"


@dataclass(frozen=True)
class Planned:
    """A chunk before it is spoken.

    Attributes:
        turn: What it belongs to.
        chunk: Its index and all spans count in the whole text.
        first: Whether the turn begins with it.
    """

    turn: Turn
    chunk: Chunk
    first: bool


@dataclass(frozen=True, eq=False)
class Part:
    """A chunk that has been spoken.

    Attributes:
        turn: What it belongs to.
        trace: Of `turn.request`, as `Lab.stream` gives it: index, spans and start count in that turn alone.
        chunk: The trace's chunk; its index and all spans count in the whole text.
        start: Where the trace's audio starts in the whole, samples; all silence before it is counted.
        silence: Samples of silence right before it.
    """

    turn: Turn
    trace: Trace
    chunk: Chunk
    start: int
    silence: int

    @property
    def audio(self) -> np.ndarray:
        """float32 [samples]: the silence and the sound; the parts' audio one after the other is the whole."""
        import numpy as np

        sound: np.ndarray = self.trace["audio"]
        return np.concatenate([np.zeros(self.silence, sound.dtype), sound]) if self.silence else sound

    @property
    def marks(self) -> tuple[Mark, ...]:
        """When each word and phoneme is heard, in the whole; see `kokoro_lab.timeline.marks`."""
        by = self.turn.span[0]
        found = marks([replace(self.trace, start=self.start)])
        return tuple(replace(mark, span=_moved(mark.span, by)) for mark in found)

    @property
    def captions(self) -> tuple[Mark, ...]:
        """The words among the marks, for subtitles: a turn's first one has the speaker's name before it."""
        words = [mark for mark in self.marks if mark.tier == "word"]
        if words and self.turn.speaker and self.trace.chunk.index == 0:
            words[0] = replace(words[0], text=f"{self.turn.speaker}: {words[0].text}")
        return tuple(words)


def plan(lab: Lab, request: Request, cast: Cast = NOBODY) -> Iterator[Planned]:
    """The chunks of all turns, each made when it is asked for, with what of them will be lost.

    A turn without anything that can be spoken has no chunk; it is a loss of the chunk before it, or of the
    first one.

    Raises:
        LabError: There is nothing that could be spoken, or a voice, a language or an edit do not exist.
    """
    engine = lab.engine(request)
    script = _script(lab, request, cast)
    held: Planned | None = None
    lost: list[Loss] = []
    index = 0
    for turn in script:
        before = index
        for chunk in _if_any(engine.plan(turn.request), len(script)):
            if held is not None:
                yield _with_losses(held, lost)
                lost = []
            held = Planned(turn, _placed(chunk, index, turn), first=chunk.index == 0)
            index += 1
        if index == before and turn.request.text.strip():
            lost.append(Loss("cut", turn.request.text.strip(), turn.span, SILENT))
    if held is None:
        raise _nothing()
    yield _with_losses(held, lost)


def perform(lab: Lab, request: Request, cast: Cast = NOBODY) -> Generator[Part, None, None]:
    """One part per chunk of every turn, each as soon as it is ready; closing the iterator stops the work.

    A text in which nobody else speaks gives the traces of `lab.stream(request)`.

    Raises:
        LabError: As `plan`; a tag's fault is found before anything is spoken.
    """
    rate = lab.engine(request).sample_rate
    index = start = 0
    script = _script(lab, request, cast)
    for turn in script:
        with closing(_if_any(lab.stream(turn.request), len(script))) as traces:
            for trace in traces:
                silence = round(turn.pause * rate) if index and trace.chunk.index == 0 else 0
                start += silence
                yield Part(turn, trace, _placed(trace.chunk, index, turn), start, silence)
                start += len(trace["audio"])
                index += 1
                del trace  # before the next one is made, so that one at a time is held
    if not index:
        raise _nothing()


def _if_any(items: Iterator[T], turns: int) -> Generator[T, None, None]:
    """Chunks or traces of a turn; of several turns, one without anything that can be spoken has none."""
    try:
        yield from items
    except UnspeakableError:
        if turns == 1:
            raise


def _script(lab: Lab, request: Request, cast: Cast) -> tuple[Turn, ...]:
    """The turns, all of whose voices and edits exist."""
    engine = lab.engine(request)
    bind(engine.rules, request.edits)
    script = turns(request, cast)
    if len(script) > 1:
        _refuse_bound(request)
    known: set[tuple[str, str | None]] = set()
    for turn in script:
        sounds = (turn.request.voice, turn.request.language)
        if sounds not in known:
            _check(lab, request, turn)
        known.add(sounds)
    return script


def _check(lab: Lab, request: Request, turn: Turn) -> None:
    """Refuse a voice or a language that there is not; where a cue names it, say which one."""
    try:
        lab.engine(request).plan(turn.request)  # reads nothing yet
    except LabError as error:
        if not request.text[slice(*turn.cue)].strip():
            raise
        raise LabError(f"{place(request.text, turn.cue)}: {error}") from error


def _refuse_bound(request: Request) -> None:
    """Refuse edits of one chunk: which one that is would depend on who speaks."""
    for edit in request.edits:
        if edit.local or edit.chunk is not None:
            raise LabError(
                f"{edit} is for one chunk, and the text has several turns, which count their chunks from 0 "
                "each; give it to the request of one turn, or use an edit of everything"
            )


def _placed(chunk: Chunk, index: int, turn: Turn) -> Chunk:
    """A turn's chunk with its place in the whole text."""
    by = turn.span[0]
    if not by and index == chunk.index:
        return chunk
    return replace(
        chunk,
        index=index,
        span=_moved(chunk.span, by),
        words=tuple(replace(word, span=_moved(word.span, by)) for word in chunk.words),
        losses=tuple(replace(loss, span=_moved(loss.span, by)) for loss in chunk.losses),
    )


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _with_losses(planned: Planned, lost: list[Loss]) -> Planned:
    """With more losses, in the order of the text."""
    if not lost:
        return planned
    losses = sorted((*planned.chunk.losses, *lost), key=lambda loss: loss.span)
    return replace(planned, chunk=replace(planned.chunk, losses=tuple(losses)))


def _nothing() -> UnspeakableError:
    return UnspeakableError("there is nothing to speak: no turn holds a word that has a pronunciation")
