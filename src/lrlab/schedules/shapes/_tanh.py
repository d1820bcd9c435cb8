"""A hyperbolic tangent between two rates."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import approach, remaining
from lrlab.schedules._rules import Rate, Real, Steps

_FLAT = 80.0  # e^80 is within reach of float32, and 1 over it is no rate


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Tanh(AbstractSchedule):
    r"""A hyperbolic tangent from near `init_value` to near `end_value`: late and smooth.

    $$\eta(t) = b + (a - b)\,\frac{1 - \tanh z}{2} = b + \frac{a - b}{1 + e^{2z}}, \qquad
    z = l\Bigl(1 - \frac{t}{T}\Bigr) + u\,\frac{t}{T}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $l$ = `lower`, $u$ = `upper` and $T$ = `steps`. A
    tangent never reaches 1, so neither end is reached; with $l = -7$ and $u = 3$ it begins
    8e-7 of the way below $a$ and ends 0.0025 of the way above $b$. After $T$ it stays at its value
    there; without length it is that value.

    Args:
        init_value: learning rate that it comes from. Absolute, not a factor.
        end_value: learning rate that it goes to.
        lower: where on the axis of the tangent it begins; any number.
        upper: where it ends; above `lower`.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or `upper` is not above `lower`.

    Examples:
        >>> schedule = Tanh(init_value=1.0, steps=100)
        >>> [round(schedule(t), 4) for t in (0, 50, 70, 100)]
        [1.0, 0.982, 0.5, 0.0025]

    See Also:
        timm's `TanhLRScheduler(t_initial, lb, ub, lr_min)`, which jumps to `lr_min` at its end.

    References:
        Hsueh, Li and Wu, "Stochastic gradient descent with hyperbolic-tangent decay on
        classification", WACV 2019. https://arxiv.org/abs/1806.01593
    """

    init_value: Rate
    end_value: Rate = 0.0
    lower: Real = -7.0
    upper: Real = 3.0
    steps: Steps

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.lower) is type(self.upper) is float and self.lower >= self.upper:
            raise ScheduleError(
                f"`Tanh(upper=...)` must be above `lower`, which is {self.lower}, got "
                f"{self.upper}. To rise, give an `end_value` above `init_value`."
            )

    def _formula(self, t: Any, xp: Any) -> Any:
        before = remaining(t, self.steps, xp)
        z = self.upper * (1.0 - before) + self.lower * before
        growth = xp.exp(xp.clip(2.0 * z, None, _FLAT))
        left = 1.0 / (1.0 + growth)
        return approach(self.init_value, self.end_value, left, growth * left)

    def _range(self) -> tuple[float, float]:
        return of_ends(self(0), self(self.steps))
