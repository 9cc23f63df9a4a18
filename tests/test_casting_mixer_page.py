"""The mixer and the curve in a real browser: each control writes the formula, which is what is heard."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kokoro_lab import Edit, Request
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.formula import Blend, Halves, parse

MODEL = "window.kokoroLab.voices.model"
WRITTEN = Path(__file__).parent / "data" / "voice_formulas.json"
TEXT = "Hi."


@pytest.fixture(scope="module")
def opened(browser: Browser, address):
    """One page for all tests: to open it takes longer than most of them."""
    page = browser.new_page(viewport={"width": 1500, "height": 1100})
    page.goto(address)
    mixer(page)
    yield page
    page.close()


@pytest.fixture
def visitor(opened: Page):
    """The page with one voice in the mixer, silent, and no take."""
    opened.evaluate(
        "() => { const { act, model } = kokoroLab.voices;"
        " act.cancel(); act.hush(); model.set('takes', new Map()); }"
    )
    mixer(opened)
    write(opened, "af_heart")
    opened.get_by_label("mix timbre and prosody apart").uncheck()
    return opened


def mixer(page: Page) -> None:
    page.get_by_role("tab", name="Voices").click()
    page.get_by_role("tab", name="Mixer").click()
    page.wait_for_function(f"{MODEL}.get('cards').length && {MODEL}.get('facts')", timeout=60_000)
    each_change(page).uncheck()  # nothing is spoken unless Hear is pressed
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.wait_for_function(f"(text) => {MODEL}.get('request').text === text", arg=TEXT, timeout=20_000)


def each_change(page: Page) -> Locator:
    return page.get_by_label("hear each change").locator("visible=true")


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Formula", exact=True)


def write(page: Page, formula: str) -> None:
    """Type a formula and wait until the server has read it."""
    box(page).fill(formula)
    read(page, formula)


def read(page: Page, formula: str) -> None:
    page.wait_for_function(f"(text) => {MODEL}.get('facts').formula === text", arg=formula, timeout=20_000)


def rows(page: Page) -> list[list[str]]:
    """Of each row the voice and its numbers."""
    return page.locator(".kl-mixer-row").evaluate_all(
        "(rows) => rows.map((row) => [row.querySelector('select').value,"
        " ...[...row.querySelectorAll('input[type=number]')].map(({ value }) => value)])"
    )


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def test_formulas_written_in_the_browser_are_those_of_python():
    for one in json.loads(WRITTEN.read_text(encoding="utf-8")):
        formula = parse(one["formula"])
        assert str(formula) == one["formula"]
        halves = formula if isinstance(formula, Halves) else Halves(formula, formula)
        assert {name: blend(getattr(halves, name)) for name in ("timbre", "prosody")} == {
            name: one[name] for name in ("timbre", "prosody")
        }


def blend(parsed: Blend) -> dict:
    terms = [{"voice": term.voice, "weight": term.weight} for term in parsed.terms]
    return {"terms": terms, "keeps_norm": parsed.keeps_norm}


def test_a_slider_writes_the_formula(visitor):
    write(visitor, "0.6*af_heart + 0.4*bf_emma")
    slider(visitor, "Emma: weight").press("PageUp")
    expect(box(visitor)).to_have_value("0.6*af_heart + 0.5*bf_emma")
    read(visitor, "0.6*af_heart + 0.5*bf_emma")
    expect(visitor.locator(".kl-mixer-share").nth(1)).to_have_text("45 %")
    place = slider(visitor, "Heart: weight").bounding_box()
    visitor.mouse.click(place["x"] + place["width"] * 0.5, place["y"] + place["height"] / 2)
    expect(box(visitor)).to_have_value("0.5*af_heart + 0.5*bf_emma")


def test_a_formula_writes_the_sliders(visitor):
    write(visitor, "2*am_adam + bf_emma - 0.5*af_bella")
    assert rows(visitor) == [["am_adam", "2"], ["bf_emma", "1"], ["af_bella", "-0.5"]]
    write(visitor, "timbre:(0.3*af_heart + 0.7*bf_emma) prosody:am_adam")
    assert rows(visitor) == [["af_heart", "0.3", "0"], ["bf_emma", "0.7", "0"], ["am_adam", "0", "1"]]
    slider(visitor, "Adam: weight in timbre").press("End")
    expect(box(visitor)).to_have_value("timbre:(0.3*af_heart + 0.7*bf_emma + am_adam) prosody:am_adam")


def test_voices_join_leave_and_come_back(visitor):
    write(visitor, "0.6*af_heart + 0.4*bf_emma")
    visitor.get_by_label("Add a voice").select_option("am_adam")
    expect(box(visitor)).to_have_value("0.6*af_heart + 0.4*bf_emma + 0.5*am_adam")
    visitor.wait_for_timeout(800)  # a formula that stands for a while is one to come back to
    visitor.get_by_role("button", name="Remove Heart").click()
    expect(box(visitor)).to_have_value("0.4*bf_emma + 0.5*am_adam")
    visitor.wait_for_timeout(800)
    slider(visitor, "Adam: weight").press("Control+z")
    expect(box(visitor)).to_have_value("0.6*af_heart + 0.4*bf_emma + 0.5*am_adam")
    read(visitor, "0.6*af_heart + 0.4*bf_emma + 0.5*am_adam")
    assert len(rows(visitor)) == 3


def test_what_is_typed_is_not_written_over(visitor):
    box(visitor).fill("af_heart,bf_emma")
    read(visitor, "af_heart + bf_emma")
    expect(box(visitor)).to_have_value("af_heart,bf_emma")


def test_a_wrong_formula_says_what_is_wrong_and_loses_nothing(visitor):
    write(visitor, "0.6*af_heart + 0.4*bf_emma")
    box(visitor).fill("0.6*af_heart + 0.4*bf_ema")
    failure = visitor.locator(".kl-mixer-failure")
    expect(failure).to_contain_text("bf_ema")
    expect(failure).to_contain_text("bf_emma")
    assert rows(visitor) == [["af_heart", "0.6"], ["bf_emma", "0.4"]]
    expect(visitor.locator(".kl-mixer-play").first).to_be_disabled()
    slider(visitor, "Heart: weight").press("PageUp")
    expect(failure).to_be_empty()
    expect(box(visitor)).to_have_value("0.7*af_heart + 0.4*bf_emma")


def test_the_pad_mixes_timbre_and_prosody_of_two_voices(visitor):
    write(visitor, "0.6*af_heart + 0.4*bf_emma")
    field, point = (
        visitor.locator(".kl-pad-field"),
        slider(visitor, "Timbre and prosody between Heart and Emma"),
    )
    expect(point).to_have_attribute("aria-valuetext", "timbre 40 % Emma, prosody 40 % Emma")
    place = field.bounding_box()
    visitor.mouse.move(place["x"] + place["width"] * 0.25, place["y"] + place["height"] * 0.5)
    visitor.mouse.down()
    visitor.mouse.move(place["x"] + place["width"] * 0.25, place["y"] - 30, steps=4)
    visitor.mouse.up()
    expect(box(visitor)).to_have_value("timbre:(0.75*af_heart + 0.25*bf_emma) prosody:bf_emma")
    read(visitor, "timbre:(0.75*af_heart + 0.25*bf_emma) prosody:bf_emma")
    point.press("Shift+ArrowRight")
    expect(box(visitor)).to_have_value("timbre:(0.74*af_heart + 0.26*bf_emma) prosody:bf_emma")
    write(visitor, "timbre:bf_emma prosody:af_heart")
    expect(point).to_have_attribute("aria-valuetext", "timbre 100 % Emma, prosody 0 % Emma")


def test_arithmetic_writes_a_sum(visitor):
    visitor.get_by_label("Voice a", exact=True).select_option("am_adam")
    visitor.get_by_label("Voice b", exact=True).select_option("bf_emma")
    visitor.get_by_label("Voice c", exact=True).select_option("af_bella")
    visitor.get_by_label("k, as a number").fill("0.8")
    expect(box(visitor)).to_have_value("am_adam + 0.8*bf_emma - 0.8*af_bella")
    expect(visitor.locator(".kl-mixer-arithmetic")).to_contain_text(
        "Adds to Adam what Emma has and Bella has not."
    )
    read(visitor, "am_adam + 0.8*bf_emma - 0.8*af_bella")
    assert rows(visitor) == [["am_adam", "1"], ["bf_emma", "0.8"], ["af_bella", "-0.8"]]


def test_the_norm_is_kept_and_its_numbers_are_those_of_the_pack(visitor):
    write(visitor, "af_heart + am_adam")
    shelf = Shelf.open()
    plain, kept, *parents = (
        float(np.linalg.norm(shelf.pack(formula).values[99, :128]))
        for formula in ("af_heart + am_adam", "norm(af_heart + am_adam)", "af_heart", "am_adam")
    )
    cells = visitor.locator(".kl-strength-table tr").nth(1).locator("td").all_inner_texts()
    assert cells[:3] == [f"{norm:.2f}" for norm in (plain, kept, np.mean(parents))]
    assert cells[3] == f"{100 * plain / np.mean(parents):.0f} %"
    visitor.get_by_label("keep the parents’ strength (norm)").check()
    expect(box(visitor)).to_have_value("norm(af_heart + am_adam)")


def test_a_blend_under_a_name_outlives_the_page(visitor):
    write(visitor, "0.6*af_heart + 0.4*bf_emma")
    name = visitor.get_by_label("Name of the blend")
    name.fill("af_heart")
    visitor.get_by_role("button", name="Save", exact=True).click()
    shelf = visitor.locator(".kl-mixer-shelf")
    expect(shelf.locator(".kl-mixer-said")).to_contain_text("af_heart is a voice already")
    name.fill("mine")
    visitor.get_by_role("button", name="Save", exact=True).click()
    visitor.reload()
    mixer(visitor)
    write(visitor, "am_adam")
    visitor.get_by_role("button", name=re.compile("^mine ?0.6")).click()
    expect(box(visitor)).to_have_value("0.6*af_heart + 0.4*bf_emma")
    visitor.get_by_role("button", name="Delete mine").click()
    expect(shelf.locator("li")).to_have_count(0)


def test_a_downloaded_voice_is_the_mix_and_can_be_loaded_again(visitor, tmp_path):
    formula = "timbre:norm(af_heart + bf_emma) prosody:(0.3*am_adam + 0.7*bf_emma)"
    write(visitor, formula)
    with visitor.expect_download() as waiting:
        visitor.get_by_role("button", name="Download voice", exact=True).click()
    assert waiting.value.suggested_filename == "af_heart_bf_emma_am_adam.safetensors"
    path = tmp_path / "mixed.safetensors"
    waiting.value.save_as(path)
    shelf = Shelf.open()
    assert np.array_equal(shelf.pack(str(path)).values, shelf.pack(formula).values)
    write(visitor, "am_adam")
    load = visitor.get_by_label("Load a .safetensors")
    load.set_input_files(path)
    expect(box(visitor)).to_have_value(formula)
    expect(visitor.get_by_label("Name of the blend")).to_have_value("mixed")
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(path.read_bytes()[:1000])
    load.set_input_files(broken)
    expect(visitor.locator(".kl-mixer-shelf .kl-failed")).to_contain_text("broken")
    expect(box(visitor)).to_have_value(formula)


def test_hear_makes_the_mix_once_it_is_let_go(visitor, lab):
    write(visitor, "0.6*af_heart + 0.4*bf_emma")
    each_change(visitor).check()
    for _ in range(3):
        slider(visitor, "Emma: weight").press("PageUp")
    visitor.wait_for_function(f"{MODEL}.get('takes').size && !{MODEL}.get('making').length", timeout=120_000)
    assert list(takes(visitor)) == ["0.6*af_heart + 0.7*bf_emma"]
    spoken = lab.say(Request(TEXT, "0.6*af_heart + 0.7*bf_emma"))
    assert takes(visitor)["0.6*af_heart + 0.7*bf_emma"]["length"] == len(spoken)
    kept = visitor.get_by_role("button", name="Hear kept")
    kept.click()
    expect(kept).to_have_attribute("aria-pressed", "true", timeout=120_000)
    assert list(takes(visitor))[1:] == ["norm(0.6*af_heart + 0.7*bf_emma)"]


def takes(page: Page) -> dict:
    """What was made: by key, how many samples and how fast."""
    return page.evaluate(
        f"Object.fromEntries([...{MODEL}.get('takes')].map(([key, take]) =>"
        " [key, { length: take.samples.length, pace: take.pace }]))"
    )


def test_moving_the_row_changes_the_sound_and_its_pace(visitor, lab):
    made = f"{MODEL}.get('takes').size"
    visitor.get_by_role("tab", name="Curve").click()
    marker = slider(visitor, "Symbols of the utterance whose style is used")
    visitor.get_by_role("button", name="300 symbols", exact=True).click()
    visitor.wait_for_function(f"{made} === 1", timeout=120_000)
    expect(marker).to_have_attribute("aria-valuenow", "300")
    each_change(visitor).check()
    marker.press("Home")
    visitor.wait_for_function(f"{made} === 2", timeout=120_000)
    long, short = takes(visitor).values()
    trace = lab.trace(Request(TEXT, edits=(Edit("style_row", symbols=300),)))
    assert long["length"] == len(trace["audio"])
    assert round(long["pace"], 3) != round(short["pace"], 3)
    listed = visitor.locator(".kl-curve-heard tr .kl-button").all_inner_texts()
    assert listed == ["1 symbol", "300 symbols"]
    own = len(trace.chunk.symbols)
    expect(visitor.get_by_role("button", name=f"your text’s own ({own})")).to_be_visible()


def test_the_curve_says_how_far_the_halves_travel(visitor):
    write(visitor, "af_heart")
    visitor.get_by_role("tab", name="Curve").click()
    values = Shelf.open().pack("af_heart").values.astype(np.float64)
    timbre, prosody = (
        np.linalg.norm(np.diff(half, axis=0), axis=1).sum() for half in (values[:, :128], values[:, 128:])
    )
    expect(visitor.locator(".kl-curve-travel")).to_have_text(
        f"Prosody travels {prosody / timbre:.1f} times as far as timbre."
    )
    chart, marker = visitor.locator(".kl-curve-chart"), visitor.locator(".kl-curve-marker")
    place = chart.bounding_box()
    visitor.mouse.click(place["x"] + 20, place["y"] + 100)
    expect(marker).to_have_attribute("aria-valuenow", "1")
    expect(visitor.locator(".kl-curve-far")).to_contain_text(
        f"The style of 1 symbol has norm {np.linalg.norm(values[0, :128]):.2f} in timbre"
    )
    marker.press("PageUp")
    expect(marker).to_have_attribute("aria-valuenow", "11")
