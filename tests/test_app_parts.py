"""What the page is told, and how visitors share the machine; without a browser."""

import base64
import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import orjson
import pytest

from kokoro_lab import Lab, LabError, Request
from kokoro_lab.inspector import Inspector
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.listen.pcm import int16
from kokoro_lab.ui import voices
from kokoro_lab.ui.asking import answered
from kokoro_lab.ui.limits import check_ask
from kokoro_lab.ui.machine import Machine, Place
from kokoro_lab.ui.shared import Shared
from kokoro_lab.ui.speaking import ring, speak

TEXT = "One ☃.\n\nTwo, three."


def result(work):
    """What a piece of work returns."""
    *_, last = told_and_done(work)
    return last


def told_and_done(work):
    yield (yield from work)


def test_the_messages_hold_plan_losses_exact_samples_and_the_times_of_all_words(lab):
    messages = list(speak(lab, Machine(), Request(TEXT)))
    chunks = [chunk for message in messages if message["kind"] == "plan" for chunk in message["chunks"]]
    assert " ".join(word["text"] for chunk in chunks for word in chunk["words"]) == "One ☃ . Two , three ."
    assert [loss["text"] for chunk in chunks for loss in chunk["losses"]] == ["☃"]
    sounds = [message for message in messages if message["kind"] == "sound"]
    samples = np.frombuffer(b"".join(base64.b64decode(sound["samples"]) for sound in sounds), "<i2")
    np.testing.assert_array_equal(samples, int16(lab.say(Request(TEXT))))
    times = [tuple(word) for sound in sounds for word in sound["words"]]
    first = {word["span"][0] for chunk in chunks for word in chunk["words"] if word["origin"] != "none"}
    assert {at for at, _, _ in times} == first
    assert all(start < end for _, start, end in times)
    assert [start for _, start, _ in times] == sorted(start for _, start, _ in times)
    assert times[-1][2] <= len(samples) / 24_000
    assert messages[0]["kind"] == "plan"
    assert messages[-1] == {"kind": "end"}


def test_closing_ends_the_work_with_the_chunk_in_the_making(lab):
    machine = Machine()
    messages = speak(lab, machine, Request(TEXT * 5))
    while next(messages)["kind"] != "sound":
        pass
    messages.close()
    assert result(machine.do(lambda: "free")) == "free"


def test_an_error_is_the_last_message_and_names_what_would_be_right(lab):
    shared = Shared(lambda: lab)
    for fields, hint in [
        (("", "af_heart", "", 1.0, 0), "nothing to speak"),
        (("Hi", "af_haert", "", 1.0, 0), "af_heart"),
        (("Hi", "af_heart", "xx", 1.0, 0), "en-us"),
        (("Hi", "af_heart", "", 1.0, -1), "seed"),
        (("Hi", "./secret.npy", "", 1.0, 0), "file"),
    ]:
        *_, last = shared.speak(*fields)
        assert last["kind"] == "error"
        assert hint in last["message"]
    *_, last = shared.speak("Hi.", "af_heart", "", 1.0, 0)
    assert last == {"kind": "end"}


def test_an_empty_seed_field_is_zero(lab):
    shared = Shared(lambda: lab)
    empty, zero = (
        [m["samples"] for m in shared.speak("Hi.", "af_heart", "", 1.0, seed) if m["kind"] == "sound"]
        for seed in (None, 0)
    )
    assert empty == zero != []


def test_what_is_too_long_for_a_shared_machine_is_refused_at_once():
    shared = Shared(lambda: pytest.fail("it is loaded"))
    for fields, hint in [
        (("a" * 100_001, "af_heart", "", 1.0, 0), "the text has 100,001 characters; this page takes 100,000"),
        (("Hi", "af_heart," * 300, "", 1.0, 0), "the voice has 2,700 characters; this page takes 2,000"),
    ]:
        (only,) = shared.speak(*fields)
        assert only["kind"] == "error"
        assert hint in only["message"]


def answer_of(messages):
    """The answer among the messages, its buffers as bytes."""
    *_, last = messages
    assert last["kind"] == "answer", last
    return last["message"], [base64.b64decode(buffer) for buffer in last["buffers"]]


def test_an_ask_is_answered_and_what_was_spoken_need_not_be_made_again(lab):
    shared, made = Shared(lambda: watched), []

    class Watched(Lab):
        def trace(self, request, *rest, **more):
            made.append(request)
            return super().trace(request, *rest, **more)

    watched = Watched(lab.engines)
    *_, last = shared.speak("Hi.", "af_heart", "", 1.0, 0)
    assert last == {"kind": "end"}
    ask = {"kind": "trace", "request": json.loads(Request("Hi.").to_json()), "chunk": 0}
    message, buffers = answer_of(shared.ask(ask))
    assert made == []
    wave = next(tier for tier in message["tiers"] if tier["kind"] == "wave")
    samples = np.frombuffer(buffers[wave["buffer"]], "<i2")
    np.testing.assert_array_equal(samples, int16(lab.say(Request("Hi."))))


