"""Amounts of training with their units, read exactly."""

from __future__ import annotations

import decimal
import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lrlab import _arrays
from lrlab._errors import ScheduleError, did_you_mean
from lrlab.schedules._rules import shown

UNITS: Mapping[str, str] = {
    "ep": "epochs",
    "epoch": "epochs",
    "epochs": "epochs",
    "sp": "samples",
    "sample": "samples",
    "samples": "samples",
    "tok": "tokens",
    "token": "tokens",
    "tokens": "tokens",
    "%": "percent",
    "percent": "percent",
    "up": "updates",
    "update": "updates",
    "updates": "updates",
}
"""The words for units in texts, and the argument of `Horizon.length` that each stands for."""

_AMOUNT = re.compile(r"\s*(?P<amount>[+-]?[\d._]+(?:[eE][+-]?\d+)?)\s*(?P<unit>[A-Za-z_]\w*|%)?\s*")
_LARGEST = 10**30  # far beyond every run, and small enough to be computed with at once


def split(text: str) -> tuple[str, str]:
    """A text such as `"10ep"` as its amount and the argument that its unit stands for.

    Raises:
        ScheduleError: if it is no such text.

    Examples:
        >>> split("10ep"), split("2e9 tokens"), split("0.5%")
        (('10', 'epochs'), ('2e9', 'tokens'), ('0.5', 'percent'))
    """
    match = _AMOUNT.fullmatch(text) if isinstance(text, str) and len(text) <= 100 else None
    if match is None or match["unit"] is None:
        raise ScheduleError(
            f"`length(...)` must be a number and its unit, got {shown(text)}. Write it as "
            f"`'10ep'`, `'5%'`, `'2e9tok'`, `'1e6sp'` or `'500up'`."
        )
    return match["amount"], argument_of(match["unit"])


def argument_of(unit: str) -> str:
    """The argument of `Horizon.length` that a word for a unit stands for.

    Raises:
        ScheduleError: if it is no such word.
    """
    if unit in UNITS:
        return UNITS[unit]
    raise ScheduleError(
        f"`length(...)` must be in a known unit, got {shown(unit)}. "
        f"{did_you_mean(str(unit), UNITS)}"
    )


def exact(where: str, amount: Any) -> Fraction:
    """An amount as the fraction that its digits say: 0.29 is 29/100.

    Raises:
        ScheduleError: if it is no number, negative, or larger than any run.

    Examples:
        >>> exact("epochs", 0.29), exact("tokens", "2e9")
        (Fraction(29, 100), Fraction(2000000000, 1))
    """
    value = _fraction(amount)
    if value is None or not 0 <= value <= _LARGEST:
        raise ScheduleError(
            f"`{where}` must be a finite number, 0 or more, got {shown(amount)}. Give a number "
            f"such as `10`, `0.5` or `2e9`."
        )
    return value


def written(value: Fraction) -> str:
    """An amount for a sentence: in digits where they end soon, else to six of them.

    Examples:
        >>> written(Fraction(2_000_000)), written(Fraction(1, 2)), written(Fraction(100, 3))
        ('2,000,000', '0.5', '33.3333...')
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    whole, part = divmod(value, 1)
    digits = math.floor(part * 10**6)
    text = f"{whole:,}.{digits:06}"
    return text.rstrip("0") if part * 10**6 == digits else f"{whole:,}.{digits // 100:04}..."


def _fraction(amount: Any) -> Fraction | None:
    if isinstance(amount, Fraction):
        return amount
    if not _arrays.is_number(amount) and not isinstance(amount, (str, decimal.Decimal)):
        return None
    try:
        number = decimal.Decimal(str(amount))  # of a huge exponent, it makes no huge number
        tame = number.is_finite() and abs(number.adjusted()) <= 1000
        return Fraction(number) if tame else None
    except (ArithmeticError, ValueError):
        return None
