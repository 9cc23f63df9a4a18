"""One text in many voices: the same samples as alone, equally loud, and nothing made twice."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from kokoro_lab import Edit, Lab, LabError, Request
from kokoro_lab.casting.audition import LONGEST, TEXTS, Audition, _forget, auditions
from kokoro_lab.casting.take import take_answer
from kokoro_lab.errors import Stopped
from kokoro_lab.listen import int16, loudness, marks, match
from kokoro_lab.listen.loudness import TARGET

HELLO = Request("Hello there, world.", seed=3)
TWO = Request("Hello. [pause 0.3s] World 🙂", seed=3)


class Counting(Lab):
    """A lab that knows which requests were spoken."""

    def __init__(self, lab: Lab) -> None:
        super().__init__(lab.engines)
        self.spoken: list[Request] = []

    def stream(self, request, *rest):
        self.spoken.append(request)
        return super().stream(request, *rest)


@pytest.fixture(scope="module")
def takes(lab):
    return list(auditions(lab, HELLO, ("af_heart", "bf_emma", "am_adam", "0.5*bf_emma + 0.5*bf_lily")))


def test_a_take_is_what_the_voice_says_alone_at_the_common_loudness(lab, takes):
    for take in takes[1:3]:  # one that was the first in its language, and one that shared
        alone = lab.say(take.request)
        rate = lab.engine(take.request).sample_rate
        np.testing.assert_array_equal(take.samples, int16(match(alone, rate)))
        assert take.loudness == pytest.approx(loudness(alone, rate))
        matched = loudness(take.samples / 32_767, rate)
        assert matched == pytest.approx(take.loudness + take.gain, abs=0.05)
        assert take.seconds == len(alone) / rate
        assert np.abs(take.samples).max() == 32_767 or matched == pytest.approx(TARGET, abs=0.05)


def test_voices_of_one_language_share_what_does_not_depend_on_them(takes):
    american, british, second, blend = takes
    assert american.shared == british.shared == ()
    for take in (second, blend):
        assert {"ids", "hidden", "content"} <= set(take.shared)
        assert {"encoding", "features", "spectrum", "audio"}.isdisjoint(take.shared)
    assert [take.language for take in takes] == ["en-us", "en-gb", "en-us", "en-gb"]
    assert british.symbols == blend.symbols != american.symbols == second.symbols


def test_words_of_all_chunks_stand_in_the_time_of_the_whole(lab):
    take = Audition(lab).take(TWO)
    traces = list(lab.stream(TWO))
    assert take.chunks == len(traces) == 2
    assert take.words == tuple(mark for mark in marks(traces) if mark.tier == "word")
    spoken = {TWO.text[slice(*word.span)]: word for word in take.words}
    assert spoken["World"].start > spoken["Hello"].end + 0.3
    assert take.words[-1].end <= take.seconds
    assert [loss.text for loss in take.losses] == ["🙂"]
    assert take.work > 0


def test_pitch_and_pace_tell_voices_and_speeds_apart(lab, takes):
    woman, _, man, _ = takes
    assert 60 < man.pitch < 150 < woman.pitch < 300
    fast = Audition(lab).take(replace(HELLO, speed=1.6))
    assert fast.pace > 1.3 * woman.pace > 5


def test_what_was_made_lately_is_not_made_again(lab):
    counting = Counting(lab)
    audition = Audition(counting)
    first = audition.take(HELLO)
    assert audition.take(HELLO) is first
    assert counting.spoken == [HELLO]
    other = audition.take(replace(HELLO, seed=4))
    assert {"hidden", "durations", "curves", "features"} <= set(other.shared), "another seed is noise alone"


def test_edits_are_spoken_and_shared_alike(lab):
    audition = Audition(lab)
    audition.take(HELLO)
    request = replace(HELLO, voice="am_adam", edits=(Edit("whisper"), Edit("shift_pitch", semitones=3)))
    take = audition.take(request)
    assert "hidden" in take.shared
    np.testing.assert_array_equal(take.samples, int16(match(lab.say(request), take.rate)))


def test_an_audition_keeps_few_texts_and_no_more_bytes_than_it_may(lab):
    audition = Audition(lab)
    for number in range(TEXTS + 1):
        audition.take(Request(phonemes="hˈI" * (number + 1)))
    assert len(audition._bases) == TEXTS
    again = audition.take(Request(phonemes="hˈI", voice="am_adam"))
    assert again.shared == (), "its base is gone"

    kept = audition._takes.__class__((name, name) for name in (3, 4, 5))
    _forget(kept, 9, int)
    assert list(kept) == [4, 5]
    _forget(kept, 1, int)
    assert list(kept) == [5], "the last one stays, however large it is"


def test_silence_has_neither_loudness_nor_pitch(lab):
    class Silent(Lab):
        def stream(self, request, *rest):
            for trace in super().stream(request, *rest):
                values = {**trace.values, "audio": 0 * trace.values["audio"], "f0": 0 * trace.values["f0"]}
                yield replace(trace, values=values)

    silent = Audition(Silent(lab.engines)).take(HELLO)
    assert silent.pitch is None
    assert (silent.loudness, silent.gain) == (None, 0)
    assert not silent.samples.any()


def test_a_text_that_is_too_long_is_told_where_to_go(lab):
    audition = Audition(lab)
    for request in (Request("a" * (LONGEST + 1)), Request(phonemes="a" * (LONGEST + 1))):
        with pytest.raises(LabError, match=r"1,000 characters, not 1,001.*Listen.*kokoro-lab say"):
            audition.take(request)
    with pytest.raises(LabError, match="af_heart"):
        audition.take(replace(HELLO, voice="af_haert"))


def test_a_take_can_be_called_off_and_leaves_nothing_behind(lab):
    audition = Audition(lab)
    looks = iter([False] * 60 + [True])
    with pytest.raises(Stopped):
        audition.take(TWO, lambda: next(looks))
    take = audition.take(TWO)
    assert take.shared == ()
    np.testing.assert_array_equal(take.samples, int16(match(lab.say(TWO), take.rate)))


def test_the_answer_is_plain_json_and_samples(takes):
    take = takes[1]
    message, (buffer,) = take_answer(take)
    message = json.loads(json.dumps(message, allow_nan=False))
    assert Request.from_json(json.dumps(message["request"])) == take.request
    np.testing.assert_array_equal(np.frombuffer(buffer, "<i2"), take.samples)
    first, last, start, end = message["words"][0]
    assert HELLO.text[first:last] == "Hello"
    assert 0 <= start < end < message["seconds"] == len(take.samples) / message["rate"]
    assert message["losses"] == []
    assert message["gain_db"] == take.gain


def test_a_voice_that_is_saved_anew_under_its_name_speaks_anew(lab, tmp_path, monkeypatch):
    shelf = lab.engines["kokoro"].shelf
    monkeypatch.setattr(shelf, "folder", tmp_path)
    audition = Audition(lab)
    request = Request(phonemes="hˈI", voice="mine")
    shelf.save("af_heart", "mine")
    first = audition.take(request)
    assert audition.take(request) is first
    shelf.save("am_adam", "mine", replace=True)
    second = audition.take(request)
    np.testing.assert_array_equal(second.samples, audition.take(replace(request, voice="am_adam")).samples)
    assert len(second.samples) != len(first.samples)
    (tmp_path / "mine.safetensors").unlink()
    with pytest.raises(LabError, match="no voice named 'mine'"):
        audition.take(request)


def test_a_take_that_becomes_too_long_is_given_up(lab, monkeypatch):
    monkeypatch.setattr("kokoro_lab.casting.audition.LONGEST_TAKE", 1.5)
    counting = Counting(lab)
    with pytest.raises(LabError, match=r"up to 1\.5 seconds of speech"):
        Audition(counting).take(Request("[pause 2s] Hi."))
