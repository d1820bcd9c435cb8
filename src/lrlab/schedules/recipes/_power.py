"""A rate that depends on the tokens seen, not on the length of the run."""

from __future__ import annotations

import math

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Count, Fraction, Positive, Rate, Steps, one_of
from lrlab.schedules.recipes._cooldowns import COOLDOWNS
from lrlab.schedules.recipes._recipe import phases_in_steps, recipe
from lrlab.schedules.shapes import Constant, Linear, PowerLaw


@recipe
def power_scheduler(
    peak_value: Positive,
    total_steps: Steps,
    tokens_per_step: Count,
    batch_size: Count,
    factor: Positive = 4.6,
    exponent: Positive = 0.51,
    warmup_fraction: Fraction = 0.05,
    cooldown_fraction: Fraction = 0.1,
    warmup_steps: Steps | None = None,
    cooldown_steps: Steps | None = None,
    end_value: Rate = 0.0,
    cooldown: str = "linear",
) -> AbstractSchedule:
    r"""A power of the tokens seen, which suits every batch size and length of the run.

    $$\eta(t) = \begin{cases} \lambda(W)\,t/W & t < W \\ \lambda(t) & W \le t < T - D \\
    b + (\lambda(T - D) - b)\,g\!\left(\frac{t - (T - D)}{D}\right) & t \ge T - D \end{cases}$$

    $$\lambda(t) = \min\left(a,\; f B\,(nt)^{-q}\right),$$

    with $a$ = `peak_value`, $f$ = `factor`, $B$ = `batch_size`, $n$ = `tokens_per_step`,
    $q$ = `exponent`, $b$ = `end_value`, $T$ = `total_steps`, $W$ and $D$ the lengths of warm-up and
    cooldown, and $g$ by `cooldown` as for `wsd`. A longer run with the same `warmup_steps` has the
    same rates up to the cooldown. The paper's $f$ and $q$ are meant for models under the maximal
    update parametrization.

    Args:
        peak_value: no rate is above it; above 0.
        total_steps: length in optimizer updates, all phases included.
        tokens_per_step: tokens that one update sees.
        batch_size: sequences that one update sees.
        factor: scale of the power law; above 0.
        exponent: how steeply it falls; above 0.
        warmup_fraction: length of the warm-up as a fraction of the whole.
        cooldown_fraction: length of the cooldown as a fraction of the whole.
        warmup_steps: length of the warm-up in updates, instead of the fraction.
        cooldown_steps: length of the cooldown in updates, instead of the fraction.
        end_value: the rate that update `total_steps` would use.
        cooldown: its shape, a word of the table of `wsd`.

    Raises:
        ScheduleError: if an argument breaks its rule, the phases are longer than the whole, or
            both lengths of a phase are given.

    Examples:
        >>> schedule = power_scheduler(
        ...     peak_value=0.02, total_steps=100_000, tokens_per_step=2**19, batch_size=128
        ... )
        >>> [round(schedule(t), 5) for t in (0, 2_500, 5_000, 50_000, 90_000, 100_000)]
        [0.0, 0.00463, 0.00926, 0.00286, 0.00212, 0.0]

    See Also:
        levanter's `PowerLrSchedule(batch_size, seq_length, a, b)`: `a` is `factor`, `b` is
        `-exponent`, `seq_length` is `tokens_per_step / batch_size`, and its tokens are counted
        from the end of the warm-up on.

    References:
        Shen et al., "Power scheduler: a batch size and token number agnostic learning rate
        scheduler", 2024. https://arxiv.org/abs/2408.13359
    """
    shape = one_of("power_scheduler", "cooldown", cooldown, COOLDOWNS)
    warm, between, cool = phases_in_steps(
        "power_scheduler",
        total_steps,
        (warmup_steps, warmup_fraction),
        (cooldown_steps, cooldown_fraction),
    )

    def law(t: int) -> float:
        if not t:
            return peak_value
        return min(peak_value, batch_size * factor * (float(tokens_per_step) * t) ** -exponent)

    # The first update at which the power law is not above the peak.
    height = math.log(batch_size) + math.log(factor) - math.log(peak_value)
    crossing = min(height / exponent - math.log(tokens_per_step), math.log(total_steps + 1.0))
    below = math.ceil(math.exp(crossing))
    start = min(max(below, warm), warm + between)
    return (
        Linear(init_value=0.0, end_value=law(warm), steps=warm)
        .then(Constant(value=peak_value, steps=start - warm))
        .then(
            PowerLaw(
                init_value=law(start),
                exponent=exponent,
                timescale=max(start, 1),
                steps=warm + between - start,
            )
        )
        .then(shape(init_value=law(warm + between), end_value=end_value, steps=cool))
    )
