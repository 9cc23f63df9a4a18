"""The what-ifs: named changes to one value of a Kokoro trace.

In every edit the first parameter is the value that it changes, `tokens` is a pair (first, one past the last)
counting the pad at the start as token 0, and None means the whole utterance.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from kokoro_lab.clocks import CURVES_PER_FRAME
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.net.source import VOICED_ABOVE
from kokoro_lab.plan import Span
from kokoro_lab.rule import Rule

if TYPE_CHECKING:
    from kokoro_lab.kokoro.voices import Shelf

Numbers = tuple[float, ...]
MAX_DURATION = 4000  # frames of one token, 100 s
MAX_SEMITONES = 60  # five octaves


def stretch(durations: Tensor, *, factor: float, tokens: Span | None = None) -> Tensor:
    """Multiply durations and round them to whole frames of 25 ms, at least one.

    Listen for the rhythm: vowels bear stretching, stops such as p, t, k begin to sound like pauses.
    """
    _positive("factor", factor)
    place = _tokens(tokens, len(durations))
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
    place = _tokens(tokens, len(durations))
    count = place.stop - place.start
    if not isinstance(frames, tuple) or len(frames) != count or not all(_is_duration(f) for f in frames):
        raise LabError(f"frames must be {count} whole numbers from 1 to {MAX_DURATION}, not {_short(frames)}")
    changed = durations.clone()
    changed[place] = torch.tensor(frames, device=durations.device)
    return changed


def scale_pitch(f0: Tensor, durations: Tensor, *, factor: float, tokens: Span | None = None) -> Tensor:
    """Multiply F0 by a factor: 2 is an octave higher.

    Listen for a smaller or larger speaker: the timbre follows the pitch a little, because the decoder
    sees F0 too.
    """
    _positive("factor", factor)
    return _scaled(f0, durations, factor, tokens)


def shift_pitch(f0: Tensor, durations: Tensor, *, semitones: float, tokens: Span | None = None) -> Tensor:
    """Move F0 by semitones; 12 is an octave up, -12 one down.

    Listen for the same melody in another key.
    """
    _number("semitones", semitones)
    if abs(semitones) > MAX_SEMITONES:
        raise LabError(f"semitones must be within ±{MAX_SEMITONES}, not {semitones}")
    return scale_pitch(f0, durations, factor=2 ** (semitones / 12), tokens=tokens)


def flatten_pitch(
    f0: Tensor, durations: Tensor, *, hz: float | None = None, tokens: Span | None = None
) -> Tensor:
    """Hold F0 at one height wherever there is voice: by default at its own mean.

    Listen for the robot: words stay clear, but question and emphasis are gone.
    """
    place = _curve_span(tokens, durations)
    if hz is not None:
        _positive("hz", hz)
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
    place = _curve_span(tokens, durations)
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
    changed[_curve_span(tokens, durations)] = 0
    return changed


def set_pitch(f0: Tensor, durations: Tensor, *, hz: Numbers, tokens: Span | None = None) -> Tensor:
    """Replace F0 by a curve in Hz, 80 points a second; 0 is unvoiced.

    Listen for your own melody.
    """
    return _replaced(f0, durations, hz, tokens, "hz")


def scale_energy(energy: Tensor, durations: Tensor, *, factor: float, tokens: Span | None = None) -> Tensor:
    """Multiply the energy curve.

    Listen for effort rather than loudness: the model speaks a weak phoneme softly, not merely quietly.
    """
    _number("factor", factor)
    return _scaled(energy, durations, factor, tokens)


def set_energy(energy: Tensor, durations: Tensor, *, values: Numbers, tokens: Span | None = None) -> Tensor:
    """Replace the energy curve, 80 points a second.

    Listen for which syllable is pushed.
    """
    return _replaced(energy, durations, values, tokens, "values")


def no_noise(noise: Tensor) -> Tensor:
    """Set the noise of the source to zero.

    Listen for hiss that is missing from s, f and h, and for a slight buzz in the vowels.
    """
    return torch.zeros_like(noise)


def no_harmonics(amplitudes: Tensor) -> Tensor:
    """Set the sines of the source to zero, and leave the noise as it is.

    Listen for a hoarse whisper: the noise within voiced sounds is ten times weaker than a whisper's.
    """
    return torch.zeros_like(amplitudes)


def timbre_from(shelf: Shelf, timbre: Tensor, row: int, *, voice: str) -> Tensor:
    """Take the timbre half of the style from another voice or formula.

    Listen for another throat with the same melody and rhythm.
    """
    return _half(shelf, voice, row, 0, timbre)


def prosody_from(shelf: Shelf, prosody: Tensor, row: int, *, voice: str) -> Tensor:
    """Take the prosody half of the style from another voice or formula.

    Listen for the same throat with another speaker's rhythm and melody.
    """
    return _half(shelf, voice, row, 1, prosody)


def style_row(row: int, *, symbols: int) -> int:
    """Use the style that the voice has for an utterance of another length, 1 to 510 symbols.

    Listen for pace and liveliness: styles of short utterances are strong, those of long ones calm.
    """
    if not isinstance(symbols, int) or isinstance(symbols, bool) or not 1 <= symbols <= 510:
        raise LabError(f"symbols must be a whole number from 1 to 510, not {symbols!r}")
    return symbols - 1


def zero_phase(phase: Tensor) -> Tensor:
    """Set every phase to zero, so that the magnitudes alone speak.

    Listen for a whispery buzz at 4,800 / n Hz: without phase the pulses of the voice are lost.
    """
    return torch.zeros_like(phase)


def random_phase(phase: Tensor, *, seed: int = 0) -> Tensor:
    """Replace every phase by chance, evenly between -π and π.

    Listen for a hoarse whisper: words remain, pitch does not.
    """
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**63:
        raise LabError(f"seed must be a whole number from 0 to 2**63 - 1, not {seed!r}")
    generator = torch.Generator().manual_seed(seed)
    chance = torch.rand(phase.shape, generator=generator).to(phase.device)
    return (2 * chance - 1) * math.pi


def rules(shelf: Shelf) -> dict[str, Rule]:
    """Every edit by name."""
    plain = (
        stretch, set_durations,
        scale_pitch, shift_pitch, flatten_pitch, invert_pitch, whisper, set_pitch,
        scale_energy, set_energy,
        no_noise, no_harmonics,
        style_row, zero_phase, random_phase,
    )  # fmt: skip
    found = [Rule.of(function) for function in plain]
    found += [Rule.of(function, bound=(shelf,)) for function in (timbre_from, prosody_from)]
    return {rule.name: rule for rule in found}


def _half(shelf: Shelf, voice: str, row: int, half: int, like: Tensor) -> Tensor:
    """One half of another voice's style: 0 timbre, 1 prosody."""
    if not isinstance(voice, str):
        raise LabError(f"voice must be a name or formula, not {voice!r}")
    style = torch.tensor(shelf.pack(voice).values[row]).to(like)
    return style.chunk(2)[half]


