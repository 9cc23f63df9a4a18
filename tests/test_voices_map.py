"""The map of voices: distances, true neighbours, the layout and what it loses."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.map import classical, distances, draw, guttman, layout, loss, turned


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    return Shelf.open(tmp_path_factory.mktemp("voices")).packs()


@pytest.fixture(scope="module")
def halves(packs):
    return draw(packs.values)


def test_a_distance_is_the_root_mean_square_over_the_rows(packs, halves):
    heart, emma = (packs.names.index(name) for name in ("af_heart", "bf_emma"))
    rows = packs.values[heart].astype(np.float64) - packs.values[emma]
    for half, columns in (("timbre", slice(0, 128)), ("prosody", slice(128, 256))):
        expected = np.sqrt(np.mean([np.dot(row, row) for row in rows[:, columns]]))
        assert halves[half].distances[heart, emma] == pytest.approx(expected, rel=1e-6)
        assert (halves[half].distances == halves[half].distances.T).all()
        assert (np.diag(halves[half].distances) == 0).all()


def test_between_two_lists_the_distances_are_the_same(packs):
    timbre = packs.values[:6, :, :128]
    np.testing.assert_allclose(distances(timbre[:2], timbre), distances(timbre, timbre)[:2], atol=1e-6)


def test_neighbours_are_the_nearest_in_the_full_space(halves):
    for half in halves.values():
        assert half.nearest.shape == (54, 5)
        for voice, found in enumerate(half.nearest):
            others = np.delete(half.distances[voice], [voice, *found])
            assert voice not in found
            assert (np.diff(half.distances[voice, found]) >= 0).all()
            assert half.distances[voice, found].max() <= others.min()


def test_points_that_lie_in_a_plane_are_found_again_without_loss():
    flat = np.random.default_rng(0).normal(size=(20, 2))
    true = cdist(flat, flat)
    for points in (classical(true), layout(true)):
        np.testing.assert_allclose(cdist(points, points), true, atol=1e-6)
    lost = loss(true, layout(true) * 7, 5)  # the scale of a map means nothing
    assert lost.stress == pytest.approx(0, abs=1e-6)
    assert (lost.kept, lost.correlation) == (1, pytest.approx(1))


def test_no_step_of_smacof_makes_the_stress_greater(halves):
    true = halves["prosody"].distances
    points = np.random.default_rng(0).normal(size=(54, 2))
    stresses = []
    for _ in range(30):
        apart = cdist(points, points)
        stresses.append(((apart - true) ** 2).sum())
        points = guttman(true, points, apart)
    assert (np.diff(stresses) <= 0).all()
    assert stresses[-1] < 0.7 * stresses[0]


def test_the_map_is_better_than_its_start_and_says_what_it_loses(halves):
    for half in halves.values():
        true, points = half.distances, half.points
        assert half.loss.stress < loss(true, classical(true), 5).stress
        d, delta = (matrix[np.triu_indices(54, 1)] for matrix in (cdist(points, points), true))
        scales = np.linspace(0.01, 2, 2000)[:, None]
        least = np.sqrt(((d - scales * delta) ** 2).sum(axis=1).min() / (d @ d))  # Kruskal's, by search
        assert half.loss.stress == pytest.approx(least, abs=1e-4)
        drawn = cdist(points, points).argsort(axis=1)[:, 1:6]
        kept = [np.isin(drawn[voice], half.nearest[voice]).sum() for voice in range(54)]
        assert half.loss.kept == pytest.approx(sum(kept) / (54 * 5))


def test_points_are_centred_and_reach_one(halves):
    for half in halves.values():
        np.testing.assert_allclose(half.points.mean(axis=0), 0, atol=1e-9)
        assert np.abs(half.points).max() == pytest.approx(1)


def test_the_same_voices_give_the_same_map(packs, halves):
    again = draw(packs.values)
    for name, half in halves.items():
        np.testing.assert_array_equal(again[name].points, half.points)


def test_turning_changes_no_distance():
    one, other = np.random.default_rng(0).normal(size=(2, 9, 2))
    mirrored = one @ np.array([[0.6, 0.8], [0.8, -0.6]])
    np.testing.assert_allclose(turned(mirrored, towards=one), one, atol=1e-12)
    np.testing.assert_allclose(cdist(*[turned(other, towards=one)] * 2), cdist(other, other), atol=1e-12)


@given(st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_any_number_of_voices_has_a_map_also_equal_ones(count, neighbours, equal):
    values = np.random.default_rng(count).normal(size=(count, 6, 256))
    for half in draw(np.repeat(values[:1], count, axis=0) if equal else values, neighbours).values():
        assert half.points.shape == (count, 2)
        assert np.isfinite(half.points).all()
        assert half.nearest.shape == (count, min(neighbours, count - 1))
        assert 0 <= half.loss.stress <= 1
        assert 0 <= half.loss.kept <= 1


def test_a_map_takes_no_longer_than_a_blink(packs):
    best = min(_seconds(packs.values) for _ in range(3))
    assert best < 1.5  # 0.17 s on a free core; tests share theirs


def _seconds(values: np.ndarray) -> float:
    start = time.perf_counter()
    draw(values)
    return time.perf_counter() - start
