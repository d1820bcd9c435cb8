"""Decay with a power of time."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import approach, log1p
from lrlab.schedules._rules import Positive, Rate, Steps, Timescale


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class PowerLaw(AbstractSchedule):
    r"""Decay with a power of time, from `init_value` towards `end_value`.

    $$\eta(t) = b + (a - b)\left(1 + \frac{t}{\tau}\right)^{-\alpha}$$

    with $a$ = `init_value`, $b$ = `end_value`, $\tau$ = `timescale` and $\alpha$ = `exponent`.
    Exponent 0.5 is `InverseSqrt`, exponent 1 is `InverseTime`. Behind a warm-up of $W$ updates with
    `timescale=W` it is $(t/W)^{-\alpha}$ in the clock of the whole. With a length it holds the
    value that it has there.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        exponent: how steeply it falls; above 0.
        timescale: how late it begins to fall, in optimizer updates; above 0.
        end_value: learning rate that it approaches and never reaches.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = PowerLaw(init_value=1.0, exponent=2.0, timescale=100)
        >>> [round(schedule(t), 3) for t in (0, 100, 900)]
        [1.0, 0.25, 0.01]

    References:
        Shen et al., "Power scheduler: a batch size and token number agnostic learning rate
        scheduler", 2024. https://arxiv.org/abs/2408.13359
    """

    init_value: Rate
    exponent: Positive
    timescale: Timescale
    end_value: Rate = 0.0
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        fall = -self.exponent * log1p(t / self.timescale, xp)
        return approach(self.init_value, self.end_value, xp.exp(fall), -xp.expm1(fall))

    def _range(self) -> tuple[float, float]:
        end = self.end_value if self.steps is None else self(self.steps)
        return of_ends(self.init_value, end)
