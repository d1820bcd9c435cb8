"""Schedules multiplied with one another."""

from __future__ import annotations

import dataclasses
import functools
import math
import operator
from collections.abc import Iterable, Iterator
from typing import Any, final

from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._leaves import leaves_of
from lrlab.schedules._lengths import scaled_time
from lrlab.schedules._rules import checked_schedules
from lrlab.schedules.compositions._after import After


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Product(AbstractSchedule):
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

    factors: tuple[AbstractSchedule, ...]

    def __post_init__(self) -> None:
        factors = tuple(_flat(checked_schedules("Product(factors=...)", self.factors)))
        object.__setattr__(self, "factors", factors)

    @property
    def total_steps(self) -> int | None:
        lengths = [factor.total_steps for factor in self.factors]
        return None if None in lengths else max(lengths)  # pyright: ignore[reportArgumentType, reportReturnType]

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        rates = [factor._value(t, xp, beyond=beyond) for factor in self.factors]
        return functools.reduce(operator.mul, rates)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        old = self.total_steps or 0
        lengths = [scaled_time(f.total_steps or 0, old, total_steps) for f in self.factors]
        pairs = zip(self.factors, lengths, strict=True)
        return Product(factors=tuple(factor.with_total_steps(length) for factor, length in pairs))

    def _range(self) -> tuple[float, float]:
        bounds = [factor._bounds for factor in self.factors]
        varying = sum(low != high for low, high in bounds)
        # What follows a short factor through `after` is not within its bounds.
        if varying > 1 or leaves_of(self)[1].holds(After):
            return _bounds.search(self)
        return math.prod(low for low, _ in bounds), math.prod(high for _, high in bounds)


def _flat(factors: Iterable[AbstractSchedule]) -> Iterator[AbstractSchedule]:
    for factor in factors:
        yield from factor.factors if isinstance(factor, Product) else (factor,)