def test_an_ask_that_makes_no_sense_is_answered_with_what_would(lab):
    shared = Shared(lambda: lab)
    for ask, hint in [
        (None, "an ask is an object"),
        ({"kind": "trace"}, "request"),
        ({"kind": "trace", "request": {"text": ""}}, "nothing to speak"),
        ({"kind": "trace", "request": {"text": "Hi", "voice": "./secret.npy"}}, "file"),
    ]:
        *_, last = shared.ask(ask)
        assert last["kind"] == "error"
        assert hint in last["message"]


def test_an_ask_that_is_too_large_for_a_shared_machine_is_refused_at_once():
    shared = Shared(lambda: pytest.fail("it is loaded"))
    edit = {"name": "timbre_from", "arguments": {"voice": "af_heart," * 300}, "chunk": None}

    def with_donors(count, donor):
        arguments = {"donor": json.dumps(donor)}
        return {"text": "Hi", "edits": [{"name": "pitch_from", "arguments": arguments}] * count}

    for request, hint in [
        (with_donors(1, {"text": "a" * 100_001}), "the text has 100,001 characters"),
        (with_donors(11, {"text": "Hi"}), "11 donors; this page takes 10"),
        (with_donors(2, with_donors(5, {"text": "Hi"})), "12 donors"),
        ({"text": "a" * 100_001}, "the text has 100,001 characters"),
        ({"text": "Hi", "voice": "af_heart," * 300}, "the voice has 2,700 characters"),
        ({"text": "Hi", "edits": [edit]}, "2,700 characters"),
        ({"text": "Hi", "edits": [{**edit, "arguments": {}}] * 501}, "501 edits"),
        ({"text": "Hi", "edits": [{**edit, "arguments": {"hz": [1.5] * 300_000}}]}, "characters"),
    ]:
        for name in ("request", "base", "against"):
            (only,) = shared.ask({"kind": "trace", name: request})
            assert only["kind"] == "error"
            assert hint in only["message"]


def test_a_donor_may_be_long_where_a_text_or_curve_may():
    curve = {"name": "set_pitch", "arguments": {"hz": [120.5] * 1000, "tokens": [0, 9]}, "chunk": 0}
    donor = {"text": "Hello there. " * 300, "edits": [curve]}
    edit = {"name": "pitch_from", "arguments": {"donor": json.dumps(donor)}, "chunk": 0}
    check_ask({"kind": "trace", "request": {"text": "Hi", "edits": [edit]}})


def test_giving_up_an_ask_ends_its_run_and_frees_the_machine(lab):
    inside, closed, looks = threading.Event(), threading.Event(), []

    class Watched(Lab):
        def trace(self, request, chunk=None, stopped=None):
            def look():
                looks.append(1)
                if len(looks) == 50:  # in the middle of the network
                    inside.set()
                    closed.wait(10)
                return stopped()

            return super().trace(request, chunk, look)

    machine = Machine()
    ask = {"kind": "trace", "request": json.loads(Request("Hi.").to_json()), "chunk": 0}
    asking = answered(Inspector(Watched(lab.engines)), machine, ask)
    while not inside.is_set():
        next(asking)
    asking.close()
    closed.set()
    assert result(machine.do(lambda: "free")) == "free"
    assert len(looks) == 50, "it went on"


def test_lone_surrogates_are_sent_as_question_marks(lab):
    shared = Shared(lambda: lab)
    for text, voice in [("Hi \ud800 there.", "af_heart"), ("Hi", "\udfff")]:
        for message in ring(shared.speak(text, voice, "", 1.0, 0), run=1):
            orjson.dumps(message)  # as gradio does
    plan = next(ring(speak(lab, Machine(), Request("Hi \ud800 there.")), run=1))["0"]
    assert [loss["text"] for chunk in plan["chunks"] for loss in chunk["losses"]] == ["?"]


def test_loading_waits_while_the_page_is_drawn_unless_somebody_asks(lab, monkeypatch):
    loads = []

    def load():
        loads.append(1)
        return lab

    monkeypatch.setattr("kokoro_lab.ui.shared.PAINTING", 60)
    shared = Shared(load)
    shared.prepare()
    ready = shared.ready()
    assert next(ready) == next(ready) == {"kind": "loading"}
    assert loads == []
    *_, last = shared.ask({"kind": "edits"})
    assert last["kind"] == "answer"
    *_, last = ready
    assert last["kind"] == "ready"
    assert loads == [1]
    monkeypatch.setattr("kokoro_lab.ui.shared.PAINTING", 0)
    alone = Shared(load)
    alone.prepare()
    *_, last = alone.ready()
    assert last["kind"] == "ready"
    assert loads == [1, 1]


