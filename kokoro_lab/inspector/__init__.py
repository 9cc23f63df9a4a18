"""The inspector: asks about a trace in, answers out, alike for the page and for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_lab.answer import Answer
from kokoro_lab.errors import LabError
from kokoro_lab.inspector.inspector import Inspector

if TYPE_CHECKING:
    from kokoro_lab.inspector.notebook import InspectorWidget
    from kokoro_lab.lab import Lab
    from kokoro_lab.request import Request
    from kokoro_lab.trace import Trace


def widget(lab: Lab, shown: Trace | Request) -> InspectorWidget:
    """The inspector for a notebook's cell: the same one as on the page.

    Args:
        lab: Answers what the inspector asks.
        shown: What it begins with; a trace is shown as it is, of a request the first chunk is made.

    Returns:
        The last line of a cell shows it. Its `trace` and `request` are what it shows at the moment, with all
        that was changed in it.

    Raises:
        LabError: anywidget is not installed, or the trace was made with other weights than the lab's.
    """
    try:
        from kokoro_lab.inspector.notebook import show
    except ModuleNotFoundError as error:
        if error.name not in ("anywidget", "traitlets"):
            raise
        raise LabError('the widget needs anywidget: pip install "kokoro-lab[notebook]"') from error
    return show(lab, shown)


__all__ = ["Answer", "Inspector", "widget"]
