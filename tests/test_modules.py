"""The logic of the page's modules (scales, hit tests, edits, links), tested in Node; and their colours."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from kokoro_lab import inspector
from kokoro_lab.look import colours

MODULES = sorted((Path(__file__).parent / "modules").glob("*.test.mjs"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_module(module):
    node = compute_driver_executable()[0]  # Playwright brings a Node of its own
    done = subprocess.run(
        [node, "--test", module], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nℹ pass 0" not in done.stdout, "the file has no tests"


def test_a_clock_has_one_colour_in_figures_and_on_the_page():
    css = (Path(inspector.__file__).parent / "static" / "colours.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--kl-(\w+): (#\w{6});", css))
    assert named == dict(colours.CLOCKS)
