"""The rates, derived once."""

from __future__ import annotations

import pytest

from kokoro_lab import clocks


def test_rates_are_those_of_the_published_model():
    rates = {clock.name: clock.rate for clock in (clocks.FRAME, clocks.CURVE, clocks.BIN, clocks.SAMPLE)}
    assert rates == {"frame": 40, "curve": 80, "bin": 4800, "sample": 24000}


def test_seconds_are_exact():
    assert clocks.FRAME.seconds(62) == pytest.approx(1.55)
    assert clocks.SAMPLE.seconds(24_000) == 1


def test_tokens_have_no_fixed_length():
    assert clocks.TOKEN.rate is None
    with pytest.raises(ValueError, match="alignment"):
        clocks.TOKEN.seconds(1)
