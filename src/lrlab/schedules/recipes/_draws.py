"""Random numbers that are the same for ever, on every machine.

They are made by whole numbers and by the operations that IEEE 754 rounds correctly (`+ - * /` and
the square root) alone, since a logarithm or an exponential differs in its last digit between
processors and libraries.
"""

from __future__ import annotations

import decimal
import functools
from typing import Any

import numpy as np

_PI = "3.14159265358979323846264338327950288419716939937511"
_FAR = 9.0  # standard deviations beyond which nothing is left, in float64

# Acklam's rational approximation of the inverse normal distribution, relative error 1.2e-9.
_CENTRE = (
    -3.969683028665376e01,
    2.209460984245205e02,
    -2.759285104469687e02,
    1.383577518672690e02,
    -3.066479806614716e01,
    2.506628277459239e00,
)
_UNDER_CENTRE = (
    -5.447609879822406e01,
    1.615858368580409e02,
    -1.556989798598866e02,
    6.680131188771972e01,
    -1.328068155288572e01,
    1.0,
)
_TAIL = (
    -7.784894002430293e-03,
    -3.223964580411365e-01,
    -2.400758277161838e00,
    -2.549732539343734e00,
    4.374664141464968e00,
    2.938163982698783e00,
)
_UNDER_TAIL = (
    7.784695709041462e-03,
    3.224671290700398e-01,
    2.445134137142996e00,
    3.754408661907416e00,
    1.0,
)
_TAIL_BEGINS = 0.47575


def normals(seed: int, count: int, widest: float) -> np.ndarray:
    """Draws 0 to `count` - 1 of a standard normal distribution that is cut off at +-`widest`.

    Draw `t` is a function of `seed` and `t` alone, so that more of them begin with the fewer.
    """
    words = _mixed(np.arange(1, count + 1, dtype=np.uint64) * _GAMMA + _mixed(np.array([seed])))
    uniform = ((words >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-51 - 1.0
    return np.clip(_inverse(uniform * _half_mass(widest)), -widest, widest)


_GAMMA = np.uint64(0x9E3779B97F4A7C15)


def _mixed(words: np.ndarray) -> np.ndarray:
    """The finalizer of SplitMix64: every bit of a word depends on every other."""
    words = words.astype(np.uint64)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def _half_mass(z: float) -> float:
    """How much of the normal distribution lies between 0 and `z`."""
    if z >= _FAR:
        return 0.5
    with decimal.localcontext(decimal.Context(prec=60)):
        x = term = decimal.Decimal(z)
        total, k = decimal.Decimal(0), 0
        while abs(term) > x.scaleb(-40):
            total += term / (2 * k + 1)
            k += 1
            term *= -x * x / (2 * k)
        return float(total / (2 * decimal.Decimal(_PI)).sqrt())


def _inverse(q: np.ndarray) -> np.ndarray:
    """The z below which lies 0.5 + `q` of the normal distribution."""
    centre = q * _polynomial(_CENTRE, q * q) / _polynomial(_UNDER_CENTRE, q * q)
    root = np.sqrt(-2.0 * _log(0.5 - np.abs(q)))
    tail = -_polynomial(_TAIL, root) / _polynomial(_UNDER_TAIL, root)
    return np.where(np.abs(q) <= _TAIL_BEGINS, centre, np.copysign(tail, q))


def _log(x: np.ndarray) -> np.ndarray:
    """The natural logarithm, by the series of its inverse hyperbolic tangent."""
    mantissa, exponent = np.frexp(x)
    s = (mantissa - 1.0) / (mantissa + 1.0)
    series = _polynomial([1.0 / (2 * k + 1) for k in reversed(range(20))], s * s)
    return exponent * 0.6931471805599453 + 2.0 * s * series


def _polynomial(coefficients: Any, x: np.ndarray) -> np.ndarray:
    """By the rule of Horner, the highest power first."""
    return functools.reduce(lambda total, c: total * x + c, coefficients, np.zeros_like(x))