def _scaled(curve: Tensor, durations: Tensor, factor: float, tokens: Span | None) -> Tensor:
    """The curve with the points of the tokens multiplied."""
    place = _curve_span(tokens, durations)
    changed = curve.clone()
    changed[place] = curve[place] * factor
    return changed


def _replaced(curve: Tensor, durations: Tensor, numbers: Numbers, tokens: Span | None, name: str) -> Tensor:
    """The curve with new points in place of those of the tokens."""
    place = _curve_span(tokens, durations)
    count = place.stop - place.start
    if not isinstance(numbers, tuple) or len(numbers) != count or not all(_is_number(n) for n in numbers):
        raise LabError(f"{name} must be {count} finite numbers, 80 a second, not {_short(numbers)}")
    changed = curve.clone()
    changed[place] = torch.tensor(numbers, dtype=curve.dtype, device=curve.device)
    return changed


def _tokens(tokens: Span | None, count: int) -> slice:
    """A checked range of tokens."""
    if tokens is None:
        return slice(0, count)
    whole = isinstance(tokens, tuple) and len(tokens) == 2 and all(isinstance(t, int) for t in tokens)
    if not whole or not 0 <= tokens[0] < tokens[1] <= count:
        raise LabError(f"tokens must be (first, one past the last) within 0 to {count}, not {tokens!r}")
    return slice(*tokens)


def _curve_span(tokens: Span | None, durations: Tensor) -> slice:
    """The curve points of a range of tokens."""
    place = _tokens(tokens, len(durations))
    first, last = (int(durations[:t].sum()) * CURVES_PER_FRAME for t in (place.start, place.stop))
    return slice(first, last)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_duration(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_DURATION


def _number(name: str, value: float) -> None:
    if not _is_number(value):
        raise LabError(f"{name} must be a finite number, not {value!r}")


def _positive(name: str, value: float) -> None:
    if not _is_number(value) or value <= 0:
        raise LabError(f"{name} must be a finite number above 0, not {value!r}")


def _short(numbers: object) -> str:
    """A long list, cut for a message."""
    text = repr(numbers)
    count = f" ({len(numbers)} of them)" if isinstance(numbers, tuple) else ""
    return text if len(text) <= 60 else f"{text[:57]}…{count}"
