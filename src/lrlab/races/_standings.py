"""Who won, by how much, and how sure that is."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

import numpy as np

from lrlab.races._candidates import Candidate
from lrlab.races._statistics import Interval, paired_interval


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """One schedule at its own best peak.

    Args:
        place: 1 is the best.
        label: the schedule's name in the race.
        peak: its best peak.
        edge: `"low"` or `"high"` if that is the end of its grid, so that a better one may lie
            beyond; else None.
        score: mean over the seeds of the metric at the end; infinite if a run diverged.
        spread: standard deviation of it over the seeds.
        versus_baseline: difference to the baseline, run by run with the same seed; negative is
            better. None for the baseline itself.
        versus_winner: difference to the winner, in the same way. None for the winner itself.
        against_baseline: what that difference says: `"better"`, `"worse"` or `"unclear"`; empty for
            the baseline; `"diverged"` if a run of this schedule did.
        against_winner: `"winner"`, `"tie"` if the two cannot be told apart, `"behind"`, or
            `"diverged"`.
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


def standings(
    candidates: Sequence[Candidate], *, baseline: str, edges: Mapping[str, str | None]
) -> list[Standing]:
    """Every schedule at its own best peak, best first.

    The differences are paired by seed, and their intervals hold together for all schedules
    (Bonferroni over the comparisons with one reference). That the best of several peaks was
    chosen does not flatter anybody as long as other seeds chose it.

    Args:
        candidates: each schedule at its best peak, run with seeds that did not choose it.
        baseline: the label that the others are compared with.
        edges: by label, on which end of its grid the best peak lies.
    """
    ranked = sorted(candidates, key=lambda c: c.score)
    reference = next(c for c in ranked if c.label == baseline)
    winner, others = ranked[0], len(ranked) - 1
    rows: list[Standing] = []
    for place, candidate in enumerate(ranked, start=1):
        to_baseline = None if candidate is reference else difference(candidate, reference, others)
        to_winner = None if candidate is winner else difference(candidate, winner, others)
        finished = math.isfinite(candidate.score)
        rows.append(
            Standing(
                place=place,
                label=candidate.label,
                peak=candidate.peak,
                edge=edges.get(candidate.label),
                score=candidate.score,
                spread=_spread(candidate.final),
                versus_baseline=to_baseline,
                versus_winner=to_winner,
                against_baseline=_against_baseline(to_baseline) if finished else "diverged",
                against_winner=_against_winner(to_winner) if finished else "diverged",
            )
        )
    return rows


def difference(candidate: Candidate, reference: Candidate, comparisons: int = 1) -> Interval:
    """The difference of two candidates at the end, paired by seed."""
    with np.errstate(invalid="ignore"):  # infinite minus infinite: with this seed, both diverged
        differences = candidate.final - reference.final
    both = np.isinf(candidate.final) & np.isinf(reference.final)
    return paired_interval(np.where(both, 0.0, differences), comparisons=comparisons)


def _spread(final: np.ndarray) -> float:
    if len(final) < 2 or not np.all(np.isfinite(final)):
        return math.nan
    return float(np.std(final, ddof=1))


def _against_baseline(interval: Interval | None) -> str:
    if interval is None:
        return ""
    if interval.high < 0.0:
        return "better"
    return "worse" if interval.low > 0.0 else "unclear"


def _against_winner(interval: Interval | None) -> str:
    if interval is None:
        return "winner"
    return "tie" if interval.low <= 0.0 else "behind"
