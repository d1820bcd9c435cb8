"""Given rates at given times, joined by lines or half cosines."""

from __future__ import annotations

import bisect
import dataclasses
import functools
from typing import Any, final

import numpy as np

from lrlab import _arrays
from lrlab._errors import ScheduleError, did_you_mean
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import look_up
from lrlab.schedules._rules import Steps, checked_rates, shown

CURVES = ("linear", "cosine")


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Interpolated(AbstractSchedule):
    r"""Rates at given times, which need not be whole updates, joined by lines or half cosines.

    $$\eta(t) = v_i + (v_{i+1} - v_i)\,g\!\left(\frac{t - \tau_i}{\tau_{i+1} - \tau_i}\right),
    \qquad \tau_i \le t < \tau_{i+1},$$

    with $\tau$ = `times`, $v$ = `values`, and $g(p) = p$ for `curve="linear"`,
    $g(p) = \sin^2(\pi p/2)$ for `"cosine"`. After the last time its value stays. Where a time
    occurs twice, the rate jumps there.

    Args:
        times: in optimizer updates; at least one, the first 0, never falling.
        values: the learning rate at each time.
        curve: `"linear"` or `"cosine"`.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Interpolated(times=[0, 2.5, 5], values=[0.0, 1.0, 0.0])
        >>> [round(schedule(t), 3) for t in range(6)]
        [0.0, 0.4, 0.8, 0.8, 0.4, 0.0]

    See Also:
        `optax.piecewise_interpolate_schedule`; `ignite.handlers.PiecewiseLinear`.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    curve: str = "linear"
    steps: Steps | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "times", checked_rates("Interpolated(times=...)", self.times))
        object.__setattr__(self, "values", checked_rates("Interpolated(values=...)", self.values))
        if len(self.times) != len(self.values) or not self.times:
            raise ScheduleError(
                f"`Interpolated(values=...)` must hold one rate for each of the times, got "
                f"{len(self.times)} times and {len(self.values)} values. Give them in pairs."
            )
        if self.times[0] != 0.0 or list(self.times) != sorted(self.times):
            raise ScheduleError(
                f"`Interpolated(times=...)` must begin at 0 and never fall, got "
                f"{shown(self.times)}. Sort the times and start with the rate of update 0."
            )
        if self.curve not in CURVES:
            raise ScheduleError(
                f"`Interpolated(curve=...)` must be a known word, got {shown(self.curve)}. "
                f"{did_you_mean(str(self.curve), CURVES)}"
            )

    def _formula(self, t: Any, xp: Any) -> Any:
        times, values, spans = self._knots
        if xp is _arrays.Floats:
            index: Any = max(bisect.bisect_right(self.times, t) - 1, 0)
        else:
            table = xp.asarray(times, dtype=t.dtype)
            index = xp.clip(xp.searchsorted(table, t, side="right") - 1, 0, None)
        progress = (t - look_up(times, index, xp)) / look_up(spans, index, xp)
        progress = xp.clip(progress, 0.0, 1.0)
        if self.curve == "cosine":
            progress = xp.sin(0.5 * xp.pi * progress) ** 2
        low, high = look_up(values, index, xp), look_up(values, index + 1, xp)
        return low + (high - low) * progress

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        factor = total_steps / self.steps if self.steps else 0.0
        times = tuple(time * factor for time in self.times)
        return dataclasses.replace(self, times=times, steps=total_steps)

    def _range(self) -> tuple[float, float]:
        inside = [v for t, v in zip(self.times, self.values, strict=True) if t <= self._end]
        return of_ends(*inside, self(self._end))

    @property
    def _end(self) -> float:
        return float("inf") if self.steps is None else self.steps

    @functools.cached_property
    def _knots(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Times, values with the last one twice, and the span after each time (the last: 1)."""
        times = np.asarray(self.times)
        spans = np.append(np.diff(times), 1.0)
        return times, np.append(self.values, self.values[-1]), np.where(spans > 0, spans, 1.0)
