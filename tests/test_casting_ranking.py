"""Blind votes: who is ahead, how sure that is, and which pair to hear next."""

from __future__ import annotations

import json
import math
from itertools import combinations, pairwise

import choix
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokoro_lab import LabError
from kokoro_lab.casting.ranking import SPREAD, SURE, WIDTH, rank, rank_answer


@st.composite
def contests(draw):
    """A number of items and votes between them."""
    count = draw(st.integers(2, 6))
    pair = st.permutations(range(count)).map(lambda order: tuple(order[:2]))
    return count, draw(st.lists(pair, max_size=20))


def test_before_any_vote_all_are_equal_and_nothing_is_sure():
    ranking = rank(4, [])
    for item in ranking.items:
        assert item.strength == item.wins == item.losses == 0
        assert (item.low, item.high) == pytest.approx((-item.high, WIDTH * SPREAD * math.sqrt(3 / 4)))
        assert item.best == pytest.approx(1 / 4, abs=0.011)
    assert not ranking.decided
    assert ranking.next == (0, 1)


def test_two_items_after_even_votes_have_the_interval_of_the_textbook():
    """At equal strengths each vote tells a quarter of a unit about the difference, the prior 1 / 2σ²."""
    first, second = rank(2, [(0, 1), (1, 0)] * 10).items
    deviation = 1 / math.sqrt(20 / 4 + 1 / (2 * SPREAD**2)) / 2  # of half the difference
    assert (first.strength, second.strength) == (0, 0)
    assert first.high == pytest.approx(WIDTH * deviation)


def test_strengths_solve_the_equation_of_bradley_and_terry():
    """Where the posterior is highest, wins less expected wins are what the prior pulls back."""
    votes = [(0, 1)] * 3 + [(1, 0)] + [(1, 2)] * 2 + [(2, 0)] + [(0, 3)] * 4
    strengths = np.array([item.strength for item in rank(4, votes).items])
    surplus = np.zeros(4)
    for winner, loser in votes:
        surprise = 1 / (1 + math.exp(strengths[winner] - strengths[loser]))
        surplus[winner] += surprise
        surplus[loser] -= surprise
    assert surplus == pytest.approx(strengths / SPREAD**2, abs=1e-4)


def test_many_votes_agree_with_a_better_approximation_of_the_posterior():
    """Expectation propagation gives the mean and covariance of the same posterior."""
    chance = np.random.default_rng(1)
    truth = np.array([1.0, 0.4, 0, -0.6, -0.8])
    votes = []
    for i, j in list(combinations(range(5), 2)) * 12:
        upset = chance.random() > 1 / (1 + math.exp(truth[j] - truth[i]))
        votes.append((j, i) if upset else (i, j))
    mean, covariance = choix.ep_pairwise(5, votes, 1 / SPREAD**2)
    middle = np.eye(5) - 1 / 5
    deviation = np.sqrt(np.diag(middle @ covariance @ middle))
    for item, strength, spread in zip(rank(5, votes).items, mean - mean.mean(), deviation, strict=True):
        assert item.strength == pytest.approx(strength, abs=0.06)
        assert (item.high - item.low) / 2 == pytest.approx(WIDTH * spread, rel=0.05)
    inside = [i.low < s < i.high for i, s in zip(rank(5, votes).items, truth - truth.mean(), strict=True)]
    assert all(inside)


@settings(deadline=None, max_examples=40)
@given(contests(), st.randoms())
def test_other_names_for_the_items_change_nothing_else(contest, random):
    count, votes = contest
    order = random.sample(range(count), count)
    before = rank(count, votes)
    after = rank(count, [(order[winner], order[loser]) for winner, loser in votes])
    for i, item in enumerate(before.items):
        twin = after.items[order[i]]
        assert (twin.wins, twin.losses) == (item.wins, item.losses)
        assert (twin.strength, twin.low, twin.high) == pytest.approx(
            (item.strength, item.low, item.high), abs=1e-3
        )
        assert twin.best == pytest.approx(item.best, abs=0.022)


@settings(deadline=None, max_examples=40)
@given(contests())
def test_a_ranking_holds_together(contest):
    count, votes = contest
    ranking = rank(count, votes)
    assert sum(item.strength for item in ranking.items) == pytest.approx(0, abs=1e-4)
    assert sum(item.best for item in ranking.items) == pytest.approx(1)
    assert sum(item.wins for item in ranking.items) == len(votes)
    assert all(item.low < item.strength < item.high for item in ranking.items)
    assert ranking == rank(count, votes)
    first, second = ranking.next
    assert 0 <= first < second < count
    heard = {tuple(sorted(vote)) for vote in votes}
    if len(heard) < count * (count - 1) / 2:
        assert ranking.next not in heard
        assert not ranking.decided
    if votes and count > 2:
        assert ranking.next != tuple(sorted(votes[-1]))


def test_who_wins_everything_is_first_and_more_votes_make_that_surer():
    widths, bests = [], []
    for rounds in (1, 2, 4, 8):
        ranking = rank(3, [(2, 0), (2, 1), (0, 1), (1, 0)] * rounds)
        winner = ranking.items[2]
        assert winner.strength == max(item.strength for item in ranking.items)
        assert (winner.wins, winner.losses) == (2 * rounds, 0)
        widths.append(ranking.items[0].high - ranking.items[0].low)
        bests.append(winner.best)
    assert widths == sorted(widths, reverse=True)
    assert bests == sorted(bests)
    assert ranking.decided
    assert bests[-1] >= SURE


def test_asking_as_it_proposes_hears_every_pair_and_comes_to_an_end():
    """A listener who always prefers the lower number; every vote is the one that was proposed."""
    votes, heard = [], []
    while not rank(4, votes).decided:
        pair = rank(4, votes).next
        votes.append(pair)
        heard.append(pair)
        assert len(votes) < 40
    assert sorted(heard[:6]) == list(combinations(range(4), 2))
    assert all(a != b for a, b in pairwise(heard))
    assert rank(4, votes).items[0].best >= SURE
    tail = heard[6:]
    assert tail.count((0, 1)) >= tail.count((2, 3)), "what decides about the best is asked more"


@pytest.mark.parametrize(
    ("count", "votes", "fault"),
    [
        (1, [], "2 to 54 items, not 1"),
        (55, [], "2 to 54 items, not 55"),
        (True, [], "2 to 54"),
        ("3", [], "2 to 54"),
        (3, "01", "list of pairs"),
        (3, None, "list of pairs"),
        (3, [(0, 3)], r"from 0 to 2, not \(0, 3\)"),
        (3, [(-1, 0)], "from 0 to 2"),
        (3, [(1, 1)], "two different items"),
        (3, [(0, 1, 2)], "two different items"),
        (3, [(0, 1.0)], "two different items"),
        (3, [0], "two different items"),
        (3, [(0, 1)] * 2_001, "up to 2,000 votes, not 2,001"),
    ],
)
def test_votes_that_make_no_sense_are_refused(count, votes, fault):
    with pytest.raises(LabError, match=fault):
        rank(count, votes)


def test_the_answer_is_plain_json():
    message, buffers = rank_answer(3, [[0, 1], [0, 2]])
    message = json.loads(json.dumps(message, allow_nan=False))
    assert buffers == ()
    assert message["next"] == [1, 2]
    assert [item["wins"] for item in message["items"]] == [2, 0, 0]
    assert message["decided"] is False
