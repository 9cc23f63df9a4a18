"""What the inspector tells page and notebooks about traces; real weights unless `tiny` will do."""

import io
import json
import re
import subprocess
import sys
import wave
import zipfile
from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from kokoro_lab import Edit, Lab, LabError, Request
from kokoro_lab.archive import load
from kokoro_lab.errors import Stopped
from kokoro_lab.hooks import after
from kokoro_lab.inspector import Inspector
from kokoro_lab.inspector.first import FIRST, STATIC, first
from kokoro_lab.inspector.payload import key, plain
from kokoro_lab.listen.pcm import int16
from kokoro_lab.timeline import token_edges

HELLO = Request("Hello there, Anna.")
FLAT = replace(HELLO, edits=(Edit("flatten_pitch"),))
SLOW = replace(HELLO, edits=(Edit("stretch", factor=2, tokens=(3, 5)),))
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
TYPES = {"float32": "<f4", "int16": "<i2", "int8": "i1", "uint8": "u1"}


def about(request, kind="trace", chunk=0, **more):
    return {"kind": kind, "request": plain(request), "chunk": chunk, **more}


def tier(answer, name):
    """A tier and its numbers; those of an image are [columns, rows]."""
    found = next(t for t in answer.message["tiers"] if t["name"] == name)
    numbers = np.frombuffer(answer.buffers[found["buffer"]], TYPES[found["type"]])
    return found, numbers.reshape(found["count"], found["rows"]) if found["kind"] == "image" else numbers


@pytest.fixture(scope="module")
def inspector(lab):
    return Inspector(lab)


@pytest.fixture(scope="module")
def hello(inspector):
    return inspector.answer(about(HELLO))


@pytest.fixture(scope="module")
def trace(lab):
    return lab.trace(HELLO)


def test_every_message_is_plain_json(inspector, hello):
    for answer in (
        hello,
        inspector.answer(about(FLAT, base=plain(HELLO))),
        inspector.answer({"kind": "edits"}),
        inspector.answer({"kind": "modules"}),
        inspector.answer(about(HELLO, "plan")),
    ):
        assert json.loads(json.dumps(answer.message, allow_nan=False))["kind"] == answer.message["kind"]


def test_the_waveform_is_the_audio_and_the_curves_are_the_values(hello, trace):
    np.testing.assert_array_equal(tier(hello, "audio")[1], int16(trace["audio"]))
    for name in ("f0", "energy"):
        found, numbers = tier(hello, name)
        np.testing.assert_array_equal(numbers, trace[name])
        assert found["step"] == 1 / 80
        assert found["start"] == hello.message["beginning"]


def test_tokens_stand_where_they_sound_and_belong_to_their_words(hello, trace):
    tokens, words = hello.message["tokens"], hello.message["chunk"]["words"]
    np.testing.assert_allclose([t["start"] for t in tokens], token_edges(trace)[:-1])
    assert [t["frames"] for t in tokens] == trace["durations"].tolist()
    assert [t["id"] for t in tokens] == trace["ids"].tolist()
    assert [t["symbol"] for t in tokens] == ["", *trace.chunk.symbols, ""]
    for n, word in enumerate(words):
        said = "".join(t["symbol"] for t in tokens if t["word"] == n)
        assert said == trace.chunk.symbols[slice(*word["symbols"])]


