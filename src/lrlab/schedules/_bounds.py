"""The bounds of a rate that has no closed form, found by looking."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules._rules import MAX_STEPS

if TYPE_CHECKING:
    from lrlab.schedules._base import AbstractSchedule

LOOKS = 1_000_000  # updates that are looked at one by one
_FINE = 4096  # points at which even a short schedule is looked at


def search(schedule: AbstractSchedule, *, between: bool = True) -> tuple[float, float]:
    """The bounds (low, high) of a schedule by evaluation.

    Looks at every update up to `LOOKS`, at as many evenly spaced ones of a longer schedule, and at
    the first `LOOKS` and a very late one of an endless schedule; with `between`, then closer and
    closer around the lowest and the highest point, since a curve may turn between two updates.
    """
    end = LOOKS if schedule.total_steps is None else last_point(schedule)
    per_update = max(1, int(_FINE // (end + 1))) if between else 1
    count = math.ceil(end) * per_update
    grid = (
        np.arange(count + 1.0) / per_update if count <= LOOKS else np.linspace(0.0, end, LOOKS + 1)
    )
    grid[-1] = end
    rates = np.asarray(schedule(grid), dtype=np.float64)
    if not between:
        return float(rates.min()), float(rates.max())
    low, high = -_refined(schedule, grid, rates, -1.0), _refined(schedule, grid, rates, 1.0)
    late = float(schedule(float(MAX_STEPS))) if schedule.total_steps is None else low
    return min(low, late), max(high, late)


def _refined(schedule: AbstractSchedule, grid: np.ndarray, rates: np.ndarray, sign: float) -> float:
    best = -np.inf
    while True:
        heights = sign * rates
        index = int(np.argmax(heights))
        best = max(best, float(heights[index]))
        low, high = grid[max(index - 1, 0)], grid[min(index + 1, len(grid) - 1)]
        if high - low <= 1e-9 * max(1.0, high):
            return best
        grid = np.linspace(low, high, 129)
        rates = np.asarray(schedule(grid), dtype=np.float64)


def last_point(schedule: AbstractSchedule) -> float:
    """The end of a schedule, or a hair before it where it refuses to be asked there."""
    end = float(schedule.total_steps or 0)
    try:
        schedule(end)
    except ScheduleError:
        return math.nextafter(end, 0.0)
    return end


def of_ends(*values: float) -> tuple[float, float]:
    """The bounds of a curve that only rises or only falls between these values."""
    return min(values), max(values)
