"""Differences between runs that share a seed, and how sure one can be of them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from lrlab._dependencies import require

ERROR = 0.05  # of all comparisons together


@dataclasses.dataclass(frozen=True)
class Interval:
    """A mean and the bounds around it; infinite bounds where two seeds are not there."""

    mean: float
    low: float
    high: float


def paired_interval(differences: np.ndarray, *, comparisons: int = 1) -> Interval:
    r"""Student's interval of paired differences, for several comparisons at once.

    $$\bar d \pm t_{1 - \alpha/(2m),\,n-1}\,\frac{s}{\sqrt n}$$

    with $d$ = `differences`, one per seed, $s$ their standard deviation, $\alpha = 0.05$ and $m$ =
    `comparisons` (Bonferroni). It holds at three seeds, where a bootstrap of the percentiles does
    not.

    Args:
        differences: shape `(seeds,)`; a run that diverged makes one infinite, and then the mean
            and both bounds are.
        comparisons: how many such intervals must hold together.

    Examples:
        >>> paired_interval(np.array([-1.0, -2.0, -3.0]))
        Interval(mean=-2.0, low=-4.48..., high=0.48...)
    """
    seeds = len(differences)
    mean = float(np.mean(differences)) if seeds else math.nan
    if not np.all(np.isfinite(differences)):
        worst = math.inf if np.any(differences == math.inf) else -math.inf
        return Interval(worst, worst, worst)
    if seeds < 2:
        return Interval(mean, -math.inf, math.inf)
    student = require("scipy.stats", extra="lab", why="to compare runs").t
    quantile = float(student.ppf(1 - ERROR / (2 * max(comparisons, 1)), seeds - 1))
    half = quantile * float(np.std(differences, ddof=1)) / math.sqrt(seeds)
    return Interval(mean, mean - half, mean + half)
