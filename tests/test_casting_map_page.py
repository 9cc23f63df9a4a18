"""The map in a real browser: what it tells is what the packs are, and what is dragged is what is heard."""

import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kokoro_lab import Request
from kokoro_lab.casting.maps import Maps
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.formula import Blend, Halves, parse

MODEL = "window.kokoroLab.voices.model"
TEXT = "Hi."
HALVES = ("timbre", "prosody")
PASS = """(names) => {
  for (const name of names) {
    const node = document.querySelector(`.kl-map [data-voice=${name}]`);
    for (const event of ["pointerenter", "pointermove", "pointerleave"])
      node.dispatchEvent(new PointerEvent(event, { pointerType: "mouse" }));
  }
}"""  # quicker than anybody's hand


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return Maps(Shelf.open(tmp_path_factory.mktemp("voices"))).answer()[0]


@pytest.fixture(scope="module")
def opened(browser: Browser, address):
    """One page for all tests: to open it takes longer than most of them."""
    page = browser.new_page(viewport={"width": 1500, "height": 1300})
    page.goto(address)
    page.get_by_role("tab", name="Voices").click()
    page.get_by_role("tab", name="Map", exact=True).click()
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.wait_for_function(f"(text) => {MODEL}.get('request').text === text", arg=TEXT, timeout=20_000)
    expect(page.get_by_role("slider", name="Your timbre")).to_be_visible(timeout=60_000)
    yield page
    page.close()


@pytest.fixture
def visitor(opened: Page):
    """The map with its rings at one voice, no voice selected or chosen, and silence."""
    opened.mouse.move(0, 0)
    opened.get_by_role("tab", name="Map", exact=True).click()
    for button in opened.locator(".kl-map-panel").get_by_role("button", name="Close").all():
        button.click()
    opened.evaluate(
        "() => { const { act } = kokoroLab.voices;"
        " act.cancel(); act.hush(); act.chooseAll([]); act.mix('af_heart'); }"
    )
    expect(opened.locator(".kl-map-formula")).to_have_text("af_heart")
    return opened


def voice(page: Page, half: str, name: str) -> Locator:
    return page.get_by_role("group", name=f"Map of {half}").locator(f"[data-voice={name}]")


