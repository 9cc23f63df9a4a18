"""The place Voices as a whole, in a real browser: from the gallery to the form, and from a link back."""

import json
from urllib.error import HTTPError
from urllib.request import Request as Post
from urllib.request import urlopen

import pytest
from playwright.sync_api import Error, Page, expect

from kokoro_lab.ui.limits import LARGEST_LOOKUP, LONGEST_FORMULA
from kokoro_lab.ui.page import ADDRESS

BLEND = "0.6*bf_emma + 0.4*af_heart"


@pytest.fixture
def visitor(page: Page, address):
    page.set_viewport_size({"width": 1500, "height": 1000})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.goto(address)
    page.get_by_role("tab", name="Voices", exact=True).click()
    known(page)
    yield page
    assert not errors


def known(page: Page) -> None:
    page.wait_for_function("window.kokoroLab?.voices.model.get('cards').length >= 54", timeout=60_000)


def state(page: Page, name: str):
    return page.evaluate(f"window.kokoroLab.voices.model.get('{name}')")


def lookup(address: str, body: bytes) -> tuple[int, dict]:
    try:
        with urlopen(Post(f"{address}{ADDRESS}/ask", body)) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def test_a_link_opens_the_same_view_with_the_same_mix_and_candidates(visitor, address):
    visitor.evaluate(
        f"""() => {{
          const {{ act }} = window.kokoroLab.voices;
          act.chooseAll(["bf_emma", "norm(af_heart + bf_emma)"]);
          act.mix("{BLEND}");
          act.view("mixer");
        }}"""
    )
    visitor.locator("#text textarea").fill("The sea.")
    visitor.wait_for_function("location.hash.includes('sea') && location.hash.includes('view=mixer')")
    link = visitor.evaluate("location.href")  # the address follows what is shown
    assert link == visitor.evaluate("window.kokoroLab.voices.act.link()")
    visitor.evaluate("localStorage.clear()")
    visitor.goto("about:blank")
    visitor.goto(link)
    known(visitor)
    expect(visitor.get_by_role("tab", name="Voices", exact=True)).to_have_attribute("aria-selected", "true")
    expect(visitor.get_by_role("tab", name="Mixer")).to_have_attribute("aria-selected", "true")
    visitor.wait_for_function(f"window.kokoroLab.voices.model.get('mix') === '{BLEND}'")
    assert state(visitor, "request")["voice"] == "af_heart", "the form has a voice of its own"
    expect(visitor.locator("#text textarea")).to_have_value("The sea.")
    assert state(visitor, "chosen") == ["bf_emma", "norm(af_heart + bf_emma)"]


def test_stop_works_also_if_gradio_draws_it_later_than_the_page(page: Page, address):
    page.add_init_script(
        """const find = Document.prototype.getElementById;
        Document.prototype.getElementById = function (id) {
          return id === "stop" && !window.drawn ? null : find.call(this, id);
        };"""
    )
    page.goto(address)
    known(page)
    page.evaluate("window.kokoroLab.voices.act.cancel()")  # raises what a listener raises
    page.evaluate("window.drawn = true")
    page.get_by_label("Text", exact=True).fill("A sentence that takes a while to be made.")
    page.get_by_role("tab", name="Voices", exact=True).click()
    page.get_by_role("button", name="Speak", exact=True).click()
    stop = page.locator("#stop")
    expect(stop).to_be_enabled()
    stop.click()
    expect(stop).to_be_disabled()


def test_undo_in_the_mixer_is_offered_while_there_is_something_to_undo(visitor):
    visitor.get_by_role("tab", name="Mixer").click()
    undo = visitor.locator("#voices-mixer").get_by_role("button", name="Undo", exact=True)
    expect(visitor.locator(".kl-mixer-text")).to_have_value("af_heart")
    visitor.wait_for_timeout(700)  # by then it is a formula to come back to
    expect(undo).to_be_disabled()
    visitor.locator(".kl-mixer-text").fill(BLEND)
    expect(undo).to_be_enabled()
    undo.click()
    expect(visitor.locator(".kl-mixer-text")).to_have_value("af_heart")
    expect(undo).to_be_disabled()


def test_candidates_that_were_cleared_can_be_brought_back(visitor):
    visitor.evaluate("window.kokoroLab.voices.act.chooseAll(['bf_emma', 'am_michael'])")
    visitor.get_by_role("button", name="Take all candidates away").click()
    assert state(visitor, "chosen") == []
    visitor.get_by_role("button", name="Bring the candidates back").click()
    assert state(visitor, "chosen") == ["bf_emma", "am_michael"]
    expect(visitor.get_by_role("button", name="Bring the candidates back")).to_be_hidden()


