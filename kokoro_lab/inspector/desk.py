"""Answers a notebook's asks in a thread of its own.

A kernel handles messages one after the other, and none while a cell runs. So the work is done beside it:
cells run while the inspector works, and an ask that is given up is stopped between two layers of the network.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from kokoro_lab.errors import LabError, Stopped
from kokoro_lab.inspector.inspector import Inspector

Send = Callable[[dict[str, Any], Sequence[bytes]], object]
T = TypeVar("T")

log = logging.getLogger(__name__)


class Desk:
    """One ask after the other; what is given up is answered with silence.

    Args:
        inspector: Knows the answers.
        send: Takes a message with the "id" of its ask, and buffers; called in the desk's thread.
    """

    def __init__(self, inspector: Inspector, send: Send) -> None:
        self._inspector = inspector
        self._send = send
        self._thread = ThreadPoolExecutor(1, "kokoro-lab-inspector")
        self._open: dict[str, Event] = {}

    def receive(self, content: Mapping[str, Any]) -> None:
        """Take {"id", "ask"}, or {"id", "drop"} for an ask that nobody waits for any more."""
        name = str(content.get("id"))
        if content.get("drop"):
            self._open.get(name, Event()).set()
            return
        given_up = self._open[name] = Event()
        self._thread.submit(self._answer, name, content.get("ask"), given_up)

    def wait(self, work: Callable[[], T]) -> T:
        """Have something done when its turn comes, because the inspector works on one thing at a time."""
        return self._thread.submit(work).result()

    def _answer(self, name: str, ask: Any, given_up: Event) -> None:  # noqa: ANN401
        try:
            if not given_up.is_set():
                answer = self._inspector.answer(ask, given_up.is_set)
                self._send({"id": name, "message": dict(answer.message)}, answer.buffers)
        except Stopped:
            pass  # nobody waits for it
        except LabError as error:
            self._send({"id": name, "error": str(error)}, ())
        except Exception as error:
            log.exception("the inspector could not answer %.200r", ask)
            self._send({"id": name, "error": f"{type(error).__name__}: {error}"}, ())
        finally:
            self._open.pop(name, None)
