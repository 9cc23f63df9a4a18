"""A cast in the place Listen: two speakers heard in a real browser, and what the page is told of them."""

import base64
import re

import numpy as np
import pytest
from browser import TAP, heard
from playwright.sync_api import Page, expect

from kokoro_lab import Lab, LabError, Request
from kokoro_lab.dialogue import Cast, Role
from kokoro_lab.dialogue.cast import NOBODY
from kokoro_lab.kokoro import Kokoro
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.listen.pcm import int16
from kokoro_lab.ui.machine import Machine
from kokoro_lab.ui.shared import Shared
from kokoro_lab.ui.speaking import speak as messages

PLAY = "Emma: Hello, Tom.\nTom: Good night."
CAST = {"pause": 0.5, "roles": {"Emma": {"voice": "bf_emma"}, "Tom": "am_adam"}}


@pytest.fixture
def visitor(page: Page, address):
    page.add_init_script(TAP)
    page.goto(address)
    page.get_by_role("tab", name="Listen").click()
    expect_state(page, "idle")
    return page


def expect_state(page: Page, *states: str) -> None:
    state = re.compile("|".join(states))
    expect(page.locator(".kl-status")).to_have_attribute("data-state", state, timeout=120_000)


def say(page: Page, text: str) -> None:
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Speak", exact=True).click()


def add(page: Page, name: str, voice: str) -> None:
    panel = page.locator(".kl-cast")
    panel.get_by_role("button", name="Add a speaker").click()
    panel.get_by_label("Name", exact=True).last.fill(name)
    panel.get_by_label("Voice", exact=True).last.fill(voice)


def check_heard(page: Page, lab: Lab, pause: int) -> None:
    """The play is heard, each turn as if said alone, and at least so many samples of silence between them.

    What has no sound is compared elsewhere: a slow machine makes the silence longer.
    """
    emma = lab.say(Request("Hello, Tom.\n", "bf_emma"))
    tom = lab.say(Request("Good night.", "am_adam"))
    expected = int16(np.concatenate([emma, tom])).astype(np.float32) / 32768
    sent = heard(page)
    sounding = np.flatnonzero(sent)
    np.testing.assert_array_equal(sent[sounding], expected[expected != 0])
    assert np.diff(sounding).max() > pause


# In the browser


def test_two_speakers_are_heard_in_order_with_the_pause_and_read_under_their_names(visitor, lab):
    expect(visitor.locator(".kl-cast-table")).to_be_hidden()
    visitor.get_by_text("Cast: one speaker").click()
    add(visitor, "Emma", "bf_emma")
    add(visitor, "Tom", "am_adam")
    visitor.get_by_label("Pause between turns, seconds").fill("0.5")
    expect(visitor.locator(".kl-cast-title")).to_have_text("Cast: Emma and Tom")
    say(visitor, PLAY)
    expect_state(visitor, "finished")
    expect(visitor.locator(".kl-turn")).to_have_text(["Emma", "Tom"])
    expect(visitor.locator(".kl-text")).to_have_text(["Hello,", "Tom.", "Good", "night."])
    check_heard(visitor, lab, pause=12_000)
    assert list(dict.fromkeys(visitor.evaluate("window.marked"))) == ["Hello,", "Tom.", "Good", "night."]

    visitor.reload()  # the cast is kept, and can be let go
    visitor.get_by_role("tab", name="Listen").click()
    visitor.get_by_text("Cast: Emma and Tom").click()
    visitor.get_by_role("button", name="Remove Emma").click()
    expect(visitor.locator(".kl-cast-title")).to_have_text("Cast: Tom")


def test_a_text_that_looks_like_a_play_is_cast_at_one_press(visitor):
    offer = visitor.locator(".kl-cast-offer")
    expect(offer).to_be_hidden()
    visitor.get_by_label("Text", exact=True).fill("Emma: Hello.\nOld Tom: Good night.\nEmma: So it is.")
    expect(offer).to_have_text("Emma and Old Tom look like speakers: cast them")
    offer.click()
    expect(visitor.locator(".kl-cast-title")).to_have_text("Cast: Emma and Old Tom")
    expect(visitor.get_by_label("Voice", exact=True).first).to_have_value("bf_emma")
    expect(visitor.get_by_label("Voice", exact=True).last).to_have_value(re.compile("^am_"))
    expect(offer).to_be_hidden()


