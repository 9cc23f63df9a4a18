"""What the mixer, the map and the curve are told, and blends as files."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors.numpy import load, save

from kokoro_lab.casting.maps import Maps
from kokoro_lab.casting.mixer import curve_answer, formula_answer, read_voice, voice_file
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.blend import norms

BLEND = "0.6*af_heart + 0.4*bf_emma"


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf.open(tmp_path / "mine", paths=False)


def floats(buffers: tuple[bytes, ...]) -> list[np.ndarray]:
    return [np.frombuffer(buffer, "<f4") for buffer in buffers]


def test_a_formula_is_told_with_its_terms_as_written(shelf):
    message, _ = formula_answer(shelf, "3*bf_emma+af_heart - .5*am_adam", 100)
    json.dumps(message, allow_nan=False)
    assert message["formula"] == "3*bf_emma + af_heart - 0.5*am_adam"
    assert (message["language"], message["language_name"]) == ("en-gb", "British English")
    assert message["split"] is False
    terms = [("bf_emma", 3), ("af_heart", 1), ("am_adam", -0.5)]
    expected = {"terms": [{"voice": v, "weight": w} for v, w in terms], "keeps_norm": False}
    assert message["timbre"] == message["prosody"] == expected


def test_the_halves_are_told_apart(shelf):
    message, _ = formula_answer(shelf, "timbre:af_heart prosody:norm(bf_emma + am_adam)", 100)
    assert message["split"] is True
    assert [term["voice"] for term in message["timbre"]["terms"]] == ["af_heart"]
    assert [term["voice"] for term in message["prosody"]["terms"]] == ["bf_emma", "am_adam"]
    assert (message["timbre"]["keeps_norm"], message["prosody"]["keeps_norm"]) == (False, True)
    assert message["nearest"]["timbre"][0] == {"voice": "af_heart", "distance": pytest.approx(0, abs=1e-3)}


def test_strengths_are_those_of_the_packs_that_are_spoken_with(shelf):
    message, buffers = formula_answer(shelf, BLEND, 42)
    assert len(buffers) == 6
    plain, kept = norms(shelf.pack(BLEND).values), norms(shelf.pack(f"norm({BLEND})").values)
    parents = 0.6 * norms(shelf.pack("af_heart").values) + 0.4 * norms(shelf.pack("bf_emma").values)
    for place, half in enumerate(("timbre", "prosody")):
        for told, own, name in zip(
            floats(buffers)[3 * place :], (plain, kept, parents), ("plain", "kept", "parents"), strict=False
        ):
            np.testing.assert_allclose(told, own[:, place], rtol=1e-5)
            assert message["strength"][half][name] == pytest.approx(own[41, place], rel=1e-5)
        assert message["strength"][half]["plain"] < message["strength"][half]["kept"]


def test_the_nearest_voices_of_a_blend_lie_as_far_as_on_the_map(shelf):
    message, _ = formula_answer(shelf, "bf_emma", 100)
    told = Maps(shelf).answer()[0]
    for half in ("timbre", "prosody"):
        first, *others = message["nearest"][half]
        assert first["voice"] == "bf_emma"
        row = told["halves"][half]["nearest"][told["voices"].index("bf_emma")]
        true = [(told["voices"][one["voice"]], one["distance"]) for one in row[:2]]
        assert [(one["voice"], one["distance"]) for one in others] == [
            (voice, pytest.approx(far, abs=2e-4)) for voice, far in true
        ]


def test_the_map_counts_a_saved_voice_and_is_drawn_once(shelf):
    maps = Maps(shelf)
    first, buffers = maps.answer()
    json.dumps(first, allow_nan=False)
    assert (first["kind"], first["neighbours"], buffers) == ("map", 5, ())
    assert maps.answer()[0] is first
    shelf.save("0.9*af_heart + 0.1*bf_emma", "mine")
    second, _ = maps.answer()
    assert second["voices"] == [*first["voices"], "mine"]
    for half in second["halves"].values():
        assert second["voices"][half["nearest"][-1][0]["voice"]] == "af_heart"
        assert len(half["points"]) == len(half["nearest"]) == 55
        assert set(half["loss"]) == {"stress", "kept", "correlation"}


def test_a_curve_is_told_for_both_halves(shelf):
    message, buffers = curve_answer(shelf, BLEND, 300)
    json.dumps(message, allow_nan=False)
    assert (message["formula"], message["symbols"], message["rows"]) == (BLEND, 300, 510)
    arrays = floats(buffers)
    assert [array.size for array in arrays] == [510, 510, 510, 1020] * 2
    for place, half in enumerate(("timbre", "prosody")):
        own, away, travelled, path = arrays[4 * place : 4 * place + 4]
        np.testing.assert_allclose(own, norms(shelf.pack(BLEND).values)[:, place], rtol=1e-5)
        assert away.argmin() == 299
        assert message["halves"][half]["travelled"] == pytest.approx(travelled[-1], rel=1e-5)
        assert message["halves"][half]["norm"] == pytest.approx(own[299], rel=1e-5)
        assert message["halves"][half]["kept"] > 0.9
        assert path.reshape(510, 2)[-1, 0] > path.reshape(510, 2)[0, 0]


@pytest.mark.parametrize("answer", [formula_answer, curve_answer])
def test_wrong_asks_are_answered_with_what_is_wrong(shelf, answer):
    for formula, symbols, message in (
        (BLEND, 0, "1 to 510 symbols"),
        ("af_hart", 9, "nearest: af_heart"),
        ("af_heart +", 9, "expected a voice"),
        ("'/etc/voice.pt'", 9, "cannot be read from files here"),
    ):
        with pytest.raises(LabError, match=message):
            answer(shelf, formula, symbols)


@pytest.mark.parametrize("formula", [BLEND, "timbre:norm(af_heart + bf_emma) prosody:am_adam"])
def test_a_file_that_is_taken_away_comes_back_as_its_formula(shelf, formula):
    data = voice_file(formula, "mine", shelf)
    assert load(data)["voice"].shape == (510, 1, 256)
    assert read_voice("mine.safetensors", data, shelf) == formula
    shelf.folder.mkdir()
    (shelf.folder / "mine.safetensors").write_bytes(data)  # as told where no formula is
    np.testing.assert_array_equal(shelf.pack("mine").values, shelf.pack(formula).values)


def test_a_file_is_not_given_a_name_that_means_something_else(shelf):
    cases = {"af_heart": "voice of the package", "my voice": "no voice's name", "": "no voice's name"}
    for name, message in cases.items():
        with pytest.raises(LabError, match=message):
            voice_file(BLEND, name, shelf)


def test_a_file_is_believed_only_as_far_as_its_formula_gives_it(shelf):
    pack = np.array(shelf.pack("bf_emma").values)
    cases = {
        "has 4,000,001 bytes": b"\0" * 4_000_001,
        "not a voice": b"no file",
        "tells no formula.*by its path": save({"voice": pack}),
        "differ by up to": save({"voice": pack}, {"formula": "af_heart"}),
        "cannot be used here.*no voice named 'of_mine'": save({"voice": pack}, {"formula": "of_mine"}),
        "cannot be used here.*files": save({"voice": pack}, {"formula": "./x.pt"}),
        "2 tensors": save({"voice": pack, "other": pack}, {"formula": "bf_emma"}),
        "shape": save({"voice": pack[:9]}, {"formula": "bf_emma"}),
        "not finite": save({"voice": pack * np.inf}, {"formula": "bf_emma"}),
    }
    for message, data in cases.items():
        with pytest.raises(LabError, match=rf"^mine\.safetensors .*{message}"):
            read_voice("C/mine.safetensors", data, shelf)
    nearly = save({"any name": pack + np.float32(5e-5)}, {"formula": "bf_emma"})
    assert read_voice("mine.safetensors", nearly, shelf) == "bf_emma"
