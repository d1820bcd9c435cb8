"""A schedule at one peak with several seeds: what runs together, and what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from lrlab.schedules import AbstractSchedule
from lrlab.tasks import AbstractTask, train


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """One schedule at one peak, run with every seed.

    Args:
        label: the schedule's name in the race.
        peak: its highest rate.
        schedule: the schedule at this peak.
        evaluated_at: updates after which it was evaluated, shape `(evaluations,)`.
        train_loss: loss on each minibatch, shape `(seeds, total_steps)`.
        test_loss: shape `(seeds, evaluations)`.
        metric: what the task is judged by, smaller is better, shape `(seeds, evaluations)`;
            infinite from where a run diverged.
        diverged_at: first bad update of each seed, -1 if there is none, shape `(seeds,)`.
    """

    label: str
    peak: float
    schedule: AbstractSchedule
    evaluated_at: np.ndarray
    train_loss: np.ndarray
    test_loss: np.ndarray
    metric: np.ndarray
    diverged_at: np.ndarray

    @property
    def final(self) -> np.ndarray:
        """The metric at the end, shape `(seeds,)`."""
        return self.metric[:, -1]

    @property
    def score(self) -> float:
        """The mean of the metric at the end over the seeds; infinite if one diverged."""
        return float(np.mean(self.final))


def run_candidates(
    task: AbstractTask,
    rows: Mapping[str, tuple[AbstractSchedule, np.ndarray]],
    peaks: Sequence[tuple[str, float]],
    *,
    seeds: Sequence[int],
    evaluations: int,
    on_progress: Callable[[int, int], object] | None = None,
) -> list[Candidate]:
    """Run schedules at peaks, all with every seed, in one call of `train`.

    Args:
        task: what to train.
        rows: by label, a schedule and its rate at every update, shape `(total_steps,)`.
        peaks: which label at which peak.
        seeds: the seeds of every candidate.
        evaluations: how often to evaluate, evenly spread, the last time at the end.
        on_progress: called with the updates done and to do, all runs together.
    """
    if not peaks:
        return []
    factors = [peak / rows[label][0].peak_value for label, peak in peaks]
    table = np.stack(
        [factor * rows[label][1] for (label, _), factor in zip(peaks, factors, strict=True)]
    )
    curves = train(task, table, seeds=seeds, evaluations=evaluations, on_progress=on_progress)
    return [
        Candidate(
            label=label,
            peak=peak,
            schedule=rows[label][0].with_peak(peak),
            evaluated_at=curves.steps,
            train_loss=curves.train_loss[number],
            test_loss=curves.test_loss[number],
            metric=curves.metric[number],
            diverged_at=curves.diverged_at[number],
        )
        for number, (label, peak) in enumerate(peaks)
    ]