def test_a_wrong_voice_in_a_tag_is_an_error_and_the_session_goes_on(visitor, lab):
    say(visitor, "Hello. [voice: bf_ema] Good night.")
    expect_state(visitor, "failed")
    expect(visitor.locator(".kl-failure")).to_have_text(
        re.compile(r"\[voice: bf_ema\].* at character 7, line 1: no voice named 'bf_ema'; nearest: bf_emma")
    )
    assert len(heard(visitor)) == 0
    say(visitor, "[voice: bf_emma] Hello, Tom.\n[voice: am_adam] Good night.")
    expect_state(visitor, "finished")
    expect(visitor.locator(".kl-turn")).to_have_text(["bf_emma", "am_adam"])
    expect(visitor.locator(".kl-failure")).to_have_text("")
    check_heard(visitor, lab, pause=9_600)


def test_stop_ends_a_play(visitor):
    visitor.get_by_text("Cast: one speaker").click()
    add(visitor, "Emma", "bf_emma")
    add(visitor, "Tom", "am_adam")
    say(visitor, f"{PLAY}\n" * 20)
    expect_state(visitor, "speaking")
    visitor.get_by_role("button", name="Stop", exact=True).click()
    expect_state(visitor, "stopped")
    visitor.evaluate("window.heard = []")
    say(visitor, "Emma: Oh.")
    expect_state(visitor, "finished")
    expect(visitor.locator(".kl-turn")).to_have_text(["Emma"])
    assert 2_400 < len(heard(visitor)) < 48_000


# Without a browser


def test_the_messages_count_in_the_whole_text(lab):
    told = list(messages(lab, Machine(), Request(PLAY), Cast.of(CAST)))
    chunks = [chunk for message in told if message["kind"] == "plan" for chunk in message["chunks"]]
    assert [chunk["index"] for chunk in chunks] == [0, 1]
    assert [chunk["turn"] for chunk in chunks] == [
        {"speaker": "Emma", "voice": "bf_emma"},
        {"speaker": "Tom", "voice": "am_adam"},
    ]
    assert all(PLAY[slice(*word["span"])] == word["text"] for chunk in chunks for word in chunk["words"])
    sounds = [message for message in told if message["kind"] == "sound"]
    samples = [np.frombuffer(base64.b64decode(sound["samples"]), "<i2") for sound in sounds]
    assert not samples[1][:12_000].any(), "half a second of silence stands before the second speaker"
    first, start, end = sounds[1]["words"][0]
    assert PLAY[first:].startswith("Good")
    assert len(samples[0]) / 24_000 + 0.5 < start < end


def test_a_turn_is_told_where_the_text_says_who_speaks_and_nowhere_else(lab):
    text = "One.\n\nTwo. [voice: bf_emma] Three. [voice] Four."
    plans = [message for message in messages(lab, Machine(), Request(text)) if message["kind"] == "plan"]
    begun = [chunk["turn"] for plan in plans for chunk in plan["chunks"]]
    assert [turn and (turn["speaker"], turn["voice"]) for turn in begun] == [
        None, None, (None, "bf_emma"), (None, "af_heart"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cast", "fault"),
    [
        ({"roles": {str(i): "bf_emma" for i in range(51)}}, "the cast has 51 roles; this page takes 50"),
        (
            {"roles": {"Emma": {"voice": "a" * 2_001}}},
            "the voice has 2,001 characters; this page takes 2,000",
        ),
        ({"roles": {"Emma": "a" * 2_001}}, "the voice has 2,001 characters; this page takes 2,000"),
        ({"roles": {"Emma": {"voice": ""}}}, "the cast's Emma: a role needs a voice"),
        ("Emma", "the cast must be an object"),
    ],
)
def test_a_cast_that_cannot_be_used_is_refused_at_once(cast, fault):
    shared = Shared(lambda: pytest.fail("it is loaded"))
    (only,) = shared.speak(PLAY, "af_heart", "", 1.0, 0, cast)
    assert only["kind"] == "error"
    assert fault in only["message"]


def test_strangers_name_no_files_in_tags_or_roles(lab):
    ours = lab.engines["kokoro"]
    strict = Kokoro(ours.network, Shelf.open(paths=False), ours.reader, {"weights": ours.identity["weights"]})
    for text, cast in (
        ("[voice: ./secret.npy] hi", NOBODY),
        ("Emma: hi", Cast({"Emma": Role("./secret.npy")})),
    ):
        with pytest.raises(LabError, match=r"at character 0, line 1: voices cannot be read from files here"):
            next(messages(Lab({"kokoro": strict}), Machine(), Request(text), cast))