def test_pictures_hold_the_strongest_of_what_they_leave_out(hello, trace):
    found, shades = tier(hello, "magnitude")
    decibels = found["low"] + (found["high"] - found["low"]) * shades / 255
    magnitude = trace["magnitude"]
    for column in (0, len(shades) // 3, len(shades) // 2):
        four = 20 * np.log10(np.maximum(magnitude[:, 4 * column : 4 * column + 4].max(axis=1), 1e-12))
        np.testing.assert_allclose(decibels[column], np.clip(four, found["low"], found["high"]), atol=0.17)
    phases, wheel = tier(hello, "phase")
    angles = phases["low"] + (phases["high"] - phases["low"]) * wheel / 255
    strongest = magnitude.reshape(11, -1)[:, : 4 * (magnitude.shape[1] // 4)].reshape(11, -1, 4).argmax(-1)
    column = len(wheel) // 2
    expected = [trace["phase"][row, 4 * column + strongest[row, column]] for row in range(11)]
    np.testing.assert_allclose(angles[column], expected, atol=0.013)


def test_the_source_is_drawn_between_its_smallest_and_largest_samples(hello, trace):
    found, pairs = tier(hello, "source")
    low, high = (pairs / 127 * found["high"]).reshape(-1, 2).T
    groups = trace["source"].reshape(-1, 20)
    np.testing.assert_allclose(low, groups.min(axis=1), atol=found["high"] / 250)
    np.testing.assert_allclose(high, groups.max(axis=1), atol=found["high"] / 250)


def test_the_ordinary_spectrogram_shows_a_tone_at_its_place_and_says_why_it_differs(lab):
    from kokoro_lab.inspector.tiers import tiers

    trace = lab.trace(HELLO)
    seconds = np.arange(len(trace["audio"])) / 24_000
    tone = 0.5 * np.sin(2 * np.pi * 1000 * seconds).astype(np.float32)
    *_, shown = tiers(replace(trace, values={**trace.values, "audio": tone}))
    shades = np.frombuffer(shown.data, np.uint8).reshape(shown.count, shown.rows)
    middle = shades[shown.count // 2]
    bottom, top = shown.across[1:]
    assert abs(bottom + (middle.argmax() + 0.5) * (top - bottom) / shown.rows - 1000) <= 50
    assert shown.low + (shown.high - shown.low) * middle.max() / 255 == pytest.approx(-6, abs=0.5)
    assert "30 ms" in shown.note
    assert "1,200 Hz" in shown.note


def test_a_second_of_audio_is_at_most_100_kilobytes(hello):
    assert sum(map(len, hello.buffers)) <= 100_000 * hello.message["seconds"]


def test_every_step_is_a_station_after_the_plan_and_their_shares_are_the_whole(hello, lab):
    stations = hello.message["stations"]
    assert [s["name"] for s in stations] == ["plan", *(s.name for s in lab.engines["kokoro"].steps)]
    assert sum(s["share"] for s in stations) == pytest.approx(1)
    assert all(s["ran"] and s["explanation"].count(".") >= 3 for s in stations)
    assert {n for s in stations for n in (*s["reads"], *s["writes"])} <= set(hello.message["values"])


def test_a_fork_names_what_ran_what_changed_and_how_the_curve_was(inspector, hello, trace):
    fork = inspector.answer(about(FLAT, base=plain(HELLO)))
    assert fork.message["reran"] == ["features", "source", "spectrum", "audio"]
    found, _ = tier(fork, "f0")
    np.testing.assert_array_equal(np.frombuffer(fork.buffers[found["before"]], "<f4"), trace["f0"])
    same = {one["name"]: one["same"] for one in fork.message["changed"]}
    assert same["durations"]
    assert same["noise"]
    assert not same["f0"]
    assert not same["audio"]
    ran = {s["name"]: s["ran"] for s in fork.message["stations"]}
    assert [name for name, one in ran.items() if one] == fork.message["reran"]
    assert all(s["ms"] is not None for s in fork.message["stations"])


def test_a_fork_is_the_same_whether_its_base_is_kept_or_not(tiny):
    inspector = Inspector(tiny)
    for request in (FLAT, SLOW, replace(HELLO, voice="bf_emma"), replace(HELLO, speed=1.3)):
        inspector.answer(about(HELLO))
        kept = inspector.answer(about(request, base=plain(HELLO)))
        assert "audio" in kept.message["reran"], "nothing was changed"
        fresh = Inspector(tiny).answer(about(request, base=plain(HELLO)))
        alone = Inspector(tiny).answer(about(request))
        assert kept.buffers == fresh.buffers == alone.buffers
        for name in ("tokens", "chunk", "key", "values"):
            assert kept.message[name] == fresh.message[name] == alone.message[name]
        assert kept.message["changed"] == fresh.message["changed"]
        assert kept.message["reran"] == fresh.message["reran"]


def test_what_is_asked_for_twice_is_made_once_and_says_the_same(lab):
    made = []

    class Counting(Lab):
        def trace(self, request, *rest, **more):
            made.append(request)
            return super().trace(request, *rest, **more)

    inspector = Inspector(Counting(lab.engines))
    first, second = (inspector.answer(about(HELLO)) for _ in range(2))
    assert first == second
    assert made == [HELLO]


def test_the_way_back_from_a_fork_names_the_same_steps(inspector):
    inspector.answer(about(FLAT, base=plain(HELLO)))
    back = inspector.answer(about(HELLO, base=plain(FLAT)))
    assert back.message["reran"] == ["features", "source", "spectrum", "audio"]


def test_browsers_write_whole_numbers_without_a_point(inspector, hello):
    asked = about(HELLO)
    asked["request"]["speed"] = 1
    assert inspector.answer(asked).message["key"] == hello.message["key"]
    assert key(replace(HELLO, speed=1.5), 0) != key(HELLO, 0) != key(HELLO, 1)


def test_a_plan_is_told_as_far_as_fifty_chunks_and_knows_what_is_made(inspector):
    text = replace(HELLO, text="One.\n\nTwo.")
    inspector.answer(about(text, chunk=1))
    plan = inspector.answer(about(text, "plan")).message
    assert plan["complete"]
    assert [chunk["text"].strip() for chunk in plan["chunks"]] == ["One.", "Two."]
    assert ["seconds" in chunk for chunk in plan["chunks"]] == [False, True]
    book = inspector.answer(about(replace(HELLO, text="A word.\n\n" * 60), "plan")).message
    assert (len(book["chunks"]), book["complete"]) == (50, False)
    second = inspector.answer(about(text, chunk=1)).message
    assert second["chunk"]["index"] == 1
    assert (second["chunk"]["count"], second["chunk"]["complete"]) == (2, True)


def test_every_station_has_exhibits_at_any_place(inspector, lab):
    for station in ("plan", *(step.name for step in lab.engines["kokoro"].steps)):
        answer = inspector.answer(about(HELLO, "detail", station=station, focus={"token": 4, "time": 99}))
        assert answer.message["exhibits"]
        used = [e["buffer"] for e in answer.message["exhibits"] if e["kind"] == "heat"]
        assert all(buffer < len(answer.buffers) for buffer in used)


def test_stages_are_as_long_as_the_audio_and_the_difference_is_one(inspector, hello, trace):
    heard = {}
    for stage in hello.message["sounds"]:
        answer = inspector.answer(about(FLAT, "sound", stage=stage["name"], against=plain(HELLO)))
        heard[stage["name"]] = np.frombuffer(answer.buffers[0], "<i2")
        assert len(heard[stage["name"]]) == len(trace["audio"])
        assert heard[stage["name"]].any()
    flat = np.frombuffer(inspector.answer(about(FLAT)).buffers[tier(hello, "audio")[0]["buffer"] + 1], "<i2")
    np.testing.assert_allclose(heard["difference"], flat.astype(int) - int16(trace["audio"]), atol=1)


def test_a_chunk_can_be_held_against_another_one(inspector, lab):
    text = Request("One.\n\nTwo.")
    ask = {"kind": "compare", "request": json.loads(text.to_json()), "chunk": 0}
    same = {**ask, "against": ask["request"], "against_chunk": 0}
    other = {**same, "against_chunk": 1}
    apart = [
        {one["name"] for one in inspector.answer(held).message["changed"] if not one["same"]}
        for held in (same, other)
    ]
    assert apart[0] == set()
    assert {"symbols", "ids", "audio"} & apart[1]


def test_noise_alone_is_the_source_without_its_sines_and_zero_phase_that_of_the_edit(inspector, lab):
    from kokoro_lab import listen

    for stage, edit, sound in (
        ("noise", "no_harmonics", listen.source),
        ("zero_phase", "zero_phase", lambda trace: trace["audio"]),
    ):
        answer = inspector.answer(about(HELLO, "sound", stage=stage))
        edited = lab.trace(replace(HELLO, edits=(Edit(edit),)))
        np.testing.assert_array_equal(np.frombuffer(answer.buffers[0], "<i2"), int16(sound(edited)))


def test_traces_are_compared_at_the_same_place_in_the_same_token(inspector):
    def distance(one, other):
        message = inspector.answer(about(one, "compare", against=plain(other))).message
        return {
            row[0]: float(row[1].replace("\N{MINUS SIGN}", "-")) for row in message["exhibits"][0]["rows"]
        }

    assert set(distance(HELLO, HELLO).values()) == {0}
    octave = replace(HELLO, edits=(Edit("scale_pitch", factor=2),))
    assert distance(octave, HELLO)["f0"] == pytest.approx(12, abs=0.01)
    assert distance(octave, HELLO)["rhythm"] == 0
    longer = distance(SLOW, HELLO)
    assert longer["length"] > 0
    assert longer["rhythm"] > 0


def test_any_part_of_the_network_can_be_watched(inspector):
    listed = {part["name"]: part for part in inspector.answer({"kind": "modules"}).message["modules"]}
    assert listed["decoder.decode.0.conv1"]["station"] == "features"
    for name, part in listed.items():
        edit = Edit("skip_block", module=name)
        if part["block"]:
            inspector.lab.plan(replace(HELLO, edits=(edit,)))
        else:
            with pytest.raises(LabError, match="no block"):
                inspector.lab.plan(replace(HELLO, edits=(edit,)))
    answer = inspector.answer(about(HELLO, "watch", module="decoder.decode.0.conv1", call=0))
    assert answer.message["calls"] == 1
    kinds = [exhibit["kind"] for exhibit in answer.message["exhibits"]]
    assert kinds == ["table", "heat"]
    with pytest.raises(LabError, match="decoder"):
        inspector.answer(about(HELLO, "watch", module="decoder.nothing", call=0))


def test_other_pronunciations_of_a_word(inspector):
    ask = {"kind": "alternatives", "language": "en-us", "word": "read", "tag": "VB", "phonemes": "ɹˈid"}
    assert "ɹˈɛd" in [a["phonemes"] for a in inspector.answer(ask).message["alternatives"]]


def test_edits_say_what_they_need(inspector):
    edits = {edit["name"]: edit for edit in inspector.answer({"kind": "edits"}).message["edits"]}
    arguments = [{"name": "factor", "required": True}, {"name": "tokens", "default": None}]
    assert edits["stretch"]["arguments"] == arguments
    assert edits["stretch"]["target"] == "durations"


def test_voices_are_listed_beside_the_edits(inspector, lab):
    voices = inspector.answer({"kind": "edits"}).message["voices"]
    assert "am_adam" in voices
    assert voices == list(lab.engines["kokoro"].shelf.names())


def file(inspector, name):
    answer = inspector.answer(about(SLOW, "file", format=name))
    return answer.buffers[0]


def test_files_hold_the_trace(inspector, lab, tmp_path):
    slow = lab.trace(SLOW)
    samples, rate = soundfile.read(io.BytesIO(file(inspector, "wav")), dtype="int16")
    np.testing.assert_array_equal(samples, int16(slow["audio"]))
    assert rate == 24_000
    with zipfile.ZipFile(io.BytesIO(file(inspector, "npz"))) as bundle:
        bundle.extractall(tmp_path)
    np.testing.assert_array_equal(load(tmp_path / "kokoro-lab")["audio"], slow["audio"])
    assert 'text = "Anna"' in file(inspector, "textgrid").decode()
    assert "Hello there, Anna." in file(inspector, "srt").decode()
    assert file(inspector, "svg").lstrip().startswith(b"<?xml")
    assert file(inspector, "png").startswith(b"\x89PNG")


def test_the_python_program_makes_the_same_samples(inspector, lab, tmp_path):
    (tmp_path / "program.py").write_bytes(file(inspector, "py"))
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with wave.open(str(tmp_path / "kokoro-lab.wav")) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
    expected = int16(lab.trace(SLOW)["audio"]).astype(int)
    assert len(samples) == len(expected)
    assert np.abs(samples - expected).max() <= 2  # another process may use another number of threads


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        ([], "an object with a kind"),
        ({}, "known: alternatives"),
        ({"kind": "traces"}, "trace"),
        ({"kind": "trace"}, "needs a 'request'"),
        ({"kind": "trace", "request": "Hello"}, "request as JSON"),
        ({"kind": "trace", "request": {"text": "Hi", "tempo": 2}}, "not a request"),
        ({"kind": "trace", "request": {"text": "Hi"}, "chunk": -1}, "whole number"),
        ({"kind": "trace", "request": {"text": "Hi"}, "chunk": 3}, "no chunk 3"),
        ({"kind": "trace", "request": {"text": "Hi", "voice": "af_haert"}}, "af_heart"),
        ({"kind": "sound", "request": {"text": "Hi"}, "stage": "humm"}, "hum"),
        ({"kind": "sound", "request": {"text": "Hi"}, "stage": "difference"}, "against"),
        ({"kind": "file", "request": {"text": "Hi"}, "format": "mp3"}, "wav"),
        ({"kind": "detail", "request": {"text": "Hi"}, "station": "duration"}, "durations"),
        ({"kind": "detail", "request": {"text": "Hi"}, "station": "votes", "focus": 3}, "object"),
        ({"kind": "alternatives", "language": "xx", "word": "hi"}, "en-us"),
    ],
)
def test_what_is_wrong_with_an_ask_is_named(inspector, ask, hint):
    with pytest.raises(LabError, match=hint):
        inspector.answer(ask)


def test_a_run_ends_where_nobody_wants_it_any_more_and_the_next_ask_is_answered(inspector, lab, hello):
    request, asked, worked = replace(HELLO, seed=11), [], []

    def stopped():
        asked.append(len(worked))
        return len(asked) > 50

    with ExitStack() as stack:
        for module in lab.engines["kokoro"].network.modules():
            if not any(module.children()):
                stack.enter_context(after(module, lambda *_: worked.append(1)))
        with pytest.raises(Stopped):
            inspector.answer(about(request), stopped)
        assert len(asked) == 51
        assert len(worked) == asked[-1], "no layer works once it has been stopped"
        stopped_after = len(worked)
        inspector.answer(about(request))
        assert len(worked) > 2 * stopped_after
    assert inspector.answer(about(HELLO)).buffers == hello.buffers


def test_two_visitors_by_turns_get_what_each_would_get_alone(tiny):
    """One edits the pitch, the other the rhythm of the same text; neither names the other's edits."""
    shared = Inspector(tiny)
    mine = [replace(HELLO, edits=(Edit("shift_pitch", semitones=n),)) for n in (1, 2)]
    yours = [replace(HELLO, edits=(Edit("stretch", factor=f, tokens=(2, 4)),)) for f in (1.5, 2)]
    for turn in zip(mine, yours, strict=True):
        for request in turn:
            answer = shared.answer(about(request, base=plain(HELLO)))
            alone = Inspector(tiny).answer(about(request, base=plain(HELLO)))
            assert answer.buffers == alone.buffers
            for name in ("key", "request", "base", "changed", "reran", "tokens"):
                assert answer.message[name] == alone.message[name]


def test_stations_say_which_edits_touch_them(inspector, hello):
    def edited(*edits, chunk=0, text=HELLO.text):
        answer = inspector.answer(about(replace(HELLO, text=text, edits=edits), chunk=chunk))
        return [s["name"] for s in answer.message["stations"] if s["edited"]]

    assert edited() == []
    assert edited(Edit("flatten_pitch")) == ["curves"]
    assert edited(Edit("knock_out_head", head=3)) == ["hidden"]
    assert edited(Edit("skip_block", module="decoder.decode.0")) == ["features"]
    assert edited(Edit("no_harmonics"), Edit("zero_phase")) == ["source", "spectrum"]
    assert edited(Edit("stretch", factor=2, tokens=(1, 2)), chunk=1, text="One.\n\nTwo.") == []


def assert_alike(old, new, where):
    """The same words and shapes; numbers, those in texts too, as near as another processor comes."""
    assert type(old) is type(new), where
    if isinstance(old, dict):
        assert list(old) == list(new), where
        for name in old:
            assert_alike(old[name], new[name], (where, name))
    elif isinstance(old, list):
        assert len(old) == len(new), where
        for i, pair in enumerate(zip(old, new, strict=True)):
            assert_alike(*pair, (where, i))
    elif isinstance(old, str):
        assert NUMBER.sub("#", old) == NUMBER.sub("#", new), where
        numbers = ([float(n.replace(",", "")) for n in NUMBER.findall(text)] for text in (old, new))
        np.testing.assert_allclose(*numbers, rtol=0.05, atol=0.02, err_msg=str(where))
    elif isinstance(old, (int, float)):
        assert old == pytest.approx(new, rel=0.05, abs=0.02), where
    else:
        assert old == new, where


def test_the_stored_trace_is_what_the_lab_makes(lab):
    stored = json.loads((STATIC / "first.json").read_text(encoding="utf-8"))
    made, data = first(lab)
    for name in ("request", "chunk", "values", "seconds", "beginning", "key"):
        assert stored[name] == json.loads(json.dumps(made[name]))
    assert stored["tokens"] == made["tokens"]
    assert stored["buffers"] == made["buffers"]
    assert [one["ask"] for one in stored["answers"]] == [one["ask"] for one in made["answers"]]
    for one, other in zip(stored["answers"], made["answers"], strict=True):
        assert one["buffers"] == other["buffers"]
        old, new = (json.loads(json.dumps(each["message"].get("exhibits", ()))) for each in (one, other))
        assert_alike(old, new, one["ask"])
    assert stored["answers"][0]["message"] == json.loads(json.dumps(made["answers"][0]["message"]))
    kept = (STATIC / "first.bin").read_bytes()
    assert (
        len(kept)
        == len(data)
        == sum(stored["buffers"]) + sum(sum(one["buffers"]) for one in stored["answers"])
    )
    starts = np.cumsum([0, *stored["buffers"]])
    for shown in stored["tiers"]:
        place = slice(starts[shown["buffer"]], starts[shown["buffer"] + 1])
        a, b = (np.frombuffer(each[place], TYPES[shown["type"]]).astype(float) for each in (kept, data))
        if shown["name"] != "phase":  # where nothing sounds, it is chance
            assert np.mean(np.abs(a - b)) <= 0.002 * (np.abs(b).max() or 1)


def test_the_page_begins_with_the_text_of_the_stored_trace():
    from kokoro_lab.ui.examples import EXAMPLES

    assert (EXAMPLES[0].text, EXAMPLES[0].voice) == (FIRST.text, FIRST.voice)
