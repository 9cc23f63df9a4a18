"""Several speakers on the command line."""

from __future__ import annotations

import numpy as np
import pysubs2
import pytest
import soundfile
from praatio import textgrid as praat

from kokoro_lab import Lab, LabError, Request
from kokoro_lab.cli import main
from kokoro_lab.cli.options import Loading
from kokoro_lab.cli.speakers import Speakers, parse_role
from kokoro_lab.dialogue import Cast, Role
from kokoro_lab.listen import int16


@pytest.fixture
def loaded(lab, monkeypatch, tmp_path):
    """The command finds the lab loaded, and works in an empty folder."""
    monkeypatch.setattr(Loading, "load", lambda _: Lab(lab.engines))
    monkeypatch.chdir(tmp_path)
    return lab


def test_roles_are_read_as_they_are_typed():
    assert parse_role("Emma=bf_emma") == ("Emma", Role("bf_emma"))
    assert parse_role(" Dr. Lee = 0.6*af_heart + 0.4*bf_emma, speed 0.9") == (
        "Dr. Lee",
        Role("0.6*af_heart + 0.4*bf_emma", 0.9),
    )


def test_what_is_typed_goes_before_the_file(tmp_path):
    file = tmp_path / "cast.json"
    file.write_text('{"pause": 1, "roles": {"Emma": "bf_emma", "Tom": {"voice": "am_adam", "speed": 1.2}}}')
    tom = Role("am_adam", 1.2)
    assert Speakers(file).read() == Cast({"Emma": Role("bf_emma"), "Tom": tom}, 1)
    assert Speakers(file, ("EMMA=af_sky", "Narrator=bm_george"), 0.2).read() == Cast(
        {"Emma": Role("af_sky"), "Tom": tom, "Narrator": Role("bm_george")}, 0.2
    )
    assert Speakers().read() == Cast()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (["--role", "Emma"], "a role is typed as NAME=VOICE, such as Emma=bf_emma, not 'Emma'"),
        (["--role", "=bf_emma"], "a role is typed as NAME=VOICE"),
        (["--role", "Emma=bf_emma, speed fast"], "role 'Emma=bf_emma, speed fast': speed must be a number"),
        (["--role", "Emma="], "a role needs a voice"),
        (["--role", "Emma=bf_ema"], "'Emma:' at character 0, line 1: no voice named 'bf_ema'"),
        (["--cast", "none.json"], "cannot read none.json"),
        (["--cast", "cast.json"], "cast.json: the cast has a field 'rolls'"),
        (["--turn-pause", "-1"], "must be 0 to 60 seconds"),
    ],
)
def test_a_wrong_role_or_cast_is_one_line_and_exit_code_1(loaded, typed, fault, capsys, tmp_path):
    (tmp_path / "cast.json").write_text('{"rolls": {}}')
    assert main(["say", "Emma: hi", "-o", "x.wav", *typed]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert fault in err
    assert [file.name for file in tmp_path.iterdir()] == ["cast.json"]


def test_a_play_is_spoken_with_names_in_its_subtitles_and_words_in_its_tiers(loaded, capsys, tmp_path):
    (tmp_path / "play.txt").write_text("Emma: Hello ☃, Tom.\n\nTom: Good night.\n", encoding="utf-8")
    (tmp_path / "cast.json").write_text('{"roles": {"Emma": "bf_emma"}}')
    typed = ["--cast", "cast.json", "--role", "Tom=am_adam, speed 1.2", "--turn-pause", "0.5"]
    assert main(["say", "--file", "play.txt", "-o", "play.wav", "--srt", "--textgrid", *typed]) == 0
    assert "not spoken: '☃' at character 12" in capsys.readouterr().err
    emma = loaded.say(Request("Hello ☃, Tom.\n\n", "bf_emma"))
    tom = loaded.say(Request("Good night.\n", "am_adam", speed=1.2))
    samples, _ = soundfile.read("play.wav", dtype="int16")
    expected = np.concatenate([emma, np.zeros(12_000, np.float32), tom])
    np.testing.assert_array_equal(samples, int16(expected))
    first, second = pysubs2.load("play.srt")
    assert (first.text, second.text) == ("Emma: Hello, Tom.", "Tom: Good night.")
    assert second.start / 1000 == pytest.approx(len(emma) / 24_000 + 0.5, abs=0.4)
    assert second.start / 1000 > len(emma) / 24_000 + 0.5
    grid = praat.openTextgrid("play.TextGrid", includeEmptyIntervals=False)
    words = [entry.label for entry in grid.getTier("word").entries]
    assert [word for word in words if word.isalpha()] == ["Hello", "Tom", "Good", "night"]
    assert grid.maxTimestamp == pytest.approx(len(samples) / 24_000, abs=1e-4)


def test_a_tag_needs_no_cast(loaded):
    assert main(["say", "[voice: bf_emma] Hello.", "-o", "tag.wav"]) == 0
    samples, _ = soundfile.read("tag.wav", dtype="int16")
    np.testing.assert_array_equal(samples, int16(loaded.say(Request("Hello.", "bf_emma"))))


def test_a_role_that_cannot_be_spoken_is_an_error_of_the_lab():
    with pytest.raises(LabError, match=r"not 0\.0"):
        parse_role("Emma=bf_emma, speed 0")
