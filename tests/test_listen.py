"""Sound files, subtitles, tiers and the sound of single stages."""

from __future__ import annotations

import sys
import tracemalloc
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pysubs2
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from praatio import textgrid as praat

from kokoro_lab import Edit, Lab, LabError, Request, Trace, listen
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.trace import Mark

TEXT = (
    'He said, "I have seen them!" Then, after a long and rather tedious silence, she answered that '
    "nothing of the sort had ever happened in her house; not even in the garden. [pause 0.5s] No?"
)


@pytest.fixture(scope="module")
def trace(lab: Lab) -> Trace:
    return lab.trace(Request("[pause 0.5s] See you soon!"))


@pytest.fixture(scope="module")
def parts(lab: Lab) -> list[Trace]:
    return list(lab.stream(Request(TEXT)))


def tone(seconds=1.0, level=0.5, hertz=440.0):
    now = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hertz * now)).astype(np.float32)


def words(text, pace=0.3):
    """Marks of evenly spoken words."""
    marks, at = [], 0
    for index, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        marks.append(Mark("word", word, index * pace, (index + 1) * pace, (start, at)))
    return marks


# Files


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".ogg", ".WAV"])
def test_every_format_reads_back_as_it_was(tmp_path, suffix):
    sound = tone(2.0)
    written = listen.write(
        iter([sound[:1000], sound[1000:1000], sound[1000:]]), tmp_path / f"a{suffix}", SAMPLE_RATE
    )
    read, rate = soundfile.read(written.path, dtype="float32")
    assert rate == SAMPLE_RATE
    assert written.seconds == 2.0
    if suffix.lower() in (".wav", ".flac"):
        assert np.abs(read - sound).max() < 2 / 2**15
    else:  # lossy, and mp3 pads both ends
        assert 0 <= len(read) - len(sound) < 0.2 * SAMPLE_RATE
        spectrum = np.abs(np.fft.rfft(read[: 2 * SAMPLE_RATE]))
        assert abs(spectrum.argmax() / 2 - 440) < 2


def test_clipping_is_held_and_counted(tmp_path):
    written = listen.write([np.array([0.5, 1.5, -2.0, 1.0], np.float32)], tmp_path / "a.wav", SAMPLE_RATE)
    read, _ = soundfile.read(written.path, dtype="int16")
    assert read.tolist() == [16384, 32767, -32767, 32767]
    assert (written.clipped, written.peak) == (2, 2.0)


