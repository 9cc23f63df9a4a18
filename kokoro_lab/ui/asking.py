"""What the page is told while an ask is answered."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any, Protocol

from kokoro_lab.answer import Answer
from kokoro_lab.ui.machine import Machine
from kokoro_lab.ui.speaking import Message, told, working


class Answers(Protocol):
    """Who knows the answer: the inspector, or the studio."""

    def answer(self, ask: Any, stopped: Callable[[], bool]) -> Answer:  # noqa: ANN401
        """Answer one ask; work ends when `stopped` becomes true."""
        ...


def answered(who: Answers, machine: Machine, ask: Any) -> Iterator[Message]:  # noqa: ANN401
    """The answer to an ask.

    Closing the iterator ends the work, also in the middle of a run of the network.

    Args:
        who: Knows the answer.
        machine: Where it works.
        ask: What the page asks.

    Yields:
        Messages, told apart by "kind":

        - "working": as while speaking.
        - "answer": the last one; its "message" with "buffers" in base64.

    Raises:
        LabError: The ask cannot be answered.
    """
    given_up = Event()
    try:
        answer = yield from told(machine.do(lambda: who.answer(ask, given_up.is_set)), working)
    finally:
        given_up.set()
    buffers = [b64encode(buffer).decode() for buffer in answer.buffers]
    yield {"kind": "answer", "message": answer.message, "buffers": buffers}
