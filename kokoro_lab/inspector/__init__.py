"""The inspector: asks about a trace in, answers out, alike for the page and for notebooks."""

from kokoro_lab.inspector.answer import Answer
from kokoro_lab.inspector.inspector import Inspector

__all__ = ["Answer", "Inspector"]
