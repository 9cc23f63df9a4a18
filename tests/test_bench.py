"""The benchmark's plumbing. How fast it is, is for `kokoro-lab bench` to say, not for a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from kokoro_lab import Lab, LabError, Request
from kokoro_lab.bench import Plan, passage, run
from kokoro_lab.bench.implementation import Settings
from kokoro_lab.bench.measure import SHARING, Book
from kokoro_lab.bench.ours import Ours
from kokoro_lab.bench.process import Process
from kokoro_lab.kokoro.text.vocab import known


def test_the_passage_can_be_cut_to_any_length():
    assert known(passage.PHONEMES) == passage.PHONEMES
    assert len(passage.PHONEMES) <= 510
    cuts = [passage.phonemes(seconds) for seconds in (1, 1.5, 3, 10, 20, 30)]
    assert [len(cut) for cut in cuts] == sorted({len(cut) for cut in cuts})
    assert all(passage.PHONEMES.startswith(cut) for cut in cuts)
    for seconds in (1, 3, 30):
        assert passage.text(seconds).count(" ") == passage.phonemes(seconds).count(" ")
    for seconds in (0.5, 31, float("nan")):
        with pytest.raises(LabError, match="1 to 30 seconds"):
            passage.phonemes(seconds)


def test_medians_and_ratios():
    book = Book()
    for name, seconds in (("kokoro-lab", (3, 1, 2)), ("kokoro", (9, 8, 4))):
        for value in seconds:
            book.add("time", "s", name, value)
    (time,) = book.measures()
    assert time.median("kokoro-lab") == 2
    assert time.ratio("kokoro") == 4
    assert time.plain()["runs"]["kokoro"] == [9, 8, 4]


def test_a_plan_that_cannot_be_carried_out_is_known_before_anything_is_started():
    for plan, fault in (
        (Plan(against=("kokkoro",)), "nearest: kokoro"),
        (Plan(lengths=(60,)), "1 to 30"),
        (Plan(rounds=0), "rounds must be 1 or more"),
        (Plan(threads=0), "threads must be 1 or more"),
    ):
        with pytest.raises(LabError, match=fault):
            run(plan)


@pytest.mark.skipif(find_spec("kokoro") is not None, reason="it is installed")
def test_a_package_that_is_not_installed_is_named_with_its_extra():
    with pytest.raises(LabError, match=r'kokoro is not installed; pip install -e "\.\[bench\]"'):
        run(Plan(against=("kokoro",)))


def test_a_process_that_fails_says_why(tmp_path):
    settings = Settings("kokoro-lab", str(tmp_path), "af_heart", "missing.pth", "cpu", 1)
    with pytest.raises(LabError, match=r"kokoro-lab: weights: 'missing\.pth'"), Process(settings) as process:
        process.reply()


def test_a_process_that_dies_says_why(tmp_path):
    settings = Settings("no such", str(tmp_path), "af_heart", None, "cpu", 1)
    with pytest.raises(LabError, match="no such ended: KeyError"), Process(settings) as process:
        process.reply()


def test_ten_voices_say_the_same_one_by_one_and_shared(tiny):
    counting = Counting(tiny)
    ours = Ours(counting, "af_heart")
    text = passage.text(1)
    counts = [ours.ten_voices(text, how)[0] for how in SHARING]
    assert counts[0] == counts[1] > 10 * 24_000 * 0.5
    alone, shared = counting.bases[:10], counting.bases[10:]
    assert alone == [0] * 10
    assert shared == [0] + [1] * 9


class Counting(Lab):
    """A lab that knows how many traces each stream was given to share with."""

    def __init__(self, lab: Lab) -> None:
        super().__init__(lab.engines)
        self.bases: list[int] = []

    def stream(self, request, like=()):
        self.bases.append(len(like))
        return super().stream(request, like)


def test_the_command_measures_everything(lab):
    command = ["bench", "--rounds", "1", "--lengths", "1", "--threads", "1", "--weights", "wheels", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "kokoro_lab", *command], capture_output=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b"", "no progress where there is no terminal"
    report = json.loads(done.stdout)
    measures = {(measure["name"], measure["unit"]): measure for measure in report["measures"]}
    expected = {
        ("cold start: import", "s"),
        ("cold start: load", "s"),
        ("cold start: first sound", "s"),
        ("cold start: first text", "s"),
        ("cold start", "s"),
        ("cold start", "CPU-s"),
        ("cold start with text", "s"),
        ("cold start with text", "CPU-s"),
        ("speech made, 1 s", "s"),
        ("real-time factor, 1 s", "s/s"),
        ("first sound of a stream", "s"),
        ("edit of duration, 1 s", "s/s"),
        ("edit of pitch, 1 s", "s/s"),
        ("ten voices, one by one, 1 s", "s/s"),
        ("ten voices, shared, 1 s", "s/s"),
        ("peak memory", "MB"),
    }
    assert set(measures) == expected
    assert all(measure["medians"]["kokoro-lab"] > 0 for measure in measures.values())
    spoken = lab.say(Request(phonemes=passage.phonemes(1)))
    assert measures["speech made, 1 s", "s"]["medians"]["kokoro-lab"] == len(spoken) / 24_000
    assert measures["peak memory", "MB"]["medians"]["kokoro-lab"] > 300, "the weights alone take as much"
    steps = {step["name"].removesuffix(", 1 s") for step in report["steps"]}
    assert steps == {"plan", *(step.name for step in lab.engines["kokoro"].steps)}


@pytest.mark.parametrize("name", ["kokoro", "kokoro-onnx"])
def test_the_published_implementations_are_given_the_same(name, tmp_path, lab):
    """The published torch network, loaded from the files that we write, says the same as ours."""
    pytest.importorskip(name.replace("-", "_"))
    settings = Settings(name, str(tmp_path), "0.5*af_heart + 0.5*bf_emma", "wheels", "cpu", 1)
    with Process(settings, "prepare") as process:
        process.reply()
    with Process(settings) as process:
        process.reply()
        phonemes = passage.phonemes(3)
        theirs = process.ask(do="say", phonemes=phonemes)["samples"]
    ours = len(lab.say(Request(phonemes=phonemes, voice=settings.voice)))
    if name == "kokoro":
        assert theirs == ours
    else:  # activations of eight bits move a duration here and there
        assert theirs == pytest.approx(ours, rel=0.05)
