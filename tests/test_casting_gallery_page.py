"""The gallery in a real browser: a voice is found, heard, kept and chosen, all without the weights."""

import re
from threading import Event

import numpy as np
import pytest
import soundfile
from browser import TAP, heard
from playwright.sync_api import Locator, Page, expect

from kokoro_lab.casting.gallery import clips_folder
from kokoro_lab.ui import serve

# As browsers are to visitors: nothing sounds before something was pressed. What a test evaluates counts as
# pressed.
STRICT = """
let pressed = false;
window.addEventListener("pointerdown", () => (pressed = true), true);
const Real = window.AudioContext;
window.AudioContext = class extends Real {
  constructor(options) { super(options); super.suspend(); }
  resume() { return pressed ? super.resume() : new Promise(() => {}); }
};
"""
MODEL = "window.kokoroLab.voices.model"


@pytest.fixture(scope="module")
def address():
    go_on = Event()

    def load():
        go_on.wait(600)
        raise RuntimeError("nothing here needs the weights")

    app, address = serve(load, block=False)
    yield address
    go_on.set()
    app.close()


@pytest.fixture
def visitor(page: Page, address):
    page.set_viewport_size({"width": 1500, "height": 1000})
    page.add_init_script(TAP)
    page.goto(address)
    page.get_by_role("tab", name="Voices").click()
    known(page)
    return page


def known(page: Page) -> None:
    """Wait until the voices are drawn; the page knows them before, for a view is fetched when it is shown."""
    page.wait_for_function("document.querySelector('.kl-voice')", timeout=60_000)


def shown(page: Page) -> list[str]:
    return page.locator(".kl-voice").evaluate_all("(cards) => cards.map(({ dataset }) => dataset.name)")


def card(page: Page, name: str) -> Locator:
    return page.locator(f".kl-voice[data-name={name}]")


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Search voices").fill(words)


def is_heard(page: Page, name: str) -> None:
    """Wait until the clip of a voice sounds."""
    page.wait_for_function(
        f"{MODEL}.get('playing') && {MODEL}.get('heard')?.name === '{name}'", timeout=20_000
    )


def is_quiet(page: Page) -> None:
    page.wait_for_function(f"!{MODEL}.get('playing')", timeout=20_000)
    page.wait_for_timeout(500)  # on its way to the tap


def likeness(sound: np.ndarray, other: np.ndarray) -> float:
    """The correlation of two sounds where they fit best, 1 for the same."""
    size = 2 ** int(np.ceil(np.log2(len(sound) + len(other))))
    across = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(other, size)))
    return float(across.max() / (np.linalg.norm(sound) * np.linalg.norm(other)))


def test_resting_on_a_card_is_enough_to_hear_the_voice(visitor):
    stored, rate = soundfile.read(clips_folder() / "bf_emma.mp3", dtype="float32")
    assert rate == 24_000
    card(visitor, "bf_emma").hover()
    is_heard(visitor, "bf_emma")
    expect(card(visitor, "bf_emma")).to_have_class(re.compile("kl-sounding"))
    visitor.wait_for_function(
        "Number(document.querySelector('[data-name=bf_emma]').style.getPropertyValue('--kl-share')) > 0.5"
    )
    is_quiet(visitor)
    sound = heard(visitor)
    assert abs(len(sound) - len(stored)) < 0.1 * rate
    assert likeness(sound, stored) > 0.99


def test_leaving_a_card_ends_it_and_the_next_one_takes_over(visitor):
    card(visitor, "af_heart").hover()
    is_heard(visitor, "af_heart")
    card(visitor, "am_onyx").hover()
    is_heard(visitor, "am_onyx")
    visitor.mouse.move(5, 5)
    is_quiet(visitor)
    assert len(heard(visitor)) < 24_000 * 2 * 1.5, "neither was heard to its end"


def test_passing_over_quickly_is_not_heard(visitor):
    visitor.evaluate(
        """() => {
          const event = (type) => new PointerEvent(type, { pointerType: "mouse", bubbles: true });
          const to = (node, type) => node.dispatchEvent(event(type));
          for (const card of [...document.querySelectorAll(".kl-voice")].slice(0, 5)) to(card, "pointermove");
          to(document.querySelector(".kl-gallery-list"), "pointerleave");
        }"""
    )
    visitor.wait_for_timeout(500)
    assert len(heard(visitor)) == 0


def test_before_the_first_click_the_page_says_why_it_is_silent(page, address):
    page.set_viewport_size({"width": 1500, "height": 1000})
    page.add_init_script(STRICT)
    page.goto(f"{address}#place=voices")
    known(page)
    card(page, "af_heart").hover()
    hint = page.get_by_text("Click once to let the page sound.")
    expect(hint).to_be_visible()
    card(page, "af_heart").click()
    is_heard(page, "af_heart")
    expect(hint).to_be_hidden()


def test_search_narrows_and_names_the_word_that_nothing_measures(visitor):
    assert len(shown(visitor)) == 54
    search(visitor, "british female")
    assert shown(visitor) == ["bf_alice", "bf_emma", "bf_isabella", "bf_lily"]
    search(visitor, "warm british female")
    assert len(shown(visitor)) == 4
    expect(visitor.get_by_text("Nothing here measures “warm”; listen for it.")).to_be_visible()
    search(visitor, "britsh female")
    visitor.get_by_role("button", name="“british”?").click()
    assert len(shown(visitor)) == 4
    search(visitor, "french male")
    assert shown(visitor) == []
    expect(visitor.get_by_text("No voice is all of this: “french”, “male”.")).to_be_visible()
    visitor.get_by_role("button", name="Clear", exact=True).first.click()
    assert len(shown(visitor)) == 54


