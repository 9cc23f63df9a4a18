"""Edits of the rhythm."""

from __future__ import annotations

import torch
from torch import Tensor

from kokoro_lab.donors import Donors
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.edits.arguments import Numbers, check_positive, is_whole, short, token_span
from kokoro_lab.kokoro.text.vocab import PUNCTUATION
from kokoro_lab.plan import Span

MAX_DURATION = 4000  # frames of one token, 100 s


def stretch(durations: Tensor, *, factor: float, tokens: Span | None = None) -> Tensor:
    """Multiply durations and round them to whole frames of 25 ms, at least one.

    Listen for the rhythm: vowels bear stretching, stops such as p, t, k begin to sound like pauses.
    """
    check_positive("factor", factor)
    place = token_span(tokens, len(durations))
    changed = durations.clone()
    longer = (durations[place] * factor).round().clamp(min=1)
    if longer.max() > MAX_DURATION:
        raise LabError(f"factor {factor} makes a token longer than {MAX_DURATION} frames")
    changed[place] = longer.long()
    return changed


def set_durations(durations: Tensor, *, frames: Numbers, tokens: Span | None = None) -> Tensor:
    """Give each token a duration in frames of 25 ms, one number per token.

    Listen for the stress: a long vowel sounds important, a short one swallowed.
    """
    place = token_span(tokens, len(durations))
    count = place.stop - place.start
    if not isinstance(frames, tuple) or len(frames) != count or not all(_is_duration(f) for f in frames):
        raise LabError(f"frames must be {count} whole numbers from 1 to {MAX_DURATION}, not {short(frames)}")
    changed = durations.clone()
    changed[place] = torch.tensor(frames, device=durations.device)
    return changed


def equal_durations(durations: Tensor, symbols: str, *, tokens: Span | None = None) -> Tensor:
    """Make every phoneme equally long, to the frame; together they last as long as before.

    Pauses stay as they are: the pads, spaces and punctuation marks.

    Listen for a machine's rhythm: no syllable is stressed by its length any more, and a schwa drags as long
    as a full vowel.
    """
    place = token_span(tokens, len(durations))
    spoken = [t for t in range(place.start, place.stop) if _is_phoneme(t, symbols)]
    if not spoken:
        return durations
    total = int(durations[spoken].sum())
    ends = [total * (i + 1) // len(spoken) for i in range(len(spoken))]
    changed = durations.clone()
    equal = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    changed[spoken] = torch.tensor(equal, device=durations.device)
    return changed


def durations_from(donors: Donors, durations: Tensor, *, donor: str, part: int = 0) -> Tensor:
    """Take the rhythm of a donor, which is another text or voice, token by token.

    The donor must have equally many symbols: the same text in another voice, say. Both then last equally
    long, so that what `patch` takes from the donor fits. Of a donor of several parts, `part` says which,
    from 0.

    Listen for one speaker's timing in another's mouth.
    """
    theirs: Tensor = donors.values(donor, part, ("durations",))["durations"]
    if len(theirs) != len(durations):
        raise LabError(
            f"the donor has {len(theirs) - 2} symbols and this utterance {len(durations) - 2}; durations go "
            "token by token, so take a donor with equally many: the same text in another voice, say"
        )
    return theirs


def _is_phoneme(token: int, symbols: str) -> bool:
    """Whether a token is a phoneme or its mark, not a pad, space or punctuation mark."""
    return 1 <= token <= len(symbols) and symbols[token - 1] not in PUNCTUATION


def _is_duration(value: object) -> bool:
    return isinstance(value, int) and is_whole(value) and 1 <= value <= MAX_DURATION
