"""The inspector in a notebook: one module that carries all others, and asks over messages."""

import json
import re
import sys
import threading

import numpy as np
import pytest

from kokoro_lab import Edit, LabError, Request
from kokoro_lab.inspector import Inspector, widget
from kokoro_lab.inspector.bundle import STATIC, module, ordered, style
from kokoro_lab.inspector.desk import Desk
from kokoro_lab.inspector.payload import plain

HI = Request("Hi.")


class Sent:
    """What a desk has sent, by the id of the ask."""

    def __init__(self):
        self.messages, self.there = {}, threading.Condition()

    def __call__(self, content, buffers):
        with self.there:
            self.messages[content["id"]] = (content, buffers)
            self.there.notify_all()

    def wait(self, name):
        with self.there:
            assert self.there.wait_for(lambda: name in self.messages, 60)
            return self.messages[name]


def test_every_module_comes_after_those_that_it_imports_and_none_is_left_out():
    names = ordered("widget.js")
    assert names[-1] == "widget.js"
    assert "inspector.js" in names
    for at, name in enumerate(names):
        text = (STATIC / name).read_text(encoding="utf-8")
        imported = re.findall(r'^(?:import|export)[^;]*?"(\./[^"]+)"', text, re.M)
        assert {f"./{other}" for other in names[:at]} >= set(imported), name
        assert "import(" not in text  # which the bundle would not see
    assert json.dumps("widget.js") in module("widget.js")


def test_styles_ask_for_no_file():
    assert "url(" in style()
    assert set(re.findall(r"url\(\"?(\w+):", style())) == {"data"}
    assert len(re.findall(r"url\(", style())) == 1


def test_a_desk_answers_asks_and_says_what_is_wrong(lab):
    inspector, sent = Inspector(lab), Sent()
    desk = Desk(inspector, sent)
    ask = {"kind": "trace", "request": plain(HI), "chunk": 0}
    desk.receive({"id": "a", "ask": ask})
    desk.receive({"id": "b", "ask": {"kind": "nothing"}})
    content, buffers = sent.wait("a")
    assert content["message"]["kind"] == "trace"
    assert tuple(buffers) == inspector.answer(ask).buffers
    assert "known: " in sent.wait("b")[0]["error"]


def test_what_is_given_up_is_not_finished_and_what_follows_is_answered(lab):
    begun, sent = threading.Event(), Sent()

    class Slow(Inspector):
        def answer(self, ask, stopped):
            begun.set()
            return super().answer(ask, stopped)

    desk = Desk(Slow(lab), sent)
    long = Request("The old keeper climbed the stairs and listened to the wind over the water, " * 3)
    desk.receive({"id": "a", "ask": {"kind": "trace", "request": plain(long), "chunk": 0}})
    assert begun.wait(10)
    desk.receive({"id": "b", "ask": {"kind": "edits"}})
    desk.receive({"id": "c", "ask": {"kind": "edits"}})
    desk.receive({"id": "a", "drop": True})
    desk.receive({"id": "b", "drop": True})
    sent.wait("c")
    assert set(sent.messages) == {"c"}


def test_the_widget_carries_its_request_and_shows_the_trace_that_it_was_given(lab):
    pytest.importorskip("anywidget")
    trace = lab.fork(lab.trace(HI), Edit("flatten_pitch"))
    shown = widget(lab, trace)
    assert shown.request == trace.request
    np.testing.assert_array_equal(shown.trace["audio"], trace["audio"])
    assert widget(lab, HI).request == HI
    assert "createObjectURL" in shown._esm
    assert "kl-inspector" in shown._css
    sent = Sent()
    shown.send = sent
    ask = {"kind": "trace", "request": plain(shown.request), "chunk": 0}
    shown._handle_custom_msg({"id": "a", "ask": ask}, [])
    content, buffers = sent.wait("a")
    wave = next(t for t in content["message"]["tiers"] if t["kind"] == "wave")
    samples = np.frombuffer(buffers[wave["buffer"]], "<i2")
    np.testing.assert_allclose(samples / 32_767, trace["audio"], atol=1 / 32_767)


def test_what_the_cell_shows_can_be_read(lab):
    pytest.importorskip("anywidget")
    shown = widget(lab, HI)
    changed = Request("Hi.", edits=(Edit("whisper"),))
    shown.set_state({"shown": {"request": plain(changed), "chunk": 0}})  # as the cell does
    assert shown.request == changed
    assert shown.trace["f0"].max() == 0
    shown.set_state({"shown": {"request": plain(changed), "chunk": 7}})
    with pytest.raises(LabError, match="no chunk 7"):
        _ = shown.trace
    with pytest.raises(LabError, match="Request"):
        widget(lab, "Hi.")


def test_without_anywidget_the_extra_is_named(lab, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "kokoro_lab.inspector.notebook", raising=False)
    with pytest.raises(LabError, match=r"kokoro-lab\[notebook\]"):
        widget(lab, HI)
