"""What is said to an ask: a message, and the numbers that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """A message for the browser.

    Attributes:
        message: Plain JSON; where it speaks of a buffer it gives its place among `buffers`.
        buffers: Little-endian numbers, or a file's bytes.
    """

    message: Mapping[str, Any]
    buffers: tuple[bytes, ...] = ()
