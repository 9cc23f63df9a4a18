"""The audition in real Chromium: takes are heard by keys, compared blind, ranked and taken along."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from browser import TAP, heard
from playwright.sync_api import Page, Route, expect

from kokoro_lab import Request
from kokoro_lab.casting.audition import Audition
from kokoro_lab.casting.ranking import rank

STATIC = Path(__file__).parents[1] / "kokoro_lab"
PLACES = {
    "casting": STATIC / "casting" / "static",
    "inspector": STATIC / "inspector" / "static",
    "modules": Path(__file__).parent / "modules",
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript"}
PAGE = """<!doctype html><title>audition</title><link rel="stylesheet" href="/casting/voices.css">
<link rel="stylesheet" href="/casting/audition.css"><div id="root"></div>
<script type="module" src="/modules/audition_page.mjs"></script>"""
DISPLAYS = {"af_heart": "Heart", "bf_emma": "Emma", "bf_isabella": "Isabella", "am_adam": "Adam"}
VOICES = list(DISPLAYS)
FADE = 240  # samples
FASTEST = 1 / 0.32  # words per second within a word of the fastest voice of audition_page.mjs
LATENCY = 0.15  # seconds from what is said to what is heard


def card(name: str) -> dict[str, object]:
    known = {
        "name": name,
        "display": DISPLAYS[name],
        "language": "en-us",
        "language_name": "American English",
    }
    unknown = dict.fromkeys(("gender", "grade", "clip", "seconds", "pitch", "spread", "pace"))
    return {**known, **unknown, "saved": False}


def looked_up(ask: dict) -> dict:
    """What the server says of cards, formulas and votes."""
    if ask["kind"] == "rank":
        ranking = rank(ask["count"], ask["votes"])
        items = [vars(item) for item in ranking.items]
        return {"kind": "rank", "items": items, "next": ranking.next, "decided": ranking.decided}
    if ask["kind"] == "gallery":
        return {"kind": "gallery", "text_of": {}, "voices": [card(name) for name in VOICES]}
    return {"kind": "formula", "language_name": "American English", "timbre": {}, "prosody": {}}


def answer(route: Route) -> None:
    _, _, _, place, *rest = route.request.url.split("/")
    if place == "ask":
        message = looked_up(json.loads(route.request.post_data))
        route.fulfill(json={"message": message, "buffers": []})
    elif place in PLACES:
        path = PLACES[place] / rest[0]
        route.fulfill(path=path, content_type=TYPES[path.suffix])
    else:
        route.fulfill(body=PAGE, content_type="text/html")


@pytest.fixture
def audition(page: Page) -> Iterator[Page]:
    """The place Voices with four candidates; takes are hums, and made when the test lets them."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.add_init_script(TAP)
    page.route("http://localhost/**", answer)
    page.goto("http://localhost/")
    page.wait_for_function("window.model?.get('cards').length")
    page.evaluate(f"act.chooseAll({json.dumps(VOICES)}); act.view('audition')")
    page.wait_for_selector(".kl-candidate")
    page.mouse.click(5, 5)  # browsers let only what was touched make a sound
    yield page
    assert not errors


def spoken(page: Page) -> Page:
    """All candidates spoken, and silence."""
    page.evaluate("letGo()")
    page.get_by_role("button", name="Speak all 4").click()
    page.wait_for_function("model.get('takes').size === 4 && model.get('playing')")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(100)
    page.evaluate("window.heard.splice(0)")
    return page


def playing(page: Page, formula: str) -> None:
    page.wait_for_function(f"model.get('playing') && model.get('heard')?.formula === '{formula}'")


def assert_no_click(page: Page) -> None:
    """From sample to sample it goes no further than the hums themselves, and what a fade of 10 ms adds."""
    samples = heard(page)
    loudest = np.abs(samples).max()
    assert loudest > 0.1, "nothing was heard"
    steepest = loudest * 2 * np.pi * 230 / 24_000
    assert np.abs(np.diff(samples)).max() <= steepest + 2 * loudest / FADE


