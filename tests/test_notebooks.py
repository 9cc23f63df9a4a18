"""The notebooks run from top to bottom with real weights, and are stored without what they gave."""

from __future__ import annotations

import ast
import base64
import re
from io import BytesIO
from pathlib import Path

import nbformat
import numpy as np
import pytest
import soundfile
from nbclient import NotebookClient
from nbstripout import strip_output

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
SOUND = re.compile(r'src="data:audio/wav;base64,([^"]+)"')


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def data(notebook, kind):
    found = [output.data[kind] for output in outputs(notebook) if kind in output.get("data", {})]
    return ["".join(item) for item in found]


def test_there_are_notebooks():
    assert [path.stem for path in NOTEBOOKS] == ["00_hear_it", "01_look_inside", "02_choose_a_voice"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_gives_sound_and_figures(path):
    notebook = nbformat.read(path, as_version=4)
    # An error in a cell is raised here, with the cell and its traceback.
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert not [o for o in outputs(notebook) if o.output_type == "error" or o.get("name") == "stderr"]
    sounds = [SOUND.search(html) for html in data(notebook, "text/html") if "<audio" in html]
    assert sounds
    for sound in sounds:
        samples, rate = soundfile.read(BytesIO(base64.b64decode(sound[1])))
        assert len(samples) / rate > 0.3
        assert np.abs(samples).max() > 0.01
    pictures = data(notebook, "image/png")
    assert pictures
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    stripped = strip_output(
        nbformat.read(path, as_version=4), keep_output=False, keep_count=False, keep_id=False
    )
    assert not outputs(notebook)
    assert stripped == notebook


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_helper_code_in_cells(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            made = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
            assert not any(isinstance(node, made) for node in ast.walk(ast.parse(cell.source)))
