"""The page in a real browser: what a visitor hears, sees and can do."""

import io
import re
import threading
import wave

import numpy as np
import pytest
from browser import TAP, heard
from playwright.sync_api import Page, expect

from kokoro_lab import Lab, Request
from kokoro_lab.listen.pcm import int16
from kokoro_lab.ui import serve

SHORT = "Hello there."
OTHER = "Good night."
LONG = "The first sentence is here. " + "Then there is another one, which goes on for a while. " * 12

# Presses Stop, and says how much had been heard before.
STOP = """() => {
  const before = window.heard.length;
  document.querySelector("#stop").click();
  return before;
}"""


class Watched(Lab):
    """A lab that knows how many chunks it has made, and whether anybody still waits for more."""

    def __init__(self, lab: Lab) -> None:
        super().__init__(lab.engines)
        self.made = 0
        self.streams = 0

    def stream(self, request):
        self.streams += 1
        try:
            for part in super().stream(request):
                self.made += 1
                yield part
        finally:
            self.streams -= 1


@pytest.fixture(scope="module")
def watched(lab):
    return Watched(lab)


@pytest.fixture(scope="module")
def address(watched):
    watched.say(Request(SHORT))  # what is built at first use is built now
    app, address = serve(lambda: watched, block=False)
    yield address
    app.close()


def visit(page: Page, address: str) -> Page:
    page.add_init_script(TAP)
    page.goto(address)
    page.get_by_role("tab", name="Listen").click()
    expect_state(page, "idle")
    return page


@pytest.fixture
def visitor(page: Page, address):
    return visit(page, address)


def expect_state(page: Page, *states: str) -> None:
    state = re.compile("|".join(states))
    expect(page.locator(".kl-status")).to_have_attribute("data-state", state, timeout=60_000)


def write(page: Page, text: str, voice: str | None = None) -> None:
    page.get_by_label("Text", exact=True).fill(text)
    if voice is not None:
        page.locator("#voice input").fill(voice)
        page.keyboard.press("Tab")


def speak(page: Page) -> None:
    page.get_by_role("button", name="Speak").click()


def expected(lab: Lab, text: str) -> np.ndarray:
    samples = int16(lab.say(Request(text)))
    sounding = np.flatnonzero(samples)
    return samples[sounding[0] : sounding[-1] + 1].astype(np.float32) / 32768


def test_it_opens_without_errors_or_requests_to_other_hosts(page, address):
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(page, address)
    page.get_by_role("button", name="Español").click()
    expect(page.locator("#voice input")).to_have_value(re.compile("ef_dora"))
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []


def test_what_is_heard_is_what_the_lab_makes_and_words_stand_over_phonemes(visitor, lab):
    write(visitor, SHORT)
    speak(visitor)
    expect(visitor.locator(".kl-text")).to_have_text(["Hello", "there."])
    expect(visitor.locator(".kl-phonemes")).to_have_text(["həlˈO", "ðˈɛɹ."])
    expect_state(visitor, "finished")
    assert list(dict.fromkeys(visitor.evaluate("window.marked"))) == ["Hello", "there."]
    expect(visitor.locator(".kl-heard")).to_have_count(0)
    np.testing.assert_array_equal(heard(visitor), expected(lab, SHORT))
    seconds = f"{len(lab.say(Request(SHORT))) / 24_000:.1f}"
    expect(visitor.locator(".kl-figure:visible")).to_have_text(
        [re.compile(r"^first sound\d+\.\d\d s$"), re.compile(r"^real-time factor\d+\.\d\d$"),
         f"heard{seconds} of {seconds} s", "chunks ready1 of 1"]
    )  # fmt: skip


