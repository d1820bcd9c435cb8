"""A schedule taken apart into its numbers and its structure, and put together again.

Two schedules with the same structure differ in numbers only, so that their numbers can be stacked
and the whole field of them computed by one formula: under `jax.vmap`, and inside long sequences.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from lrlab import _arrays
from lrlab.schedules._base import AbstractSchedule

_LEAF = "number"


@dataclasses.dataclass(frozen=True)
class Structure:
    """What is left of a schedule without its numbers: classes, names, and what is no number."""

    cls: type[AbstractSchedule]
    fields: tuple[tuple[str, Any], ...]

    def holds(self, cls: type[AbstractSchedule]) -> bool:
        """Whether a schedule of this class is in it, at any depth."""
        parts = (part if isinstance(part, tuple) else (part,) for _, part in self.fields)
        inner = (part for group in parts for part in group if isinstance(part, Structure))
        return self.cls is cls or any(part.holds(cls) for part in inner)


@dataclasses.dataclass(frozen=True)
class _Static:
    value: Any


def leaves_of(schedule: AbstractSchedule) -> tuple[list[Any], Structure]:
    """The numbers of a schedule, in a fixed order, and its structure.

    A leaf is a number, an array, or a tuple of numbers (the values of a `Table`).

    Examples:
        >>> from lrlab.schedules import Linear
        >>> leaves_of(Linear(init_value=0.0, end_value=1.0, steps=5))[0]
        [0.0, 1.0, 5]
    """
    leaves: list[Any] = []
    return leaves, _collect(schedule.expanded(), leaves)


def rebuild(structure: Structure, leaves: Iterator[Any]) -> AbstractSchedule:
    """The schedule with this structure and these numbers; nothing is checked.

    The numbers may be tracers or arrays with a leading axis, which no check could judge.
    """
    schedule = object.__new__(structure.cls)
    for name, part in structure.fields:
        object.__setattr__(schedule, name, _restore(part, leaves))
    return schedule


def _collect(schedule: AbstractSchedule, leaves: list[Any]) -> Structure:
    fields = dataclasses.fields(schedule)  # pyright: ignore[reportArgumentType]
    parts = tuple((field.name, _part(getattr(schedule, field.name), leaves)) for field in fields)
    return Structure(type(schedule), parts)


def _part(value: Any, leaves: list[Any]) -> Any:
    if isinstance(value, AbstractSchedule):
        return _collect(value.expanded(), leaves)
    if isinstance(value, tuple) and all(isinstance(item, AbstractSchedule) for item in value):
        return tuple(_collect(item.expanded(), leaves) for item in value)
    if _is_leaf(value):
        leaves.append(value)
        return _LEAF
    return _Static(value)


def _restore(part: Any, leaves: Iterator[Any]) -> Any:
    if part is _LEAF:
        return next(leaves)
    if isinstance(part, Structure):
        return rebuild(part, leaves)
    if isinstance(part, tuple):
        return tuple(rebuild(inner, leaves) for inner in part)
    return part.value


def _is_leaf(value: Any) -> bool:
    if isinstance(value, tuple):  # of one kind throughout, and perhaps a million long
        return bool(value) and _arrays.is_number(value[0])
    return _arrays.is_number(value) or _arrays.is_array(value)
