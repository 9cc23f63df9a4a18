"""What one leaves with: sounds, blends and a table that any program reads."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from zipfile import ZipFile

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from kokoro_lab import LabError, Request
from kokoro_lab.casting.audition import auditions
from kokoro_lab.casting.export import _harmless, export, export_answer
from kokoro_lab.casting.mixer import read_voice

VOICES = ("af_heart", "0.6*af_heart + 0.4*am_adam", "0.7*af_heart + 0.3*am_adam", "norm(af_heart)")
TABLE = [{"rank": n, "best": 0.5, "formula": "not this", "note": "=1+1"} for n in range(4)]


@pytest.fixture(scope="module")
def shelf(lab):
    return lab.engines["kokoro"].shelf


@pytest.fixture(scope="module")
def takes(lab):
    return list(auditions(lab, Request("-5.", seed=2), VOICES))


@pytest.fixture(scope="module")
def files(takes, shelf):
    message, (data,) = export_answer(takes, TABLE, shelf)
    assert message == {"kind": "export", "name": "voices.zip", "type": "application/zip"}
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_take_is_a_sound_file_of_the_same_samples(files, takes):
    sounds = [name for name in files if name.endswith(".wav")]
    assert sounds == [
        "af_heart.wav",
        "mix-af_heart-am_adam.wav",
        "mix-af_heart-am_adam-2.wav",
        "mix-norm-af_heart.wav",
    ]
    for name, take in zip(sounds, takes, strict=True):
        samples, rate = soundfile.read(io.BytesIO(files[name]), dtype="int16")
        assert rate == take.rate
        np.testing.assert_array_equal(samples, take.samples)


def test_one_plain_voice_is_its_sound_alone(takes, shelf):
    message, (data,) = export_answer(takes[:1], TABLE[:1], shelf)
    assert message == {"kind": "export", "name": "af_heart.wav", "type": "audio/wav"}
    samples, _ = soundfile.read(io.BytesIO(data), dtype="int16")
    np.testing.assert_array_equal(samples, takes[0].samples)
    assert export_answer(takes[1:2], TABLE[1:2], shelf)[0]["name"] == "voices.zip"


def test_every_blend_is_a_voice_file_that_can_be_read_back(files, shelf):
    blends = {name: data for name, data in files.items() if name.endswith(".safetensors")}
    assert len(blends) == 3
    read = [shelf.pack(read_voice(name, data, shelf)).values for name, data in blends.items()]
    for values, formula in zip(read, VOICES[1:], strict=True):
        np.testing.assert_allclose(values, shelf.pack(formula).values, atol=1e-6)


def test_one_formula_that_spoke_twice_is_one_voice(takes, shelf):
    twice = [takes[1], replace(takes[1], request=replace(takes[1].request, seed=9))]
    with ZipFile(io.BytesIO(export(twice, [], shelf))) as archive:
        assert archive.namelist() == [
            "mix-af_heart-am_adam.wav",
            "mix-af_heart-am_adam-2.wav",
            "mix-af_heart-am_adam.safetensors",
            "table.csv",
        ]


def test_the_table_says_what_was_measured_and_what_was_given(files, takes):
    text = files["table.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row, take, given_row in zip(rows, takes, TABLE, strict=True):
        assert row["file"] in files
        assert row["formula"] == take.request.voice
        assert float(row["seconds"]) == pytest.approx(take.seconds, abs=0.001)
        assert float(row["loudness before (LUFS)"]) == pytest.approx(take.loudness, abs=0.01)
        assert float(row["pitch (Hz)"]) == pytest.approx(take.pitch, abs=0.01)
        assert float(row["pace (phonemes/s)"]) == pytest.approx(take.pace, abs=0.01)
        assert (row["language"], row["speed"], row["seed"]) == ("en-us", "1.0", "2")
        assert (int(row["rank"]), float(row["best"])) == (given_row["rank"], 0.5)
        assert row["text"] == "'-5.", "a spreadsheet would work it out"
        assert row["note"] == "'=1+1"


@given(st.text() | st.floats() | st.integers() | st.none())
def test_no_cell_is_worked_out_by_a_spreadsheet(cell):
    written = _harmless(cell)
    if isinstance(cell, str):
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert written.removeprefix("'") == cell.removeprefix("'")
    else:
        assert written is cell


def test_what_cannot_be_exported_is_refused(takes, shelf):
    with pytest.raises(LabError, match="at least one voice"):
        export([], [], shelf)
    with pytest.raises(LabError, match="one row for each of the 4 takes, not 1"):
        export(takes, TABLE[:1], shelf)
    with pytest.raises(LabError, match="takes texts and numbers; 'deep' is"):
        export(takes[:1], [{"deep": [1, 2]}], shelf)