def test_the_whole_wav_can_be_downloaded(visitor, lab):
    text = "One.\n\nTwo, three, four.\n\nFive."
    write(visitor, text)
    speak(visitor)
    with visitor.expect_download(timeout=60_000) as download:
        visitor.get_by_role("link", name="Download wav").click(timeout=60_000)
    with wave.open(io.BytesIO(download.value.path().read_bytes())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    np.testing.assert_array_equal(samples, int16(lab.say(Request(text))))


def test_stop_is_silence_at_once_and_the_machine_is_free(visitor, watched, lab):
    made = watched.made
    write(visitor, LONG)
    speak(visitor)
    expect_state(visitor, "speaking")
    stopped = visitor.evaluate(STOP)
    expect_state(visitor, "stopped")
    visitor.wait_for_function(f"window.heard.length > {stopped} + 48_000")  # the tap still listens
    after = np.flatnonzero(visitor.evaluate(f"window.heard.slice({stopped})"))
    assert not len(after) or after[-1] < 24_000, "more than what was on its way to the tap"
    for _ in range(1000):  # the chunk in the making is finished, no other is begun
        if watched.streams == 0:
            break
        visitor.wait_for_timeout(20)
    assert watched.streams == 0
    assert watched.made - made < len(lab.plan(Request(LONG)))

    made = watched.made
    visitor.evaluate("window.heard = []")
    write(visitor, SHORT)
    speak(visitor)
    expect_state(visitor, "finished")
    assert watched.made == made + 1
    np.testing.assert_array_equal(heard(visitor), expected(lab, SHORT))


def test_speak_while_speaking_starts_anew(visitor):
    write(visitor, LONG)
    speak(visitor)
    expect_state(visitor, "speaking")
    write(visitor, SHORT)
    speak(visitor)
    expect(visitor.locator(".kl-text")).to_have_text(["Hello", "there."], timeout=30_000)
    expect_state(visitor, "finished")


@pytest.mark.parametrize(
    ("voice", "message"),
    [("af_haert", "nearest: af_heart"), ("/etc/hostname.npy", "file")],
)
def test_a_voice_that_is_none_is_explained_in_place_and_the_session_goes_on(visitor, voice, message):
    write(visitor, SHORT, voice)
    speak(visitor)
    expect(visitor.get_by_role("alert").filter(has_text=re.compile(message))).to_be_visible(timeout=20_000)
    expect_state(visitor, "failed")
    write(visitor, OTHER, "0.5*af_heart + 0.5*am_adam")
    speak(visitor)
    expect(visitor.locator(".kl-failure")).to_be_empty()
    expect_state(visitor, "speaking", "finished")


def test_what_will_not_be_spoken_is_named(visitor):
    write(visitor, "Snow ☃ Zyxlor.")
    speak(visitor)
    expect(visitor.locator(".kl-lost .kl-item")).to_have_text([re.compile("^☃ ")])
    expect(visitor.locator(".kl-guessed .kl-item")).to_have_text([re.compile("^Zyxlor .*eSpeak")])
    expect(visitor.locator(".kl-silent .kl-text")).to_have_text(["☃"])


def test_the_keyboard_is_enough(visitor):
    visitor.get_by_label("Text", exact=True).focus()
    visitor.keyboard.press("ControlOrMeta+a")
    visitor.keyboard.type(LONG)
    visitor.keyboard.press("ControlOrMeta+Enter")
    expect_state(visitor, "speaking")
    visitor.keyboard.press("Escape")
    expect_state(visitor, "stopped")
    reached = set()
    for _ in range(20):
        visitor.keyboard.press("Tab")
        reached.add(visitor.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel"))
    assert {"Speak", "Numbers"} <= reached


def test_two_visitors_at_once_hear_each_their_own(visitor, new_context, address, lab):
    second = visit(new_context().new_page(), address)
    write(visitor, SHORT)
    write(second, OTHER)
    speak(visitor)
    speak(second)
    for page, text in ((visitor, SHORT), (second, OTHER)):
        expect_state(page, "finished")
        np.testing.assert_array_equal(heard(page), expected(lab, text))


def test_the_page_is_there_before_the_weights(page, lab):
    go_on = threading.Event()

    def load() -> Lab:
        go_on.wait(30)
        return lab

    app, address = serve(load, block=False)
    try:
        page.goto(address)
        expect(page.locator(".kl-state")).to_have_text("Loading the model")
        expect(page.get_by_role("button", name="Speak")).to_be_enabled()
        go_on.set()
        expect(page.locator(".kl-state")).to_have_text(re.compile("^Ready"))
        expect(page.locator(".kl-weights")).to_contain_text(lab.engines["kokoro"].identity["weights"][:12])
    finally:
        go_on.set()
        app.close()
