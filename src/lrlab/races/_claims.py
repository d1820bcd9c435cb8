"""What a race says about the oldest claim of all: that a rate should not stay fixed."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence

import numpy as np

from lrlab.races._candidates import Candidate
from lrlab.races._standings import Standing, best_of
from lrlab.races._statistics import paired_interval

STALLS = 0.75  # of the run: the best constant rate had the same result by then


@dataclasses.dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim, whether it held in this race, and the numbers.

    Args:
        claim: the sentence that was put to the test.
        holds: whether the numbers bear it out here.
        evidence: the numbers, in a sentence.
    """

    claim: str
    holds: bool
    evidence: str


def claims_about_constant(
    candidates: Sequence[Candidate],
    rows: Sequence[Standing],
    *,
    baseline: str,
    shown: Callable[[float], str],
) -> list[Claim]:
    """The claim in three parts: too high oscillates, too low stalls, a schedule beats the best.

    Args:
        candidates: all that ran, the constant rates among them.
        rows: the standings.
        baseline: the label of the constant rate.
        shown: how a value of the metric is written.
    """
    constants = sorted((c for c in candidates if c.label == baseline), key=lambda c: c.peak)
    best = best_of(candidates, baseline)
    return [
        _too_high(constants, best, shown),
        _too_low(constants, best, shown),
        _beaten(rows, baseline, shown),
    ]


def _too_high(
    constants: Sequence[Candidate], best: Candidate, shown: Callable[[float], str]
) -> Claim:
    claim = "A constant rate that is too high oscillates."
    higher = [c for c in constants if c.peak > best.peak]
    steady = [c for c in higher if math.isfinite(c.score)]
    diverged = [c for c in higher if not math.isfinite(c.score)]
    top = higher[-1] if higher else best
    blown = f" At {top.peak:g} it ends at {shown(top.score)}." if top is not best else ""
    if diverged:
        blown = f" From {diverged[0].peak:g} on, runs diverged."
    if not higher:
        return Claim(claim=claim, holds=False, evidence="No constant rate above the best was run.")
    if not steady:
        return Claim(claim=claim, holds=True, evidence=blown.strip())
    high = max(steady, key=lambda c: _swings(c).mean())
    swing, usual = _swings(high), _swings(best)
    more = paired_interval(swing - usual, comparisons=len(steady))
    return Claim(
        claim=claim,
        holds=more.low > 0.0 and high.score > best.score,
        evidence=(
            f"At a constant {high.peak:g} the test result moves by {shown(swing.mean())} from one "
            f"evaluation to the next in the second half of the run, at the best constant rate, "
            f"{best.peak:g}, by {shown(usual.mean())} (a difference of {shown(more.low)} to "
            f"{shown(more.high)} with 95% confidence); it ends at {shown(high.score)} instead of "
            f"{shown(best.score)}.{blown if high is not top else ''}"
        ),
    )


def _too_low(
    constants: Sequence[Candidate], best: Candidate, shown: Callable[[float], str]
) -> Claim:
    claim = "A constant rate that is too low stalls."
    low = constants[0]
    if low is best:
        return Claim(claim=claim, holds=False, evidence="No constant rate below the best was run.")
    mean = best.metric.mean(axis=0)
    reached = np.flatnonzero(mean <= low.score)
    when = int(best.steps[reached[0]]) if reached.size else None
    total = int(best.steps[-1])
    evidence = (
        f"At a constant {low.peak:g} the run ends at {shown(low.score)} after {total} updates; the "
        f"best constant rate, {best.peak:g}, was there "
        + (f"by update {when}." if when is not None else "at no update.")
    )
    return Claim(claim=claim, holds=when is not None and when <= STALLS * total, evidence=evidence)


def _beaten(rows: Sequence[Standing], baseline: str, shown: Callable[[float], str]) -> Claim:
    claim = "A schedule beats the best constant rate."
    constant = next(row for row in rows if row.label == baseline)
    others = [row for row in rows if row.label != baseline]
    better = [row for row in others if row.versus_baseline and row.versus_baseline.high < 0]
    if not others:
        return Claim(claim=claim, holds=False, evidence="No other schedule ran.")
    first = others[0]
    gap = first.versus_baseline
    interval = ""
    if gap is not None and math.isfinite(gap.low) and math.isfinite(gap.high):
        interval = (
            f", a difference of {shown(gap.mean)} (95% interval {shown(gap.low)} to "
            f"{shown(gap.high)}, for all schedules together)"
        )
    return Claim(
        claim=claim,
        holds=bool(better),
        evidence=(
            f"The best schedule, {first.label} with a peak of {first.peak:g}, ends at "
            f"{shown(first.score)}, the best constant rate, {constant.peak:g}, at "
            f"{shown(constant.score)}{interval}. {len(better)} of {len(others)} schedules are "
            f"better beyond doubt."
        ),
    )


def _swings(candidate: Candidate) -> np.ndarray:
    """How far the metric moves between evaluations in the second half, on average, by seed."""
    late = candidate.metric[:, candidate.metric.shape[1] // 2 :]
    return np.abs(np.diff(late, axis=1)).mean(axis=1)
