"""How much of a piece is left, which is where most formulas begin."""

from __future__ import annotations

import math
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


def remaining_power(t: Any, steps: Any, exponent: Any, xp: Any) -> Any:
    """What a power of progress leaves, `1 - (t / steps) ** exponent`, as exact as `remaining`.

    Near the end that difference of two numbers near 1 loses its digits; by way of `log_ratio` it is
    the exponential of something small, less 1. The slope at 0, where a root has none, is 0.

    Examples:
        >>> from lrlab._arrays import Floats
        >>> [remaining_power(t, 10, 2.0, Floats) for t in (0, 10)]
        [1.0, 0.0]
        >>> round(remaining_power(5, 10, 2.0, Floats), 12)
        0.75
    """
    lasts = steps > 0
    if type(steps) is int:
        if not lasts:
            return xp.zeros_like(t)
    else:
        steps = xp.where(lasts, steps, 1)
    to_come = log_ratio(steps, xp.where(t > 0, t, 1.0), xp)
    height = xp.where(t > 0, -xp.expm1(-exponent * to_come), 1.0 + 0.0 * t)
    return height if lasts is True else xp.where(lasts, height, 0.0 * height)


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


def factor_power(factor: Any, count: Any, xp: Any) -> Any:
    """`factor ** count` for a factor from 0 to 1 and a count from 0 on.

    Arrays take the logarithm of the factor in float64: 1 - 1e-6 itself is no number of float32, and
    its powers would drift.

    Examples:
        >>> from lrlab._arrays import Floats
        >>> factor_power(0.5, 3.0, Floats), factor_power(0.0, 0.0, Floats)
        (0.125, 1.0)
    """
    if xp is _arrays.Floats:
        return factor**count
    if type(factor) is float:
        if factor:
            return xp.exp(math.log(factor) * count)
        return xp.where(count > 0, 0.0 * count, 1.0 + 0.0 * count)
    power = xp.exp(xp.log(xp.where(factor > 0, factor, 1.0)) * count)
    return xp.where((factor > 0) | (count <= 0), power, 0.0 * power)


def log1p(x: Any, xp: Any) -> Any:
    """`log(1 + x)` with the digits of a small `x`."""
    return math.log1p(x) if xp is _arrays.Floats else xp.log1p(x)


def log_ratio(x: Any, y: Any, xp: Any) -> Any:
    """`log(x / y)` of numbers above 0, with the digits of two that are nearly equal.

    Examples:
        >>> from lrlab._arrays import Floats
        >>> round(log_ratio(2**53, 2**53 - 1, Floats) * 2**53, 15)
        1.0
    """
    above = x - y
    more = above >= 0
    size = log1p(xp.where(more, above, -above) / xp.clip(y, None, x), xp)
    return xp.where(more, size, -size)


def approach(start: Any, limit: Any, left: Any, gone: Any) -> Any:
    """On the way from `start` to `limit`, of which the fraction `left` is left and `gone` is gone.

    Told both, it keeps its digits near both ends: a curve that is cut off long before its limit may
    stay far below it.

    Examples:
        >>> approach(1e-20, 1.0, 1.0, 0.0), approach(1.0, 1e-20, 0.0, 1.0)
        (1e-20, 1e-20)
    """
    if type(limit) is float and limit == 0.0:
        return start * left
    return start * left + limit * gone


def as_table(values: Any) -> Any:
    """A tuple of numbers as an array; arrays and tracers as they are."""
    return np.asarray(values) if isinstance(values, tuple) else values


def look_up(table: Any, index: Any, t: Any, xp: Any) -> Any:
    """The entries of a one-dimensional `table` at `index`, whole numbers, in the type of `t`."""
    if xp is _arrays.Floats:
        return float(table[int(index)])
    return xp.take(xp.asarray(table, dtype=t.dtype), _arrays.as_index(index))
