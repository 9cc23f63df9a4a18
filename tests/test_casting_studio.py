"""Asks for takes and for an export of them: what is answered, and what is refused before it is held."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import numpy as np
import pytest

from kokoro_lab import LabError, Request
from kokoro_lab.casting.studio import Studio
from kokoro_lab.errors import Stopped

HI = [json.loads(Request(phonemes="hˈI", voice=voice).to_json()) for voice in ("af_heart", "am_adam")]


@pytest.fixture(scope="module")
def studio(lab):
    return Studio(lab, lab.engines["kokoro"].shelf)


def test_takes_are_answered_and_exported_as_they_are(studio):
    answers = [studio.answer({"kind": "take", "request": one}, lambda: False) for one in HI]
    assert [answer.message["request"] for answer in answers] == HI
    file = studio.answer(
        {"kind": "export", "requests": HI, "table": [{"rank": 1}, {"rank": 2}]}, lambda: False
    )
    with ZipFile(io.BytesIO(file.buffers[0])) as archive:
        for name, answer in zip(("af_heart", "am_adam"), answers, strict=True):
            sound = np.frombuffer(archive.read(f"{name}.wav")[44:], "<i2")
            np.testing.assert_array_equal(sound, np.frombuffer(answer.buffers[0], "<i2"))
        assert archive.read("table.csv").count(b"\n") == 3


def test_an_export_has_an_end(studio, monkeypatch):
    monkeypatch.setattr("kokoro_lab.casting.studio.MOST_SECONDS", 1.0)
    with pytest.raises(LabError, match="up to 1 s of speech; choose fewer voices"):
        studio.answer({"kind": "export", "requests": HI, "table": []}, lambda: False)
    fresh = {**HI[0], "seed": 7}
    with pytest.raises(Stopped):
        studio.answer({"kind": "export", "requests": [fresh], "table": []}, lambda: True)


@pytest.mark.parametrize(
    ("ask", "fault"),
    [
        ({"kind": "gallery"}, "no ask named 'gallery'"),
        ({"kind": "take"}, "needs a 'request'"),
        ({"kind": "take", "request": {**HI[0], "voice": "af_haert"}}, "nearest: af_heart"),
        ({"kind": "export", "requests": [], "table": []}, "1 to 54 requests"),
        ({"kind": "export", "requests": HI * 28, "table": []}, "1 to 54 requests"),
        ({"kind": "export", "requests": [5], "table": []}, "must be a request as JSON"),
        ({"kind": "export", "requests": HI, "table": "x"}, "needs a table"),
        ({"kind": "export", "requests": HI, "table": [{}]}, "one row for each of the 2 takes"),
    ],
)
def test_an_ask_that_makes_no_sense_says_why(studio, ask, fault):
    with pytest.raises(LabError, match=fault):
        studio.answer(ask, lambda: False)
