"""Several speakers, heard: exact samples, exact pauses, and parts that come as soon as they are ready."""

from __future__ import annotations

import numpy as np
import pytest

from kokoro_lab import Edit, Lab, LabError, Request
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.dialogue import Cast, Role, perform, plan

CAST = Cast({"Emma": Role("bf_emma"), "Tom": Role("am_adam", 1.2)}, pause=0.37)
TALK = "Emma: Hello, Tom.\nTom: Good night. [pause 0.2s]\n\nSee you soon."
PLAIN = "One ☃.\n\nTwo, three."


class Counted(Lab):
    """A lab that knows what it has begun to say."""

    def __init__(self, lab: Lab) -> None:
        super().__init__(lab.engines)
        self.begun: list[str] = []
        self.open = 0

    def stream(self, request):
        self.begun.append(request.text.strip())
        self.open += 1
        try:
            yield from super().stream(request)
        finally:
            self.open -= 1


@pytest.fixture(scope="module")
def parts(lab):
    return list(perform(lab, Request(TALK, seed=3), CAST))


def test_a_plain_text_gives_the_traces_of_the_lab(lab):
    request = Request(PLAIN)
    for part, trace in zip(perform(lab, request, CAST), lab.stream(request), strict=True):
        np.testing.assert_array_equal(part.audio, trace["audio"])
        assert (part.chunk.index, part.start, part.silence) == (trace.chunk.index, trace.start, 0)
        assert part.trace.request is request


def test_two_speakers_are_each_as_if_alone_with_exactly_the_pause_between(lab, parts):
    emma = lab.say(Request("Hello, Tom.", "bf_emma", seed=3))
    tom = lab.say(Request("Good night. [pause 0.2s]\n\nSee you soon.", "am_adam", speed=1.2, seed=3))
    pause = np.zeros(round(0.37 * SAMPLE_RATE), np.float32)
    np.testing.assert_array_equal(
        np.concatenate([part.audio for part in parts]), np.concatenate([emma, pause, tom])
    )
    assert [part.silence for part in parts] == [0, len(pause), 0]
    assert parts[1].start == len(emma) + len(pause)


def test_words_stand_where_they_are_heard_and_written(lab, parts):
    whole = [mark for part in parts for mark in part.marks]
    assert [TALK[slice(*mark.span)] for mark in whole if mark.tier == "word"] == [
        mark.text for mark in whole if mark.tier == "word"
    ]
    times = [(mark.start, mark.end) for mark in whole if mark.tier == "word"]
    assert times == sorted(times)
    audio = np.concatenate([part.audio for part in parts])
    assert times[-1][1] <= len(audio) / SAMPLE_RATE
    good = next(mark for mark in whole if mark.text == "Good")
    assert good.start > len(lab.say(Request("Hello, Tom.", "bf_emma"))) / SAMPLE_RATE + 0.37
    during = audio[round(good.start * SAMPLE_RATE) : round(good.end * SAMPLE_RATE)]
    assert np.abs(during).max() > 0.05, "a word is heard there"


def test_subtitles_name_who_speaks(parts):
    captions = [mark.text for part in parts for mark in part.captions]
    assert [text for text in captions if ":" in text] == ["Emma: Hello", "Tom: Good"]


def test_parts_are_what_was_planned(lab, parts):
    planned = list(plan(lab, Request(TALK), CAST))
    assert [p.chunk.index for p in planned] == [part.chunk.index for part in parts] == [0, 1, 2]
    for ours, theirs in zip(parts, planned, strict=True):
        assert ours.chunk.words == theirs.chunk.words
        assert ours.chunk.span == theirs.chunk.span


def test_the_trace_of_a_part_can_be_forked_by_itself(lab, parts):
    trace = parts[2].trace
    again = lab.fork(trace, Edit("scale_pitch", factor=1.5))
    assert again.chunk == trace.chunk
    assert not np.array_equal(again["audio"], trace["audio"])
    np.testing.assert_array_equal(lab.trace(trace.request, trace.chunk.index)["audio"], trace["audio"])


def test_a_part_comes_before_the_next_is_begun_and_closing_stops(lab):
    counted = Counted(lab)
    stream = perform(counted, Request(TALK), CAST)
    assert next(stream).turn.speaker == "Emma"
    assert counted.begun == ["Hello, Tom."]
    assert next(stream).turn.speaker == "Tom"
    assert counted.open == 1
    stream.close()
    assert counted.open == 0
    assert len(counted.begun) == 2


def test_a_wrong_tag_late_in_the_text_is_told_before_anything_is_spoken(lab):
    counted = Counted(lab)
    with pytest.raises(LabError, match=r"'\[voice: bf_ema\]' at character"):
        next(perform(counted, Request(f"{TALK} [voice: bf_ema] Oh."), CAST))
    assert counted.begun == []


def test_a_turn_that_cannot_be_spoken_is_passed_over(lab):
    spoken = list(perform(lab, Request("Emma: ...\nTom: Yes.\nEmma: !\nTom: No."), CAST))
    assert [(part.turn.speaker, part.chunk.index, part.silence) for part in spoken] == [
        ("Tom", 0, 0), ("Tom", 1, round(0.37 * SAMPLE_RATE))
    ]  # fmt: skip
    with pytest.raises(LabError, match="nothing to speak"):
        list(perform(lab, Request("Emma: ...\nTom: !"), CAST))
