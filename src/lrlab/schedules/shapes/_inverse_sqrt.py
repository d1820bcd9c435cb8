"""Decay with the square root of time."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import approach
from lrlab.schedules._rules import Rate, Steps, Timescale


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class InverseSqrt(AbstractSchedule):
    r"""Decay with one over the square root of time, towards `end_value`.

    $$\eta(t) = b + (a - b)\sqrt{\frac{\tau}{t + \tau}}$$

    with $a$ = `init_value`, $b$ = `end_value` and $\tau$ = `timescale`: after $3\tau$ updates half
    of the way is done. Behind a warm-up of $W$ updates with `timescale=W` it is $a\sqrt{W/t}$ in
    the clock of the whole, which is the recipe `inverse_sqrt`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        timescale: how slowly it falls, in optimizer updates; above 0.
        end_value: learning rate that it approaches and never reaches.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = InverseSqrt(init_value=1.0, timescale=100)
        >>> [round(schedule(t), 3) for t in (0, 300, 1500)]
        [1.0, 0.5, 0.25]

    References:
        Vaswani et al., "Attention is all you need", 2017, equation 3, second branch.
        https://arxiv.org/abs/1706.03762
    """

    kind: ClassVar[str] = "inverse_sqrt_decay"  # `inverse_sqrt` is the recipe with the warm-up

    init_value: Rate
    timescale: Timescale
    end_value: Rate = 0.0
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        left = (self.timescale / (t + self.timescale)) ** 0.5
        gone = t / (t + self.timescale) / (1.0 + left)
        return approach(self.init_value, self.end_value, left, gone)

    def _range(self) -> tuple[float, float]:
        end = self.end_value if self.steps is None else self(self.steps)
        return of_ends(self.init_value, end)
