"""Decays without a warm-up."""

from __future__ import annotations

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Count, Factor, Fraction, Rate, Steps
from lrlab.schedules.recipes._recipe import recipe
from lrlab.schedules.shapes import Cosine, Exponential, Linear, Step


@recipe
def step_decay(
    init_value: Rate, factor: Fraction, every: Count, total_steps: Steps | None = None
) -> AbstractSchedule:
    r"""Step decay: $\eta(t) = a\,d^{\lfloor t/n \rfloor}$.

    Args:
        init_value: $a$, the rate of the first `every` updates.
        factor: $d$, what each drop multiplies by; from 0 to 1.
        every: $n$, optimizer updates between two drops.
        total_steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = step_decay(init_value=0.1, factor=0.5, every=40)
        >>> [schedule(t) for t in (0, 39, 40, 80)]
        [0.1, 0.1, 0.05, 0.025]
    """
    return Step(init_value=init_value, factor=factor, every=every, steps=total_steps)


@recipe
def exponential_decay(
    init_value: Rate, rate: Factor, total_steps: Steps | None = None
) -> AbstractSchedule:
    r"""Exponential decay: $\eta(t) = a\,e^{-kt}$.

    Args:
        init_value: $a$, the rate of update 0.
        rate: $k$, the decay per update; the learning rate halves every $\ln 2/k$ updates.
        total_steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> round(exponential_decay(init_value=0.1, rate=0.02)(50), 6)
        0.036788
    """
    return Exponential(init_value=init_value, rate=rate, steps=total_steps)


@recipe
def cosine_annealing(
    init_value: Rate, total_steps: Steps, end_value: Rate = 0.0
) -> AbstractSchedule:
    r"""Cosine annealing: $\eta(t) = b + (a - b)(1 + \cos(\pi t/T))/2$.

    Args:
        init_value: $a$, the rate of update 0.
        total_steps: $T$, length in optimizer updates; there it stays.
        end_value: $b$, the rate that update `total_steps` would use.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = cosine_annealing(init_value=0.1, end_value=0.0, total_steps=200)
        >>> [round(schedule(t), 4) for t in (0, 100, 200, 300)]
        [0.1, 0.05, 0.0, 0.0]

    References:
        Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5 with one cycle.
        https://arxiv.org/abs/1608.03983
    """
    return Cosine(init_value=init_value, end_value=end_value, steps=total_steps)


@recipe
def linear_to_zero(peak_value: Rate, total_steps: Steps) -> AbstractSchedule:
    r"""A straight line to zero (D2Z): $\eta(t) = a(1 - t/T)$.

    Args:
        peak_value: $a$, the rate of update 0.
        total_steps: $T$, length in optimizer updates.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = linear_to_zero(peak_value=0.1, total_steps=100)
        >>> [round(schedule(t), 4) for t in (0, 50, 99, 100)]
        [0.1, 0.05, 0.001, 0.0]

    References:
        Defazio et al., "When, why and how much? Adaptive learning rate scheduling by refinement",
        2023. https://arxiv.org/abs/2310.07831; Bergsma et al., "Straight to zero", ICLR 2025.
        https://arxiv.org/abs/2502.15938
    """
    return Linear(init_value=peak_value, end_value=0.0, steps=total_steps)
