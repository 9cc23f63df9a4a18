"""The deck in real Chromium: what leaves it has no click, and is what the trace holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

PLACES = {
    "static": Path(__file__).parents[1] / "kokoro_lab" / "inspector" / "static",
    "modules": Path(__file__).parent / "modules",
}
FADE = 240  # samples
PAGE = '<!doctype html><title>deck</title><script type="module" src="/modules/deck_page.mjs"></script>'


@pytest.fixture
def deck(page: Page) -> Iterator[Page]:
    """A page with a deck; nothing leaves the machine."""

    def answer(route: Route) -> None:
        _, _, _, place, *rest = route.request.url.split("/")
        if place in PLACES:
            route.fulfill(path=PLACES[place] / rest[0], content_type="text/javascript")
        else:
            route.fulfill(body=PAGE, content_type="text/html")

    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.route("http://localhost/**", answer)
    page.goto("http://localhost/")
    page.wait_for_function("window.usual !== undefined")
    page.mouse.click(5, 5)  # browsers let only what was touched make a sound
    page.evaluate("open()")
    yield page
    assert not errors


def act(page: Page, script: str, milliseconds: int = 300) -> None:
    page.evaluate(script)
    page.wait_for_timeout(milliseconds)


def assert_no_click(page: Page) -> None:
    """From sample to sample it goes no further than the signals themselves, and what a fade of 10 ms adds."""
    loudest = page.evaluate("loudest()")
    assert loudest > 0.1, "nothing was heard"
    assert page.evaluate("step()") <= page.evaluate("usual") + 2 * loudest / FADE


def test_once_through_is_heard_sample_by_sample(deck):
    act(deck, "deck.play()", 300)
    deck.wait_for_function("!model.get('playing')")
    deck.wait_for_timeout(100)
    assert deck.evaluate("distance()") < 1e-6
    assert deck.evaluate("model.get('playhead')") == deck.evaluate("B.seconds")
    assert_no_click(deck)


def test_start_seams_and_stop_do_not_click(deck):
    act(deck, "deck.play({from: 0.31337, to: 0.41421, loop: true})", 700)
    act(deck, "deck.stop()", 100)
    assert_no_click(deck)
    act(deck, "forget()")
    assert deck.evaluate("loudest()") == 0


def test_switches_go_on_at_the_same_phoneme_without_a_click(deck):
    act(deck, "model.set('loop', true); deck.play({from: 0.1, to: 1.4})", 500)
    before = deck.evaluate("B.place(model.get('playhead'))")
    act(deck, "model.set('showing', 'A')", 40)
    after = deck.evaluate("A.place(model.get('playhead'))")
    elapsed = (after["token"] + after["part"]) - (before["token"] + before["part"])
    assert -0.1 < elapsed < 0.4, (before, after)
    for side in "BABABA":
        act(deck, f"model.set('showing', '{side}')", 70)
    for change in ("'half', true", "'half', false", "'stage', 'hum'", "'stage', null", "'loop', false"):
        act(deck, f"model.set({change})", 90)
    for _ in range(6):
        act(deck, "deck.toggle()", 33)
    assert_no_click(deck)


SOON = """async (first, second) => {
  const { context } = deck.speaker;
  first();
  await new Promise((go) => setTimeout(go));
  const [before, since] = [context.currentTime, performance.now()];
  while (context.currentTime === before && performance.now() - since < 100);
  second();
}"""  # two orders, a block of the audio thread apart: the first is still fading in when the second counts


def test_a_sound_that_is_replaced_or_stopped_while_it_begins_does_not_click(deck):
    act(deck, "model.set('loop', true); deck.play({from: 0.1, to: 1.4})", 300)
    for _ in range(12):
        act(deck, f"({SOON})(() => model.set('showing', 'A'), () => model.set('showing', 'B'))", 60)
    for _ in range(12):
        act(deck, f"({SOON})(() => deck.play({{from: 0.3}}), () => deck.stop())", 60)
    assert_no_click(deck)


LATE = """() => {
  const clock = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "currentTime");
  const late = { get() { return clock.get.call(this) - 0.06; } };
  Object.defineProperty(deck.speaker.context, "currentTime", late);
}"""  # as where the page is held up between looking at the clock and giving its orders


def test_orders_that_reach_the_audio_thread_too_late_do_not_click(deck):
    deck.evaluate(LATE)
    act(deck, "model.set('loop', true); deck.play({from: 0.1, to: 1.4})", 300)
    for side in "ABABABAB":
        act(deck, f"model.set('showing', '{side}')", 70)
    for _ in range(8):
        act(deck, "deck.toggle()", 70)
    assert_no_click(deck)


def test_half_speed_takes_twice_as_long(deck):
    act(deck, "model.set('half', true); deck.play({from: 0.3, to: 1.2})", 800)
    assert 0.5 < deck.evaluate("model.get('playhead')") < 0.8
    assert_no_click(deck)
