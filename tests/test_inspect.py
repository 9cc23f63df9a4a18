"""The inspector in a real browser: an utterance is looked into, changed, heard and handed on."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from browser import TAP, heard
from playwright.sync_api import Page, expect

from kokoro_lab import Edit, Lab, Request
from kokoro_lab.listen.pcm import int16
from kokoro_lab.ui import serve

TEXT = "The moon rose slowly over the quiet harbour."
FIRST = Request(TEXT)
VOWEL = "u, 4 frames, 100 ms, in ‘moon’"  # as the ruler says it

TRACE = "window.kokoroLab.inspector.model.get('trace')"


def visit(page: Page, address: str) -> Page:
    page.add_init_script(TAP)
    page.goto(address)
    page.wait_for_function(f"window.kokoroLab && {TRACE}", timeout=60_000)
    return page


@pytest.fixture
def visitor(page: Page, address):
    page.set_viewport_size({"width": 1500, "height": 1000})
    return visit(page, address)


def request(page: Page) -> Request:
    return Request.from_json(json.dumps(page.evaluate(f"{TRACE}.request")))


def samples(page: Page) -> np.ndarray:
    """What the page holds of the sound."""
    return np.array(page.evaluate(f"[...{TRACE}.samples]"), dtype=np.int16)


def settle(page: Page) -> None:
    """Wait until no change is on its way."""
    page.wait_for_function("!window.kokoroLab.inspector.model.get('busy')", timeout=60_000)


def quiet(page: Page) -> None:
    """Wait until all has been heard."""
    page.wait_for_function("window.heard.some((sample) => sample)", timeout=20_000)
    page.wait_for_function("!window.kokoroLab.inspector.model.get('playing')", timeout=20_000)
    page.wait_for_timeout(500)  # on its way to the tap


def loud(samples: np.ndarray) -> np.ndarray:
    """From the first loud sample to the last, so without the faint ends that a fade touches."""
    there = np.flatnonzero(np.abs(samples) > 0.02)
    return samples[there[0] : there[-1] + 1]


def played(audio: np.ndarray) -> np.ndarray:
    """As the page plays it: 16 bits."""
    return loud(int16(audio).astype(np.float32) / 32768)


def choose(page: Page, label: str) -> None:
    """Go to a phoneme with the arrow keys."""
    phonemes = page.get_by_role("listbox", name="Phonemes")
    phonemes.focus()
    wanted = phonemes.get_by_role("option", name=label)
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        page.evaluate("() => new Promise(requestAnimationFrame)")  # drawn
        if wanted.get_attribute("aria-selected"):
            return
    raise AssertionError(f"the arrow keys do not reach {label}")


def lengthen(page: Page) -> None:
    """Pull the vowel's right edge three frames to the right."""
    row = page.locator(".kl-row[data-tier=phonemes] canvas").first
    box = row.bounding_box()
    edge = page.evaluate(
        f"""() => {{
          const trace = {TRACE};
          const [start, end] = window.kokoroLab.inspector.model.get('span');
          const token = trace.tokens.findIndex(({{ symbol }}) => symbol === 'u');
          return [trace.tokens[token].end, 0.075].map((seconds) => seconds / (end - start));
        }}"""
    )
    x, y = box["x"] + edge[0] * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + edge[1] * box["width"] / 2, y, steps=3)
    page.mouse.move(x + edge[1] * box["width"], y, steps=3)
    page.mouse.up()
    settle(page)


def test_it_shows_a_complete_trace_and_plays_it_before_the_weights_are_there(page, lab):
    from threading import Event

    go_on = Event()

    def load() -> Lab:
        go_on.wait(60)
        return lab

    app, address = serve(load, block=False)
    try:
        visit(page, address)
        assert request(page) == FIRST
        expect(page.locator(".kl-row")).to_have_count(10)
        expect(page.get_by_role("tabpanel", name="Station")).to_contain_text("lasts 4 frames, 100 ms")
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("!window.kokoroLab.inspector.model.get('playing')", timeout=20_000)
        assert len(heard(page)) > 2 * 24_000
    finally:
        go_on.set()
        app.close()


def test_it_opens_without_errors_or_requests_to_other_hosts(page, address):
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(page, address)
    for name in ("What if", "Compare", "Network", "Share", "Station"):
        page.get_by_role("tab", name=name).click()
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []


