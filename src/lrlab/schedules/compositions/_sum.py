"""Schedules added to one another."""

from __future__ import annotations

import dataclasses
import operator
from typing import final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules.compositions._together import AbstractTogether


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Sum(AbstractTogether):
    r"""The sum of schedules, update by update, on one clock: a floor under a product, for instance.

    $$\eta(t) = \sum_i s_i(t)$$

    with $s$ = `terms`. It ends where the longest ends; a shorter one holds its last value until
    then, or does what its own `after` says. Sums inside are flattened.

    Args:
        terms: schedules, at least one.

    Raises:
        ScheduleError: if there is no term, or one is no schedule.

    Examples:
        >>> from lrlab.schedules import Constant, Linear
        >>> schedule = Constant(value=0.5) + Linear(init_value=1.0, end_value=0.0, steps=4)
        >>> [schedule(t) for t in (0, 2, 4)]
        [1.5, 1.0, 0.5]
    """

    _parts_name = "terms"
    _combine = operator.add

    terms: tuple[AbstractSchedule, ...]

    def _bounds_of(self, bounds: list[tuple[float, float]]) -> tuple[float, float]:
        return sum(low for low, _ in bounds), sum(high for _, high in bounds)
