"""Hyperbolas whose start does not depend on the length of the training."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import power
from lrlab.schedules._rules import Period, Rate, Steps, shown


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Hyperbolic(AbstractSchedule):
    r"""A hyperbola that begins nearly alike, however long the training is.

    $$\eta(t) = a + (a - b)\bigl(h(t) - h(0)\bigr), \qquad
    h(t) = \sqrt{\frac{T - t}{U}\left(2 - \frac{T + t}{U}\right)}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $U$ = `upper_bound` and $T$ = `steps`. It reaches
    $b$ if $T = U$, where it is a line, and ends above it if $T < U$. After $T$ it stays at its
    value there, also under `.after("extrapolate")`: beyond is no hyperbola. Without length it is
    `init_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that it would end at if `steps` were `upper_bound`.
        upper_bound: the longest training that is thought of, in optimizer updates; `steps` or more.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or `upper_bound` is below `steps`.

    Examples:
        >>> for steps in (50, 100, 200):
        ...     schedule = Hyperbolic(init_value=1.0, upper_bound=250, steps=steps)
        ...     print([round(schedule(t), 3) for t in (0, 10, 20, steps)])
        [1.0, 0.931, 0.854, 0.4]
        [1.0, 0.949, 0.897, 0.2]
        [1.0, 0.959, 0.918, 0.02]

    See Also:
        pytorch-scheduler's `HyperbolicLRScheduler(total_steps, upper_bound, min_lr)`.

    References:
        Kim, "HyperbolicLR: epoch insensitive learning rate scheduler", 2024.
        https://arxiv.org/abs/2407.15200
    """

    init_value: Rate
    end_value: Rate = 0.0
    upper_bound: Period
    steps: Steps

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_upper_bound(self)

    def _formula(self, t: Any, xp: Any) -> Any:
        height = _height(t, self.steps, self.upper_bound, xp)
        return self.end_value + (self.init_value - self.end_value) * height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.init_value, self(self.steps))


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class ExponentialHyperbolic(AbstractSchedule):
    r"""`Hyperbolic` on a logarithmic axis of the rate.

    $$\eta(t) = a\left(\frac{a}{b}\right)^{h(t) - h(0)}, \qquad
    h(t) = \sqrt{\frac{T - t}{U}\left(2 - \frac{T + t}{U}\right)}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $U$ = `upper_bound` and $T$ = `steps`. It reaches
    $b$ if $T = U$ and ends above it if $T < U$. After $T$ it stays at its value there, also under
    `.after("extrapolate")`; without length it is `init_value`.

    Args:
        init_value: learning rate at update 0; above 0.
        end_value: learning rate that it would end at if `steps` were `upper_bound`; above 0.
        upper_bound: the longest training that is thought of, in optimizer updates; `steps` or more.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or `upper_bound` is below `steps`; a factor
            from or to 0 does not exist.

    Examples:
        >>> schedule = ExponentialHyperbolic(
        ...     init_value=1.0, end_value=0.01, upper_bound=250, steps=200
        ... )
        >>> [round(schedule(t), 3) for t in (0, 100, 200)]
        [1.0, 0.149, 0.011]

    See Also:
        pytorch-scheduler's `ExpHyperbolicLRScheduler(total_steps, upper_bound, min_lr)`.

    References:
        Kim, "HyperbolicLR: epoch insensitive learning rate scheduler", 2024.
        https://arxiv.org/abs/2407.15200
    """

    init_value: Rate
    end_value: Rate
    upper_bound: Period
    steps: Steps

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_upper_bound(self)
        for name in ("init_value", "end_value"):
            value = getattr(self, name)
            if type(value) is float and not value:
                raise ScheduleError(
                    f"`ExponentialHyperbolic({name}=...)` must be above 0, got 0.0: no factor "
                    f"leads from or to 0. Use a small rate such as `1e-8`, or `Hyperbolic`."
                )

    def _formula(self, t: Any, xp: Any) -> Any:
        height = _height(t, self.steps, self.upper_bound, xp)
        return self.end_value * (self.init_value / self.end_value) ** height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.init_value, self(self.steps))


def _height(t: Any, steps: Any, upper_bound: Any, xp: Any) -> Any:
    """$1 + h(t) - h(0)$, from 1 at the start down to $1 - h(0)$, and 0 where that is 0."""
    spare = (upper_bound - steps) / upper_bound
    fall = (steps / upper_bound * (1.0 + spare)) ** 0.5
    end = spare * spare / (1.0 + fall)
    left = xp.clip((steps - t) / upper_bound, 0.0, None)
    height = end + power(left * (2.0 * spare + left), 0.5, xp)
    return xp.clip(height, None, 1.0)  # which rounding may exceed


def _check_upper_bound(schedule: Hyperbolic | ExponentialHyperbolic) -> None:
    bound, steps = schedule.upper_bound, schedule.steps
    if type(bound) is type(steps) is int and bound < steps:
        raise ScheduleError(
            f"`{type(schedule).__name__}(upper_bound=...)` must be at least `steps`, which is "
            f"{steps}, got {shown(bound)}. Give the longest training that you think of."
        )