def test_on_a_narrow_page_what_is_heard_moves_no_button(visitor):
    visitor.set_viewport_size({"width": 390, "height": 800})
    visitor.evaluate("window.kokoroLab.voices.act.chooseAll(['bf_emma', 'am_michael'])")
    clear = visitor.get_by_role("button", name="Take all candidates away")
    silent = clear.bounding_box()
    visitor.evaluate("window.kokoroLab.voices.act.hear('bf_isabella')")
    expect(visitor.locator(".kl-tray-heard")).to_have_text("Isabella")
    assert clear.bounding_box() == silent


def test_speak_in_the_form_auditions_the_candidates_and_a_voice_goes_back_into_it(visitor):
    visitor.evaluate("window.kokoroLab.voices.act.chooseAll(['bf_emma', 'am_michael'])")
    visitor.locator("#text textarea").fill("Good night.")
    visitor.wait_for_function("window.kokoroLab.voices.model.get('request').text === 'Good night.'")
    visitor.get_by_role("button", name="Speak", exact=True).click()
    expect(visitor.get_by_role("tab", name="Audition", exact=True)).to_have_attribute("aria-selected", "true")
    visitor.wait_for_function("window.kokoroLab.voices.model.get('takes').size === 2", timeout=60_000)
    texts = visitor.evaluate(
        "[...window.kokoroLab.voices.model.get('takes').values()].map(({ request }) => request.text)"
    )
    assert texts == ["Good night.", "Good night."]
    visitor.evaluate("window.kokoroLab.voices.act.use('am_michael')")
    visitor.wait_for_function("window.kokoroLab.voices.model.get('request').voice === 'am_michael'")
    expect(visitor.locator("#text textarea")).to_have_value("Good night.")


def test_a_voice_that_cannot_be_spoken_is_told_and_the_others_are_heard(visitor):
    visitor.locator("#text textarea").fill("Well.")
    visitor.wait_for_function("window.kokoroLab.voices.model.get('request').text === 'Well.'")
    visitor.evaluate("window.kokoroLab.voices.act.speak(['bf_nobody', 'bf_emma'])")
    visitor.wait_for_function("window.kokoroLab.voices.model.get('takes').size === 1", timeout=60_000)
    expect(visitor.locator("#place-voices .kl-alert")).to_contain_text("bf_nobody")


def test_candidates_and_own_blends_survive_a_reload(visitor):
    visitor.evaluate(
        f"""() => {{
          const {{ act }} = window.kokoroLab.voices;
          act.choose("bf_emma");
          act.save("mine", "{BLEND}");
        }}"""
    )
    visitor.reload()
    known(visitor)
    visitor.get_by_role("tab", name="Voices", exact=True).click()
    assert state(visitor, "chosen") == ["bf_emma"]
    assert [card["formula"] for card in state(visitor, "cards") if card.get("mine")] == [BLEND]
    with pytest.raises(Error, match="af_heart is a voice already"):
        visitor.evaluate("window.kokoroLab.voices.act.save('af_heart', 'x')")


def test_a_lookup_that_makes_no_sense_is_refused_with_a_reason(address):
    assert lookup(address, b"{")[0] == 400
    for ask, why in (
        ({"kind": "weather"}, "weather"),
        ({"kind": "formula", "formula": "bf_nobody"}, "bf_nobody"),
        ({"kind": "formula", "formula": "x" * (LONGEST_FORMULA + 1)}, "characters"),
        ({"kind": "formula", "formula": "./mine.safetensors"}, "files"),
        ({"kind": "curve", "formula": "bf_emma", "symbols": 511}, "511"),
        ({"kind": "rank", "count": 2, "votes": [[0, 7]]}, "7"),
        ({"kind": "read_voice", "name": "a.safetensors", "data": "AAAA"}, "a.safetensors"),
        ([1], "object"),
    ):
        status, answer = lookup(address, json.dumps(ask).encode())
        assert status == 400
        assert why in answer["error"]
    status, answer = lookup(address, b" " * (LARGEST_LOOKUP + 1))
    assert (status, "larger" in answer["error"]) == (400, True)
    assert lookup(address, json.dumps({"kind": "formula", "formula": BLEND}).encode())[0] == 200
