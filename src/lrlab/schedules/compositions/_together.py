"""Schedules on one clock: what products and sums share."""

from __future__ import annotations

import abc
import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Self

from lrlab import _arrays
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._leaves import leaves_of
from lrlab.schedules._lengths import scaled_time
from lrlab.schedules._rules import checked_schedules
from lrlab.schedules.compositions._after import After


class AbstractTogether(AbstractSchedule):
    """Schedules that run side by side, whose rates are combined update by update.

    It ends where the longest ends; a shorter one holds its last value until then, or does what
    its own `after` says. One inside another of the same class is flattened.
    """

    _parts_name: ClassVar[str]
    """The field that holds the schedules."""

    _combine: ClassVar[Callable[[Any, Any], Any]]
    """What is done with two rates."""

    def __post_init__(self) -> None:
        where = f"{type(self).__name__}({self._parts_name}=...)"
        parts = tuple(self._flat(checked_schedules(where, self._parts)))
        object.__setattr__(self, self._parts_name, parts)

    @classmethod
    def _flat(cls, parts: Iterable[AbstractSchedule]) -> Iterator[AbstractSchedule]:
        for part in parts:
            yield from part._parts if isinstance(part, cls) else (part,)

    @classmethod
    def _of(cls, parts: Iterable[AbstractSchedule]) -> Self:
        return cls(**{cls._parts_name: tuple(parts)})

    @property
    def _parts(self) -> tuple[AbstractSchedule, ...]:
        return getattr(self, self._parts_name)

    @property
    def total_steps(self) -> int | None:
        lengths: list[Any] = [part.total_steps for part in self._parts]
        if any(length is None for length in lengths):
            return None
        if all(type(length) is int for length in lengths):
            return max(lengths)
        xp = _arrays.namespace_of(*lengths)
        return functools.reduce(lambda a, b: xp.where(a > b, a, b), lengths)

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        whole = self.total_steps if beyond else None
        rates = [_part_value(part, t, xp, whole) for part in self._parts]
        return functools.reduce(type(self)._combine, rates)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        old = self.total_steps or 0
        lengths = [scaled_time(part.total_steps or 0, old, total_steps) for part in self._parts]
        pairs = zip(self._parts, lengths, strict=True)
        return self._of(part.with_total_steps(length) for part, length in pairs)

    def _corners(self, start: float, stop: float) -> list[float]:
        ends = [float(part.total_steps) for part in self._parts if part.total_steps is not None]
        return _bounds.thinned(
            [*ends, *(c for part in self._parts for c in part._corners(start, stop))]
        )

    def _range(self) -> tuple[float, float]:
        bounds = [part._bounds for part in self._parts]
        varying = sum(low != high for low, high in bounds)
        # What follows a short part through `after` is not within its bounds.
        if varying > 1 or leaves_of(self)[1].holds(After):
            return _bounds.search(self)
        return self._bounds_of(bounds)

    @abc.abstractmethod
    def _bounds_of(self, bounds: list[tuple[float, float]]) -> tuple[float, float]:
        """The bounds where at most one part varies."""


def _part_value(part: AbstractSchedule, t: Any, xp: Any, whole: Any) -> Any:
    """The rate of a part; one that ends with the `whole` goes on after it, a shorter one holds."""
    end: Any = part.total_steps
    if whole is None or end is None:
        return part._value(t, xp)
    if type(end) is int and type(whole) is int:
        return part._value(t, xp, beyond=end == whole)
    return xp.where(end == whole, part._value(t, xp, beyond=True), part._value(t, xp))
