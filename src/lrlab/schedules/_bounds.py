"""The bounds of a rate that has no closed form, found by looking."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules._rules import MAX_STEPS

if TYPE_CHECKING:
    from lrlab.schedules._base import AbstractSchedule

LOOKS = 1_000_000  # updates that are looked at one by one
_FINE = 4096  # points at which even a short schedule is looked at
_FEW = 8  # points between two corners
_MANY = 20_000  # corners that are looked at
_HAIRS = (2.0**-40, 2.0**-30, 2.0**-20)  # of an update, which moved clocks may round away
CYCLES = 4096  # cycles that are looked at


def search(schedule: AbstractSchedule, *, between: bool = True) -> tuple[float, float]:
    """The bounds (low, high) of a schedule by evaluation.

    Looks at every update, or at `LOOKS` of a longer schedule, and about its corners; of an endless
    one at the first `LOOKS`, as far beyond its last corner, and at a very late one. With `between`,
    then closer and closer around the lowest and the highest point, since a curve may turn between
    two updates.
    """
    if not between:
        rates = np.asarray(schedule(np.arange(_end_of(schedule, ()) + 1.0)), dtype=np.float64)
        return float(rates.min()), float(rates.max())
    corners = schedule._corners(0.0, _end_of(schedule, ()))
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
    """Times from 0 to `end`: even ones, and about each corner and between it and the next."""
    updates = math.ceil(end)
    even = np.linspace(0.0, end, min(updates * max(1, _FINE // (updates + 1)), LOOKS) + 1)
    edges = np.array([0.0, *(corner for corner in thinned(corners) if 0.0 < corner < end), end])
    between = np.linspace(edges[:-1], edges[1:], _FEW, endpoint=False).ravel()
    hairs = [edges[1:] - hair for hair in _HAIRS]
    before = np.maximum(np.concatenate([np.nextafter(edges[1:], 0.0), *hairs]), 0.0)
    return np.unique(np.concatenate([even, between, before, edges]))


def thinned(corners: Iterable[float]) -> list[float]:
    """Corners in their order, each once; of very many, some that are evenly spread."""
    found = sorted({float(corner) for corner in corners})
    return [found[i] for i in spread(len(found), _MANY)]


def cycles(length: float, start: float, stop: float, most: int = CYCLES) -> list[float]:
    """The beginnings of cycles of a `length` from `start` to `stop`, if not all then some."""
    first, last = max(int(start // length), 0), int(stop // length) + 1
    return [length * (first + i) for i in spread(last - first + 1, most)]


def spread(count: int, most: int) -> list[int]:
    """The numbers from 0 to `count` - 1, or `most` of them, evenly spread."""
    if count <= most:
        return list(range(count))
    return sorted({i * (count - 1) // (most - 1) for i in range(most)})


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
    return max(end - _HAIRS[-1], 0.0)


def of_ends(*values: float) -> tuple[float, float]:
    """The bounds of a curve that only rises or only falls between these values."""
    return min(values), max(values)
