"""What a race says about the oldest claim of all: that a rate should not stay fixed."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence

import numpy as np

from lrlab.races._candidates import Candidate
from lrlab.races._standings import Standing, difference
from lrlab.races._statistics import Interval, paired_interval

STALLS = 0.75  # of the run: by then the best constant rate is past where the stalled one ends

Shown = Callable[[float], str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim, whether it held in this race, and the numbers.

    Args:
        claim: the sentence that was put to the test.
        holds: whether the numbers bear it out here, at 95%.
        evidence: the numbers, in sentences.
    """

    claim: str
    holds: bool
    evidence: str


def claims_about_constant(
    constants: Sequence[Candidate], rows: Sequence[Standing], *, shown: Shown
) -> list[Claim]:
    """The claim in three parts: too high oscillates, too low stalls, a schedule beats the best.

    Args:
        constants: the constant rate at every peak, all with the same seeds.
        rows: the standings, the constant rate among them.
        shown: how a value of the metric is written.
    """
    rising = sorted(constants, key=lambda c: c.peak)
    constant = next(row for row in rows if row.label == rising[0].label)
    best = next(c for c in rising if c.peak == constant.peak)
    return [
        _too_high([c for c in rising if c.peak > best.peak], best, shown),
        _too_low([c for c in rising if c.peak < best.peak], best, shown),
        _beaten([row for row in rows if row is not constant], constant, shown),
    ]


def _too_high(higher: Sequence[Candidate], best: Candidate, shown: Shown) -> Claim:
    claim = "A constant rate that is too high oscillates or diverges."
    if not higher or not math.isfinite(best.score):
        return Claim(claim=claim, holds=False, evidence="No constant rate above the best ended.")
    wild = [c for c in higher if not math.isfinite(c.score)]
    said = [f"At {_listed(wild)}, runs diverged."] if wild else []
    steady = [c for c in higher if math.isfinite(c.score)]
    oscillates = False
    if steady:
        worst = max(steady, key=lambda c: _swings(c).mean())
        more = paired_interval(_swings(worst) - _swings(best), comparisons=len(steady))
        behind = difference(worst, best, len(steady))
        oscillates = more.low > 0.0 and behind.low > 0.0
        said.insert(
            0,
            f"At a constant {worst.peak:g} the test result moves by {shown(_swings(worst).mean())} "
            f"from one evaluation to the next in the second half of the run; at the best constant "
            f"rate, {best.peak:g}, by {shown(_swings(best).mean())}{_bounds(more, shown)}. It ends "
            f"at {shown(worst.score)} instead of {shown(best.score)}.",
        )
    return Claim(claim=claim, holds=oscillates or bool(wild), evidence=" ".join(said))


def _too_low(lower: Sequence[Candidate], best: Candidate, shown: Shown) -> Claim:
    claim = "A constant rate that is too low stalls."
    if not lower or not math.isfinite(best.score):
        return Claim(claim=claim, holds=False, evidence="No constant rate below the best was run.")
    low, total = lower[0], int(best.evaluated_at[-1])
    by_then = int(np.searchsorted(best.evaluated_at, STALLS * total, side="right")) - 1
    if by_then < 0:
        return Claim(claim=claim, holds=False, evidence="The runs were too short to tell.")
    ahead = paired_interval(low.final - best.metric[:, by_then])
    return Claim(
        claim=claim,
        holds=ahead.low > 0.0,
        evidence=(
            f"At a constant {low.peak:g} the run ends at {shown(low.score)} after {total} updates; "
            f"the best constant rate, {best.peak:g}, was at "
            f"{shown(float(best.metric[:, by_then].mean()))} by update "
            f"{int(best.evaluated_at[by_then])}{_bounds(ahead, shown)}."
        ),
    )


def _beaten(others: Sequence[Standing], constant: Standing, shown: Shown) -> Claim:
    claim = "A schedule beats the best constant rate."
    if not others:
        return Claim(claim=claim, holds=False, evidence="No other schedule ran.")
    first = others[0]
    better = sum(row.against_baseline == "better" for row in others)
    gap = first.versus_baseline
    return Claim(
        claim=claim,
        holds=better > 0,
        evidence=(
            f"The best of the others, {first.label} with a peak of {first.peak:g}, ends at "
            f"{shown(first.score)}; the best constant rate, {constant.peak:g}, at "
            f"{shown(constant.score)}{_bounds(gap, shown) if gap else ''}. {better} of "
            f"{len(others)} schedules are better."
        ),
    )


def _bounds(interval: Interval, shown: Shown) -> str:
    if not (math.isfinite(interval.low) and math.isfinite(interval.high)):
        return ""
    low, high = sorted((abs(interval.low), abs(interval.high)))
    if interval.low <= 0.0 <= interval.high:
        return " (the difference may be 0)"
    return f" (a difference of {shown(low)} to {shown(high)})"


def _listed(candidates: Sequence[Candidate]) -> str:
    return ", ".join(f"{c.peak:g}" for c in candidates)


def _swings(candidate: Candidate) -> np.ndarray:
    """How far the metric moves between evaluations in the second half, on average, by seed."""
    late = candidate.metric[:, (candidate.metric.shape[1] - 1) // 2 :]
    if late.shape[1] < 2:
        return np.zeros(len(late))
    return np.abs(np.diff(late, axis=1)).mean(axis=1)
