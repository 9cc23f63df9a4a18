"""A voice as the curve of its rows."""

from __future__ import annotations

import numpy as np
import pytest

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.curve import curve


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    return Shelf.open(tmp_path_factory.mktemp("voices")).pack("af_heart").values[:, 128:]


def test_a_circle_is_as_long_as_its_circumference_and_lies_in_a_plane():
    angle = np.linspace(0, 2 * np.pi, 510)
    plane = np.linalg.qr(np.random.default_rng(0).normal(size=(128, 2)))[0]
    found = curve(3 * np.stack([np.cos(angle), np.sin(angle)], axis=1) @ plane.T, 255)
    np.testing.assert_allclose(found.norms, 3)
    assert found.travelled[-1] == pytest.approx(6 * np.pi, rel=1e-4)
    assert found.away.max() == pytest.approx(6, rel=1e-4)  # the diameter
    assert found.kept == pytest.approx(1)
    np.testing.assert_allclose(np.linalg.norm(found.path, axis=1), 3, rtol=1e-2)


@pytest.mark.parametrize("symbols", [1, 100, 510])
def test_distances_are_to_the_row_in_use(rows, symbols):
    found = curve(rows, symbols)
    expected = np.sqrt(((rows - rows[symbols - 1]) ** 2).sum(axis=1))
    np.testing.assert_allclose(found.away, expected, atol=1e-5)
    assert found.away[symbols - 1] == 0


def test_the_way_is_never_shorter_than_the_distance(rows):
    found = curve(rows, 1)
    assert found.travelled[0] == 0
    assert (np.diff(found.travelled) >= 0).all()
    assert (found.travelled >= found.away - 1e-9).all()


def test_the_picture_is_the_best_plane_and_starts_at_the_short_end(rows):
    found = curve(rows, 1)
    assert found.kept == pytest.approx(found.path.var(axis=0).sum() / rows.astype(float).var(axis=0).sum())
    others = np.random.default_rng(0).normal(size=(128, 2))
    other = (rows - rows.mean(axis=0)) @ np.linalg.qr(others)[0]
    assert other.var(axis=0).sum() < found.path.var(axis=0).sum()
    assert (found.path[-1] > found.path[0]).all()
    assert found.path[:, 0] @ found.path[:, 1] == pytest.approx(0, abs=1e-9)


def test_a_voice_that_does_not_change_with_length_has_a_curve_too():
    found = curve(np.ones((510, 128), np.float32), 7)
    assert (found.travelled[-1], found.away.max(), found.kept) == (0, 0, 1)


@pytest.mark.parametrize("symbols", [0, 511])
def test_a_row_that_there_is_not_is_refused(rows, symbols):
    with pytest.raises(LabError, match=f"styles for 1 to 510 symbols, not for {symbols}"):
        curve(rows, symbols)
