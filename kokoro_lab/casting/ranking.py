"""A ranking from blind votes between pairs, with its uncertainty, after Bradley and Terry.

Bradley, R. A., & Terry, M. E. (1952). Rank analysis of incomplete block designs I: The method of paired
comparisons. Biometrika, 39(3/4), 324–345: item i is preferred to item j with the probability
1 / (1 + exp(sⱼ − sᵢ)), where s are the strengths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    import numpy as np

MOST_ITEMS = 54  # as many as there are voices
MOST_VOTES = 2_000  # more than a person casts; they take a third of a second
SPREAD = (
    1.5  # standard deviation of strengths before any vote: a typical pair is told apart by 4 of 5 listeners
)
SURE = 0.95  # probability of being the best that decides
WIDTH = 1.96  # standard deviations to either side that hold 95 % of a normal distribution
SAMPLES = 20_000  # for the probability of being the best: three standard errors are at most 0.011
SEED = 0

Pair = tuple[int, int]


@dataclass(frozen=True)
class Standing:
    """What the votes say of one item.

    Attributes:
        strength: Log odds of being preferred to an item of mean strength; the mean of all is 0.
        low: Lower end of the interval that holds the strength with a probability of 95 %.
        high: Its upper end.
        wins: How often it was preferred.
        losses: How often another one was.
        best: Probability that it is the strongest of all.
    """

    strength: float
    low: float
    high: float
    wins: int
    losses: int
    best: float


@dataclass(frozen=True)
class Ranking:
    """What the votes say.

    Attributes:
        items: One for each item, in the order of the items.
        next: The pair whose answer would tell most, lower index first.
        decided: Whether every pair was heard and one item is the best with a probability of 95 % or more.
    """

    items: tuple[Standing, ...]
    next: Pair
    decided: bool


def rank(count: int, votes: Sequence[Sequence[int]]) -> Ranking:
    """Rank items by votes; the order of the votes decides nothing but that no pair comes twice in a row.

    Before any vote strengths are taken to be normal with a standard deviation of 1.5. That keeps an item that
    has won every time finite, and fades as votes come. The strengths are the most probable ones, found by the
    library choix; their uncertainty is the normal distribution with the same curvature there (Laplace's
    approximation; Bishop, Pattern Recognition and Machine Learning, 2006, section 4.4).

    Args:
        count: How many items there are, 2 to 54.
        votes: Winner and loser of each comparison, as indices of items; up to 2,000.

    Raises:
        LabError: A number is out of range, or a vote is not a pair of two different items.
    """
    import numpy as np

    pairs = _checked(count, votes)
    mean, covariance = _posterior(count, pairs)
    middle = np.eye(count) - 1 / count  # strengths less their mean
    deviation = np.sqrt(np.diag(middle @ covariance @ middle))
    best = _best(mean, covariance)
    wins, losses = Counter(winner for winner, _ in pairs), Counter(loser for _, loser in pairs)
    items = tuple(
        Standing(
            strength=float(mean[i]),
            low=float(mean[i] - WIDTH * deviation[i]),
            high=float(mean[i] + WIDTH * deviation[i]),
            wins=wins[i],
            losses=losses[i],
            best=float(best[i]),
        )
        for i in range(count)
    )
    unheard = set(combinations(range(count), 2)) - {_sorted(pair) for pair in pairs}
    decided = not unheard and float(best.max()) >= SURE
    return Ranking(items, _next(mean, covariance, unheard, pairs), decided)


def rank_answer(count: int, votes: Sequence[Sequence[int]]) -> tuple[dict[str, Any], tuple[()]]:
    """A ranking as a page gets it: a message in plain JSON, without buffers.

    Raises:
        LabError: As `rank`.
    """
    return {"kind": "rank", **asdict(rank(count, votes))}, ()


def _checked(count: int, votes: Sequence[Sequence[int]]) -> list[Pair]:
    """The votes, once they have been looked at."""
    if not _whole(count) or not 2 <= count <= MOST_ITEMS:
        raise LabError(f"a ranking is of 2 to {MOST_ITEMS} items, not {count!r:.60}")
    if not isinstance(votes, Sequence) or isinstance(votes, (str, bytes)):
        raise LabError(f"votes must be a list of pairs [winner, loser], not {votes!r:.60}")
    if len(votes) > MOST_VOTES:
        raise LabError(f"a ranking takes up to {MOST_VOTES:,} votes, not {len(votes):,}")
    for vote in votes:
        pair = isinstance(vote, (list, tuple)) and len(vote) == 2 and all(map(_whole, vote))
        if not pair or vote[0] == vote[1] or not all(0 <= item < count for item in vote):
            raise LabError(
                f"a vote is [winner, loser], two different items from 0 to {count - 1}, not {vote!r:.60}"
            )
    return [(vote[0], vote[1]) for vote in votes]


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _posterior(count: int, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """The most probable strengths, [count] with mean 0, and the covariance about them, [count, count]."""
    import choix
    import numpy as np

    trust = 1 / SPREAD**2
    strengths = choix.opt_pairwise(count, sorted(pairs), alpha=trust / 2)  # choix adds alpha · |s|²
    precision = trust * np.eye(count)
    for (i, j), times in Counter(map(_sorted, pairs)).items():
        curvature = times * _doubt(strengths[i] - strengths[j])
        precision[[i, j], [i, j]] += curvature
        precision[[i, j], [j, i]] -= curvature
    centred = np.round(strengths - strengths.mean(), 6) + 0.0  # finer than the search; no -0
    return centred, np.linalg.inv(precision)


def _best(mean: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """The probability of each item to be the strongest, counted over a sample: [count]."""
    import numpy as np

    sample = np.random.default_rng(SEED).multivariate_normal(mean, covariance, SAMPLES, method="cholesky")
    return np.bincount(sample.argmax(axis=1), minlength=len(mean)) / SAMPLES


def _next(mean: np.ndarray, covariance: np.ndarray, unheard: set[Pair], pairs: Sequence[Pair]) -> Pair:
    """The pair that tells most: one not heard yet if there is any, and not the last one if there is another.

    A vote tells the more, the less is known of the difference of two strengths, and the less its outcome can
    be foretold: its variance times p(1 − p).
    """
    wanted = unheard or set(combinations(range(len(mean)), 2))
    last = _sorted(pairs[-1]) if pairs else None

    def told(pair: Pair) -> float:
        i, j = pair
        variance = covariance[i, i] + covariance[j, j] - 2 * covariance[i, j]
        return float(variance * _doubt(mean[i] - mean[j]))

    return max(sorted(wanted - {last}) or list(wanted), key=told)


def _doubt(difference: float) -> float:
    """p(1 − p) of a vote between two strengths, 0 to 1/4."""
    import math

    return 1 / (2 + 2 * math.cosh(difference))


def _sorted(pair: Pair) -> Pair:
    return min(pair), max(pair)
