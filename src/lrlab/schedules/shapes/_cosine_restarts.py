"""Cosine annealing with warm restarts (SGDR)."""

from __future__ import annotations

import bisect
import dataclasses
import math
import sys
from typing import Any, final

import numpy as np

from lrlab import _arrays
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import whole_cycles
from lrlab.schedules._rules import MAX_STEPS, Fraction, Growth, Period, Rate, Steps

_NEAR_ONE = 1.01
_CYCLES = 4096  # how many boundaries are worth a table


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class CosineRestarts(AbstractSchedule):
    r"""Half a cosine again and again, each cycle longer and each peak lower, if so wished.

    Cycle $i$ lasts $T_i = T_0 m^i$ updates, from $S_i = T_0 (m^i - 1)/(m - 1)$ on, and there

    $$\eta(t) = b + \tfrac{1}{2}\left(a\,p^i - b\right)
    \left(1 + \cos\frac{\pi (t - S_i)}{T_i}\right)$$

    with $a$ = `init_value`, $b$ = `end_value`, $T_0$ = `period`, $m$ = `period_factor` and
    $p$ = `peak_factor`. A restart at a whole update is exact: the cycle is found from the
    boundaries themselves, since a logarithm alone puts update 121 of $T_0 = 1$, $m = 3$ into the
    cycle before. A length `steps` that ends at a restart holds `end_value`, not the next peak.

    Args:
        init_value: learning rate at update 0, the first peak.
        end_value: learning rate that every cycle comes down to.
        period: length of the first cycle in optimizer updates; 1 or more.
        period_factor: what each cycle's length is multiplied by; 1 or more, whole or not.
        peak_factor: what each cycle's peak is multiplied by; from 0 to 1.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = CosineRestarts(init_value=1.0, period=10, period_factor=2.0)
        >>> [round(schedule(t), 3) for t in (0, 5, 10, 20, 30)]
        [1.0, 0.5, 1.0, 0.5, 1.0]

    See Also:
        `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(T_0, T_mult, eta_min)`;
        `keras.optimizers.schedules.CosineDecayRestarts(first_decay_steps, t_mul, m_mul)`.

    References:
        Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5.
        https://arxiv.org/abs/1608.03983
    """

    _jumps = True

    init_value: Rate
    end_value: Rate = 0.0
    period: Period
    period_factor: Growth = 1.0
    peak_factor: Fraction = 1.0
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        cycle, start, end = self._cycle(t, xp)
        left = 1.0 - (t - start) / xp.clip(end - start, 1.0, None)  # beyond 2**53 it rounds to 0
        peak = self.init_value * self.peak_factor**cycle
        return self.end_value + (peak - self.end_value) * xp.sin(0.5 * xp.pi * left) ** 2

    def _cycle(self, t: Any, xp: Any) -> tuple[Any, Any, Any]:
        """Number, first update and end of the cycle that update `t` is in."""
        table = None
        if type(self.period) is int and type(self.period_factor) is float:
            table = _boundaries(self.period, self.period_factor)
        if table is None:
            cycle = self._estimated_cycle(t, xp)
            return cycle, self._start(cycle, xp), self._start(cycle + 1.0, xp)
        if xp is _arrays.Floats:
            cycle = min(bisect.bisect_right(table, t), len(table) - 1) - 1
            return cycle, table[cycle], table[cycle + 1]
        starts = _rounded_up(table, t, xp)
        cycle = xp.clip(xp.searchsorted(starts, t, side="right"), None, len(table) - 1) - 1
        start, end = xp.take(starts, cycle), xp.take(starts, cycle + 1)
        return xp.asarray(cycle, dtype=t.dtype), start, end

    def _estimated_cycle(self, t: Any, xp: Any) -> Any:
        """Number of the cycle by a logarithm, put right at the boundaries."""
        equal, factor = self._lengths(xp)
        if equal is True:
            return whole_cycles(t, self.period, xp)
        growth = 1.0 + t * (factor - 1.0) / self.period
        guess = xp.floor(xp.log(growth) / _log(factor, xp))
        if equal is not False:
            guess = xp.where(equal, whole_cycles(t, self.period, xp), guess)
        guess = xp.where(t < self._start(guess, xp), guess - 1.0, guess)
        return xp.where(t >= self._start(guess + 1.0, xp), guess + 1.0, guess)

    def _start(self, cycle: Any, xp: Any) -> Any:
        """First update of a cycle."""
        equal, factor = self._lengths(xp)
        if equal is True:
            return self.period * cycle
        start = _start_of(cycle, self.period, factor, xp)
        return start if equal is False else xp.where(equal, self.period * cycle, start)

    def _lengths(self, xp: Any) -> tuple[Any, Any]:
        """Whether all cycles are equally long, and a `period_factor` to divide by if not."""
        if type(self.period_factor) is float:
            return self.period_factor == 1.0, self.period_factor
        equal = self.period_factor == 1.0
        return equal, xp.where(equal, 2.0, self.period_factor)

    def _last_value(self, end: Any, xp: Any) -> Any:
        _, start, _ = self._cycle(end, xp)
        return xp.where(start == end, self.end_value, self._formula(end, xp))

    def _corners(self, start: float, stop: float) -> list[float]:
        if self.period_factor == 1.0:
            return _bounds.cycles(self.period, start, stop)
        starts = [0.0]
        while starts[-1] < MAX_STEPS and len(starts) < _bounds.CYCLES:
            length = self.period * self.period_factor ** (len(starts) - 1)
            starts.append(starts[-1] + length)
        return starts

    def _range(self) -> tuple[float, float]:
        if self.steps is not None and self.steps <= self.period:
            return of_ends(self.init_value if self.steps else self.end_value, self(self.steps))
        if self.steps is None:
            lowest_peak = self.init_value if self.peak_factor == 1.0 else 0.0
        else:
            last_cycle, _, _ = self._cycle(math.nextafter(self.steps, 0.0), _arrays.Floats)
            lowest_peak = self.init_value * self.peak_factor**last_cycle
        return of_ends(self.end_value, self.init_value, lowest_peak)


