"""A schedule times a number."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab import _arrays
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Factor, checked_factor, checked_schedule


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Scaled(AbstractSchedule):
    r"""Every rate of a schedule multiplied by one factor.

    $$\eta(t) = f\,s(t)$$

    with $f$ = `factor` and $s$ = `schedule`. Scaling what is scaled multiplies the factors.

    Args:
        schedule: what is scaled; its floors scale along.
        factor: 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> from lrlab.schedules import Linear
        >>> Linear(init_value=0.0, end_value=1.0, steps=10).scaled(0.5)(10)
        0.5
    """

    schedule: AbstractSchedule
    factor: Factor

    def __post_init__(self) -> None:
        super().__post_init__()
        inner = checked_schedule("Scaled(schedule=...)", self.schedule)
        if isinstance(inner, Scaled):
            factor = checked_factor("Scaled(factor=...)", inner.factor * self.factor)
            object.__setattr__(self, "schedule", inner.schedule)
            object.__setattr__(self, "factor", factor)

    @property
    def total_steps(self) -> int | None:
        return self.schedule.total_steps

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        return self.factor * self.schedule._value(t, xp, beyond=beyond)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def scaled(self, factor: float) -> AbstractSchedule:
        """As for every schedule; factors that cancel leave the inner schedule."""
        if _arrays.is_number(factor) and factor != 1 and factor * self.factor == 1:
            return self.schedule
        return super().scaled(factor)

    def _corners(self, start: float, stop: float) -> list[float]:
        return self.schedule._corners(start, stop)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        return Scaled(schedule=self.schedule.with_total_steps(total_steps), factor=self.factor)

    def _range(self) -> tuple[float, float]:
        if self.factor == 0.0:
            return 0.0, 0.0
        low, high = self.schedule._bounds
        return self.factor * low, self.factor * high