def test_a_low_voice_is_one_of_the_lowest_third_of_its_gender(visitor):
    search(visitor, "female")
    visitor.get_by_role("combobox", name="Sorted by").select_option("pitch")
    women = shown(visitor)
    search(visitor, "low female")
    assert shown(visitor) == women[: len(women) // 3]
    search(visitor, "deep female voice")
    assert shown(visitor) == women[: len(women) // 3]


def test_filters_and_sorting(visitor):
    visitor.get_by_role("button", name="British English 8").click()
    visitor.get_by_role("combobox", name="Gender").select_option("male")
    assert shown(visitor) == ["bm_daniel", "bm_fable", "bm_george", "bm_lewis"]
    expect(visitor.get_by_role("button", name="French 0")).to_be_visible()
    visitor.get_by_role("combobox", name="Sorted by").select_option("pitch")
    pitches = visitor.locator(".kl-voice-measure:has(.kl-scale-pitch) .kl-voice-number").all_inner_texts()
    hertz = [int(text.removesuffix(" Hz")) for text in pitches]
    assert len(hertz) == 4
    assert hertz == sorted(hertz)
    visitor.get_by_role("combobox", name="Grade, at least").select_option("A")
    assert shown(visitor) == []


def test_favourites_survive_a_reload(visitor):
    card(visitor, "af_bella").hover()
    card(visitor, "af_bella").get_by_role("button", name="Favourite (F)").click()
    visitor.reload()
    visitor.get_by_role("tab", name="Voices").click()
    known(visitor)
    visitor.get_by_role("button", name="★ favourites 1").click()
    assert shown(visitor) == ["af_bella"]
    card(visitor, "af_bella").get_by_role("button", name="Favourite (F)").click()
    expect(visitor.get_by_text("You have no favourites yet")).to_be_visible()


def test_keys_move_hear_and_choose(visitor):
    search(visitor, "american")
    search(visitor, "")
    visitor.get_by_role("button", name="Mandarin Chinese 8").focus()
    visitor.keyboard.press("Tab")
    is_heard(visitor, "af_alloy")
    visitor.keyboard.press("ArrowRight")
    is_heard(visitor, "af_aoede")
    below = visitor.evaluate(
        """() => {
          const { x, bottom } = document.activeElement.closest(".kl-voice").getBoundingClientRect();
          return document.elementFromPoint(x + 30, bottom + 30).closest(".kl-voice").dataset.name;
        }"""
    )
    visitor.keyboard.press("ArrowDown")
    is_heard(visitor, below)
    visitor.keyboard.press("e")
    is_heard(visitor, "am_echo")
    visitor.keyboard.press("c")
    visitor.keyboard.press("f")
    expect(visitor.get_by_role("list", name="Candidates")).to_contain_text("Echo")
    expect(visitor.get_by_role("button", name=re.compile("^Echo, .*favourite, candidate 1$"))).to_be_focused()
    is_quiet(visitor)
    visitor.keyboard.press("Enter")
    is_heard(visitor, "am_echo")
    visitor.keyboard.press("End")
    is_heard(visitor, "zm_yunyang")
    visitor.keyboard.press("Tab")
    is_quiet(visitor)


def test_few_voices_are_put_among_the_candidates_together(visitor):
    card(visitor, "af_heart").hover()
    card(visitor, "af_heart").get_by_role("button", name="Put it among the candidates").click()
    search(visitor, "british female")
    visitor.get_by_role("button", name="Put all 4 among the candidates").click()
    tray = visitor.get_by_role("list", name="Candidates")
    expect(tray.get_by_role("listitem")).to_have_count(5)
    expect(card(visitor, "bf_emma").get_by_role("button", name=re.compile("^Candidate 3"))).to_have_text("3")
    card(visitor, "bf_emma").get_by_role("button", name=re.compile("^Candidate 3")).click()
    expect(tray).not_to_contain_text("Emma")
    expect(card(visitor, "bf_lily").get_by_role("button", name=re.compile("^Candidate"))).to_have_text("4")


def test_a_voice_goes_to_the_mixer(visitor):
    card(visitor, "bf_emma").hover()
    card(visitor, "bf_emma").get_by_role("button", name="Mix with it").click()
    visitor.wait_for_function(f"{MODEL}.get('view') === 'mixer' && {MODEL}.get('mix') === 'bf_emma'")


def test_one_s_own_blends_stand_first_and_are_found(visitor):
    visitor.evaluate("window.kokoroLab.voices.act.save('harbour', '0.5*bf_emma + 0.5*af_heart')")
    assert shown(visitor)[0] == "harbour"
    expect(card(visitor, "harbour")).to_contain_text("0.5*bf_emma + 0.5*af_heart")
    search(visitor, "harb")
    assert shown(visitor) == ["harbour"]


def test_no_card_is_cut_off_at_any_width(visitor):
    for width in (390, 800, 1760):
        visitor.set_viewport_size({"width": width, "height": 900})
        visitor.wait_for_timeout(200)
        cut = visitor.evaluate(
            """() => {
              const room = document.querySelector(".kl-voices").getBoundingClientRect();
              const out = (card) => card.getBoundingClientRect().right > room.right;
              const cut = (card) => card.scrollWidth > card.clientWidth || out(card);
              return [...document.querySelectorAll(".kl-gallery-list .kl-voice")].filter(cut).length;
            }"""
        )
        assert cut == 0, f"{width} px"
