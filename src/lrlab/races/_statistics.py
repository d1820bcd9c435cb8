"""Differences between runs that share a seed, and how sure one can be of them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from lrlab._dependencies import require

ERROR = 0.05  # of all comparisons together
ENOUGH = 3  # seeds for an interval; two equal differences would make one of no width


@dataclasses.dataclass(frozen=True)
class Interval:
    """A mean and the bounds around it; infinite bounds where there are too few seeds."""

    mean: float
    low: float
    high: float


def paired_interval(differences: np.ndarray, *, comparisons: int = 1) -> Interval:
    r"""Student's interval of paired differences, for several comparisons at once.

    $$\bar d \pm t_{1 - \alpha/(2m),\,n-1}\,\frac{s}{\sqrt n}$$

    with $d$ = `differences`, one per seed, $s$ their standard deviation, $\alpha = 0.05$ and $m$ =
    `comparisons` (Bonferroni). It holds at three seeds, where a bootstrap of the percentiles does
    not; with fewer, nothing is known and the bounds are infinite.

    Args:
        differences: shape `(seeds,)`. If runs of one side alone diverged, some are infinite: all
            of one sign decide the comparison, both signs leave it open.
        comparisons: how many such intervals must hold together.

    Raises:
        MissingExtraError: if SciPy is not installed.

    Examples:
        >>> paired_interval(np.array([-1.0, -2.0, -3.0]))
        Interval(mean=-2.0, low=-4.48..., high=0.48...)
    """
    seeds = len(differences)
    infinite = differences[np.isinf(differences)]
    if infinite.size:
        decided = bool(np.all(infinite == infinite[0]))
        worst = float(infinite[0])
        return Interval(worst, worst, worst) if decided else Interval(0.0, -math.inf, math.inf)
    mean = float(np.mean(differences)) if seeds else 0.0
    if seeds < ENOUGH:
        return Interval(mean, -math.inf, math.inf)
    student = require("scipy.stats", extra="lab", why="to compare runs").t
    quantile = float(student.ppf(1 - ERROR / (2 * max(comparisons, 1)), seeds - 1))
    half = quantile * float(np.std(differences, ddof=1)) / math.sqrt(seeds)
    return Interval(mean, mean - half, mean + half)
