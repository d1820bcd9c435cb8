"""The shapes that a rate may come down by, each by its word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules.shapes import Cosine, ExponentialCooldown, Linear, OneMinusPower

COOLDOWNS: Mapping[str, Callable[..., AbstractSchedule]] = {
    "linear": Linear,
    "cosine": Cosine,
    "1-sqrt": lambda **ends: OneMinusPower(power=0.5, **ends),
    "square": lambda **ends: OneMinusPower(power=2.0, **ends),
    "exponential": ExponentialCooldown,
}
"""From `init_value` to `end_value` in `steps`: what `wsd`, `cool_down` and `extend` understand."""
