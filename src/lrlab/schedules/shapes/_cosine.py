"""Half a cosine between two rates."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import remaining
from lrlab.schedules._rules import Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Cosine(AbstractSchedule):
    r"""Half a cosine from `init_value` down (or up) to `end_value`.

    $$\eta(t) = b + \tfrac{1}{2}(a - b)\left(1 + \cos\frac{\pi t}{T}\right)
              = b + (a - b)\,\sin^2\!\left(\frac{\pi}{2}\Bigl(1 - \frac{t}{T}\Bigr)\right),
    \qquad 0 \le t \le T,$$

    with $a$ = `init_value`, $b$ = `end_value` and $T$ = `steps`. The second form is the one
    computed: $1 + \cos$ loses half of its digits near the end. After $T$ it stays at
    `end_value`; without length (`steps=0`) it is `end_value`.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        end_value: learning rate that update `steps` would use.
        steps: length in optimizer updates (not epochs, not samples); 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Cosine(init_value=1.0, end_value=0.1, steps=100)
        >>> [round(schedule(t), 3) for t in (0, 50, 100, 500)]
        [1.0, 0.55, 0.1, 0.1]

    See Also:
        `torch.optim.lr_scheduler.CosineAnnealingLR` (`T_max` = `steps`, `eta_min` = `end_value`),
        which rises again after `T_max`, as `.after("extrapolate")` does;
        `optax.cosine_decay_schedule` (`alpha` = `end_value / init_value`).

    References:
        Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5 with one cycle.
        https://arxiv.org/abs/1608.03983
    """

    init_value: Rate
    end_value: Rate = 0.0
    steps: Steps

    def _formula(self, t: Any, xp: Any) -> Any:
        root = xp.sin(0.5 * xp.pi * remaining(t, self.steps, xp))
        return self.end_value + (self.init_value - self.end_value) * (root * root)

    def _range(self) -> tuple[float, float]:
        return of_ends(self.end_value, self.init_value if self.steps else self.end_value)
