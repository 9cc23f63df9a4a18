"""What the page is told while a request is spoken: messages, each as soon as it is known."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, TypeVar, cast

from kokoro_lab.dialogue import Cast, Part, Planned, perform, plan
from kokoro_lab.dialogue.cast import NOBODY
from kokoro_lab.lab import Lab
from kokoro_lab.listen.pcm import int16
from kokoro_lab.request import Request
from kokoro_lab.ui.machine import Machine, Place

Message = dict[str, Any]
T = TypeVar("T")

PLANNING = 0.1  # seconds that planning ahead may take before each chunk of sound
SLOTS = 8  # messages that the page may be behind


def speak(
    lab: Lab,
    machine: Machine,
    request: Request,
    cast: Cast = NOBODY,
    made: Callable[[Part], object] = lambda _: None,
) -> Iterator[Message]:
    """Plan and sound of a request, of one speaker or several.

    Closing the iterator ends the work with the chunk that is being made.

    Args:
        lab: Makes the sound.
        machine: Where it is made.
        request: What to say.
        cast: Who has a name in it.
        made: Called in the machine with each part.

    Yields:
        Messages, told apart by "kind":

        - "plan": "chunks" that will be spoken, with words and losses; "complete" if these are the last. One
          that begins where the text says who speaks has a "turn": the "speaker", null without a name, and
          the "voice".
        - "working": so many pieces of other visitors' work are "ahead"; one that nobody waits for any
          more, such as a chunk of the request before this one, is "finishing".
        - "sound": a "chunk" that is ready. "samples" are int16 at "rate" Hz, little-endian, in base64;
          "words" are [first character, start, end] in seconds of the whole utterance; "work" is what
          it cost, in seconds.
        - "end": all of it is there.

    Raises:
        LabError: The request cannot be spoken.
    """
    rate = lab.engine(request).sample_rate
    ahead, planned = plan(lab, request, cast), False
    parts = perform(lab, request, cast)

    def make() -> Part | None:
        part = next(parts, None)
        if part is not None:
            made(part)
        return part

    try:
        while True:
            if not planned:
                chunks, planned = _some(ahead, PLANNING)
                yield {"kind": "plan", "chunks": [_chunk(chunk) for chunk in chunks], "complete": planned}
            part = yield from told(machine.do(make), working)
            if part is None:
                break
            yield _sound(part, rate)
    finally:
        machine.leave(parts.close)  # in its own thread: a chunk may still be in the making
    yield {"kind": "end"}


def told(work: Generator[Place, None, T], message: Callable[[Place], Message]) -> Generator[Message, None, T]:
    """What a piece of work returns, with a message for each place in the line that it yields meanwhile."""
    try:
        while True:
            yield message(next(work))
    except StopIteration as done:
        return cast(T, done.value)
    finally:
        work.close()


def working(place: Place) -> Message:
    """What somebody who waits is told."""
    return {"kind": "working", "ahead": place.ahead, "finishing": place.finishing}


def _some(ahead: Iterator[Planned], seconds: float) -> tuple[list[Planned], bool]:
    """What of a plan can be made in that time, at least one chunk of it, and whether that was the rest."""
    chunks: list[Planned] = []
    start = time.perf_counter()
    for chunk in ahead:
        chunks.append(chunk)
        if time.perf_counter() - start > seconds:
            return chunks, False
    return chunks, True


def _chunk(planned: Planned) -> Message:
    """A chunk as the page shows it."""
    chunk, turn = planned.chunk, planned.turn
    begins = planned.first and turn.cue[0] < turn.cue[1]
    return {
        "index": chunk.index,
        "language": chunk.language,
        "seam": chunk.seam,
        "turn": {"speaker": turn.speaker, "voice": turn.request.voice} if begins else None,
        "words": [
            {"text": w.text, "span": w.span, "spoken": w.spoken, "phonemes": w.phonemes, "origin": w.origin}
            for w in chunk.words
        ],
        "losses": [{"kind": loss.kind, "text": loss.text, "why": loss.why} for loss in chunk.losses],
    }


def _sound(part: Part, rate: int) -> Message:
    """A chunk that can be heard, with the silence before it."""
    samples = int16(part.audio)
    return {
        "kind": "sound",
        "chunk": part.chunk.index,
        "samples": b64encode(samples.astype("<i2").tobytes()).decode(),
        "rate": rate,
        "words": [[mark.span[0], mark.start, mark.end] for mark in part.marks if mark.tier == "word"],
        "work": sum(part.trace.milliseconds.values()) / 1000,
    }


def ring(messages: Iterable[Message], run: int) -> Iterator[dict[str, Message]]:
    """The latest messages under the keys "0" to "7", each numbered.

    A page that draws slower than messages come sees only the newest value of a component; this way it
    still finds those it has missed. Gradio sends only the slot that has changed. What says the same as the
    message before it is not said again.

    A lone surrogate, which a text may hold but UTF-8 cannot, is sent as a question mark.

    Args:
        messages: In order.
        run: Which run of the page's they belong to.
    """
    slots: dict[str, Message] = {}
    number, last = 0, None
    for message in messages:
        if message != last:
            slots = {**slots, str(number % SLOTS): {**_sendable(message), "run": run, "number": number}}
            number, last = number + 1, message
        yield slots  # also when there is nothing new, so that Gradio can end the work


def _sendable(value: Any) -> Any:  # noqa: ANN401
    """A message, or a part of one, whose texts are all UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _sendable(part) for name, part in value.items()}
    return [_sendable(part) for part in value] if isinstance(value, (list, tuple)) else value
