"""The bounds of a rate that has no closed form, found by looking."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules._rules import MAX_STEPS

if TYPE_CHECKING:
    from lrlab.schedules._base import AbstractSchedule

LOOKS = 1_000_000  # updates that are looked at one by one
_FINE = 4096  # points at which even a short stretch is looked at
_FEW = 16  # and each of very many
_HAIR = 2.0**-20  # of an update, which no clock that was moved rounds away
CYCLES = 64  # cycles whose corners are looked at


def search(schedule: AbstractSchedule, *, between: bool = True) -> tuple[float, float]:
    """The bounds (low, high) of a schedule by evaluation.

    Looks at every update, or at `LOOKS` of a longer schedule, spread over the stretches between its
    corners; of an endless one at the first `LOOKS`, as far beyond its last corner, and at a very
    late one. With `between`, then closer and closer around the lowest and the highest point, since
    a curve may turn between two updates.
    """
    if not between:
        rates = np.asarray(schedule(np.arange(_end_of(schedule, ()) + 1.0)), dtype=np.float64)
        return float(rates.min()), float(rates.max())
    corners = schedule._corners()
    grid = _grid(_end_of(schedule, corners), corners)
    rates = np.asarray(schedule(grid), dtype=np.float64)
    low, high = -_refined(schedule, grid, rates, -1.0), _refined(schedule, grid, rates, 1.0)
    late = float(schedule(float(MAX_STEPS))) if schedule.total_steps is None else low
    return min(low, late), max(high, late)


def _end_of(schedule: AbstractSchedule, corners: Iterable[float]) -> float:
    if schedule.total_steps is None:
        return min(max(LOOKS, 2.0 * max(corners, default=0.0)), float(MAX_STEPS))
    return last_point(schedule)


def _grid(end: float, corners: Iterable[float]) -> np.ndarray:
    """Times from 0 to `end`: each corner, a hair before it, and points on each stretch between."""
    edges = [0.0, *sorted({float(corner) for corner in corners if 0.0 < corner < end}), end]
    share = max(LOOKS // (len(edges) - 1), _FEW)
    parts = []
    for start, stop in itertools.pairwise(edges):
        updates = math.ceil(stop - start)
        count = min(updates * max(1, _FINE // (updates + 1)), share)
        parts.append(start + np.arange(count) * ((stop - start) / max(count, 1)))
        parts.append([math.nextafter(stop, start)])
    return np.concatenate([*parts, [end]])


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
    for point in (end, math.nextafter(end, 0.0)):
        try:
            schedule(point)
        except ScheduleError:
            continue
        return point
    return max(end - _HAIR, 0.0)


def of_ends(*values: float) -> tuple[float, float]:
    """The bounds of a curve that only rises or only falls between these values."""
    return min(values), max(values)
