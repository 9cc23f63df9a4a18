"""What the page is told while an ask of the inspector's is answered."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from threading import Event
from typing import Any

from kokoro_lab.inspector import Inspector
from kokoro_lab.ui.machine import Machine
from kokoro_lab.ui.speaking import Message, told, working


def answered(inspector: Inspector, machine: Machine, ask: Any) -> Iterator[Message]:  # noqa: ANN401
    """The answer to an ask.

    Closing the iterator ends the work, also in the middle of a run of the network.

    Args:
        inspector: Knows the answer.
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
        answer = yield from told(machine.do(lambda: inspector.answer(ask, given_up.is_set)), working)
    finally:
        given_up.set()
    buffers = [b64encode(buffer).decode() for buffer in answer.buffers]
    yield {"kind": "answer", "message": answer.message, "buffers": buffers}
