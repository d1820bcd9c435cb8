"""The reflected exponential of budgeted training."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import remaining
from lrlab.schedules._rules import Fraction, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Rex(AbstractSchedule):
    r"""REX, the reflected exponential: between a line and a step, it falls late.

    $$\eta(t) = b + (a - b)\,\frac{1 - p}{1 - \beta p}, \qquad p = \frac{t}{T}, \qquad
    0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $\beta$ = `beta` and $T$ = `steps`. $\beta = 0$ is a
    line. After $T$ it stays at `end_value`, also under `.after("extrapolate")`, since the curve
    has a pole there; without length it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        beta: how late it falls; from 0 to below 1.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or `beta` is 1.

    Examples:
        >>> schedule = Rex(init_value=1.0, steps=100)
        >>> [round(schedule(t), 3) for t in (0, 50, 90, 100)]
        [1.0, 0.667, 0.182, 0.0]

    References:
        Chen, Wolfe and Kyrillidis, "REX: revisiting budgeted training with an improved schedule",
        MLSys 2022, section 3. https://arxiv.org/abs/2107.04197
    """

    init_value: Rate
    end_value: Rate = 0.0
    beta: Fraction = 0.5
    steps: Steps

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.beta) is float and self.beta == 1.0:
            raise ScheduleError(
                "`Rex(beta=...)` must be below 1, got 1.0: the rate would never fall. "
                "For one rate, use `Constant`."
            )

    def _formula(self, t: Any, xp: Any) -> Any:
        left = xp.clip(remaining(t, self.steps, xp), 0.0, None)
        height = left / ((1.0 - self.beta) + self.beta * left)
        height = xp.clip(height, None, 1.0)  # which rounding may exceed
        return self.end_value + (self.init_value - self.end_value) * height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
