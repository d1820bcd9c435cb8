"""Decays without a warm-up."""

from __future__ import annotations

import itertools
import math

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._lengths import checked_lengths
from lrlab.schedules._rules import Factor, Fraction, Period, Rate, Steps, shown
from lrlab.schedules.recipes._recipe import length_in_steps, recipe, rest_in_steps
from lrlab.schedules.shapes import (
    Constant,
    Cosine,
    Exponential,
    InverseSqrt,
    Linear,
    PiecewiseConstant,
    Step,
)


@recipe
def step_decay(
    init_value: Rate, factor: Fraction, every: Period, total_steps: Steps | None = None
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
def multi_step(
    init_value: Rate,
    milestones: tuple[int, ...],
    factor: Fraction = 0.1,
    total_steps: Steps | None = None,
) -> AbstractSchedule:
    r"""Drops at given updates: $\eta(t) = a\,d^{\,n(t)}$, $n(t)$ the milestones at or before $t$.

    Update `milestones[0]` is the first at $a\,d$; a milestone that occurs twice drops twice.

    Args:
        init_value: $a$, the rate before the first milestone.
        milestones: the updates at which the rate drops; a list that never falls.
        factor: $d$, what each drop multiplies by; from 0 to 1.
        total_steps: length in optimizer updates, all milestones included; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, the milestones fall, or one lies after
            the end.

    Examples:
        >>> schedule = multi_step(init_value=0.1, milestones=[30, 60], factor=0.5)
        >>> [schedule(t) for t in (0, 29, 30, 59, 60)]
        [0.1, 0.1, 0.05, 0.05, 0.025]

    See Also:
        `torch.optim.lr_scheduler.MultiStepLR(milestones, gamma)`, whose `gamma` is `factor`;
        `timm.scheduler.MultiStepLRScheduler(decay_t)` drops one update earlier. Drops to rates
        of their own are `PiecewiseConstant`.
    """
    drops = checked_lengths("multi_step(milestones=...)", milestones)
    if list(drops) != sorted(drops):
        raise ScheduleError(
            f"`multi_step(milestones=...)` must never fall, got {shown(drops)}. Sort them."
        )
    ends = drops
    if total_steps is not None:
        if drops and drops[-1] > total_steps:
            raise ScheduleError(
                f"`multi_step(milestones=...)` must lie within the {total_steps} updates, got "
                f"{drops[-1]}. Leave it out or raise `total_steps`."
            )
        ends = (*drops, total_steps)
    values = tuple(init_value * factor**drop for drop in range(len(drops) + 1))
    lengths = tuple(end - start for start, end in itertools.pairwise((0, *ends)))
    return PiecewiseConstant(values=values, lengths=lengths)


@recipe
def exponential_decay(
    init_value: Rate, rate: Factor, total_steps: Steps | None = None, end_value: Rate = 0.0
) -> AbstractSchedule:
    r"""Exponential decay: $\eta(t) = b + (a - b)\,e^{-kt}$.

    Args:
        init_value: $a$, the rate of update 0.
        rate: $k$, the decay per update; what is above $b$ halves every $\ln 2/k$ updates.
        total_steps: length in optimizer updates; without end if None.
        end_value: $b$, the rate that it approaches and never reaches.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> round(exponential_decay(init_value=0.1, rate=0.02)(50), 6)
        0.036788
    """
    return Exponential(init_value=init_value, end_value=end_value, rate=rate, steps=total_steps)


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


@recipe
def flat_cosine(
    peak_value: Rate, total_steps: Steps, flat_fraction: Fraction = 0.75, end_value: Rate = 0.0
) -> AbstractSchedule:
    r"""A constant rate, and half a cosine at the end.

    $$\eta(t) = \begin{cases} a & t < F \\
    b + (a - b)\left(1 + \cos\frac{\pi(t - F)}{T - F}\right)/2 & t \ge F \end{cases}$$

    with $a$ = `peak_value`, $b$ = `end_value`, $T$ = `total_steps` and $F$ the rounded
    `flat_fraction` of it.

    Args:
        peak_value: the rate of the flat part.
        total_steps: length in optimizer updates; there it stays.
        flat_fraction: length of the flat part as a fraction of the whole.
        end_value: the rate that update `total_steps` would use.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = flat_cosine(peak_value=0.1, total_steps=200)
        >>> [round(schedule(t), 4) for t in (0, 150, 175, 200)]
        [0.1, 0.1, 0.05, 0.0]

    See Also:
        fastai's `Learner.fit_flat_cos(pct_start, div_final)`, whose `pct_start` is
        `flat_fraction`, not rounded to whole updates, and whose `end_value` is
        `lr / div_final`; `pytorch_scheduler.FlatCosineScheduler`, which rounds down.
    """
    flat = length_in_steps("flat_cosine", "flat", None, flat_fraction, total_steps)
    decay = Cosine(init_value=peak_value, end_value=end_value, steps=total_steps - flat)
    return Constant(value=peak_value, steps=flat).then(decay)


@recipe
def t5(
    hold_steps: Period = 10_000, factor: Factor = 1.0, total_steps: Steps | None = None
) -> AbstractSchedule:
    r"""The rates that T5 was trained with: $\eta(t) = f/\sqrt{\max(t, k)}$.

    Args:
        hold_steps: $k$, how long the first rate, $f/\sqrt{k}$, stays, in optimizer updates; 1 or
            more.
        factor: $f$, what every rate is multiplied by.
        total_steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or the rate is held for longer than the
            whole.

    Examples:
        >>> schedule = t5()
        >>> [round(schedule(t), 4) for t in (0, 10_000, 40_000)]
        [0.01, 0.01, 0.005]

    See Also:
        SpeechBrain's `InverseSquareRootScheduler(warmup_steps)` and NeMo's
        `T5InverseSquareRootAnnealing`, where the length of the hold is called a warm-up.

    References:
        Raffel et al., "Exploring the limits of transfer learning with a unified text-to-text
        Transformer", JMLR 2020, section 3.1.2. https://arxiv.org/abs/1910.10683
    """
    rest = rest_in_steps("t5", "hold", hold_steps, total_steps)
    first = factor / math.sqrt(hold_steps)
    decay = InverseSqrt(init_value=first, timescale=hold_steps, steps=rest)
    return Constant(value=first, steps=hold_steps).then(decay)
