"""Decay with the square root of time."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._rules import Positive, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class InverseSqrt(AbstractSchedule):
    r"""Decay with one over the square root of time.

    $$\eta(t) = a\sqrt{\frac{\tau}{t + \tau}}$$

    with $a$ = `init_value` and $\tau$ = `timescale`: after $3\tau$ updates the rate has halved.
    Behind a warm-up of $W$ updates with `timescale=W` it is $a\sqrt{W/t}$ in the clock of the
    whole, which is the recipe `inverse_sqrt`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        timescale: how slowly it falls, in optimizer updates; above 0.
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
    timescale: Positive
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        return self.init_value * (self.timescale / (t + self.timescale)) ** 0.5

    def _range(self) -> tuple[float, float]:
        return of_ends(self.init_value, 0.0 if self.steps is None else self(self.steps))
