"""The rate that does not change."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._rules import Rate, Steps


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Constant(AbstractSchedule):
    r"""One rate for every update.

    $$\eta(t) = v$$

    with $v$ = `value`.

    Args:
        value: learning rate of every update; finite, 0 or more.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> Constant(value=0.1)(1000)
        0.1

    See Also:
        `optax.constant_schedule(value)`, `torch.optim.lr_scheduler.ConstantLR(factor=1)`.
    """

    value: Rate
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        return self.value + xp.zeros_like(t)

    def _range(self) -> tuple[float, float]:
        return of_ends(self.value)
