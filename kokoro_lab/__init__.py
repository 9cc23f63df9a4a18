"""Hear, see, take apart and change every stage of a neural text-to-speech system.

Load a `Lab`, ask it for the `Trace` of a `Request`, and `fork` that with an `Edit`.
"""

from kokoro_lab.errors import LabError
from kokoro_lab.lab import Lab
from kokoro_lab.plan import Chunk, Loss, Word
from kokoro_lab.request import Edit, Request
from kokoro_lab.trace import Mark, Spec, Step, Trace
from kokoro_lab.version import __version__

__all__ = [
    "Chunk",
    "Edit",
    "Lab",
    "LabError",
    "Loss",
    "Mark",
    "Request",
    "Spec",
    "Step",
    "Trace",
    "Word",
    "__version__",
]
