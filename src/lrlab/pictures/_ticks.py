"""Where an axis has its numbers, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Sequence

_PREFIXES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def number_text(value: float, digits: int = 6) -> str:
    """A number as people write learning rates: plain when short, else with an exponent.

    Examples:
        >>> [number_text(value) for value in (0.0, 0.1, 0.001, 3e-4, 1.5e-7, 250.0, 2e6)]
        ['0', '0.1', '0.001', '3e-4', '1.5e-7', '250', '2e6']
    """
    if not math.isfinite(value):
        return str(value)
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:.0f}"
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}"


def count_text(value: float, largest: float) -> str:
    """A count of updates, in thousands or millions if the `largest` on the axis is long.

    Examples:
        >>> count_text(40, 200), count_text(2_500, 10_000), count_text(5e5, 2e6)
        ('40', '2.5k', '0.5M')
    """
    if value and largest >= 1e4:
        for size, prefix in _PREFIXES:
            if largest >= size:
                return f"{value / size:.6g}{prefix}"
    return f"{value:.6g}"


def linear_ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """At most `most` round numbers from `low` to `high`.

    Examples:
        >>> linear_ticks(0, 199, 6)
        [0.0, 50.0, 100.0, 150.0]
    """
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return [low]
    for power in range(math.floor(math.log10(span / most)) - 1, 400):
        for digit in (1.0, 2.0, 5.0) if power != 0 else (1.0, 2.0, 2.5, 5.0):
            step = digit * 10.0**power
            if whole and step != int(step):
                continue
            first = math.ceil(low / step - 1e-9)
            last = math.floor(high / step + 1e-9)
            if last - first < most:
                return [_round(number * step, power) for number in range(first, last + 1)]
    return [low]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """At most about `most` numbers for a logarithmic axis: decades, or 1, 2 and 5 of each.

    Examples:
        >>> log_ticks(1e-5, 0.1, 6), log_ticks(0.02, 0.3, 6)
        ([1e-05, 0.0001, 0.001, 0.01, 0.1], [0.02, 0.05, 0.1, 0.2])
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    decades = range(first, last + 1)
    within = [power for power in decades if low * (1 - 1e-9) <= 10.0**power <= high * (1 + 1e-9)]
    if len(within) >= min(3, max(2, most)):
        apart = -(-len(within) // most)
        return [float(f"1e{power}") for power in within if (power - within[-1]) % apart == 0]
    for digits in ((1, 2, 5), (1, 2, 3, 4, 5, 6, 7, 8, 9)):
        ticks = [float(f"{digit}e{power}") for power in decades for digit in digits]
        ticks = [tick for tick in ticks if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]
        if len(ticks) >= min(3, most):
            return ticks[:: -(-len(ticks) // most)]
    return [tick for tick in linear_ticks(low, high, most) if tick > 0]


def texts(ticks: Sequence[float]) -> list[str]:
    """The texts of learning-rate ticks."""
    return [number_text(tick) for tick in ticks]


def _round(value: float, power: int) -> float:
    return round(value, max(0, 1 - power)) if power > -300 else value
