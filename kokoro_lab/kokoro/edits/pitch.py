"""Edits of the melody."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from kokoro_lab.clocks import CURVES_PER_FRAME
from kokoro_lab.donors import Donors
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.edits.arguments import Numbers, check_number, check_positive, curve_span
from kokoro_lab.kokoro.edits.curve import replaced, scaled
from kokoro_lab.kokoro.net.source import VOICED_ABOVE
from kokoro_lab.plan import Span

MAX_SEMITONES = 60  # five octaves


def scale_pitch(f0: Tensor, durations: Tensor, *, factor: float, tokens: Span | None = None) -> Tensor:
    """Multiply F0 by a factor: 2 is an octave higher.

    Listen for a smaller or larger speaker: the timbre follows the pitch a little, because the decoder
    sees F0 too.
    """
    check_positive("factor", factor)
    return scaled(f0, durations, factor, tokens)


def shift_pitch(f0: Tensor, durations: Tensor, *, semitones: float, tokens: Span | None = None) -> Tensor:
    """Move F0 by semitones; 12 is an octave up, -12 one down.

    Listen for the same melody in another key.
    """
    check_number("semitones", semitones)
    if abs(semitones) > MAX_SEMITONES:
        raise LabError(f"semitones must be within ±{MAX_SEMITONES}, not {semitones}")
    return scale_pitch(f0, durations, factor=2 ** (semitones / 12), tokens=tokens)


def flatten_pitch(
    f0: Tensor, durations: Tensor, *, hz: float | None = None, tokens: Span | None = None
) -> Tensor:
    """Hold F0 at one height wherever there is voice: by default at its own mean.

    Listen for the robot: words stay clear, but question and emphasis are gone.
    """
    place = curve_span(tokens, durations)
    if hz is not None:
        check_positive("hz", hz)
    part = f0[place]
    voiced = part > VOICED_ABOVE
    if not voiced.any():
        return f0
    level = part[voiced].mean() if hz is None else torch.as_tensor(hz, dtype=f0.dtype, device=f0.device)
    changed = f0.clone()
    changed[place] = torch.where(voiced, level, part)
    return changed


def invert_pitch(f0: Tensor, durations: Tensor, *, tokens: Span | None = None) -> Tensor:
    """Mirror the melody about its mean, in semitones: rises fall and falls rise.

    Listen for statements that turn into questions.
    """
    place = curve_span(tokens, durations)
    part = f0[place]
    voiced = part > VOICED_ABOVE
    if not voiced.any():
        return f0
    middle = part[voiced].log().mean()
    mirrored = (2 * middle - part.clamp(min=VOICED_ABOVE).log()).exp()
    changed = f0.clone()
    changed[place] = torch.where(voiced, mirrored, part)
    return changed


def whisper(f0: Tensor, durations: Tensor, *, tokens: Span | None = None) -> Tensor:
    """Set F0 to zero, so that the source is noise alone.

    Listen for breath in place of voice: vowels can still be told apart, because the decoder shapes the
    noise as it shaped the buzz.
    """
    changed = f0.clone()
    changed[curve_span(tokens, durations)] = 0
    return changed


def set_pitch(f0: Tensor, durations: Tensor, *, hz: Numbers, tokens: Span | None = None) -> Tensor:
    """Replace F0 by a curve in Hz, 80 points a second; 0 is unvoiced.

    Listen for your own melody.
    """
    return replaced(f0, durations, hz, tokens, "hz")


def pitch_from(donors: Donors, f0: Tensor, durations: Tensor, *, donor: str, part: int = 0) -> Tensor:
    """Lay the melody of a donor, which is another text or voice, over this utterance; the rhythm stays.

    Where both have equally many symbols it is laid phoneme upon phoneme, else it is stretched as a whole
    between the pads. What is voiced here stays voiced: the donor's gaps are bridged by straight lines. Of a
    donor of several parts, `part` says which, from 0.

    Listen for a question's rise or a stranger's lilt over words that were timed for another melody.
    """
    theirs = donors.values(donor, part, ("f0", "durations"))
    melody = theirs["f0"].cpu().double().numpy()
    voiced = np.flatnonzero(melody > VOICED_ABOVE)
    if not len(voiced):
        raise LabError("the donor has no voiced sound, so it has no melody to take")
    here, there = _anchors(durations, theirs["durations"])
    at = np.interp(np.arange(len(f0)) + 0.5, here, there)
    laid = torch.from_numpy(np.interp(at, voiced + 0.5, melody[voiced])).to(f0)
    return torch.where(f0 > VOICED_ABOVE, laid, f0)


def _anchors(ours: Tensor, theirs: Tensor) -> tuple[Tensor, Tensor]:
    """Moments of this utterance and of the donor's that belong together, in curve points."""
    here, there = (torch.cat([d.new_zeros(1), d.cumsum(0)]).cpu() * CURVES_PER_FRAME for d in (ours, theirs))
    if len(here) == len(there):
        return here, there
    edges = [0, 1, -2, -1]  # of the pads
    return here[edges], there[edges]
