"""Exponential decay at a given rate, and the exponential curve between two rates."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import approach, remaining
from lrlab.schedules._rules import Factor, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Exponential(AbstractSchedule):
    r"""Exponential decay towards `end_value`, with the decay per update as its argument.

    $$\eta(t) = b + (a - b)\,e^{-kt}$$

    with $a$ = `init_value`, $b$ = `end_value` and $k$ = `rate`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        rate: decay per update, 0 or more; half of the way is done every $\ln 2 / k$ updates.
        end_value: learning rate that it approaches and never reaches.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> round(Exponential(init_value=1.0, rate=0.02)(100), 6)
        0.135335

    See Also:
        `torch.optim.lr_scheduler.ExponentialLR(gamma)` with `gamma` = $e^{-k}$;
        `optax.exponential_decay(init_value, transition_steps, decay_rate)` with
        `decay_rate` = $e^{-k\,\text{transition\_steps}}$, which clips at its `end_value` where
        this one approaches it.
    """

    init_value: Rate
    rate: Factor
    end_value: Rate = 0.0
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        left = xp.exp(-self.rate * t)
        return approach(self.init_value, self.end_value, left, -xp.expm1(-self.rate * t))

    def _range(self) -> tuple[float, float]:
        if self.steps is None:
            return of_ends(self.init_value, self.end_value if self.rate else self.init_value)
        return of_ends(self.init_value, self(self.steps))


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Geometric(AbstractSchedule):
    r"""Equal factors per update from `init_value` to `end_value`: a line on a log axis.

    $$\eta(t) = a\left(\frac{b}{a}\right)^{t/T}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value` and $T$ = `steps`. After $T$ it stays at
    `end_value`; without length it is `end_value`.

    Args:
        init_value: learning rate at update 0; above 0.
        end_value: learning rate that update `steps` would use; above 0.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule; a factor from or to 0 does not exist.

    Examples:
        >>> sweep = Geometric(init_value=1e-4, end_value=1.0, steps=4)
        >>> [round(sweep(t), 6) for t in range(5)]
        [0.0001, 0.001, 0.01, 0.1, 1.0]

    See Also:
        The ramp of every LR range test; fastai's `SchedExp`.
    """

    init_value: Rate
    end_value: Rate
    steps: Steps

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("init_value", "end_value"):
            value = getattr(self, name)
            if type(value) is float and not value:
                raise ScheduleError(
                    f"`Geometric({name}=...)` must be above 0, got 0.0: no factor leads from or to "
                    f"0. Use a small rate such as `1e-8`, or `Linear`."
                )

    def _formula(self, t: Any, xp: Any) -> Any:
        left = remaining(t, self.steps, xp)
        return self.end_value * (self.init_value / self.end_value) ** left

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
