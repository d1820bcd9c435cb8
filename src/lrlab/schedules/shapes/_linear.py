"""A straight line between two rates."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import remaining
from lrlab.schedules._rules import Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Linear(AbstractSchedule):
    r"""A straight line from `init_value` to `end_value`.

    $$\eta(t) = b + (a - b)\left(1 - \frac{t}{T}\right), \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value` and $T$ = `steps`. After $T$ it stays at
    `end_value`; without length (`steps=0`) it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        steps: length in optimizer updates (not epochs, not samples); 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        A warm-up over 4 updates:

        >>> warmup = Linear(init_value=0.0, end_value=0.1, steps=4)
        >>> [round(warmup(t), 3) for t in range(6)]
        [0.0, 0.025, 0.05, 0.075, 0.1, 0.1]

        The warm-up that never trains at rate 0, $b(t+1)/W$, with W = 4:

        >>> warmup = Linear(init_value=0.1 / 4, end_value=0.1, steps=4 - 1)
        >>> [round(warmup(t), 3) for t in range(4)]
        [0.025, 0.05, 0.075, 0.1]

    See Also:
        `optax.linear_schedule(init_value, end_value, transition_steps)`;
        `torch.optim.lr_scheduler.LinearLR(start_factor, end_factor, total_iters)`, whose factors
        multiply the optimizer's rate.
    """

    init_value: Rate
    end_value: Rate
    steps: Steps

    def _formula(self, t: Any, xp: Any) -> Any:
        return self.end_value + (self.init_value - self.end_value) * remaining(t, self.steps, xp)

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