_tables: dict[tuple[int, float], tuple[float, ...] | None] = {}


def _boundaries(period: int, factor: float) -> tuple[float, ...] | None:
    """Where the cycles begin; None if they are of one length, or too many for a table."""
    if (period, factor) not in _tables:
        many = factor == 1.0 or (
            math.log1p(MAX_STEPS * (factor - 1.0) / period) > _CYCLES * math.log(factor)
        )
        _tables[period, factor] = None if many else _table(period, factor)
    return _tables[period, factor]


def _table(period: int, factor: float) -> tuple[float, ...]:
    starts = [0.0]
    while starts[-1] <= MAX_STEPS:
        starts.append(_start_of(float(len(starts)), period, factor, _arrays.Floats))
    return tuple(starts)


def _start_of(cycle: Any, period: Any, factor: Any, xp: Any) -> Any:
    """First update of a cycle; a whole number that rounding missed by a hair is put right."""
    if type(factor) is float and factor < _NEAR_ONE:  # where a power less 1 loses its digits
        start = period * xp.expm1(cycle * math.log(factor)) / (factor - 1.0)
    else:
        start = period * (factor**cycle - 1.0) / (factor - 1.0)
    whole = xp.floor(start + 0.5)
    return xp.where(abs(start - whole) <= 16 * _epsilon(start, xp) * whole, whole, start)


def _rounded_up(table: tuple[float, ...], t: Any, xp: Any) -> Any:
    """A table of times in the type of `t`, so that `t >= time` is as it is for exact times."""
    exact = np.minimum(table, float(xp.finfo(t.dtype).max))
    if "float32" in str(t.dtype):
        single = exact.astype(np.float32)
        above = np.nextafter(single, np.float32(np.inf))
        exact = np.where(single < exact, above, single)
    return xp.asarray(exact, dtype=t.dtype)


def _log(factor: Any, xp: Any) -> Any:
    return math.log(factor) if type(factor) is float else xp.log(factor)


def _epsilon(x: Any, xp: Any) -> float:
    return sys.float_info.epsilon if type(x) is float else float(xp.finfo(x.dtype).eps)
