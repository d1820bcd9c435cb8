"""A schedule at one peak with every seed: what runs together, and what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from lrlab.schedules import AbstractSchedule
from lrlab.tasks import AbstractTask, train

EVALUATIONS = 20


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """One schedule at one peak, run with every seed.

    Args:
        label: the schedule's name in the race.
        peak: its highest rate.
        schedule: the schedule at this peak.
        steps: updates after which it was evaluated, shape `(evaluations,)`.
        train_loss: loss on each minibatch, shape `(seeds, total_steps)`.
        test_loss: shape `(seeds, evaluations)`.
        metric: what the task is judged by, smaller is better, shape `(seeds, evaluations)`;
            infinite from where a run diverged.
        diverged_at: first bad update of each seed, -1 if there is none, shape `(seeds,)`.
    """

    label: str
    peak: float
    schedule: AbstractSchedule
    steps: np.ndarray
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
    schedules: Mapping[str, AbstractSchedule],
    peaks: Mapping[str, Sequence[float]],
    *,
    seeds: Sequence[int],
    total_steps: int,
    on_progress: Callable[[int, int], object] | None = None,
) -> list[Candidate]:
    """Run every schedule at its peaks with every seed, all in one call of `train`."""
    planned = [(label, peak) for label in schedules for peak in peaks.get(label, ())]
    if not planned:
        return []
    scaled = [schedules[label].with_peak(peak) for label, peak in planned]
    updates = np.arange(total_steps)
    rates = np.stack([np.asarray(schedule(updates)) for schedule in scaled])
    curves = train(task, rates, seeds=seeds, evaluations=EVALUATIONS, on_progress=on_progress)
    return [
        Candidate(
            label=label,
            peak=peak,
            schedule=schedule,
            steps=curves.steps,
            train_loss=curves.train_loss[number],
            test_loss=curves.test_loss[number],
            metric=curves.metric[number],
            diverged_at=curves.diverged_at[number],
        )
        for number, ((label, peak), schedule) in enumerate(zip(planned, scaled, strict=True))
    ]
