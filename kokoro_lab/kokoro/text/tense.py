"""Present or past: the one English verb of which the spelling does not say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_HABITS = {"always", "usually", "often", "sometimes", "rarely", "every", "daily", "weekly", "never"}
_PAST = {"yesterday", "ago", "last", "had", "was", "were", "did", "once", "already", "when", "earlier"}


def habitual(doc: Iterable[Any]) -> set[int]:
    """Places of "read" in the present tense, as in "I read books every day".

    Taggers cannot tell "I read" from "I read"; misaki takes it for the past. A sentence that speaks of a
    habit, and of nothing past, is in the present.

    Args:
        doc: The tagged words of a sentence (spaCy tokens).
    """
    tokens = list(doc)
    words = {token.lower_ for token in tokens}
    if not words & _HABITS or words & _PAST:
        return set()
    finite = ("VBP", "VBD")
    return {token.i for token in tokens if token.lower_ == "read" and token.tag_ in finite}