def test_the_first_is_heard_while_the_others_are_made(audition):
    audition.get_by_role("button", name="Speak all 4").click()
    rows = audition.locator(".kl-candidate")
    expect(rows.nth(0)).to_contain_text("being made")
    expect(rows.nth(3)).to_contain_text("waiting")
    audition.evaluate("go()")
    playing(audition, "af_heart")
    expect(rows.nth(0)).to_contain_text("2.6 s")
    expect(rows.nth(1)).to_contain_text("being made")
    audition.keyboard.press("3")  # is not there yet, and is heard as soon as it is
    audition.evaluate("go()")
    expect(rows.nth(1)).to_contain_text("2 steps")
    playing(audition, "af_heart")
    audition.evaluate("letGo()")
    playing(audition, "bf_isabella")
    expect(audition.get_by_text("4 takes in 2.0 s of work. 6 steps")).to_be_visible()
    assert [message["request"]["voice"] for message in audition.evaluate("asked")] == VOICES
    assert_no_click(audition)


def test_another_voice_goes_on_at_the_same_word_without_a_click(audition):
    spoken(audition)
    audition.keyboard.press("1")
    audition.wait_for_function("model.get('playhead') > 0.8")
    for key in ("2", "3", "ArrowDown", "ArrowUp", "1", "4"):
        went = audition.evaluate(f"further('{key}')")
        assert -0.05 <= went["words"] < FASTEST * (went["seconds"] + LATENCY), key
    assert audition.evaluate("model.get('heard').formula") == "am_adam"
    audition.keyboard.press("Space")
    audition.wait_for_function("!model.get('playing')")
    audition.wait_for_timeout(150)
    assert_no_click(audition)
    left = audition.evaluate("model.get('playhead')")
    audition.keyboard.press("Space")
    playing(audition, "am_adam")
    assert audition.evaluate("model.get('playhead')") - left < 0.3


def test_words_light_up_and_are_gone_to(audition):
    spoken(audition)
    audition.keyboard.press("2")
    lit = audition.locator(".kl-audition-word.kl-lit")
    expect(lit).to_have_text("One")
    expect(lit).to_have_text("two")
    audition.get_by_text("five.").first.click()
    expect(lit).to_have_text("five.")
    audition.keyboard.press("Space")
    audition.keyboard.press("ArrowLeft")
    expect(lit).to_have_text("four")
    audition.keyboard.press("ArrowLeft")
    expect(lit).to_have_text("three")
    audition.keyboard.press("ArrowRight")
    expect(lit).to_have_text("four")


def test_keys_are_left_to_fields_and_to_other_views(audition):
    spoken(audition)
    audition.evaluate("document.body.append(document.createElement('input'))")
    audition.locator("body > input").focus()
    audition.keyboard.type("12b")
    assert audition.evaluate("[model.get('playing'), model.get('blind')]") == [False, False]
    assert audition.locator("body > input").input_value() == "12b"
    audition.evaluate("document.activeElement.blur(); act.view('gallery')")
    audition.keyboard.press("b")
    assert audition.evaluate("model.get('blind')") is False


def test_candidates_are_used_and_taken_away(audition):
    audition.locator(".kl-candidate").nth(1).get_by_role("button", name="Use").click()
    assert audition.evaluate("used") == "bf_emma"
    audition.locator(".kl-candidate").nth(1).get_by_role("button", name="Take Emma away").click()
    expect(audition.locator(".kl-candidate")).to_have_count(3)
    assert audition.evaluate("model.get('chosen')") == [name for name in VOICES if name != "bf_emma"]


