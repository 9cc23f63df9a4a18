"""The command line as a program of its own: streams, files, Ctrl-C, and what it imports."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile

from kokoro_lab import Edit, Request
from kokoro_lab.listen import int16

ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "cp1252"}  # as a console of Windows
COMMAND = [sys.executable, "-m", "kokoro_lab"]
HEAVY = ("torch", "numpy", "spacy", "gradio", "matplotlib", "onnx", "soundfile", "misaki")


def run(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, env=ENVIRONMENT, check=False, **options
    )


@pytest.mark.parametrize("typed", [["--help"], ["say", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(typed):
    script = (
        f"import sys; from kokoro_lab.cli import main; main({typed}); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=ENVIRONMENT)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_say_writes_sound_and_times(lab, tmp_path):
    text = "Hello, world. ☃"
    done = run(
        "say", text, "-o", "hello.flac", "--srt", "--textgrid", "grid.TextGrid",
        "--edit", "flatten_pitch hz=180", "--edit", "stretch factor=2 tokens=3,6",
        "--voice", "0.6*af_heart + 0.4*bf_emma", "--speed", "1.2", "--seed", "3", "--weights", "wheels",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    assert "not spoken: '☃' at character 14" in done.stderr.decode()
    assert "\x1b" not in done.stderr.decode(), "no progress where there is no terminal"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["grid.TextGrid", "hello.flac", "hello.srt"]
    edits = (Edit("flatten_pitch", hz=180), Edit("stretch", factor=2, tokens=(3, 6)))
    request = Request(text, voice="0.6*af_heart + 0.4*bf_emma", speed=1.2, seed=3, edits=edits)
    samples, rate = soundfile.read(tmp_path / "hello.flac", dtype="int16")
    expected = int16(lab.say(request)).astype(int)
    assert rate == 24_000
    assert len(samples) == len(expected)
    assert np.abs(samples - expected).max() <= 2, "the same but for rounding with another number of threads"
    assert "Hello, world." in (tmp_path / "hello.srt").read_text("utf-8")
    assert '"phoneme"' in (tmp_path / "grid.TextGrid").read_text("utf-8")


def test_say_reads_a_pipe_and_writes_one():
    done = run(
        "say", "--output", "-", "--voice", "ef_dora", "--weights", "wheels", input="Olé, señor.".encode()
    )
    assert done.returncode == 0, done.stderr.decode()
    samples, rate = soundfile.read(io.BytesIO(done.stdout))
    assert rate == 24_000
    assert len(samples) > 12_000
    assert np.abs(samples).max() > 0.05


def test_a_console_without_phonemes_shows_them_in_utf8():
    done = run("phonemes", "Buenos días, señor.", "--language", "es")
    assert done.returncode == 0, done.stderr.decode()
    assert "seɲˈoɾ" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl-C alone on Windows")
def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    text = "This goes on for a long time. " * 40
    command = [*COMMAND, "say", text, "-o", "long.wav", "--srt", "--weights", "wheels"]
    process = subprocess.Popen(command, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not any(file.stat().st_size > 10_000 for file in tmp_path.iterdir()):  # it is writing
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.decode().splitlines()[-1] == "kokoro-lab: interrupted"
    assert list(tmp_path.iterdir()) == []
