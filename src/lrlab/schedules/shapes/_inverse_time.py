"""Decay with one over time."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import approach
from lrlab.schedules._rules import Factor, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class InverseTime(AbstractSchedule):
    r"""Decay with one over time, from `init_value` towards `end_value`.

    $$\eta(t) = b + \frac{a - b}{1 + kt}$$

    with $a$ = `init_value`, $b$ = `end_value` and $k$ = `rate`: after $1/k$ updates half of the way
    is done. With a length it holds the value that it has there.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        rate: how fast it falls, per update; 0 or more.
        end_value: learning rate that it approaches and never reaches.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = InverseTime(init_value=1.0, rate=0.01)
        >>> [round(schedule(t), 3) for t in (0, 100, 300)]
        [1.0, 0.5, 0.25]

    See Also:
        `keras.optimizers.schedules.InverseTimeDecay(decay_steps, decay_rate)` with
        `rate` = `decay_rate / decay_steps`.

    References:
        Robbins and Monro, "A stochastic approximation method", Annals of Mathematical Statistics,
        1951. https://doi.org/10.1214/aoms/1177729586
    """

    init_value: Rate
    rate: Factor
    end_value: Rate = 0.0
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        fallen = self.rate * t
        left = 1.0 / (1.0 + fallen)
        gone = xp.where(fallen < 1.0, fallen * left, 1.0 - left)
        return approach(self.init_value, self.end_value, left, gone)

    def _range(self) -> tuple[float, float]:
        if self.steps is None:
            return of_ends(self.init_value, self.end_value if self.rate else self.init_value)
        return of_ends(self.init_value, self(self.steps))
