"""A metric as one number, and when it is better than another."""

from __future__ import annotations

import math
from typing import Any

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.schedules._rules import shown

MODES = {"min": math.inf, "max": -math.inf}
"""What every metric is better than: whether a lower or a higher metric is the better one."""


def as_metric(metric: Any) -> Any:
    """`metric` as a plain float; under JAX as a scalar of its widest float.

    Raises:
        ScheduleError: if it is not one real number.
    """
    if type(metric) is float:
        return metric
    number = one_number("metric", metric, "Hand over the mean of an evaluation, such as a loss.")
    if _arrays.is_array(number):
        return _arrays.namespace_of(number).asarray(number, dtype=float)
    return float(number)


def one_number(where: str, value: Any, remedy: str) -> Any:
    """`value` as a plain number; a scalar array of JAX, which may be a tracer, stays one.

    Raises:
        ScheduleError: if it is not one real number.
    """
    if _arrays.is_number(value) and fits(value):
        return value
    if _arrays.is_array(value) and _is_real(value) and math.prod(value.shape) == 1:
        scalar = value.reshape(())
        return scalar if _arrays.namespace_of(scalar).__name__ == "jax.numpy" else scalar.item()
    raise ScheduleError(f"`{where}` must be one real number, got {shown(value)}. {remedy}")


def fits(number: Any) -> bool:
    """Whether a float can hold it: a whole number may be too large."""
    try:
        float(number)
    except OverflowError:
        return False
    return True


def is_better(metric: Any, best: Any, *, mode: str, rtol: Any, atol: Any) -> Any:
    """Whether a metric goes beyond the best one by more than both tolerances together.

    A NaN is never better.

    Examples:
        >>> is_better(0.9, 1.0, mode="min", rtol=0.05, atol=0.0)
        True
        >>> is_better(1.1, 1.0, mode="max", rtol=0.0, atol=0.2)
        False
    """
    if mode == "min":
        return metric < best * (1.0 - rtol) - atol
    return metric > best * (1.0 + rtol) + atol


def _is_real(array: Any) -> bool:
    return any(word in str(array.dtype) for word in ("float", "int"))
