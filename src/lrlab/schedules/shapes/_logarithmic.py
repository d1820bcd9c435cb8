"""A line on a logarithmic axis of time."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import log1p, log_ratio
from lrlab.schedules._rules import Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Logarithmic(AbstractSchedule):
    r"""From `init_value` to `end_value` with the logarithm of time: fast at first, then slow.

    $$\eta(t) = a + (b - a)\,\frac{\ln(1 + t)}{\ln(1 + T)}
              = \frac{a \ln\frac{1 + T}{1 + t} + b \ln(1 + t)}{\ln(1 + T)},
    \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value` and $T$ = `steps`. The second form is the one
    computed, which keeps its digits near 0 on both sides. After $T$ it stays at `end_value`;
    without length it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        A warm-up that is at half of its rate after 10 of 120 updates:

        >>> warmup = Logarithmic(init_value=0.0, end_value=0.1, steps=120)
        >>> [round(warmup(t), 3) for t in (0, 1, 10, 120)]
        [0.0, 0.014, 0.05, 0.1]

    See Also:
        DeepSpeed's `WarmupLR` with `warmup_type="log"`, its default.
    """

    init_value: Rate
    end_value: Rate
    steps: Steps

    def _formula(self, t: Any, xp: Any) -> Any:
        lasts = self.steps > 0
        if type(self.steps) is int:
            if not lasts:
                return self.end_value + xp.zeros_like(t)
            length, whole = self.steps, math.log1p(self.steps)
        else:
            length = xp.where(lasts, self.steps, 1)
            whole = xp.log1p(1.0 * length)
        left = log_ratio(1.0 + length, 1.0 + t, xp) / whole
        gone = log1p(t, xp) / whole
        value = self.init_value * left + self.end_value * gone
        return value if lasts is True else xp.where(lasts, value, self.end_value)

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
