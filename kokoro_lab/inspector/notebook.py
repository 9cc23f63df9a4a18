"""The inspector in a notebook's cell, through anywidget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anywidget
import traitlets

from kokoro_lab.inspector.bundle import module, style
from kokoro_lab.inspector.desk import Desk
from kokoro_lab.inspector.inspector import Inspector
from kokoro_lab.inspector.payload import plain
from kokoro_lab.lab import Lab
from kokoro_lab.request import Request
from kokoro_lab.trace import Trace


def show(lab: Lab, shown: Trace | Request) -> anywidget.AnyWidget:
    """See `kokoro_lab.inspector.widget`."""
    inspector = Inspector(lab)
    if isinstance(shown, Trace):
        inspector.keep(shown)
    widget = _kind()(request=plain(shown.request if isinstance(shown, Trace) else shown))

    def send(content: dict[str, Any], buffers: Sequence[bytes]) -> None:
        widget.send(content, list(buffers))

    desk = Desk(inspector, send)
    widget.on_msg(lambda _, content, buffers: desk.receive(content))
    return widget


def _kind() -> type[anywidget.AnyWidget]:
    """The widget's class; made when it is wanted, because it carries the modules' text."""

    class InspectorWidget(anywidget.AnyWidget):
        _esm = module("widget.js")
        _css = style()
        request = traitlets.Dict().tag(sync=True)

    return InspectorWidget
