"""What a race is asked for, checked before anything runs."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lrlab._errors import RaceError
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._written import labels_of
from lrlab.tasks import TASKS, AbstractTask, checked_seeds

_REACHED = 0.9  # of its peak: what a schedule must come to within the race


def checked_task(task: Any) -> AbstractTask:
    """A task, or what is wrong with it."""
    if not isinstance(task, AbstractTask):
        raise RaceError(
            f"`race(task=...)` must be a task or the name of one, got {str(task)[:60]!r}. "
            f"Known: {', '.join(TASKS)}."
        )
    return task


def checked_seeds_or_count(seeds: Any) -> tuple[int, ...]:
    """The seeds themselves, from a number of them or a list."""
    where = "race(seeds=...)"
    if isinstance(seeds, (int, np.integer)) and not isinstance(seeds, bool):
        if seeds < 1:
            raise RaceError(
                f"`{where}` must be at least 1, got {seeds}. Use 3 or more to tell schedules apart."
            )
        seeds = range(int(seeds))
    return tuple(checked_seeds(where, seeds))


def checked_peaks(peaks: Any) -> tuple[float, ...]:
    """The grid of peaks, rising, each once."""
    try:
        grid = [] if isinstance(peaks, str) else sorted({float(peak) for peak in peaks})
    except (TypeError, ValueError):
        grid = []
    if not grid or not all(0 < peak < math.inf for peak in grid):
        raise RaceError(
            f"`race(peaks=...)` must be finite rates above 0, at least one, got "
            f"{str(peaks)[:60]!r}. Leave it out and a short sweep proposes them."
        )
    return tuple(grid)


def named_schedules(
    schedules: Mapping[str, AbstractSchedule] | Sequence[AbstractSchedule] | None,
) -> dict[str, AbstractSchedule] | None:
    """The schedules by name; a list is named by kind."""
    if schedules is None:
        return None
    by_name = isinstance(schedules, Mapping)
    alone = isinstance(schedules, (AbstractSchedule, str))
    listed: list[Any] = [schedules] if alone else list(schedules.values() if by_name else schedules)
    if not listed:
        raise RaceError(
            "`race(schedules=...)` must hold at least one schedule, got none. Leave it out to race "
            "the usual ones."
        )
    for schedule in listed:
        _check_is_schedule(schedule)
    labels = map(str, schedules) if by_name else labels_of(listed)
    return dict(zip(labels, listed, strict=True))


def length(task: AbstractTask, schedules: Mapping[str, AbstractSchedule] | None, steps: Any) -> int:
    """How many updates every run has."""
    if steps is not None:
        try:
            whole = 0 if isinstance(steps, bool) else operator.index(steps)
        except TypeError:
            whole = 0
        if whole < 1:
            raise RaceError(
                f"`race(steps=...)` must be a whole number of updates, 1 or more, got "
                f"{str(steps)[:60]}. The usual length of `{task.name}` is {task.default_steps}."
            )
        return whole
    lengths = {
        label: schedule.total_steps
        for label, schedule in (schedules or {}).items()
        if schedule.total_steps is not None
    }
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{label}: {total}" for label, total in lengths.items())
        raise RaceError(
            f"`race(schedules=...)` must have one length, got {told}. Give them one with "
            f"`schedule.with_total_steps(...)`."
        )
    return next(iter(lengths.values()), task.default_steps) or task.default_steps


def rate_rows(
    schedules: Mapping[str, AbstractSchedule], total_steps: int
) -> dict[str, tuple[AbstractSchedule, np.ndarray]]:
    """Each schedule with its rate at every update of the race, if it can be raced."""
    return {
        label: (schedule, _rates(label, schedule, total_steps))
        for label, schedule in schedules.items()
    }


def _rates(label: str, schedule: AbstractSchedule, total_steps: int) -> np.ndarray:
    if schedule.total_steps not in (None, total_steps):
        raise RaceError(
            f"`race(steps=...)` must be the length of every schedule, got {total_steps} for "
            f'"{label}", which has {schedule.total_steps}. Use '
            f"`schedule.with_total_steps({total_steps})`, or another `steps`."
        )
    peak = schedule.peak_value
    if not 0 < peak < math.inf:
        raise RaceError(
            f"`race(schedules=...)` must hold schedules with a finite peak above 0, got {peak} for "
            f'"{label}", which no scaling can change. Give it a peak, such as 1.0.'
        )
    rates = np.asarray(schedule(np.arange(total_steps)), dtype=np.float64)
    if not np.all(np.isfinite(rates) & (rates >= 0)):
        raise RaceError(
            f"`race(schedules=...)` must hold schedules whose rates are finite and not negative, "
            f'got {rates.min()} for "{label}". Clip it with `.clipped(low=0.0)`.'
        )
    if rates.max() < _REACHED * peak:
        raise RaceError(
            f"`race(steps=...)` must be long enough for every peak, got {total_steps}: "
            f'"{label}" comes to {rates.max():g} of its peak of {peak:g} only. Make the race '
            f"longer, or the warm-up shorter."
        )
    return rates


def _check_is_schedule(value: Any) -> None:
    if not isinstance(value, AbstractSchedule):
        raise RaceError(
            f"`race(schedules=...)` must hold schedules, got {str(value)[:60]!r}. Read a text with "
            f"`lrlab.parse(...)`."
        )
