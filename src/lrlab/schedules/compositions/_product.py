"""Schedules multiplied with one another."""

from __future__ import annotations

import dataclasses
import math
import operator
from typing import final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules.compositions._together import AbstractTogether


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Product(AbstractTogether):
    r"""The product of schedules, update by update, on one clock.

    $$\eta(t) = \prod_i s_i(t)$$

    with $s$ = `factors`. It ends where the longest ends; a shorter one holds its last value until
    then, or does what its own `after` says. Products inside are flattened. One of them is a
    rate, the others usually have a peak of 1.

    Args:
        factors: schedules, at least one.

    Raises:
        ScheduleError: if there is no factor, or one is no schedule.

    Examples:
        >>> from lrlab.schedules import Constant, Linear
        >>> schedule = Linear(init_value=0.0, end_value=1.0, steps=10) * Constant(value=0.1)
        >>> schedule(5)
        0.05
    """

    _parts_name = "factors"
    _combine = operator.mul

    factors: tuple[AbstractSchedule, ...]

    def _bounds_of(self, bounds: list[tuple[float, float]]) -> tuple[float, float]:
        return math.prod(low for low, _ in bounds), math.prod(high for _, high in bounds)
