"""A schedule as the points that are drawn: the one place that decides which updates they are."""

from __future__ import annotations

import dataclasses

import numpy as np

from lrlab.schedules import AbstractSchedule, Sequence

COLUMNS = 1000  # more than a picture has; each column of updates keeps what it tells
_AT_ONCE = 1 << 20
_AT_MOST = 1 << 25  # updates that are looked at; of a longer schedule, evenly spread ones
_BEFORE = 2.0**-20  # of an update: how far before it the rate is read to find a jump
_LEAP = 0.01  # of the change since the update before: what the curve cannot do continuously


@dataclasses.dataclass(frozen=True)
class Zeros:
    """The updates at rate 0, or below it."""

    count: int
    first: int
    last: int
    negative: bool


@dataclasses.dataclass(frozen=True, eq=False)
class Curve:
    """The points that draw a schedule, and what they leave out.

    Attributes:
        steps: updates, rising; twice the same where the rate jumps, so that it jumps vertically.
        rates: the rate at each of them.
        length: how many updates the curve stands for.
        lowest: lowest rate of all updates.
        highest: highest rate of all updates.
        lasting: lowest positive rate that lasts long enough to be seen: a bound for a log axis.
        zeros: updates at or below 0, if there are any.
    """

    steps: np.ndarray
    rates: np.ndarray
    length: int
    lowest: float
    highest: float
    lasting: float | None
    zeros: Zeros | None

    def at_zero(self) -> list[tuple[float, float]]:
        """The stretches of updates, first and last, at which the rate is 0 or below."""
        dark = np.concatenate(([False], self.rates <= 0, [False]))
        edges = np.flatnonzero(dark[1:] != dark[:-1])
        ends = zip(edges[::2], edges[1::2] - 1, strict=True)
        return [(float(self.steps[first]), float(self.steps[last])) for first, last in ends]