def test_a_lab_that_failed_to_load_is_loaded_again(lab):
    attempts = []

    def load():
        attempts.append(1)
        if len(attempts) == 1:
            raise LabError("the weights are not there")
        return lab

    shared = Shared(load)
    *_, first = shared.ready()
    *_, second = shared.ready()
    *_, third = shared.ready()
    assert first == {"kind": "error", "message": "the weights are not there"}
    assert second["identity"] == third["identity"] == lab.engines["kokoro"].identity
    assert len(attempts) == 2


def test_work_is_done_in_order_and_work_that_nobody_waits_for_is_not_done():
    machine, go_on, done = Machine(), threading.Event(), []
    first = machine.do(lambda: (go_on.wait(10), done.append("first")))
    second = machine.do(lambda: done.append("second"))
    third = machine.do(lambda: done.append("third"))
    assert [next(first), next(second), next(third)] == [Place(ahead, finishing=False) for ahead in range(3)]
    second.close()
    go_on.set()
    result(third)
    assert done == ["first", "third"]


def test_work_that_was_given_up_is_finished_but_not_counted_as_before_anybody():
    machine, go_on, begun, done = Machine(), threading.Event(), threading.Event(), []
    old = machine.do(lambda: (begun.set(), go_on.wait(10)))
    next(old)
    assert begun.wait(10)
    queued = machine.do(lambda: done.append("queued"))
    next(queued)
    queued.close()
    old.close()
    machine.leave(lambda: done.append("tidied"))
    new = machine.do(lambda: done.append("new"))
    other = machine.do(lambda: done.append("other"))
    assert [next(new), next(other)] == [Place(0, finishing=True), Place(1, finishing=True)]
    go_on.set()
    result(other)
    assert done == ["tidied", "new", "other"]


def test_speaking_anew_finishes_one_chunk_and_names_no_visitor_before(lab):
    chunk, go_on, begun = threading.Event(), threading.Event(), []

    class Slow(Lab):
        def stream(self, request):
            for part in super().stream(request):
                begun.append(request)
                chunk.set()
                go_on.wait(10)
                yield part

    machine, slow = Machine(), Slow(lab.engines)
    old = speak(slow, machine, Request("One.\n\nTwo.\n\nThree."))
    while not chunk.is_set():
        next(old)
    old.close()
    new = speak(slow, machine, Request("Four."))
    kinds = [next(new) for _ in range(2)]
    assert kinds[1] == {"kind": "working", "ahead": 0, "finishing": True}
    go_on.set()
    *_, last = new
    assert last == {"kind": "end"}
    assert begun == [Request("One.\n\nTwo.\n\nThree."), Request("Four.")]


def test_an_error_in_the_work_reaches_the_one_who_asked():
    go_on = threading.Event()

    def fail():
        go_on.wait(10)
        raise LabError("no")

    work = Machine().do(fail)
    assert next(work) == Place(0, finishing=False)
    go_on.set()
    with pytest.raises(LabError, match="no"):
        result(work)


def test_a_page_that_misses_values_finds_the_messages_in_the_next():
    values = list(ring(({"kind": "working", "ahead": i} for i in range(20)), run=3))
    seen = [message for value in (*values[7::8], values[-1]) for message in value.values()]
    assert {message["number"]: message["ahead"] for message in seen} == {i: i for i in range(20)}
    assert all(message["run"] == 3 for message in values[-1].values())


def test_all_voices_are_offered_those_of_a_language_together():
    shelf = Shelf.open(paths=False)
    choices = voices.voices(shelf)
    assert sorted(name for _, name in choices) == sorted(shelf.names())
    languages = [shelf.voice(name).language for _, name in choices]
    assert len(set(languages)) == sum(a != b for a, b in zip([None, *languages], languages, strict=False))
    assert ("American English · Heart ♀ · af_heart", "af_heart") in choices


def test_the_space_runs_from_a_clone_that_is_not_installed():
    code = """
import importlib.metadata as metadata
found = metadata.Distribution.from_name.__func__
def hidden(cls, name):
    if name == "kokoro-lab":
        raise metadata.PackageNotFoundError(name)
    return found(cls, name)
metadata.Distribution.from_name = classmethod(hidden)
import app, kokoro_lab.bench.run, kokoro_lab.cli, kokoro_lab.doctor, kokoro_lab.kokoro.voices
print([check.state for check in kokoro_lab.doctor._packages()])
"""
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["['absent']"]
