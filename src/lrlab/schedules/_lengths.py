"""Lengths of pieces: checked, and scaled to another sum."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lrlab._errors import ScheduleError
from lrlab.schedules._rules import checked_steps, shown


def checked_lengths(where: str, lengths: Any) -> tuple[int, ...]:
    """A list of lengths as a tuple of whole numbers."""
    if not isinstance(lengths, Iterable) or isinstance(lengths, (str, bytes, Mapping)):
        raise ScheduleError(
            f"`{where}` must be a list of lengths in updates, got {shown(lengths)}. "
            f"Write it as `[100, 50]`."
        )
    return tuple(checked_steps(f"{where}[{i}]", length) for i, length in enumerate(lengths))


def scaled_lengths(lengths: Sequence[int], total_steps: int) -> tuple[int, ...]:
    """Lengths whose boundaries are scaled and rounded, so that the sum is exactly `total_steps`.

    Examples:
        >>> scaled_lengths([10, 10, 10], 100)
        (33, 34, 33)
    """
    old = sum(lengths)
    if not old:
        return (*lengths[:-1], total_steps)
    ends = [scaled_time(end, old, total_steps) for end in itertools.accumulate(lengths)]
    return tuple(after - before for before, after in itertools.pairwise((0, *ends)))


def scaled_time(time: int, old: int, new: int) -> int:
    """A time of a whole of `old` updates, in one of `new`; a half rounds up.

    In whole numbers, so that it is exact for every length.
    """
    return (2 * time * new + old) // (2 * old) if old else new
