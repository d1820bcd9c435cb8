"""How much of a piece is left, which is where most formulas begin."""

from __future__ import annotations

from typing import Any

import numpy as np

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


def elapsed(t: Any, steps: Any, xp: Any) -> Any:
    """The fraction of `steps` that has gone by at `t`; a piece without length is over at any `t`.

    Exactly 0 at the start, which `1 - remaining` need not be in a compiled program.
    """
    if type(steps) is int:
        return t / steps if steps else 1.0 + xp.zeros_like(t)
    return xp.where(steps > 0, t / xp.where(steps > 0, steps, 1), 1.0)


def quotient(t: Any, length: Any, xp: Any) -> Any:
    """`t / length`, and 0 where `length` is 0."""
    if type(length) is int or type(length) is float:
        return t / length if length else xp.zeros_like(t)
    return xp.where(length > 0, t / xp.where(length > 0, length, 1), 0.0)


def whole_cycles(t: Any, length: Any, xp: Any) -> Any:
    """How often `length` fits into `t`.

    Compilers multiply by `1 / length` instead of dividing: in float32, 49 times the inverse of 49
    is just below 1. What they compute is put right by the remainder, which is exact.

    Examples:
        >>> from lrlab._arrays import Floats
        >>> whole_cycles(48, 49, Floats), whole_cycles(49, 49, Floats)
        (0.0, 1.0)
    """
    count = xp.floor(t / length)
    if xp is _arrays.Floats or xp is np:
        return count
    count = xp.where(t < count * length, count - 1.0, count)
    return xp.where(t >= (count + 1.0) * length, count + 1.0, count)


def power(x: Any, exponent: Any, xp: Any) -> Any:
    """`x ** exponent` for `x` >= 0, with slope 0 at 0, where a root has none.

    Without it, one infinite derivative times the zero slope of a held rate gives NaN.
    """
    if xp is _arrays.Floats or xp is np:
        return x**exponent
    return xp.where(x > 0, xp.where(x > 0, x, 1.0) ** exponent, 0.0 * x)


def as_table(values: Any) -> Any:
    """A tuple of numbers as an array; arrays and tracers as they are."""
    return np.asarray(values) if isinstance(values, tuple) else values


def look_up(table: Any, index: Any, t: Any, xp: Any) -> Any:
    """The entries of a one-dimensional `table` at `index`, whole numbers, in the type of `t`."""
    if xp is _arrays.Floats:
        return float(table[int(index)])
    return xp.take(xp.asarray(table, dtype=t.dtype), _arrays.as_index(index))
