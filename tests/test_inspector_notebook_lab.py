"""The inspector in a real JupyterLab, in a real browser."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import numpy as np
import pytest
from browser import TAP, heard
from playwright.sync_api import Page, expect

from kokoro_lab import Request
from kokoro_lab.listen.pcm import int16

pytest.importorskip("jupyterlab", reason='no JupyterLab: pip install "kokoro-lab[notebook]"')
pytest.importorskip("anywidget", reason='no anywidget: pip install "kokoro-lab[notebook]"')

FIRST = Request("The moon rose slowly.")
FRAMES = 3  # of the vowel in "moon"
LONG = Request("The moon rose. [pause 0.5s] It was late.")
CELLS = [
    "import torch; torch.set_num_threads(1)\n"
    "from kokoro_lab import Lab, Request, inspector\n"
    "lab = Lab.load('wheels', 'cpu')\n"
    f"shown = inspector.widget(lab, {FIRST!r})\n"
    "shown",
    "print(shown.request.to_json())",
    "print(shown.trace['durations'].sum(), shown.trace.request == shown.request)",
    f"long = inspector.widget(lab, Request({LONG.text!r}))\nlong",
    "print(long.trace.chunk.index, long.trace.chunk.text)",
]
BRIGHTNESS = r"""(node) => {
  const [red, green, blue] = getComputedStyle(node).backgroundColor.match(/\d+/g);
  return Number(red) + Number(green) + Number(blue);
}"""
PATIENCE = 90_000  # milliseconds, for a machine that does other work too
QUIET = {"fetchNews": "false", "checkForUpdates": False}  # no bubbles over the page, no look-up outside


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait(address: str, server: subprocess.Popen) -> None:
    """Until the server answers."""
    for _ in range(300):
        assert server.poll() is None, "JupyterLab has ended; its last words are above"
        try:
            urllib.request.urlopen(f"{address}/api", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("JupyterLab does not answer")


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """The address of a notebook, which no cell of has run."""
    home = tmp_path_factory.mktemp("jupyter")
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text(json.dumps(QUIET), encoding="utf-8")
    (home / "notebooks").mkdir()
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    made = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(made, home / "notebooks" / "look.ipynb")
    own = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    port = free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
        "--IdentityProvider.token=", f"--ServerApp.root_dir={home / 'notebooks'}", "--log-level=WARN",
        f"--LabServerApp.workspaces_dir={home / 'workspaces'}",
        f"--LabServerApp.user_settings_dir={home / 'settings'}",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    environment = {**os.environ, **own, "IPYTHONDIR": str(home / "ipython")}
    server = subprocess.Popen(command, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        wait(address, server)
        yield f"{address}/doc/tree/look.ipynb?reset"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def page(browser, notebook):
    """One page for all tests, each of which goes on where the one before ended: kernels start slowly."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.errors = []
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.add_init_script(TAP)
    page.goto(notebook, timeout=PATIENCE)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=PATIENCE)
    yield page
    page.close()


def cell(page: Page, index: int):
    return page.locator(".jp-CodeCell").nth(index)


def run(page: Page, index: int) -> None:
    cell(page, index).locator(".jp-InputArea-editor").click()
    page.evaluate("jupyterapp.commands.execute('notebook:clear-cell-output')")  # of an earlier run
    page.keyboard.press("Control+Enter")


def printed(page: Page, index: int) -> str:
    """What a cell prints; it runs beside whatever the inspector does."""
    run(page, index)
    output = cell(page, index).locator(".jp-OutputArea-output pre")
    expect(output).to_be_visible(timeout=PATIENCE)
    return output.inner_text().strip()


def shown(page: Page, index: int):
    """The inspector in a cell, when it has a trace."""
    inspector = cell(page, index).locator(".kl-inspector")
    expect(inspector.locator(".kl-row").first).to_be_visible(timeout=PATIENCE)
    return inspector


def test_it_appears_and_plays(page, lab):
    run(page, 0)
    inspector = shown(page, 0)
    inspector.get_by_role("heading", name="Durations").click()
    page.keyboard.press("Space")
    expect(inspector.get_by_role("button", name="Pause")).to_be_visible()
    expect(inspector.get_by_role("button", name="Play")).to_be_visible(timeout=PATIENCE)
    wanted = int16(lab.say(FIRST)) / 32_768
    page.wait_for_timeout(200)
    got = heard(page)
    edge = 240  # samples that are faded, and those too faint to be found
    at = np.argmax(np.correlate(got, wanted[10_000:14_000]))
    np.testing.assert_allclose(got[at : at + 24_000], wanted[10_000:34_000], atol=1e-3)
    assert len(got) > len(wanted.nonzero()[0]) - 2 * edge
    assert page.errors == []


