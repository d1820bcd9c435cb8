"""A power of what is left, once and with restarts from lower and lower."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import (
    approach,
    log_ratio,
    power,
    remaining,
    remaining_power,
    whole_cycles,
)
from lrlab.schedules._rules import Period, Positive, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Polynomial(AbstractSchedule):
    r"""A power of the remaining fraction, from `init_value` to `end_value`.

    $$\eta(t) = b + (a - b)\left(1 - \Bigl(\frac{t}{T}\Bigr)^{k}\right)^{q},
    \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $q$ = `power`, $k$ = `progress_power` and
    $T$ = `steps`. After $T$ it stays at `end_value`, also under `.after("extrapolate")` unless $q$
    is a whole number: elsewhere the power of a negative number is not real. Without length it is
    `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        power: above 0; 1 is a straight line, 2 falls early, 0.5 falls late.
        steps: length in optimizer updates; 0 or more.
        progress_power: power of the progress, above 0; above 1 it falls later.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Polynomial(init_value=1.0, power=2.0, steps=10)
        >>> [round(schedule(t), 3) for t in (0, 5, 9, 10)]
        [1.0, 0.25, 0.01, 0.0]

    See Also:
        `torch.optim.lr_scheduler.PolynomialLR(total_iters, power)`;
        `optax.polynomial_schedule(init_value, end_value, power, transition_steps)`;
        timm's `PolyLRScheduler` (`k_decay` = `progress_power`).

    References:
        Zhang and Li, "k-decay: a new method for learning rate schedule", 2020.
        https://arxiv.org/abs/2004.05909
    """

    init_value: Rate
    end_value: Rate = 0.0
    power: Positive
    steps: Steps
    progress_power: Positive = 1.0

    def _formula(self, t: Any, xp: Any) -> Any:
        if type(self.progress_power) is float and self.progress_power == 1.0:
            left = remaining(t, self.steps, xp)
        else:
            left = remaining_power(t, self.steps, self.progress_power, xp)
        if type(self.power) is not float:  # one power for each element
            odd = self.power % 2.0
            turned = xp.where(odd % 1.0 == 0.0, 1.0 - 2.0 * odd, 0.0)
            height = power(abs(left), self.power, xp) * xp.where(left < 0, turned, 1.0)
        elif self.power.is_integer():
            height = left**self.power
        else:
            height = power(xp.clip(left, 0.0, None), self.power, xp)
        return self.end_value + (self.init_value - self.end_value) * height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class PolynomialRestarts(AbstractSchedule):
    r"""A polynomial that comes down after every `period`, and jumps back to a lower height.

    $$\eta(t) = b + (a - b)\left(1 - \frac{t}{P c}\right)^{q}, \qquad
    c = \max\Bigl(1, \Bigl\lceil \frac{t}{P} \Bigr\rceil\Bigr),$$

    with $a$ = `init_value`, $b$ = `end_value`, $q$ = `power` and $P$ = `period`: one polynomial
    that is made longer by a period whenever it is over. Update $P$ itself is at $b$; right after
    it, half of the polynomial over $2P$ is still to come. With a length it holds the value that it
    has there.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate of updates `period`, `2 * period`, ...
        power: above 0; 1 is a saw of straight lines.
        period: optimizer updates from one low to the next; 1 or more.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = PolynomialRestarts(init_value=1.0, power=1.0, period=10)
        >>> [round(schedule(t), 3) for t in (0, 5, 10, 11, 15, 20, 21)]
        [1.0, 0.5, 0.0, 0.45, 0.25, 0.0, 0.3]

    See Also:
        `keras.optimizers.schedules.PolynomialDecay` with `cycle=True`.
    """

    init_value: Rate
    end_value: Rate = 0.0
    power: Positive
    period: Period
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        end = self.period * xp.clip(-whole_cycles(-t, self.period, xp), 1.0, None)
        to_come = xp.clip(end - t, 0.0, None)
        falls = to_come > 0
        fall = -self.power * log_ratio(end, xp.where(falls, to_come, 1.0), xp)
        left = xp.where(falls, xp.exp(fall), 0.0 * to_come)
        gone = xp.where(falls, -xp.expm1(fall), 1.0 + 0.0 * to_come)
        return approach(self.init_value, self.end_value, left, gone)

    def _corners(self, start: float, stop: float) -> list[float]:
        return _bounds.cycles(self.period, start, stop)

    def _range(self) -> tuple[float, float]:
        if self.steps is None or self.steps >= self.period:
            return of_ends(self.init_value, self.end_value)
        return of_ends(self.init_value, self(self.steps))