def test_a_vowel_is_made_longer_and_undone_and_the_link_gives_the_same_samples(visitor, new_context, lab):
    before = samples(visitor)
    lengthen(visitor)
    changed = request(visitor)
    assert [edit.name for edit in changed.edits] == ["set_durations"]
    np.testing.assert_array_equal(samples(visitor), int16(lab.say(changed)))
    assert len(samples(visitor)) == len(before) + 3 * 600
    expect(visitor.locator(".kl-doing")).to_contain_text("spectrum")  # what ran again
    quiet(visitor)
    np.testing.assert_allclose(loud(heard(visitor)), played(lab.say(changed)), atol=1e-6)

    visitor.wait_for_function("location.hash.includes('edits=')")
    other = visit(new_context().new_page(), visitor.url)
    settle(other)
    assert request(other) == changed
    np.testing.assert_array_equal(samples(other), samples(visitor))

    visitor.keyboard.press("Control+z")
    np.testing.assert_array_equal(samples(visitor), before)
    visitor.keyboard.press("Control+Shift+z")
    assert request(visitor) == changed


def test_keys_lengthen_a_phoneme_and_its_station_says_why_it_is_long(visitor):
    choose(visitor, VOWEL)
    visitor.keyboard.press("Alt+ArrowRight")
    settle(visitor)
    expect(visitor.get_by_role("option", name="u, 5 frames, 125 ms, in ‘moon’")).to_be_attached()
    station = visitor.get_by_role("tabpanel", name="Station")
    expect(station).to_contain_text("sum of the votes")
    expect(station).to_contain_text("An edit made it 5: 1 frame more")


def test_the_pitch_is_flattened_and_both_are_heard_in_turn_at_the_same_phoneme(visitor):
    visitor.get_by_role("tab", name="What if").click()
    visitor.get_by_role("button", name="flatten pitch").first.click()
    settle(visitor)
    assert [edit.name for edit in request(visitor).edits] == ["flatten_pitch"]
    model = "window.kokoroLab.inspector.model"
    f0 = np.array(visitor.evaluate(f"[...{TRACE}.tier('f0').values]"))
    assert np.ptp(f0[f0 > 10]) < 1
    if not visitor.evaluate(f"{model}.get('playing')"):
        visitor.get_by_role("button", name="Play").click()
    visitor.wait_for_function(f"{model}.get('playhead') > 0.8")
    visitor.keyboard.press("a")
    visitor.wait_for_function(f"{model}.get('showing') === 'A' && {model}.get('playing')")
    place = visitor.evaluate(f"{model}.get('playhead')")
    assert 0.7 < place < 2.5, "it went on where it was"


def test_a_newer_change_cancels_the_older_run(visitor):
    choose(visitor, VOWEL)
    for _ in range(3):
        visitor.keyboard.press("Alt+ArrowRight")
        visitor.wait_for_timeout(500)  # each is already running when the next comes
    settle(visitor)
    (edit,) = request(visitor).edits
    assert edit.name == "set_durations"
    assert visitor.evaluate(f"{TRACE}.tokens.find(({{ symbol }}) => symbol === 'u').frames") == 7
    assert visitor.evaluate("window.kokoroLab.inspector.model.get('history').all.size") <= 3


def test_no_change_is_lost_between_a_trace_and_its_drawing(visitor):
    choose(visitor, VOWEL)
    visitor.evaluate(
        """() => {
          const { model } = kokoroLab.inspector;
          const longer = { key: "ArrowRight", altKey: true, bubbles: true };
          model.on("arrived", () => {
            if (!window.early) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", longer));
            window.early = true;
          });
        }"""
    )
    visitor.keyboard.press("Alt+ArrowRight")
    visitor.wait_for_function("window.early")
    visitor.wait_for_timeout(100)  # drawn, and the second one not yet spoken
    visitor.keyboard.press("Alt+ArrowRight")
    settle(visitor)
    assert visitor.evaluate(f"{TRACE}.tokens.find(({{ symbol }}) => symbol === 'u').frames") == 7


def test_a_pronunciation_is_chosen_and_written_into_the_text(visitor):
    visitor.get_by_role("tab", name=re.compile("^plan")).click()
    station = visitor.get_by_role("tabpanel", name="Station")
    station.get_by_role("button", name=re.compile("^harbour")).click()
    station.get_by_role("button", name=re.compile("hˈɑːbə")).click()
    settle(visitor)
    assert request(visitor).text == "The moon rose slowly over the quiet [harbour](/hˈɑːbə/)."
    expect(visitor.get_by_label("Text", exact=True)).to_have_value(request(visitor).text)


@pytest.mark.parametrize("name", ["wav", "npz", "TextGrid", "SRT", "SVG", "PNG"])
def test_it_can_be_taken_along(visitor, name):
    visitor.get_by_role("tab", name="Share").click()
    with visitor.expect_download(timeout=60_000) as download:
        visitor.get_by_role("button", name=re.compile(name)).click()
    path = Path(download.value.path())
    assert path.stat().st_size > 50
    assert download.value.suggested_filename.lower().endswith(("." + name.lower(), ".zip"))


