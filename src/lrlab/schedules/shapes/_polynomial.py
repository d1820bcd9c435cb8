"""A power of what is left."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import power, remaining
from lrlab.schedules._rules import Positive, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Polynomial(AbstractSchedule):
    r"""A power of the remaining fraction, from `init_value` to `end_value`.

    $$\eta(t) = b + (a - b)\left(1 - \frac{t}{T}\right)^{q}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $q$ = `power` and $T$ = `steps`. After $T$ it stays
    at `end_value`, also under `.after("extrapolate")` unless $q$ is a whole number: elsewhere
    the power of a negative number is not real. Without length it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        power: above 0; 1 is a straight line, 2 falls early, 0.5 falls late.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Polynomial(init_value=1.0, power=2.0, steps=10)
        >>> [round(schedule(t), 3) for t in (0, 5, 9, 10)]
        [1.0, 0.25, 0.01, 0.0]

    See Also:
        `torch.optim.lr_scheduler.PolynomialLR(total_iters, power)`;
        `optax.polynomial_schedule(init_value, end_value, power, transition_steps)`.
    """

    init_value: Rate
    end_value: Rate = 0.0
    power: Positive
    steps: Steps

    def _formula(self, t: Any, xp: Any) -> Any:
        left = remaining(t, self.steps, xp)
        if type(self.power) is not float:  # one power for each element
            odd = self.power % 2.0
            turned = xp.where(odd % 1.0 == 0.0, 1.0 - 2.0 * odd, 0.0)
            height = power(abs(left), self.power, xp) * xp.where(left < 0, turned, 1.0)
        elif self.power.is_integer():
            height = left**self.power
        else:
            height = power(xp.clip(left, 0.0, None), self.power, xp)
        return self.end_value + (self.init_value - self.end_value) * height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
