"""Who won, by how much, and how sure that is."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np

from lrlab.races._candidates import Candidate
from lrlab.races._statistics import Interval, paired_interval


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """One schedule at its own best peak.

    Args:
        place: 1 is the best.
        label: the schedule's name in the race.
        peak: the peak at which its mean was lowest.
        edge: `"low"` or `"high"` if that is the end of its grid, so that a better one may lie
            beyond; else None.
        score: mean over the seeds of the metric at the end.
        spread: standard deviation of it over the seeds.
        versus_baseline: difference to the baseline, run by run with the same seed; negative is
            better. None for the baseline itself.
        versus_winner: difference to the winner, in the same way. None for the winner itself.
        against_baseline: what that difference says: `"better"`, `"worse"`, `"unclear"`, and
            `"diverged"` if it did at every peak; empty for the baseline.
        against_winner: `"winner"`, `"tie"` if the two cannot be told apart, or `"behind"`.
    """

    place: int
    label: str
    peak: float
    edge: str | None
    score: float
    spread: float
    versus_baseline: Interval | None
    versus_winner: Interval | None
    against_baseline: str
    against_winner: str


def best_of(candidates: Sequence[Candidate], label: str) -> Candidate:
    """The candidate of this schedule with the lowest mean."""
    return min((c for c in candidates if c.label == label), key=lambda c: c.score)


def edge_of(candidates: Sequence[Candidate], label: str) -> str | None:
    """On which end of its grid the best peak of a schedule lies, None if between."""
    peaks = sorted(c.peak for c in candidates if c.label == label)
    best = best_of(candidates, label)
    if not math.isfinite(best.score):
        return "low"
    if best.peak == peaks[0]:
        return "low"
    return "high" if best.peak == peaks[-1] else None


def standings(candidates: Sequence[Candidate], *, baseline: str) -> list[Standing]:
    """Every schedule at its own best peak, best first.

    The differences are paired by seed, and their intervals hold together for all schedules
    (Bonferroni over the comparisons with one reference).

    Args:
        candidates: all that ran.
        baseline: the label that the others are compared with.
    """
    labels = dict.fromkeys(c.label for c in candidates)
    ranked = sorted((best_of(candidates, label) for label in labels), key=lambda c: c.score)
    reference, winner = best_of(candidates, baseline), ranked[0]
    rows = []
    for place, candidate in enumerate(ranked, start=1):
        others = len(ranked) - 1
        to_baseline = None if candidate is reference else _difference(candidate, reference, others)
        to_winner = None if candidate is winner else _difference(candidate, winner, others)
        rows.append(
            Standing(
                place=place,
                label=candidate.label,
                peak=candidate.peak,
                edge=edge_of(candidates, candidate.label),
                score=candidate.score,
                spread=_spread(candidate.final),
                versus_baseline=to_baseline,
                versus_winner=to_winner,
                against_baseline=_against_baseline(candidate, to_baseline),
                against_winner=_against_winner(to_winner),
            )
        )
    return rows


def _difference(candidate: Candidate, reference: Candidate, comparisons: int) -> Interval:
    with np.errstate(invalid="ignore"):  # infinite minus infinite: both diverged
        differences = np.nan_to_num(candidate.final - reference.final, nan=0.0, posinf=np.inf)
    return paired_interval(differences, comparisons=comparisons)


def _spread(final: np.ndarray) -> float:
    if len(final) < 2 or not np.all(np.isfinite(final)):
        return math.nan
    return float(np.std(final, ddof=1))


def _against_baseline(candidate: Candidate, difference: Interval | None) -> str:
    if not math.isfinite(candidate.score):
        return "diverged"
    if difference is None:
        return ""
    if difference.high < 0.0:
        return "better"
    return "worse" if difference.low > 0.0 else "unclear"


def _against_winner(difference: Interval | None) -> str:
    if difference is None:
        return "winner"
    return "tie" if difference.low <= 0.0 else "behind"
