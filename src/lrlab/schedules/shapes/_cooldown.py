"""The cooldowns of warmup-stable-decay that are no line, cosine or power of what is left."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import elapsed, power, remaining
from lrlab.schedules._rules import Fraction, Positive, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class OneMinusPower(AbstractSchedule):
    r"""One minus a power of progress: the `1-sqrt` cooldown (`power=0.5`) and its kin.

    $$\eta(t) = b + (a - b)\left(1 - \left(\frac{t}{T}\right)^{q}\right), \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $q$ = `power` and $T$ = `steps`. $q$ = 0.5 is
    "1-sqrt", which drops at once; $q$ = 2 is "square", which drops late. After $T$ it stays at
    `end_value`; without length it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        power: above 0.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = OneMinusPower(init_value=1.0, power=0.5, steps=100)
        >>> [schedule(t) for t in (0, 25, 100)]
        [1.0, 0.5, 0.0]

    References:
        Hägele et al., "Scaling laws and compute-optimal training beyond fixed training
        durations", NeurIPS 2024, section 4. https://arxiv.org/abs/2405.18392
    """

    init_value: Rate
    end_value: Rate = 0.0
    power: Positive
    steps: Steps

    def _formula(self, t: Any, xp: Any) -> Any:
        progress = elapsed(t, self.steps, xp)
        return self.end_value + (self.init_value - self.end_value) * (
            1.0 - power(progress, self.power, xp)
        )

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class ExponentialCooldown(AbstractSchedule):
    r"""An exponential that arrives: at `end_value`, zero included, after `steps` updates.

    $$\eta(t) = b + (a - b)\,\frac{r^{t/T} - r}{1 - r}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $r$ = `ratio` and $T$ = `steps`. The smaller $r$,
    the faster the start. After $T$ it stays at `end_value`; without length it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        ratio: how far the exponential would fall, before it is moved to arrive; between 0 and 1.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or `ratio` is 0 or 1.

    Examples:
        >>> schedule = ExponentialCooldown(init_value=1.0, ratio=0.25, steps=10)
        >>> [round(schedule(t), 3) for t in (0, 5, 10)]
        [1.0, 0.333, 0.0]

    See Also:
        timm's `WSDLRScheduler(decay_fn="exp")` (`ratio` 0.1) and Megatron's WSD style
        `exponential` (`ratio` 0.5).
    """

    init_value: Rate
    end_value: Rate = 0.0
    ratio: Fraction = 0.1
    steps: Steps

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.ratio) is float and self.ratio in (0.0, 1.0):
            raise ScheduleError(
                f"`ExponentialCooldown(ratio=...)` must lie between 0 and 1, got {self.ratio}. "
                f"For a straight line, use `Linear`."
            )

    def _formula(self, t: Any, xp: Any) -> Any:
        left = remaining(t, self.steps, xp)
        height = self.ratio * (self.ratio**-left - 1.0) / (1.0 - self.ratio)
        height = xp.clip(height, None, 1.0)  # which rounding may exceed
        return self.end_value + (self.init_value - self.end_value) * height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
