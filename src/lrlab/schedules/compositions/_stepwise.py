"""A schedule whose rate changes once per so many updates."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._progress import whole_cycles
from lrlab.schedules._rules import Period, checked_schedule


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Stepwise(AbstractSchedule):
    r"""A staircase: the rate changes once per `every` updates, as where it is set once per epoch.

    $$\eta(t) = s(n \lfloor t/n \rfloor)$$

    with $s$ = `schedule` and $n$ = `every`. It is as long as $s$, and from its end on it holds the
    value that $s$ holds, or does what the `after` of $s$ says.

    Args:
        schedule: what is looked at once per `every` updates.
        every: length of a stair in optimizer updates; 1 or more.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> from lrlab.schedules import Linear
        >>> stairs = Linear(init_value=1.0, end_value=0.0, steps=8).stepwise(every=4)
        >>> [stairs(t) for t in (0, 3, 4, 7, 8)]
        [1.0, 1.0, 0.5, 0.5, 0.0]

    See Also:
        `staircase=True` in Keras and optax; a PyTorch scheduler stepped once per epoch.
    """

    schedule: AbstractSchedule
    every: Period

    def __post_init__(self) -> None:
        super().__post_init__()
        checked_schedule("Stepwise(schedule=...)", self.schedule)

    @property
    def total_steps(self) -> int | None:
        return self.schedule.total_steps

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        t = xp.clip(t, 0, None)
        stair = self.every * whole_cycles(t, self.every, xp)
        end = self.total_steps
        if end is not None and not beyond:
            stair = xp.where(t >= end, xp.clip(stair, end, None), stair)
        return self.schedule._value(stair, xp, beyond=beyond)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _corners(self, start: float, stop: float) -> list[float]:
        stairs = {corner // self.every for corner in self.schedule._corners(start, stop)}
        return _bounds.thinned(self.every * (stair + i) for stair in stairs for i in (0, 1))

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        return dataclasses.replace(self, schedule=self.schedule.with_total_steps(total_steps))