def vote(page: Page, key: str | None = None) -> None:
    """Hear both, say which; without a key, the one that comes first in the alphabet."""
    page.wait_for_selector(".kl-blind-booth:visible")
    before = page.locator(".kl-blind-progress").text_content()
    voices = []
    for side in (0, 1):
        was_heard = f"document.querySelectorAll('.kl-blind-side')[{side}].matches('.kl-was-heard')"
        while not page.evaluate(was_heard):  # again, if it was so near its end that it was not heard
            page.keyboard.press(str(side + 1))
            page.wait_for_function("model.get('playing')")
            voice = page.evaluate("model.get('heard')?.formula")
            page.wait_for_function(f"!model.get('playing') || {was_heard}")
        voices.append(voice)
    page.keyboard.press(key or ("ArrowLeft" if voices == sorted(voices) else "ArrowRight"))
    expect(page.locator(".kl-blind-progress")).not_to_have_text(before)


def test_a_blind_test_hides_every_name_until_it_is_over(audition):
    spoken(audition)
    audition.evaluate("act.choose('am_adam', false)")
    audition.keyboard.press("b")
    audition.wait_for_selector(".kl-blind-booth:visible")
    audition.keyboard.press("ArrowLeft")  # nothing was heard yet
    expect(audition.locator(".kl-blind-progress")).to_contain_text("0 votes")
    expect(audition.get_by_role("button", name="First is better")).to_be_disabled()
    vote(audition)
    vote(audition, "s")
    expect(audition.locator(".kl-blind-progress")).to_contain_text("1 vote · 1 skipped · 2 of 3 pairs")
    audition.get_by_role("button", name="Show standings").click()
    expect(audition.locator("#voices-audition")).to_contain_text("Voice A")  # the server ranks
    hidden = audition.evaluate(
        "document.querySelector('#voices-audition').outerHTML + document.querySelector('.kl-tray').outerHTML"
    )
    for name in (*VOICES, *DISPLAYS.values()):
        assert name not in hidden
    audition.keyboard.press("Control+z")
    expect(audition.locator(".kl-blind-progress")).to_contain_text("1 vote · 1 of 3 pairs")
    for _ in range(2):
        vote(audition)
    expect(audition.locator(".kl-blind-progress")).to_contain_text(
        re.compile(r"3 of 3 pairs compared · \d+\u00a0% sure which is best")
    )
    audition.get_by_role("button", name="Reveal the names").click()
    ranking = audition.get_by_role("table").filter(has_text="Strength")
    expect(ranking.locator("tbody th")).to_have_text(["Heart", "Emma", "Isabella"])
    assert audition.evaluate("model.get('blind')") is False
    expect(audition.locator(".kl-candidate")).to_have_count(3)
    expect(audition.get_by_role("button", name="Export 1 voice")).to_be_visible()
    audition.get_by_role("button", name="Use the winner").click()
    assert audition.evaluate("used") == "af_heart"
    with audition.expect_download() as download:
        audition.get_by_role("button", name="Export the winner").click()
    assert download.value.suggested_filename == "voices.zip"
    sent = audition.evaluate("asked.at(-1)")
    assert [row["name"] for row in sent["table"]] == ["Heart"]
    assert [request["voice"] for request in sent["requests"]] == ["af_heart"]
    assert sent["table"][0]["rank"] == 1
    assert sent["table"][0]["low"] < sent["table"][0]["strength"] < sent["table"][0]["high"]