def sample(schedule: AbstractSchedule, length: int) -> Curve:
    """The curve of updates 0 to `length - 1`.

    Few updates are all drawn. Of many, each of 1,000 columns keeps its first, lowest, highest and
    last update and the two between which the rate changes most, so that peaks, restarts and drops
    stay, however short they are.

    Examples:
        >>> from lrlab.schedules import sgdr
        >>> curve = sample(sgdr(peak_value=0.1, period=7, total_steps=700_000), 700_000)
        >>> curve.steps.size < 10_000, curve.highest
        (True, 0.1)
    """
    stride = -(-length // _AT_MOST) or 1
    width = 1 if length <= 2 * COLUMNS else stride * -(-length // (COLUMNS * stride))
    at_once = width * max(1, _AT_ONCE * stride // width)
    columns = [
        _column(schedule, start, min(start + at_once, length), width, stride)
        for start in range(0, length, at_once)
    ]
    steps = np.concatenate([column.steps for column in columns])
    rates = np.concatenate([column.rates for column in columns])
    if stride > 1:
        steps, rates = _with_boundaries(schedule, steps, rates, length)
    lasting = [column.lasting for column in columns if column.lasting is not None]
    steps, rates = _with_jumps(schedule, steps, rates, length)
    steps, rates = _without_flat_middles(steps, rates)
    return Curve(
        steps=steps,
        rates=rates,
        length=length,
        lowest=min(column.lowest for column in columns),
        highest=max(column.highest for column in columns),
        lasting=min(lasting, default=None),
        zeros=_together([column.zeros for column in columns]),
    )


def simplified(x: np.ndarray, y: np.ndarray, tolerance: float) -> np.ndarray:
    """Which points of a line may stay so that no other is further than `tolerance` from it.

    The method of Douglas and Peucker (1973). `x` and `y` are in the units of the picture.

    Examples:
        >>> simplified(np.arange(5.0), np.array([0.0, 1.0, 2.0, 3.0, 0.0]), 0.1)
        array([ True, False, False,  True,  True])
    """
    keep = np.zeros(x.size, dtype=bool)
    keep[[0, -1]] = True
    todo = [(0, x.size - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        dx, dy = x[last] - x[first], y[last] - y[first]
        away_x, away_y = x[first + 1 : last] - x[first], y[first + 1 : last] - y[first]
        away = abs(dx * away_y - dy * away_x) / max(np.hypot(dx, dy), 1e-300)
        furthest = int(np.argmax(away))
        if away[furthest] > tolerance:
            middle = first + 1 + furthest
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return keep


def _column(schedule: AbstractSchedule, start: int, stop: int, width: int, stride: int) -> Curve:
    """The curve of a part of the updates, whole columns of it."""
    steps = np.arange(start, stop, stride)
    rates = _rates(schedule, steps)
    finite = np.where(np.isfinite(rates), rates, 0.0)
    kept = np.arange(steps.size) if width == 1 else _telling(finite, width // stride)
    highest = np.maximum.reduceat(finite, np.arange(0, steps.size, width // stride))
    dark = np.flatnonzero(rates <= 0)
    return Curve(
        steps=steps[kept].astype(np.float64),
        rates=rates[kept],
        length=stop - start,
        lowest=float(finite.min()),
        highest=float(finite.max()),
        lasting=float(highest[highest > 0].min()) if (highest > 0).any() else None,
        zeros=Zeros(dark.size, int(steps[dark[0]]), int(steps[dark[-1]]), bool((rates < 0).any()))
        if dark.size
        else None,
    )


def _rates(schedule: AbstractSchedule, steps: np.ndarray) -> np.ndarray:
    return np.asarray(schedule(steps), dtype=np.float64)


def _telling(rates: np.ndarray, width: int) -> np.ndarray:
    """Of every `width` rates: first, lowest, highest, last, both sides of the greatest change."""
    rows = np.append(rates, np.full(-rates.size % width, rates[-1])).reshape(-1, width)
    change = abs(np.diff(rows, axis=1)).argmax(axis=1) if width > 1 else 0
    last = np.full(len(rows), width - 1)
    offsets = (0 * last, rows.argmin(axis=1), rows.argmax(axis=1), last, change, change + 1)
    places = np.concatenate([np.arange(len(rows)) * width + offset for offset in offsets])
    return np.unique(np.minimum(places, rates.size - 1))


def _with_boundaries(
    schedule: AbstractSchedule, steps: np.ndarray, rates: np.ndarray, length: int
) -> tuple[np.ndarray, np.ndarray]:
    """Where not every update was looked at, the ends of the pieces are, and the last update."""
    whole = schedule.expanded()
    starts = whole.starts if isinstance(whole, Sequence) else ()
    ends = {length - 1, *starts, *(start - 1 for start in starts)}
    extra = np.array(sorted(end for end in ends if 0 <= end < length), dtype=np.float64)
    every, order = np.unique(np.concatenate([steps, extra]), return_index=True)
    return every, np.concatenate([rates, _rates(schedule, extra)])[order]


def _with_jumps(
    schedule: AbstractSchedule, steps: np.ndarray, rates: np.ndarray, length: int
) -> tuple[np.ndarray, np.ndarray]:
    """Where the rate jumps, the rate of the update before lasts until the jump.

    So does the rate of a last update that the curve jumps to, or of an only one: until the end.
    """
    inner = steps > 0
    before = _rates(schedule, steps[inner] - 1)
    limit = _rates(schedule, steps[inner] - _BEFORE)
    leap = abs(rates[inner] - limit) > _LEAP * abs(rates[inner] - before)
    if leap.size == 0 or leap[-1]:
        steps, rates = np.append(steps, length), np.append(rates, rates[-1])
    jumps = np.flatnonzero(inner)[leap]
    return np.insert(steps, jumps, steps[jumps]), np.insert(rates, jumps, before[leap])


def _without_flat_middles(steps: np.ndarray, rates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    same = rates[1:] == rates[:-1]
    keep = np.ones(rates.size, dtype=bool)
    keep[1:-1] = ~(same[1:] & same[:-1])
    return steps[keep], rates[keep]


def _together(parts: list[Zeros | None]) -> Zeros | None:
    found = [part for part in parts if part is not None]
    if not found:
        return None
    return Zeros(
        count=sum(part.count for part in found),
        first=found[0].first,
        last=found[-1].last,
        negative=any(part.negative for part in found),
    )
