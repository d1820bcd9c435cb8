"""A schedule again and again."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._progress import whole_cycles
from lrlab.schedules._rules import Times, checked_schedule
from lrlab.schedules.compositions._sequence import Sequence

_MANY = 10_000  # repetitions of unequal length that are worth a sequence


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Repeated(AbstractSchedule):
    r"""A schedule `times` times in a row, or for ever.

    $$\eta(t) = s(t \bmod n)$$

    with $s$ = `schedule` and $n$ its `total_steps`. After the last time it holds the last value
    of $s$.

    Args:
        schedule: what is repeated; it must have an end, and last at least one update.
        times: how often; for ever if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> from lrlab.schedules import Linear
        >>> saw = Linear(init_value=1.0, end_value=0.0, steps=4).repeated(times=2)
        >>> [saw(t) for t in (0, 3, 4, 7, 8)]
        [1.0, 0.25, 1.0, 0.25, 0.0]
    """

    _jumps = True

    schedule: AbstractSchedule
    times: Times | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        inner = checked_schedule("Repeated(schedule=...)", self.schedule)
        if inner.total_steps is None or (type(inner.total_steps) is int and not inner.total_steps):
            length = "no end" if inner.total_steps is None else "no length"
            raise ScheduleError(
                f"`Repeated(schedule=...)` must last at least one update and end, got a "
                f"`{inner.kind}` with {length}. Give it a length with its `steps`."
            )

    @property
    def total_steps(self) -> int | None:
        return None if self.times is None else self.times * self._length

    @property
    def _length(self) -> int:
        return self.schedule.total_steps  # pyright: ignore[reportReturnType]

    def _formula(self, t: Any, xp: Any) -> Any:
        return self.schedule._value(t - self._length * whole_cycles(t, self._length, xp), xp)

    def _last_value(self, end: Any, xp: Any) -> Any:
        return self.schedule._value(xp.zeros_like(end) + self._length, xp)

    def _corners(self, start: float, stop: float) -> list[float]:
        inside = [0.0, *self.schedule._corners(0.0, float(self._length))]
        most = max(2, _bounds.CYCLES // len(inside))
        starts = _bounds.cycles(self._length, start, stop, most)
        return _bounds.thinned(first + corner for first in starts for corner in inside)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        times = self.times or 0
        if times and total_steps % times == 0 and total_steps:
            return dataclasses.replace(
                self, schedule=self.schedule.with_total_steps(total_steps // times)
            )
        if times > _MANY:
            raise ScheduleError(
                f"`with_total_steps(total_steps=...)` must be a multiple of the {times} times that "
                f"`{self.schedule.kind}` is repeated, got {total_steps}. Round it."
            )
        return Sequence(pieces=(self.schedule,) * max(times, 1)).with_total_steps(total_steps)

    def _range(self) -> tuple[float, float]:
        if self.times == 0:
            last = float(self._held)
            return last, last
        return self.schedule._bounds