def test_a_book_is_written_with_flat_memory(tmp_path):
    listen.write([tone()], tmp_path / "a.wav", SAMPLE_RATE)  # imports are not what is measured
    tracemalloc.start()
    written = listen.write((tone(60.0) for _ in range(20)), tmp_path / "a.wav", SAMPLE_RATE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written.seconds == 1200
    assert peak < 80e6  # twenty minutes would be 115 MB, one part is a tenth of the limit


@pytest.mark.parametrize("name", ["a.aac", "a", "wav"])
def test_another_suffix_names_the_four(tmp_path, name):
    with pytest.raises(LabError, match=r"\.wav, \.flac, \.mp3, \.ogg"):
        listen.write([tone()], tmp_path / name, SAMPLE_RATE)
    assert not list(tmp_path.iterdir())


def failing():
    yield tone()
    raise RuntimeError("the synthesis broke")


@pytest.mark.parametrize(
    ("sound", "error"),
    [
        (failing, RuntimeError),
        (lambda: [], LabError),
        (lambda: [np.array([0, np.nan], np.float32)], LabError),
        (lambda: [np.zeros((2, 9), np.float32)], LabError),
    ],
)
def test_nothing_half_written_is_left(tmp_path, sound, error):
    kept = tmp_path / "a.wav"
    kept.write_bytes(b"as it was")
    with pytest.raises(error):
        listen.write(sound(), kept, SAMPLE_RATE)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
    assert kept.read_bytes() == b"as it was"


@given(st.lists(st.floats(-4, 4, width=32), min_size=1))
def test_int16_keeps_order_and_never_wraps(samples):
    pcm = listen.int16(np.array(samples, np.float32))
    assert pcm.dtype == np.int16
    assert (np.sign(pcm) * np.sign(samples) >= 0).all()
    assert (np.diff(pcm[np.argsort(samples)].astype(int)) >= 0).all()


# Times


def test_marks_are_global_and_exact(parts):
    marks = listen.marks(parts)
    starts = [mark.start for mark in marks if mark.tier == "phoneme"]
    assert starts == sorted(starts)
    last = parts[-1]
    assert len(parts) > 1
    assert last.start == sum(len(part["audio"]) for part in parts[:-1])
    assert marks[-1].end == pytest.approx(last.start / SAMPLE_RATE + last["marks"][-1].end, abs=1e-9)
    one_by_one = [mark for part in parts for mark in listen.marks([part])]
    assert tuple(one_by_one) == marks


def test_an_engine_without_times_is_named(trace):
    silent = replace(trace, values={"audio": trace["audio"]}, request=replace(trace.request, engine="bark"))
    with pytest.raises(LabError, match="'bark' does not say when words are heard"):
        listen.marks([silent])
    with pytest.raises(LabError, match="'bark' does not align"):
        listen.slice(silent, (0, 1))
    with pytest.raises(LabError, match="'bark' has no F0"):
        listen.hum(silent)
    with pytest.raises(LabError, match="'bark' has no excitation"):
        listen.source(silent)


# Subtitles and tiers


def test_srt_of_a_stream(parts, tmp_path):
    marks = listen.marks(parts)
    subtitles = pysubs2.load(str(listen.srt(marks, tmp_path / "a.srt")))
    lines = [line for event in subtitles for line in event.text.split(r"\N")]
    assert max(map(len, lines)) <= 42
    assert max(event.text.count(r"\N") for event in subtitles) <= 1
    spoken = TEXT.replace("[pause 0.5s] ", "")
    assert " ".join(lines) == spoken
    assert all(a.end <= b.start for a, b in pairwise(subtitles))
    for event, cue in zip(subtitles, listen.cues(marks), strict=True):
        assert event.start == round(1000 * cue.start)
        assert cue.start in [mark.start for mark in marks]
    assert subtitles[-1].text == "No?"


def test_the_dot_of_an_abbreviation_ends_no_cue(lab):
    text = "I met Dr. Smith and Mrs. Jones on St. Mary Street, e.g. yesterday. It was fun."
    first, second = listen.cues(listen.marks(lab.stream(Request(text))))
    assert " ".join(first.lines) == text[: text.index(" It was")]
    assert max(map(len, first.lines)) <= 42
    assert second.lines == ("It was fun.",)


def test_a_cue_too_short_to_read_is_joined_to_its_neighbour():
    long = "Nobody who lives in this old house of ours has ever seen the like of that , or wanted to see it"
    text = f"Wait . What ? Oh no . {long} ."
    first, *rest = listen.cues(words(text, pace=0.2))
    assert first.lines == ("Wait. What? Oh no.",)
    assert len(rest) == 2
    full = long.replace(" , or wanted to see it", " at all")
    first, second = listen.cues(words(f"He came back home at last . Oh . {full} .", pace=0.2))
    assert first.lines == ("He came back home at last. Oh.",)
    assert second.lines[0].startswith("Nobody")


def test_cues_break_at_clauses_before_the_middle():
    text = "This is the first clause of it all, and here comes another one that is a little longer than that"
    first, second = listen.cues(words(text))
    assert first.lines[-1].endswith("all,")
    assert second.lines[0].startswith("and")


def test_what_looks_like_subtitle_markup_is_kept(tmp_path):
    text = r"a {\i1}brace\Note and C:\new"
    content = listen.srt(words(text), tmp_path / "a.srt").read_text(encoding="utf-8")
    assert text in content.replace("\u2060", "")


def test_chinese_needs_no_spaces_and_counts_double():
    text = "我今天很高兴见到你们大家。" * 4
    marks = [Mark("word", c, i * 0.2, i * 0.2 + 0.2, (i, i + 1)) for i, c in enumerate(text)]
    cues = listen.cues(marks)
    assert "".join("".join(cue.lines) for cue in cues) == text
    assert all(cue.lines[-1].endswith("。") for cue in cues)
    assert len(cues) == 4


@given(st.lists(st.text("abc.,!? -", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=60))
def test_no_word_is_lost_between_cues(pieces):
    text = " ".join(" ".join(pieces).split())
    cues = listen.cues(words(text))
    said = "".join("".join(cue.lines) for cue in cues)
    assert said.replace(" ", "") == text.replace(" ", "")
    assert all(1 <= len(cue.lines) <= 2 for cue in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))


def test_textgrid_covers_the_sound_without_gaps(parts, tmp_path):
    marks = listen.marks(parts)
    seconds = sum(len(part["audio"]) for part in parts) / SAMPLE_RATE
    path = listen.textgrid(marks, seconds, tmp_path / "a.TextGrid")
    grid = praat.openTextgrid(str(path), includeEmptyIntervals=True)
    assert grid.tierNames == ("word", "phoneme")
    for tier in grid.tiers:
        edges = [(entry.start, entry.end) for entry in tier.entries]
        assert (edges[0][0], edges[-1][1]) == (0, pytest.approx(seconds, abs=1e-6))
        assert all(a[1] == b[0] for a, b in pairwise(edges))
        labels = [entry.label for entry in tier.entries if entry.label]
        assert labels == [mark.text for mark in marks if mark.tier == tier.name]
    assert path.read_text(encoding="utf-8").startswith('File type = "ooTextFile"')


def test_textgrid_keeps_quotes_and_refuses_a_sound_too_short(tmp_path):
    path = listen.textgrid(words('say "cheese"'), 1.0, tmp_path / "a.TextGrid")
    assert '"""cheese"""' in path.read_text(encoding="utf-8")
    with pytest.raises(LabError, match=r"ends at 0\.600 s, after the sound, which lasts 0\.100 s"):
        listen.textgrid(words("say cheese"), 0.1, tmp_path / "b.TextGrid")
    assert not (tmp_path / "b.TextGrid").exists()


# Stages


def test_slices_lie_where_the_tokens_are(trace):
    durations = trace["durations"]
    piece = listen.slice(trace, (1, 4))
    start = round(0.5 * SAMPLE_RATE) + 600 * int(durations[0])
    assert len(piece) == 600 * int(durations[1:4].sum())
    inner = slice(200, -200)
    assert np.array_equal(piece[inner], trace["audio"][start : start + len(piece)][inner])
    assert piece[0] == piece[-1] == 0
    with pytest.raises(LabError, match="within 0 to"):
        listen.slice(trace, (4, 4))


def test_hum_has_the_melody_and_rests_without_voice(lab):
    held = lab.trace(Request("See you soon!", edits=(Edit("flatten_pitch", hz=200),)))
    hum = listen.hum(held)
    assert hum.shape == held["audio"].shape
    spectrum = np.abs(np.fft.rfft(hum))
    assert abs(spectrum.argmax() * SAMPLE_RATE / len(hum) - 200) < 3
    voiced = np.repeat(held["f0"] > 10, 300)
    assert np.abs(hum[~voiced]).mean() < 0.2 * np.abs(hum[voiced]).mean()
    assert np.abs(hum).max() < 0.3
    assert not listen.hum(lab.fork(held, Edit("whisper"))).any()


def test_source_and_hum_wait_for_the_lead(trace):
    lead = round(0.5 * SAMPLE_RATE)
    assert len(listen.hum(trace)) == len(listen.source(trace)) == len(trace["audio"])
    assert not listen.source(trace)[:lead].any()
    assert np.array_equal(listen.source(trace)[lead:], trace["source"])


def test_difference(lab, trace):
    louder = lab.fork(trace, Edit("scale_energy", factor=1.5))
    change = listen.difference(trace, louder)
    assert np.allclose(trace["audio"] + change, louder["audio"], atol=1e-6)
    assert change.any()
    with pytest.raises(LabError, match="equal length"):
        listen.difference(trace, lab.fork(trace, Edit("stretch", factor=2)))


@pytest.mark.parametrize("seconds", [0.1, 3.0])
def test_loudness_match(seconds):
    quiet = listen.match(tone(seconds, 0.01), SAMPLE_RATE)
    assert listen.loudness(quiet, SAMPLE_RATE) == pytest.approx(-23, abs=0.1)
    assert quiet.dtype == np.float32


def test_loudness_never_clips_and_leaves_silence():
    spikes = np.zeros(SAMPLE_RATE, np.float32)
    spikes[::8000] = 0.5
    assert np.abs(listen.match(spikes, SAMPLE_RATE)).max() <= 1
    assert not listen.match(np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE).any()


# The speaker


class Device(SimpleNamespace):
    """A sound device that keeps what it is given."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

    def write(self, sound):
        self.heard.append(sound)

    def stop(self):
        self.drained = True

    def abort(self):
        self.aborted = True


@pytest.fixture
def device(monkeypatch):
    device = Device(heard=[], closed=False, drained=False)
    package = SimpleNamespace(OutputStream=lambda **_: device, PortAudioError=OSError)
    monkeypatch.setitem(sys.modules, "sounddevice", package)
    return device


def test_play_gives_all_parts_in_order(device):
    sounds = [tone(0.1, hertz=h) for h in (200, 300, 400, 500, 600)]
    listen.play(iter(sounds), SAMPLE_RATE)
    assert np.array_equal(np.concatenate(device.heard), np.concatenate(sounds))
    assert device.drained
    assert device.closed


def test_play_closes_the_speaker_when_the_parts_fail(device):
    with pytest.raises(RuntimeError, match="the synthesis broke"):
        listen.play(failing(), SAMPLE_RATE)
    assert device.closed
    assert not device.drained


def test_play_without_the_package_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(LabError, match=r"\.\[speaker\]"):
        listen.play([tone()], SAMPLE_RATE)
