"""The inspector in a notebook's cell, through anywidget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from kokoro_lab import ask as asked
from kokoro_lab.inspector.bundle import module, style
from kokoro_lab.inspector.desk import Desk
from kokoro_lab.inspector.inspector import Inspector
from kokoro_lab.inspector.payload import plain
from kokoro_lab.lab import Lab
from kokoro_lab.request import Request
from kokoro_lab.trace import Trace


def show(lab: Lab, shown: Trace | Request) -> InspectorWidget:
    """See `kokoro_lab.inspector.widget`."""
    inspector = Inspector(lab)
    if isinstance(shown, Trace):
        inspector.keep(shown)
        return InspectorWidget(inspector, shown.request, shown.chunk.index)
    lab.engine(shown)  # what is no request is named here, not in the cell
    return InspectorWidget(inspector, shown, 0)


class InspectorWidget(anywidget.AnyWidget):
    """The inspector in a cell. Python reads what is done there; the cell alone changes it.

    Args:
        inspector: Answers what the cell asks.
        request: What it begins with.
        chunk: Which of its chunks.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)  # what is on the ruler: {"request", "chunk"}, as plain JSON

    def __init__(self, inspector: Inspector, request: Request, chunk: int) -> None:
        shown = {"request": plain(request), "chunk": chunk}
        super().__init__(_esm=module("widget.js"), _css=style(), shown=shown)
        self._inspector = inspector
        self._desk = Desk(inspector, self._tell)
        self.on_msg(self._receive)

    @property
    def request(self) -> Request:
        """What is on the ruler, with all that was changed there."""
        return asked.request(self.shown)

    @property
    def trace(self) -> Trace:
        """The trace on the ruler. One that the inspector no longer holds is made again.

        Raises:
            LabError: The request cannot be spoken.
        """
        request, chunk = self.request, asked.number(self.shown, "chunk")
        return self._desk.wait(lambda: self._inspector.trace(request, chunk))

    def _receive(self, _: anywidget.AnyWidget, content: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        self._desk.receive(content)

    def _tell(self, content: dict[str, Any], buffers: Sequence[bytes]) -> None:
        self.send(content, list(buffers))
