"""A schedule held between two rates."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Rate, checked_schedule


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Clipped(AbstractSchedule):
    r"""Never below `low`, never above `high`.

    $$\eta(t) = \min(\max(s(t), l), h)$$

    with $s$ = `schedule`, $l$ = `low` and $h$ = `high`.

    Args:
        schedule: what is clipped.
        low: the lowest rate; open below if None.
        high: the highest rate; open above if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or `low` is above `high`.

    Examples:
        >>> from lrlab.schedules import Exponential
        >>> Exponential(init_value=1.0, rate=0.1).clipped(low=0.01)(1000)
        0.01
    """

    schedule: AbstractSchedule
    low: Rate | None = None
    high: Rate | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        checked_schedule("Clipped(schedule=...)", self.schedule)
        if type(self.low) is float and type(self.high) is float and self.low > self.high:
            raise ScheduleError(
                f"`Clipped(low=..., high=...)` must have low <= high, got low={self.low}, "
                f"high={self.high}. Swap the two."
            )

    @property
    def total_steps(self) -> int | None:
        return self.schedule.total_steps

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        value = self.schedule._value(t, xp, beyond=beyond)
        if self.low is None and self.high is None:
            return value
        return xp.clip(value, self.low, self.high)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _corners(self, start: float, stop: float) -> list[float]:
        return self.schedule._corners(start, stop)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        return dataclasses.replace(self, schedule=self.schedule.with_total_steps(total_steps))

    def _range(self) -> tuple[float, float]:
        low, high = self.schedule._bounds
        bottom = 0.0 if self.low is None else self.low
        top = float("inf") if self.high is None else self.high
        return min(max(low, bottom), top), min(max(high, bottom), top)
