"""Pitch, spread and pace of a voice."""

from __future__ import annotations

import numpy as np
import pytest

from kokoro_lab import Edit, Mark, Request
from kokoro_lab.casting.measures import NO_SOUNDS, pace, pitch, spread
from kokoro_lab.kokoro.text.vocab import PUNCTUATION, vocabulary
from kokoro_lab.timeline import marks

TEXT = "The old clock struck nine."


@pytest.fixture(scope="module")
def trace(lab):
    return lab.trace(Request(TEXT, voice="bf_emma"))


def marked(symbols, length=0.1):
    """Marks of so many seconds each; a space is only time."""
    at = [(symbol, length * i) for i, symbol in enumerate(symbols) if symbol != " "]
    return [Mark("phoneme", symbol, start, start + length, (0, 1)) for symbol, start in at]


def test_pitch_and_spread_follow_the_melody(lab, trace):
    higher = lab.fork(trace, Edit("scale_pitch", factor=1.5))
    assert pitch([higher]) == pytest.approx(1.5 * pitch([trace]), rel=1e-3)
    assert spread([higher]) == pytest.approx(spread([trace]), abs=0.2)
    flat = lab.fork(trace, Edit("flatten_pitch"))
    assert spread([flat]) == pytest.approx(0, abs=1e-3)
    voiced = trace["f0"][trace["f0"] > 50]
    assert voiced.min() < pitch([trace]) < voiced.max()


def test_a_voice_that_only_whispers_has_no_pitch(lab, trace):
    silent = lab.fork(trace, Edit("whisper"))
    assert not (silent["f0"] > 50).any()
    assert pitch([silent]) is None
    assert spread([silent]) is None


def test_pace_counts_letters_and_not_their_marks():
    assert pace(marked("ta")) == pytest.approx(10)
    assert pace(marked("tˈaː")) == pytest.approx(5)
    assert pace(marked("tʰa→")) == pytest.approx(5)
    assert pace(marked("ta ta")) == pytest.approx(8)  # a space alone is no pause
    assert pace(marked("ta,    ta")) == pytest.approx(10)
    assert pace(marked("ta... ta?  ")) == pytest.approx(10)
    assert pace(marked("...")) is None
    assert pace([]) is None


def test_every_symbol_of_the_vocabulary_is_a_sound_or_known_not_to_be():
    counted = {symbol for symbol in vocabulary() if pace(marked(f"t{symbol}t")) == pytest.approx(10)}
    not_counted = set(vocabulary()) - counted - PUNCTUATION
    assert not_counted == NO_SOUNDS | set("̃↓→↗↘")


def test_half_the_speed_is_about_half_the_pace(lab, trace):
    slow = lab.fork(trace, request=Request(TEXT, voice="bf_emma", speed=0.5))
    assert pace(marks([slow])) == pytest.approx(0.5 * pace(marks([trace])), rel=0.1)
    assert 5 < pace(marks([trace])) < 25
    assert np.isfinite(pitch([slow]))