def test_two_visitors_see_each_their_own(visitor, new_context, address, lab):
    second = visit(new_context().new_page(), address)
    visitor.keyboard.press("Control+Enter")
    lengthen(visitor)
    settle(second)
    assert request(second) == FIRST
    assert request(visitor) != FIRST
    np.testing.assert_array_equal(samples(second), int16(lab.say(FIRST)))


@pytest.mark.parametrize(
    ("link", "why"),
    [("text=Hello&edits=%5B1%5D", "edits"), ("text=Hello&voice=af_haert", "nearest: af_heart")],
)
def test_a_link_that_cannot_be_shown_is_explained_and_the_page_goes_on(page, address, link, why):
    page.goto(f"{address}#{link}")
    page.wait_for_function(f"window.kokoroLab && {TRACE}", timeout=60_000)
    expect(page.get_by_role("alert").filter(has_text=re.compile(why))).to_be_visible(timeout=30_000)
    assert request(page) == FIRST
    page.get_by_role("button", name="Speak").click()
    page.wait_for_function(f"{TRACE}?.chunk.text", timeout=60_000)


def test_an_edit_of_a_request_survives_the_link(page, address, lab):
    wanted = Request("Hello there.", "af_heart", speed=1.25, seed=7, edits=(Edit("whisper", tokens=(2, 6)),))
    page.goto(address)
    page.wait_for_function("window.kokoroLab")
    edits = json.dumps([{"name": "whisper", "arguments": {"tokens": [2, 6]}, "chunk": None}])
    link = "#text=Hello+there.&speed=1.25&seed=7&edits="
    page.evaluate("([link, edits]) => { location.hash = link + encodeURIComponent(edits) }", [link, edits])
    page.wait_for_function(f"{TRACE}?.chunk.text === 'Hello there.'", timeout=60_000)
    assert request(page) == wanted
    np.testing.assert_array_equal(samples(page), int16(lab.say(wanted)))


def test_a_link_is_followed_although_the_address_is_written_at_the_same_moment(visitor):
    visitor.wait_for_function("location.hash.includes('station=')")
    visitor.evaluate(
        """() => {
          const { href } = location;
          location.hash = "#text=Hello+there.";
          history.replaceState(history.state, "", href);
        }"""
    )
    visitor.wait_for_function(f"{TRACE}.chunk.text === 'Hello there.'", timeout=20_000)


def test_a_longer_text_is_spoken_on_to_its_end(visitor, lab):
    text = "One.\n\nTwo, three."
    visitor.get_by_label("Text", exact=True).fill(text)
    visitor.keyboard.press("ControlOrMeta+Enter")
    visitor.wait_for_function(f"{TRACE}.chunk.index === 1", timeout=60_000)
    expect(visitor.locator(".kl-sentence")).to_contain_text("Chunk 2 of 2")
    visitor.wait_for_function("!window.kokoroLab.inspector.model.get('playing')", timeout=20_000)
    visitor.wait_for_timeout(500)
    parts = [played(part["audio"]) for part in lab.stream(Request(text))]
    spoken = loud(heard(visitor))
    np.testing.assert_allclose(spoken[: len(parts[0])], parts[0], atol=1e-6)
    np.testing.assert_allclose(spoken[-len(parts[1]) :], parts[1], atol=1e-6)


def test_what_was_listened_to_can_be_looked_into(visitor):
    visitor.get_by_role("tab", name="Listen").click()
    visitor.get_by_label("Text", exact=True).fill("Good night.")
    visitor.get_by_role("button", name="Speak").click()
    expect(visitor.locator(".kl-status")).to_have_attribute("data-state", "finished", timeout=60_000)
    visitor.get_by_role("tab", name="Inspect").click()
    visitor.wait_for_function(f"{TRACE}.chunk.text === 'Good night.'", timeout=60_000)


def test_the_word_under_the_cursor_is_marked_in_the_text_and_in_every_tier(visitor):
    canvas = visitor.locator(".kl-row[data-tier=f0] canvas").first.bounding_box()
    share = visitor.evaluate(
        f"{TRACE}.tokens.find(({{ symbol }}) => symbol === 'u').start / {TRACE}.seconds + 0.01"
    )
    visitor.mouse.move(canvas["x"] + share * canvas["width"], canvas["y"] + canvas["height"] / 2)
    expect(visitor.locator(".kl-marked")).to_have_text("moon")
    expect(visitor.locator(".kl-row[data-tier=words] .kl-row-value")).to_contain_text("moon")
    expect(visitor.locator(".kl-row[data-tier=phonemes] .kl-row-value")).to_contain_text("u 4")
    expect(visitor.locator(".kl-row[data-tier=f0] .kl-row-value")).to_contain_text("Hz")
    visitor.locator(".kl-written-word", has_text="rose").click()
    assert visitor.evaluate("window.kokoroLab.inspector.model.get('selection')") == [9, 13]