def place(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def ring(page: Page, half: str) -> Locator:
    return page.get_by_role("slider", name=f"Your {half}")


def drag(page: Page, half: str, to: tuple[float, float]) -> None:
    page.mouse.move(*place(ring(page, half).locator("circle").last))
    page.mouse.down()
    page.mouse.move(*to, steps=6)


def shares(formula: str, half: str) -> dict[str, float]:
    parsed = parse(formula)
    blend: Blend = getattr(parsed, half) if isinstance(parsed, Halves) else parsed
    return {term.voice: share for term, share in blend.shares.items()}


def test_the_page_prints_what_each_picture_loses(visitor, told):
    for half, text in zip(HALVES, visitor.locator(".kl-map-loss").all_inner_texts(), strict=True):
        loss = told["halves"][half]["loss"]
        assert f"keep {round(100 * loss['kept'])} % of the five nearest" in text
        assert f"stress {loss['stress']:.2f}" in text


def test_a_voice_that_is_pointed_at_is_heard_and_one_that_is_passed_over_is_not(visitor):
    visitor.evaluate(f"window.said = []; {MODEL}.on('change:heard', () => said.push({MODEL}.get('heard')))")
    visitor.evaluate(PASS, ["bf_emma", "am_onyx"])
    visitor.mouse.move(*place(voice(visitor, "timbre", "bf_alice").locator(".kl-map-dot")))
    visitor.wait_for_function(f"{MODEL}.get('playing')", timeout=20_000)
    assert visitor.evaluate("said") == [{"kind": "clip", "name": "bf_alice"}]


def test_what_scrolls_beneath_a_resting_mouse_is_not_heard(visitor):
    visitor.set_viewport_size({"width": 1500, "height": 1000})  # less than the map needs
    x, y = place(voice(visitor, "timbre", "bf_alice").locator(".kl-map-dot"))
    visitor.mouse.move(x, y - 60)
    visitor.wait_for_timeout(500)
    visitor.evaluate(f"window.said = []; {MODEL}.on('change:heard', () => said.push({MODEL}.get('heard')))")
    visitor.mouse.wheel(0, 60)
    visitor.wait_for_timeout(500)
    moved = place(voice(visitor, "timbre", "bf_alice").locator(".kl-map-dot"))
    visitor.set_viewport_size({"width": 1500, "height": 1300})
    assert moved == pytest.approx((x, y - 60), abs=2)
    assert visitor.evaluate("said") == []


def test_a_selected_voice_shows_its_true_neighbours_and_goes_to_candidates_and_mixer(visitor, told):
    voice(visitor, "prosody", "bf_emma").locator(".kl-map-dot").click()
    for half, line in zip(HALVES, visitor.locator(".kl-map-near").all(), strict=True):
        true = told["halves"][half]["nearest"][told["voices"].index("bf_emma")]
        names = [told["voices"][one["voice"]] for one in true]
        distances = [f"{one['distance']:.2f}" for one in true]
        buttons = line.get_by_role("button")
        assert [title.removeprefix("Hear ") for title in titles(buttons)] == names
        assert buttons.locator("span").all_inner_texts() == distances
        for name in names:
            expect(voice(visitor, half, name)).to_have_class(re.compile("kl-near"))
    panel = visitor.get_by_role("complementary")
    panel.get_by_role("button", name="Add to candidates").click()
    assert visitor.evaluate(f"{MODEL}.get('chosen')") == ["bf_emma"]
    panel.get_by_role("button", name="Mix from here").click()
    expect(visitor.get_by_role("tab", name="Mixer")).to_have_attribute("aria-selected", "true")
    assert visitor.evaluate(f"{MODEL}.get('mix')") == "bf_emma"


def titles(buttons: Locator) -> list[str]:
    return buttons.evaluate_all("(buttons) => buttons.map(({ title }) => title)")


def test_a_ring_that_is_dragged_mixes_true_neighbours_and_is_heard_when_let_go(visitor, told, lab):
    emma, sarah, isabella = (
        np.array(place(voice(visitor, "timbre", name).locator(".kl-map-dot")))
        for name in ("bf_emma", "af_sarah", "bf_isabella")
    )
    drag(visitor, "timbre", tuple((emma + sarah + isabella) / 3))
    formula = visitor.locator(".kl-map-formula").inner_text()
    mixed = shares(formula, "timbre")
    first = max(mixed, key=mixed.__getitem__)
    row = told["halves"]["timbre"]["nearest"][told["voices"].index(first)]
    may = {first, *(told["voices"][one["voice"]] for one in row)}
    assert len(mixed) > 1
    assert mixed.keys() <= may
    assert sum(mixed.values()) == pytest.approx(1)
    assert min(mixed.values()) >= 0.1
    assert shares(formula, "prosody") == {"af_heart": 1}
    faint = visitor.get_by_role("group", name="Map of timbre").locator(".kl-faint")
    assert faint.count() == 54 - len(may)
    assert visitor.evaluate(f"{MODEL}.get('mix')") == "af_heart"  # nothing is made while it is held
    visitor.mouse.up()
    assert visitor.evaluate(f"{MODEL}.get('mix')") == formula
    visitor.wait_for_function(f"(formula) => {MODEL}.get('takes').has(formula)", arg=formula, timeout=120_000)
    samples = visitor.evaluate(f"(formula) => {MODEL}.get('takes').get(formula).samples.length", formula)
    assert samples == len(lab.say(Request(TEXT, voice=formula)))
    assert faint.count() == 0


def test_a_finger_moves_the_ring_and_scrolls_nothing(visitor):
    touch = visitor.context.new_cdp_session(visitor)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    visitor.set_viewport_size({"width": 390, "height": 800})
    ring(visitor, "prosody").scroll_into_view_if_needed()
    visitor.evaluate("scrollBy(0, 200)")
    before = visitor.evaluate("scrollY")
    x, y = place(ring(visitor, "prosody").locator("circle").last)
    for kind, far in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60), ("touchEnd", None)):
        points = [] if far is None else [{"x": x, "y": y - far}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(ring(visitor, "prosody")).not_to_have_class(re.compile("kl-held"))
    assert place(ring(visitor, "prosody").locator("circle").last) == pytest.approx((x, y - 60), abs=1)
    assert visitor.evaluate("scrollY") == before
    visitor.set_viewport_size({"width": 1500, "height": 1300})
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_map_that_cannot_be_drawn_says_why(browser, address):
    page = browser.new_page()
    page.route(
        "**/*",
        lambda route: route.abort() if '"gallery"' in (route.request.post_data or "") else route.fallback(),
    )
    page.goto(address)
    page.get_by_role("tab", name="Voices").click()
    page.get_by_role("tab", name="Map", exact=True).click()
    expect(page.locator(".kl-map")).to_contain_text(
        "The map cannot be drawn without the voices.", timeout=60_000
    )
    page.close()


def test_keys_move_the_ring_and_go_from_voice_to_voice(visitor):
    slider = ring(visitor, "prosody")
    slider.focus()
    for _ in range(3):
        visitor.keyboard.press("ArrowRight")
    visitor.keyboard.press("Shift+ArrowUp")
    said = slider.get_attribute("aria-valuetext")
    assert said != "af_heart"
    visitor.keyboard.press("Enter")
    assert shares(visitor.evaluate(f"{MODEL}.get('mix')"), "prosody") == shares(said, "prosody")
    visitor.keyboard.press("Shift+Tab")  # to the voices of this map
    reached = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"):
        visitor.keyboard.press(key)
        reached.add(visitor.evaluate("document.activeElement.dataset.voice"))
    assert len(reached) == 4
    visitor.keyboard.press("Enter")
    expect(visitor.locator(".kl-map-panel h3")).to_be_visible()


def test_a_mix_made_elsewhere_is_shown_at_its_largest_voices(visitor):
    formula = "timbre:(0.6*bf_emma + 0.4*am_adam) prosody:am_onyx"
    visitor.evaluate("(formula) => window.kokoroLab.voices.act.mix(formula)", formula)
    expect(visitor.locator(".kl-map-formula")).to_have_text(formula)
    for half, name in (("timbre", "bf_emma"), ("prosody", "am_onyx")):
        at = place(voice(visitor, half, name).locator(".kl-map-dot"))
        assert place(ring(visitor, half).locator("circle").last) == pytest.approx(at, abs=1)
