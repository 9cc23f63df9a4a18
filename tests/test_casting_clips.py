"""The stored clips and measures belong to the stored voices, are equally loud, and can be made again."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest
import soundfile

from kokoro_lab import Request
from kokoro_lab.casting.clips import FADE, LOUDNESS, MARGIN, PASSAGES, SENTENCES, cut, measures, write_clip
from kokoro_lab.casting.gallery import clips_folder, read_gallery
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices.library import MANIFEST, Library, data_folder
from kokoro_lab.listen import loudness

EDGE = SAMPLE_RATE // 50  # 20 ms


@pytest.fixture(scope="module")
def gallery():
    return read_gallery()


@pytest.fixture(scope="module")
def sounds(gallery):
    return {name: heard(clips_folder() / about["clip"]) for name, about in gallery["voices"].items()}


def heard(file):
    """A clip as a browser decodes it."""
    samples, rate = soundfile.read(file, dtype="float32")
    assert rate == SAMPLE_RATE
    assert samples.ndim == 1
    return samples


def strength(samples):
    """RMS."""
    return float(np.sqrt((samples.astype(np.float64) ** 2).mean()))


def tone(seconds=1.0, before=0.5, after=0.7):
    """A tone between silences."""
    sound = 0.3 * np.sin(2 * np.pi * 200 * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    silence = [np.zeros(int(length * SAMPLE_RATE)) for length in (before, after)]
    return np.concatenate([silence[0], sound, silence[1]]).astype(np.float32)


def test_the_measures_belong_to_the_stored_voices_and_weights(gallery, lab):
    manifest = json.loads((data_folder() / MANIFEST).read_text("utf-8"))
    assert gallery["packs"] == manifest["sha256"]
    assert gallery["weights"] == lab.engine(Request()).identity["weights"]
    assert list(gallery["voices"]) == list(Library.open().voices)
    assert gallery["sentences"] == SENTENCES
    assert gallery["passages"] == PASSAGES
    assert gallery["loudness"] == LOUDNESS


def test_every_clip_is_the_one_that_was_made(gallery):
    files = {file.name: file.read_bytes() for file in clips_folder().iterdir()}
    made = {about["clip"]: about["sha256"] for about in gallery["voices"].values()}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == made
    assert sum(map(len, files.values())) <= 1_000_000


def test_clips_last_about_two_seconds(gallery, sounds):
    for name, sound in sounds.items():
        assert 1.5 <= len(sound) / SAMPLE_RATE <= 2.7, name
        assert len(sound) / SAMPLE_RATE == pytest.approx(gallery["voices"][name]["seconds"], abs=0.01)


def test_all_clips_are_equally_loud_and_none_is_clipped(sounds):
    loud = {name: loudness(sound, SAMPLE_RATE) for name, sound in sounds.items()}
    assert max(loud.values()) - min(loud.values()) <= 0.5
    assert max(np.abs(sound).max() for sound in sounds.values()) < 1


def test_no_clip_begins_or_ends_in_the_middle_of_a_sound(sounds):
    for name, sound in sounds.items():
        assert strength(sound[:EDGE]) < 0.03 * strength(sound), name
        assert strength(sound[-EDGE:]) < 0.03 * strength(sound), name


def test_a_clip_made_again_is_the_stored_one(lab, sounds, tmp_path):
    trace = lab.trace(Request(SENTENCES["it"], voice="if_sara"))
    write_clip(trace["audio"], tmp_path / "if_sara.mp3")
    again, stored = heard(tmp_path / "if_sara.mp3"), sounds["if_sara"]
    assert len(again) == pytest.approx(len(stored), abs=0.01 * SAMPLE_RATE)
    size = min(len(again), len(stored))
    assert np.corrcoef(again[:size], stored[:size])[0, 1] > 0.99


def test_measures_made_again_are_the_stored_ones(lab, gallery):
    passage = list(lab.stream(Request(PASSAGES["it"], voice="if_sara")))
    stored = gallery["voices"]["if_sara"]
    assert measures(passage) == {name: pytest.approx(stored[name], rel=0.02) for name in measures(passage)}


def test_cut_keeps_a_little_quiet_and_fades():
    kept = cut(tone(seconds=1.0))
    assert len(kept) / SAMPLE_RATE == pytest.approx(1 + 2 * MARGIN / SAMPLE_RATE, abs=0.011)
    assert not kept[: MARGIN - FADE].any()
    short = cut(tone(before=0, after=0))  # no quiet to keep
    assert len(short) == SAMPLE_RATE
    assert short[0] == short[-1] == 0
    assert np.abs(short[FADE:-FADE]).max() == pytest.approx(0.3, rel=1e-3)


def test_a_clip_that_cannot_be_as_loud_is_refused(tmp_path):
    click = np.zeros(2 * SAMPLE_RATE, np.float32)
    click[SAMPLE_RATE] = 0.5  # one sample, so that the peak is at full scale long before the sound is loud
    with pytest.raises(LabError, match=r"click\.mp3 would be at -\d+\.\d LUFS, not -23\.0"):
        write_clip(click, tmp_path / "click.mp3")
    assert not list(tmp_path.iterdir())


def test_silence_is_refused(tmp_path):
    with pytest.raises(LabError, match="silence"):
        write_clip(np.zeros(SAMPLE_RATE, np.float32), tmp_path / "nothing.mp3")
