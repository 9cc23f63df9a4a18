"""The script that makes the voices' data file."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.factorise import ERROR_LIMIT, factorise, factors
from kokoro_lab.kokoro.voices.library import MANIFEST, PACKS, Library


@pytest.fixture
def source(tmp_path):
    """A folder as upstream publishes it."""
    folder = tmp_path / "published"
    folder.mkdir()
    shelf = Shelf.open(tmp_path)
    for name in ("af_heart", "pm_santa"):
        (folder / f"{name}.bin").write_bytes(shelf.pack(name).values.tobytes())
    (folder / "readme.txt").write_text("not a pack")
    return folder


def test_the_command_writes_packs_and_manifest_that_open(source, tmp_path):
    target = tmp_path / "made"
    command = [sys.executable, "-m", "kokoro_lab.kokoro.voices.factorise", str(source), str(target)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "2 voices at rank 20" in said
    made = Library.open(target)
    assert list(made.voices) == ["af_heart", "pm_santa"]
    assert made.voices["pm_santa"].language == "pt-br"
    assert made.voices["pm_santa"].gender == "male"
    assert made.voices["pm_santa"].grade is None
    for name in made.voices:
        published = np.fromfile(source / f"{name}.bin", "<f4").reshape(510, 256)
        assert np.abs(made.values(name) - published).max() < ERROR_LIMIT


def test_the_same_packs_give_the_same_bytes(source, tmp_path):
    for name in ("one", "two"):
        factorise(source, tmp_path / name)
    for name in (PACKS, MANIFEST):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_factors_are_the_best_of_their_rank():
    pack = np.random.default_rng(0).normal(size=(510, 256)).astype(np.float32)
    rows, columns = factors(pack, rank=16)
    singular = np.linalg.svd(pack, compute_uv=False)
    left_over = np.linalg.norm(rows.astype(np.float64) @ columns - pack)
    assert left_over == pytest.approx(np.sqrt((singular[16:] ** 2).sum()), rel=1e-5)


def test_a_pack_that_is_not_smooth_is_refused_and_nothing_written(source, tmp_path):
    noise = np.random.default_rng(0).normal(size=(510, 256)).astype(np.float32)
    (source / "af_noise.bin").write_bytes(noise.tobytes())
    with pytest.raises(LabError, match=r"af_noise\.bin: rank 20 leaves an error"):
        factorise(source, tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_a_name_without_language_or_gender_is_refused(source, tmp_path):
    (source / "af_heart.bin").rename(source / "heart.bin")
    with pytest.raises(LabError, match="'heart' does not tell"):
        factorise(source, tmp_path / "made")
