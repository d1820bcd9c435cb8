"""Half a cosine between two rates, more of its waves, and the quarter that ends steep."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import power, remaining, remaining_power
from lrlab.schedules._rules import Positive, Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Cosine(AbstractSchedule):
    r"""Half a cosine from `init_value` down (or up) to `end_value`, or more of its waves.

    $$\eta(t) = b + (a - b)\left(\frac{1 + \cos\bigl(\pi h (t/T)^k\bigr)}{2}\right)^{e}
              = b + (a - b)\,\Bigl|\sin\frac{\pi d}{2}\Bigr|^{2e}, \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value`, $T$ = `steps`, $e$ = `exponent`,
    $k$ = `progress_power` and $h$ = `half_waves`; $d$ is how far $h (t/T)^k$ is from the nearest
    odd number, for the plain half wave $1 - t/T$. The second form is the one computed:
    $1 + \cos$ loses half of its digits near the end. After $T$ the last value stays, which is
    `end_value` if $h$ is odd and `init_value` if $h$ is even; without length (`steps=0`) it is
    that value.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that one half wave comes down to at update `steps`.
        steps: length in optimizer updates (not epochs, not samples); 0 or more.
        exponent: power of the curve between its ends, above 0; above 1 it falls earlier.
        progress_power: power of the progress, above 0; above 1 it falls later.
        half_waves: how many half waves fit into `steps`, above 0; 3 is down, up and down again.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Cosine(init_value=1.0, end_value=0.1, steps=100)
        >>> [round(schedule(t), 3) for t in (0, 50, 100, 500)]
        [1.0, 0.55, 0.1, 0.1]

        Down, up and down again:

        >>> schedule = Cosine(init_value=1.0, steps=30, half_waves=3)
        >>> [round(schedule(t), 3) for t in (0, 10, 20, 30)]
        [1.0, 0.0, 1.0, 0.0]

    See Also:
        `torch.optim.lr_scheduler.CosineAnnealingLR` (`T_max` = `steps`, `eta_min` = `end_value`),
        which rises again after `T_max`, as `.after("extrapolate")` does;
        `optax.cosine_decay_schedule` (`alpha` = `end_value / init_value`, `exponent`);
        timm's `CosineLRScheduler` (`k_decay` = `progress_power`); Hugging Face's
        `get_cosine_schedule_with_warmup` (`num_cycles` = `half_waves / 2`).

    References:
        Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5 with one cycle.
        https://arxiv.org/abs/1608.03983
        Zhang and Li, "k-decay: a new method for learning rate schedule", 2020.
        https://arxiv.org/abs/2004.05909
    """

    init_value: Rate
    end_value: Rate = 0.0
    steps: Steps
    exponent: Positive = 1.0
    progress_power: Positive = 1.0
    half_waves: Positive = 1.0

    def _formula(self, t: Any, xp: Any) -> Any:
        if type(self.progress_power) is float and self.progress_power == 1.0:
            left = remaining(t, self.steps, xp)
        else:
            left = remaining_power(t, self.steps, self.progress_power, xp)
        if not (type(self.half_waves) is float and self.half_waves == 1.0):
            left = self._from_zero(left, xp)
        root = xp.sin(0.5 * xp.pi * left)
        height = root * root
        if not (type(self.exponent) is float and self.exponent == 1.0):
            height = power(height, self.exponent, xp)
        return self.end_value + (self.init_value - self.end_value) * height

    def _from_zero(self, left: Any, xp: Any) -> Any:
        """In half waves, how far the nearest zero of the curve is: counted from the end too."""
        waves = self.half_waves
        zero = 2.0 * xp.floor(0.5 * waves * (1.0 - left)) + 1.0
        return (zero - waves) + waves * left

    def _corners(self, start: float, stop: float) -> list[float]:
        turns = _bounds.spread(int(self.half_waves) + 1, _bounds.CYCLES)
        power = 1.0 / self.progress_power
        return [self.steps * (turn / self.half_waves) ** power for turn in turns]

    def _range(self) -> tuple[float, float]:
        last = self.end_value if self.half_waves == 1.0 else self(self.steps)
        if not self.steps:
            return of_ends(last)
        lowest = self.end_value if self.half_waves > 1.0 else last
        return of_ends(self.init_value, lowest)


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class QuarterCosine(AbstractSchedule):
    r"""A quarter of a cosine from `init_value` to `end_value`: flat at first, steep at the end.

    $$\eta(t) = b + (a - b)\cos\frac{\pi t}{2T}
              = b + (a - b)\sin\left(\frac{\pi}{2}\Bigl(1 - \frac{t}{T}\Bigr)\right),
    \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value` and $T$ = `steps`. The second form is the one
    computed. After $T$ it stays at `end_value`; without length it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        steps: length in optimizer updates; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = QuarterCosine(init_value=1.0, steps=90)
        >>> [round(schedule(t), 3) for t in (0, 30, 60, 90)]
        [1.0, 0.866, 0.5, 0.0]

    See Also:
        `Cosine`, half a wave, which is flat at its end too.
    """

    init_value: Rate
    end_value: Rate = 0.0
    steps: Steps

    def _formula(self, t: Any, xp: Any) -> Any:
        height = xp.sin(0.5 * xp.pi * remaining(t, self.steps, xp))
        return self.end_value + (self.init_value - self.end_value) * height

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
