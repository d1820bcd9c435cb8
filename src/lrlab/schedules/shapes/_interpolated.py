"""Given rates at given times, joined by lines, half cosines or equal factors."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from typing import Any, final

from lrlab import _arrays
from lrlab._errors import ScheduleError, did_you_mean
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._lazy import lazy
from lrlab.schedules._progress import as_table, look_up, quotient
from lrlab.schedules._rules import Steps, checked_rates, shown

CURVES = ("linear", "cosine", "log")


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Interpolated(AbstractSchedule):
    r"""Rates at given times, which need not be whole updates, joined by a curve.

    $$\eta(t) = v_i + (v_{i+1} - v_i)\,g\!\left(\frac{t - \tau_i}{\tau_{i+1} - \tau_i}\right),
    \qquad \tau_i \le t < \tau_{i+1},$$

    with $\tau$ = `times`, $v$ = `values`, and $g(p) = p$ for `curve="linear"`,
    $g(p) = \sin^2(\pi p/2)$ for `"cosine"`. With `"log"` it is a line on a logarithmic axis,
    $\eta(t) = v_i (v_{i+1}/v_i)^p$, for rates above 0. After the last time its value stays. Where
    a time occurs twice, the rate jumps there.

    Args:
        times: in optimizer updates; at least one, the first 0, never falling.
        values: the learning rate at each time.
        curve: `"linear"`, `"cosine"` or `"log"`.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or a rate is 0 with `"log"`.

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
        if len(self.times) != len(self.values) or not len(self.times):
            raise ScheduleError(
                f"`Interpolated(values=...)` must hold one rate for each of the times, got "
                f"{len(self.times)} times and {len(self.values)} values. Give them in pairs."
            )
        if isinstance(self.times, tuple) and (
            self.times[0] != 0.0 or list(self.times) != sorted(self.times)
        ):
            raise ScheduleError(
                f"`Interpolated(times=...)` must begin at 0 and never fall, got "
                f"{shown(self.times)}. Sort the times and start with the rate of update 0."
            )
        if not isinstance(self.curve, str) or self.curve not in CURVES:
            raise ScheduleError(
                f"`Interpolated(curve=...)` must be a known word, got {shown(self.curve)}. "
                f"{did_you_mean(str(self.curve), CURVES)}"
            )
        if self.curve == "log" and isinstance(self.values, tuple) and 0.0 in self.values:
            raise ScheduleError(
                f'`Interpolated(values=...)` must be above 0 with `curve="log"`, got '
                f"{shown(self.values)}: no factor leads from or to 0. Use a small rate such as "
                f"`1e-8`, or another curve."
            )

    def _formula(self, t: Any, xp: Any) -> Any:
        times, values = self._knots
        if xp is _arrays.Floats:
            index: Any = bisect.bisect_right(self.times, t) - 1
        else:
            index = xp.searchsorted(xp.asarray(times, dtype=t.dtype), t, side="right") - 1
        following = xp.clip(index + 1, None, len(times) - 1)
        start = look_up(times, index, t, xp)
        span = look_up(times, following, t, xp) - start
        progress: Any = xp.clip(quotient(t - start, span, xp), 0.0, 1.0)
        if self.curve == "cosine":
            progress = _half_wave(progress, xp)
        low, high = look_up(values, index, t, xp), look_up(values, following, t, xp)
        if self.curve == "log":
            return low * (high / low) ** progress
        return low + (high - low) * progress

    def _corners(self, start: float, stop: float) -> list[float]:
        return list(self.times)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        factor = total_steps / self.steps if self.steps else 0.0
        times = tuple(time * factor for time in self.times)
        return dataclasses.replace(self, times=times, steps=total_steps)

    def _range(self) -> tuple[float, float]:
        end = self.times[-1] if self.steps is None else self.steps
        knots = itertools.pairwise(zip(self.times, self.values, strict=True))
        lines = [(a, b) for a, b in knots if a[0] < b[0] and a[0] < end]
        ends = [value for line in lines for time, value in line if time <= end]
        return of_ends(self(end), *ends)

    @lazy
    def _knots(self) -> tuple[Any, Any]:
        """Times and values as arrays, which they are already in a stack of schedules."""
        return as_table(self.times), as_table(self.values)


def _half_wave(progress: Any, xp: Any) -> Any:
    """From 0 to 1 along half a cosine."""
    return xp.sin(0.5 * xp.pi * progress) ** 2
