"""Triangular cycles: up in a line, down in a line, again and again."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, final

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import factor_power, quotient, whole_cycles
from lrlab.schedules._rules import Fraction, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Triangular(AbstractSchedule):
    r"""Straight up from `low_value` to `high_value` and straight down again, in cycles.

    $$\eta(t) = l + (h - l)\,c^{i} g^{t}
    \begin{cases} u/U & u < U \\ 1 - (u - U)/D & u \ge U \end{cases},
    \qquad i = \Bigl\lfloor\frac{t}{U + D}\Bigr\rfloor, \quad u = t - i\,(U + D),$$

    with $l$ = `low_value`, $h$ = `high_value`, $U$ = `steps_up`, $D$ = `steps_down`,
    $c$ = `cycle_factor` and $g$ = `step_factor`. The factors lower the height above $l$: from cycle
    to cycle ($c = 0.5$ is "triangular2") or with every update ("exp_range").

    Args:
        low_value: learning rate at update 0 and at the end of every cycle.
        high_value: learning rate at update `steps_up` of every cycle.
        steps_up: length of the rise in optimizer updates; 0 or more.
        steps_down: length of the fall; as long as the rise if None.
        steps: length of the whole; without end if None.
        cycle_factor: what the height is multiplied by after every cycle; from 0 to 1.
        step_factor: what the height is multiplied by after every update; from 0 to 1.

    Raises:
        ScheduleError: if an argument breaks its rule, or a cycle has no length.

    Examples:
        >>> schedule = Triangular(low_value=0.0, high_value=1.0, steps_up=2)
        >>> [schedule(t) for t in range(6)]
        [0.0, 0.5, 1.0, 0.5, 0.0, 0.5]
        >>> halved = Triangular(low_value=0.0, high_value=1.0, steps_up=2, cycle_factor=0.5)
        >>> [halved(t) for t in (2, 6, 10)]
        [1.0, 0.5, 0.25]

    See Also:
        `torch.optim.lr_scheduler.CyclicLR(base_lr, max_lr, step_size_up, step_size_down)`, with
        `mode="triangular2"` for `cycle_factor=0.5`, and with `mode="exp_range"` and its `gamma`
        for `step_factor`.

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
    cycle_factor: Fraction = 1.0
    step_factor: Fraction = 1.0

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
        cycle = whole_cycles(t, up + down, xp)
        u = t - (up + down) * cycle
        height = xp.where(u < up, quotient(u, up, xp), 1.0 - quotient(u - up, down, xp))
        return self.low_value + self._height_at(t, cycle, xp) * height

    def _height_at(self, t: Any, cycle: Any, xp: Any) -> Any:
        """How high the top of a cycle would be above `low_value`, if it were at `t`."""
        height: Any = self.high_value - self.low_value
        if not (type(self.cycle_factor) is float and self.cycle_factor == 1.0):
            height = height * factor_power(self.cycle_factor, cycle, xp)
        if not (type(self.step_factor) is float and self.step_factor == 1.0):
            height = height * factor_power(self.step_factor, t, xp)
        return height

    def _last_value(self, end: Any, xp: Any) -> Any:
        # A triangle with a vertical side ends at the foot, or the top, of that side.
        length = self.steps_up + self._down
        cycle = whole_cycles(end, length, xp)
        top = self.low_value + self._height_at(end, xp.clip(cycle - 1.0, 0.0, None), xp)
        if type(self._down) is int:
            foot = self.low_value if self._down else top
        else:
            foot = xp.where(self._down > 0, self.low_value, top)
        return xp.where(end == length * cycle, foot, self._formula(end, xp))

    def _corners(self, start: float, stop: float) -> list[float]:
        length = self.steps_up + self._down
        starts = _bounds.cycles(length, start, stop)
        return [first + corner for first in starts for corner in (0, self.steps_up)]

    def _range(self) -> tuple[float, float]:
        end = math.inf if self.steps is None else self.steps
        if not end:
            return of_ends(self(0))
        # No later cycle is higher than the first, and in it the height turns but once.
        up = self.steps_up
        turn = min(up, end)
        if 0.0 < self.step_factor < 1.0:
            turn = min(turn, -1.0 / math.log(self.step_factor))
        height = self._height_at(turn, 0.0, _arrays.Floats)
        if turn < up:
            height *= turn / up
        whole = height == self.high_value - self.low_value
        top = self.high_value if whole else self.low_value + height
        falls_to = self(end) if not up and end < self._down else self.low_value
        return of_ends(falls_to, top)
