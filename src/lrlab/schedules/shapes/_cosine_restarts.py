"""Cosine annealing with warm restarts (SGDR)."""

from __future__ import annotations

import dataclasses
import math
import sys
from typing import Any, final

from lrlab import _arrays
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._rules import Count, Fraction, Growth, Rate, Steps


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
    period: Count
    period_factor: Growth = 1.0
    peak_factor: Fraction = 1.0
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        cycle = self._cycle(t, xp)
        start = self._start(cycle, xp)
        left = 1.0 - (t - start) / (self._start(cycle + 1.0, xp) - start)
        peak = self.init_value * self.peak_factor**cycle
        return self.end_value + (peak - self.end_value) * xp.sin(0.5 * xp.pi * left) ** 2

    def _cycle(self, t: Any, xp: Any) -> Any:
        """Number of the cycle that update `t` is in: an estimate, put right at the boundaries."""
        equal, factor = self._lengths(xp)
        if equal is True:
            return xp.floor(t / self.period)
        growth = 1.0 + t * (factor - 1.0) / self.period
        guess = xp.floor(xp.log(growth) / _log(factor, xp))
        if equal is not False:
            guess = xp.where(equal, xp.floor(t / self.period), guess)
        guess = guess - xp.where(t < self._start(guess, xp), 1.0, 0.0)
        return guess + xp.where(t >= self._start(guess + 1.0, xp), 1.0, 0.0)

    def _start(self, cycle: Any, xp: Any) -> Any:
        """First update of a cycle; a whole number that rounding missed by a hair is put right."""
        equal, factor = self._lengths(xp)
        if equal is True:
            return self.period * cycle
        start = self.period * (factor**cycle - 1.0) / (factor - 1.0)
        whole = xp.floor(start + 0.5)
        start = xp.where(abs(start - whole) <= 16 * _epsilon(start, xp) * whole, whole, start)
        return start if equal is False else xp.where(equal, self.period * cycle, start)

    def _lengths(self, xp: Any) -> tuple[Any, Any]:
        """Whether all cycles are equally long, and a `period_factor` to divide by if not."""
        if type(self.period_factor) is float:
            return self.period_factor == 1.0, self.period_factor
        equal = self.period_factor == 1.0
        return equal, xp.where(equal, 2.0, self.period_factor)

    def _last_value(self, end: Any, xp: Any) -> Any:
        at_restart = self._start(self._cycle(end, xp), xp) == end
        return xp.where(at_restart, self.end_value, self._formula(end, xp))

    def _range(self) -> tuple[float, float]:
        if self.steps is not None and self.steps <= self.period:
            return of_ends(self.init_value if self.steps else self.end_value, self(self.steps))
        if self.steps is None:
            lowest_peak = self.init_value if self.peak_factor == 1.0 else 0.0
        else:
            last_cycle = self._cycle(math.nextafter(self.steps, 0.0), _arrays.Floats)
            lowest_peak = self.init_value * self.peak_factor**last_cycle
        return of_ends(self.end_value, self.init_value, lowest_peak)


def _log(factor: Any, xp: Any) -> Any:
    return math.log(factor) if type(factor) is float else xp.log(factor)


def _epsilon(x: Any, xp: Any) -> float:
    return sys.float_info.epsilon if type(x) is float else float(xp.finfo(x.dtype).eps)
