"""A rate for every update, from a list."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._lazy import lazy
from lrlab.schedules._progress import as_table, look_up
from lrlab.schedules._rules import checked_rates
from lrlab.schedules.shapes._constant import Constant


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Table(AbstractSchedule):
    r"""The rate of every update, written down: the form that any schedule can be put into.

    $$\eta(t) = v_t, \qquad 0 \le t < n$$

    with $v$ = `values` and $n$ its length, which is `total_steps`. Between two updates it is
    interpolated in a line; after the last it holds the last value.

    Args:
        values: learning rates of updates 0, 1, 2, ...; a list or an array, at least one.

    Raises:
        ScheduleError: if there is no value, or one is no rate.

    Examples:
        >>> schedule = Table(values=[0.1, 0.2, 0.05])
        >>> [schedule(t) for t in (0, 1, 2, 99)]
        [0.1, 0.2, 0.05, 0.05]
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", checked_rates("Table(values=...)", self.values))
        if not len(self.values):
            raise ScheduleError(
                "`Table(values=...)` must hold at least one rate, got none. "
                "Give the rate of every update, as in `[0.1, 0.05]`."
            )

    @property
    def total_steps(self) -> int:
        return len(self.values)

    def _formula(self, t: Any, xp: Any) -> Any:
        last = len(self.values) - 1
        t = xp.clip(t, 0, last)
        before = xp.floor(t)
        low = look_up(self._table, before, t, xp)
        high = look_up(self._table, xp.clip(before + 1.0, None, last), t, xp)
        return low + (high - low) * (t - before)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        old = len(self.values)
        if not total_steps:
            return Constant(value=self.values[-1], steps=0)
        return Table(values=tuple(self.values[i * old // total_steps] for i in range(total_steps)))

    def _range(self) -> tuple[float, float]:
        return of_ends(*self.values)

    @lazy
    def _table(self) -> Any:
        return as_table(self.values)
