"""How much of a piece is left, which is where most formulas begin."""

from __future__ import annotations

from typing import Any

from lrlab import _arrays


def remaining(t: Any, steps: Any, xp: Any) -> Any:
    """The fraction of `steps` that is still to come at `t`: 1 at the start, 0 at the end.

    A piece without length has nothing left at any `t`, so it is its end value. Counting from the
    end keeps a formula accurate near a floor of zero, where most schedules end.

    Examples:
        >>> from lrlab._arrays import Floats
        >>> remaining(0, 10, Floats), remaining(8, 10, Floats), remaining(0, 0, Floats)
        (1.0, 0.2, 0.0)
    """
    if type(steps) is int:
        return (steps - t) / steps if steps else xp.zeros_like(t)
    return xp.where(steps > 0, (steps - t) / xp.where(steps > 0, steps, 1), 0.0)


def quotient(t: Any, length: Any, xp: Any) -> Any:
    """`t / length`, and 0 where `length` is 0."""
    if type(length) is int or type(length) is float:
        return t / length if length else xp.zeros_like(t)
    return xp.where(length > 0, t / xp.where(length > 0, length, 1), 0.0)


def look_up(table: Any, index: Any, xp: Any) -> Any:
    """The entries of a one-dimensional `table` at `index`, whole numbers held as floats."""
    if xp is _arrays.Floats:
        return float(table[int(index)])
    return xp.take(xp.asarray(table), _arrays.as_index(index))
