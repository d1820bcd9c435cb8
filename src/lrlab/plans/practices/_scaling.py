"""How a peak changes with the batch size."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping

_FACTORS: Mapping[str, Callable[[float], float]] = {
    "linear": lambda ratio: ratio,
    "square root": math.sqrt,
    "none": lambda ratio: 1.0,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class BatchScaling:
    r"""How a peak changes with the batch size: $a(B) = a(B_0)\,(B/B_0)^q$.

    Attributes:
        rule: `"linear"` ($q = 1$), `"square root"` ($q = 1/2$) or `"none"`, where no rule is known
            and the peak is left as it is ($q = 0$).
        base_batch_size: $B_0$, the batch size that the practice's own peak belongs to; None where
            the practice names no batch size.
        unit: what a batch is counted in, `"samples"` or `"tokens"`.
        largest: the largest batch size at which the rule was seen to hold; None if unknown.

    Examples:
        >>> rule = BatchScaling(rule="linear", base_batch_size=256)
        >>> rule.peak(0.1, 1024)
        0.4
        >>> print(rule)
        linear in the batch size, from 256 samples
    """

    rule: str
    base_batch_size: int | None = None
    unit: str = "samples"
    largest: int | None = None

    def factor(self, batch_size: int, base_batch_size: int | None = None) -> float:
        """What a peak is multiplied by, from the base to this batch size."""
        base = self.base_batch_size if base_batch_size is None else base_batch_size
        return _FACTORS[self.rule](1.0 if base is None else batch_size / base)

    def peak(self, peak_value: float, batch_size: int, base_batch_size: int | None = None) -> float:
        """The peak for this batch size, where `peak_value` is that for the base."""
        return tidy(peak_value * self.factor(batch_size, base_batch_size))

    def __str__(self) -> str:
        if self.rule == "none":
            return "no rule is known for this practice"
        words = {
            "linear": "linear in the batch size",
            "square root": "with the square root of the batch size",
        }
        base = (
            "" if self.base_batch_size is None else f", from {self.base_batch_size:,} {self.unit}"
        )
        limit = "" if self.largest is None else f", seen to hold up to {self.largest:,}"
        return f"{words[self.rule]}{base}{limit}"


def tidy(value: float) -> float:
    """The value without what rounding leaves in its last digits."""
    return float(f"{value:.12g}")
