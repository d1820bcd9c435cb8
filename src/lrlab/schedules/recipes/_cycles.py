"""Schedules that come back: warm restarts."""

from __future__ import annotations

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Count, Fraction, Growth, Rate, Steps
from lrlab.schedules.recipes._recipe import recipe
from lrlab.schedules.shapes import CosineRestarts


@recipe
def sgdr(
    peak_value: Rate,
    period: Count,
    period_factor: Growth = 1.0,
    peak_factor: Fraction = 1.0,
    end_value: Rate = 0.0,
    total_steps: Steps | None = None,
) -> AbstractSchedule:
    r"""Cosine annealing with warm restarts.

    Cycle $i$ is half a cosine from $a\,p^i$ to $b$ over $T_0 m^i$ updates.

    Args:
        peak_value: $a$, the rate at the first start.
        period: $T_0$, length of the first cycle in optimizer updates.
        period_factor: $m$, what each cycle's length is multiplied by; 1 or more, whole or not.
        peak_factor: $p$, what each cycle's peak is multiplied by; from 0 to 1.
        end_value: $b$, the rate that every cycle comes down to.
        total_steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = sgdr(peak_value=0.1, period=10, period_factor=2.0)
        >>> [round(schedule(t), 4) for t in (0, 5, 10, 20, 30)]
        [0.1, 0.05, 0.1, 0.05, 0.1]

    References:
        Loshchilov and Hutter, "SGDR", ICLR 2017. https://arxiv.org/abs/1608.03983
    """
    return CosineRestarts(
        init_value=peak_value,
        end_value=end_value,
        period=period,
        period_factor=period_factor,
        peak_factor=peak_factor,
        steps=total_steps,
    )
