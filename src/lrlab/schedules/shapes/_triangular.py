"""Triangular cycles: up in a line, down in a line, again and again."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import quotient, whole_cycles
from lrlab.schedules._rules import Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Triangular(AbstractSchedule):
    r"""Straight up from `low_value` to `high_value` and straight down again, in cycles.

    $$\eta(t) = l + (h - l)\begin{cases} u/U & u < U \\ 1 - (u - U)/D & u \ge U \end{cases},
    \qquad u = t \bmod (U + D),$$

    with $l$ = `low_value`, $h$ = `high_value`, $U$ = `steps_up` and $D$ = `steps_down`.

    Args:
        low_value: learning rate at update 0 and at the end of every cycle.
        high_value: learning rate at update `steps_up` of every cycle.
        steps_up: length of the rise in optimizer updates; 0 or more.
        steps_down: length of the fall; as long as the rise if None.
        steps: length of the whole; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or a cycle has no length.

    Examples:
        >>> schedule = Triangular(low_value=0.0, high_value=1.0, steps_up=2)
        >>> [schedule(t) for t in range(6)]
        [0.0, 0.5, 1.0, 0.5, 0.0, 0.5]

    See Also:
        `torch.optim.lr_scheduler.CyclicLR(base_lr, max_lr, step_size_up, step_size_down)`.

    References:
        Smith, "Cyclical learning rates for training neural networks", WACV 2017.
        https://arxiv.org/abs/1506.01186
    """

    _jumps = True

    low_value: Rate
    high_value: Rate
    steps_up: Steps
    steps_down: Steps | None = None
    steps: Steps | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.steps_up == 0 and self.steps_down in (None, 0):
            raise ScheduleError(
                "`Triangular(steps_up=..., steps_down=...)` must together be at least 1 update, "
                "got 0. For one rate, use `Constant`."
            )

    @property
    def _down(self) -> int:
        return self.steps_up if self.steps_down is None else self.steps_down

    def _formula(self, t: Any, xp: Any) -> Any:
        up, down = self.steps_up, self._down
        u = t - (up + down) * whole_cycles(t, up + down, xp)
        height = xp.where(u < up, quotient(u, up, xp), 1.0 - quotient(u - up, down, xp))
        return self.low_value + (self.high_value - self.low_value) * height

    def _last_value(self, end: Any, xp: Any) -> Any:
        # A triangle with a vertical side ends at the foot, or the top, of that side.
        cycle = self.steps_up + self._down
        at_foot = end == cycle * whole_cycles(end, cycle, xp)
        if type(self._down) is int:
            foot = self.low_value if self._down else self.high_value
        else:
            foot = xp.where(self._down > 0, self.low_value, self.high_value)
        return xp.where(at_foot, foot, self._formula(end, xp))

    def _range(self) -> tuple[float, float]:
        if self.steps is None or self.steps >= self.steps_up + self._down:
            return of_ends(self.low_value, self.high_value)
        turn = (self.high_value,) if self.steps >= self.steps_up else ()
        return of_ends(self(self.steps), *((self(0),) if self.steps else ()), *turn)
