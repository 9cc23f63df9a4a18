"""eSpeak NG through misaki: Spanish, French, Hindi, Italian, Portuguese, and unknown English words.

Imports phonemizer and loads eSpeak's library: import this module only when it is needed.
"""

from __future__ import annotations

import logging
from typing import Any

from phonemizer.backend import EspeakBackend

_QUIET = logging.getLogger(f"{__name__}.quiet")
_QUIET.addHandler(logging.NullHandler())
_QUIET.propagate = False


def backend(language: str) -> Any:  # noqa: ANN401
    """ESpeak with the settings that misaki uses, without its warnings and language flags."""
    return EspeakBackend(
        language,
        preserve_punctuation=True,
        with_stress=True,
        tie="^",
        language_switch="remove-flags",
        logger=_QUIET,
    )