def vowel(frames: int) -> str:
    """The vowel of ‘moon’, as the ruler says it if it lasts so long."""
    return f"u, {frames} frames, {25 * frames} ms, in ‘moon’"


def option(inspector, name: str):
    return inspector.get_by_role("option", name=name)


def choose(inspector, name: str) -> None:
    """Go back to a phoneme with the arrow keys, from the end, where the playhead is."""
    phonemes = inspector.get_by_role("listbox", name="Phonemes")
    phonemes.focus()
    before, selected = "", phonemes.get_by_role("option", selected=True)
    while before != name:
        inspector.page.keyboard.press("ArrowLeft")
        expect(selected).to_have_count(1)
        expect(selected).not_to_have_text(before or "none")
        assert before != selected.text_content(), f"the arrow keys do not reach {name}"
        before = selected.text_content()


def test_a_phoneme_is_lengthened_by_key_and_python_reads_the_fork(page, lab):
    inspector = shown(page, 0)
    choose(inspector, vowel(FRAMES))
    page.keyboard.press("Alt+ArrowRight")
    expect(option(inspector, vowel(FRAMES + 1))).to_be_attached(timeout=PATIENCE)
    request = Request.from_json(printed(page, 1))
    assert [edit.name for edit in request.edits] == ["set_durations"]
    assert printed(page, 2) == f"{lab.trace(request)['durations'].sum()} True"


def test_the_keys_are_the_inspectors_within_it_and_the_notebooks_elsewhere(page):
    inspector, before = shown(page, 0), page.locator(".jp-CodeCell").count()
    inspector.get_by_role("heading", name="Durations").click()
    for key in ("a", "b", "d", "d", "x", "m", "Control+z"):  # of JupyterLab: new cells, away with this one …
        page.keyboard.press(key)
    expect(option(inspector, vowel(FRAMES))).to_be_attached()
    assert page.locator(".jp-CodeCell").count() == before
    page.keyboard.press("Control+Shift+z")
    expect(option(inspector, vowel(FRAMES + 1))).to_be_attached()
    cell(page, 1).locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    expect(page.locator(".jp-CodeCell")).to_have_count(before + 1)
    page.keyboard.press("d")
    page.keyboard.press("d")
    expect(page.locator(".jp-CodeCell")).to_have_count(before)


@pytest.mark.parametrize(("width", "columns"), [(1400, 3), (1070, 2), (760, 1)])
def test_it_is_laid_out_by_the_width_of_its_cell(page, width, columns):
    page.set_viewport_size({"width": width, "height": 1000})
    inspector = shown(page, 0)
    places = [".kl-place-stations", ".kl-place-ruler", ".kl-place-panel"]
    page.wait_for_timeout(300)
    boxes = [inspector.locator(place).bounding_box() for place in places]
    assert len({round(box["x"]) for box in boxes}) == columns
    assert inspector.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_it_is_dark_where_jupyterlab_is(page):
    inspector = shown(page, 0)
    assert inspector.evaluate(BRIGHTNESS) > 600
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    page.wait_for_timeout(500)
    assert inspector.evaluate(BRIGHTNESS) < 200


def test_a_longer_text_begins_with_its_first_chunk_and_goes_on(page):
    page.set_viewport_size({"width": 1400, "height": 1000})
    run(page, 3)
    inspector = shown(page, 3)
    inspector.get_by_role("button", name="Next chunk").click()
    expect(inspector.get_by_text(re.compile("Chunk 2 of 2"))).to_be_visible(timeout=PATIENCE)
    assert printed(page, 4).startswith("1 ")


def test_cells_run_while_it_works(page):
    inspector = shown(page, 0)
    inspector.get_by_role("tab", name="What if").click()
    inspector.get_by_role("button", name="flatten pitch").first.click()
    assert Request.from_json(printed(page, 1)).edits[-1].name != "flatten_pitch", "it waited"
    page.wait_for_function("!document.querySelector('.kl-busy')", timeout=PATIENCE)
    assert Request.from_json(printed(page, 1)).edits[-1].name == "flatten_pitch"
    assert page.errors == []
