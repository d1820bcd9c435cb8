"""A part of a schedule, cut out."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._lengths import scaled_time
from lrlab.schedules._rules import Steps, checked_schedule
from lrlab.schedules.shapes import Constant


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Slice(AbstractSchedule):
    r"""Updates `start` to `stop - 1` of a schedule, on a clock that begins at 0.

    $$\eta(t) = s(k + \min(t,\; m - k))$$

    with $s$ = `schedule`, $k$ = `start` and $m$ = `stop`. After its end it holds $s(m)$, the rate
    that the whole would have gone on with; without `stop` it ends as the whole does.

    Args:
        schedule: what is cut.
        start: its first update.
        stop: the update before which it ends; the end of the schedule if None.

    Raises:
        ScheduleError: if `stop` lies before `start`, or either beyond the end of the schedule.

    Examples:
        >>> from lrlab.schedules import Linear
        >>> line = Linear(init_value=10.0, end_value=0.0, steps=10)
        >>> part = line.slice(start=2, stop=5)
        >>> part.total_steps, [part(t) for t in range(5)]
        (3, [8.0, 7.0, 6.0, 5.0, 5.0])
    """

    schedule: AbstractSchedule
    start: Steps = 0
    stop: Steps | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        inner = checked_schedule("Slice(schedule=...)", self.schedule)
        if not all(type(n) is int for n in (self.start, self.stop or 0, inner.total_steps or 0)):
            return
        end = inner.total_steps
        for name, value in (("start", self.start), ("stop", self.stop)):
            if end is not None and value is not None and value > end:
                raise ScheduleError(
                    f"`Slice({name}=...)` must lie within the {end} updates of the schedule, got "
                    f"{value}. To go on after its end, use `then`."
                )
        if self.stop is not None and self.stop < self.start:
            raise ScheduleError(
                f"`Slice(start=..., stop=...)` must have start <= stop, got start={self.start}, "
                f"stop={self.stop}. Swap the two."
            )

    @property
    def total_steps(self) -> int | None:
        end = self.schedule.total_steps if self.stop is None else self.stop
        return None if end is None else end - self.start

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        if self.stop is None or beyond:
            return self.schedule._value(xp.clip(t, 0, None) + self.start, xp, beyond=beyond)
        t = xp.clip(t, 0, self.stop - self.start)
        return self.schedule._value(t + self.start, xp)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _corners(self, start: float, stop: float) -> list[float]:
        return [
            c - self.start for c in self.schedule._corners(start + self.start, stop + self.start)
        ]

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        old, whole = self.total_steps or 0, self.schedule.total_steps
        if whole is None:
            return dataclasses.replace(self, stop=self.start + total_steps)
        if not old:  # a point, which has nothing to stretch
            return Constant(value=self.schedule(self.start), steps=total_steps)
        start = scaled_time(self.start, old, total_steps)
        after = scaled_time(whole - self.start - old, old, total_steps)
        inner = self.schedule.with_total_steps(start + total_steps + after)
        stop = None if self.stop is None else start + total_steps
        return dataclasses.replace(self, schedule=inner, start=start, stop=stop)