def test_votes_are_not_lost_without_a_question(audition):
    spoken(audition)
    audition.keyboard.press("b")
    audition.keyboard.press("b")
    assert audition.evaluate("model.get('blind')") is False, "there was nothing to lose"
    audition.keyboard.press("b")
    vote(audition, "ArrowLeft")
    audition.evaluate("act.choose('am_adam', false)")
    audition.get_by_role("button", name="Compare the earlier ones").click()
    assert sorted(audition.evaluate("model.get('chosen')")) == sorted(VOICES)
    audition.evaluate("place.typed({ ...request, text: 'Six seven eight.' })")
    audition.get_by_role("button", name="keep the votes").click()
    audition.wait_for_selector(".kl-blind-booth:visible")
    expect(audition.locator(".kl-blind-progress")).to_contain_text("1 vote")
    audition.get_by_role("button", name="Reveal the names").click()
    expect(audition.get_by_text("5 pairs of 6 were not compared yet.")).to_be_visible()
    audition.get_by_role("button", name="Go on").click()
    audition.evaluate("act.choose('am_adam', false)")
    audition.get_by_role("button", name="End the test").click()
    assert audition.evaluate("model.get('blind')") is False
    expect(audition.locator(".kl-candidate")).to_have_count(3)


def test_whoever_writes_goes_on_writing_while_the_blind_test_asks(audition):
    spoken(audition)
    audition.keyboard.press("b")
    vote(audition, "ArrowLeft")
    audition.evaluate("document.body.append(document.createElement('input'))")
    audition.locator("body > input").focus()
    audition.evaluate("place.typed({ ...request, text: 'Six seven eight.' })")
    expect(audition.get_by_role("button", name="keep the votes")).to_be_visible()
    audition.keyboard.type(" b 1")
    assert audition.locator("body > input").input_value() == " b 1"
    expect(audition.get_by_role("button", name="keep the votes")).to_be_visible()


def test_a_vote_that_comes_too_early_is_said_not_to_count(audition):
    spoken(audition)
    audition.keyboard.press("b")
    audition.wait_for_selector(".kl-blind-booth:visible")
    expect(audition.locator(".kl-blind-hint")).to_contain_text("Hear both, half a second")
    audition.keyboard.press("ArrowLeft")
    expect(audition.locator(".kl-blind-hint")).to_contain_text("Not counted yet: hear both")
    vote(audition, "ArrowLeft")
    expect(audition.locator(".kl-blind-hint")).to_contain_text("Hear both, half a second")


def test_before_the_page_is_touched_nothing_waits_to_sound(page: Page):
    page.add_init_script(TAP)
    page.route("http://localhost/**", answer)
    with page.expect_console_message(lambda message: message.text == "silent: true"):
        page.goto("http://localhost/#untouched")  # it speaks by itself: to evaluate is to touch
    with page.expect_console_message(lambda message: message.text == "silent: false"):
        page.mouse.click(5, 5)
    page.wait_for_timeout(300)
    assert page.evaluate("model.get('playing')") is False
    assert len(heard(page)) == 0
    page.evaluate("act.hearTake('af_heart')")
    playing(page, "af_heart")


def test_real_voices_are_spoken_as_they_speak_alone_and_exported(page: Page, lab, address):
    page.add_init_script(TAP)
    page.goto(address)
    page.wait_for_function("window.kokoroLab")
    page.get_by_role("tab", name="Voices").click()
    page.get_by_role("textbox", name="Text").fill("Good evening.")
    page.evaluate("Object.assign(window, window.kokoroLab.voices); act.chooseAll(['bf_emma', 'bf_isabella'])")
    page.wait_for_function("model.get('request').text === 'Good evening.'")
    page.get_by_role("tab", name="Audition").click()
    page.get_by_role("button", name="Speak all 2").click()
    page.wait_for_function("model.get('takes').has('bf_emma') && model.get('playing')", timeout=60_000)
    page.wait_for_function("model.get('takes').size === 2", timeout=60_000)
    audition = Audition(lab)
    for name in ("bf_emma", "bf_isabella"):
        take = f"model.get('takes').get('{name}')"
        request = Request.from_json(json.dumps(page.evaluate(f"{take}.request")))
        held = page.evaluate(f"[...{take}.samples]")
        np.testing.assert_array_equal(np.array(held, np.int16), audition.take(request).samples)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export all 2").click()
    with ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as file:
        assert sorted(file.namelist()) == ["bf_emma.wav", "bf_isabella.wav", "table.csv"]
