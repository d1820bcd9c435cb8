"""A warm-up and one decay: cosine, line, and inverse square root."""

from __future__ import annotations

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Count, Factor, Fraction, Period, Rate, Steps, Timescale
from lrlab.schedules.recipes._recipe import length_in_steps, recipe, rest_in_steps
from lrlab.schedules.shapes import Cosine, InverseSqrt, Linear


@recipe
def warmup_cosine(
    peak_value: Rate,
    total_steps: Steps,
    warmup_steps: Steps | None = None,
    warmup_fraction: Fraction = 0.05,
    warmup_init_value: Rate = 0.0,
    end_value: Rate = 0.0,
) -> AbstractSchedule:
    r"""Linear warm-up, then cosine decay: what most Transformers are trained with.

    $$\eta(t) = \begin{cases} a\,t/W & t < W \\
    b + (a - b)\left(1 + \cos\frac{\pi(t - W)}{T - W}\right)/2 & t \ge W \end{cases}$$

    with $a$ = `peak_value`, $b$ = `end_value`, $W$ the warm-up and $T$ = `total_steps`, after
    which it stays at $b$. With `warmup_init_value` $c$ the warm-up is $c + (a - c)\,t/W$; at
    its default of 0, update 0 trains at rate 0.

    Args:
        peak_value: the rate of update $W$.
        total_steps: length in optimizer updates, warm-up included.
        warmup_steps: length of the warm-up in updates, instead of the fraction.
        warmup_fraction: length of the warm-up as a fraction of the whole.
        warmup_init_value: the rate of update 0.
        end_value: the rate that update `total_steps` would use.

    Raises:
        ScheduleError: if an argument breaks its rule, the warm-up is longer than the whole, or
            both of its lengths are given.

    Examples:
        >>> schedule = warmup_cosine(peak_value=0.1, warmup_steps=20, total_steps=200)
        >>> [round(schedule(t), 4) for t in (0, 10, 20, 110, 200)]
        [0.0, 0.05, 0.1, 0.05, 0.0]

    See Also:
        `transformers.get_cosine_schedule_with_warmup`; `optax.warmup_cosine_decay_schedule`, whose
        `decay_steps` is `total_steps`.
    """
    length = length_in_steps("warmup_cosine", "warmup", warmup_steps, warmup_fraction, total_steps)
    decay = Cosine(init_value=peak_value, end_value=end_value, steps=total_steps - length)
    return Linear(init_value=warmup_init_value, end_value=peak_value, steps=length).then(decay)


@recipe
def warmup_linear(
    peak_value: Rate,
    total_steps: Steps,
    warmup_steps: Steps | None = None,
    warmup_fraction: Fraction = 0.05,
    warmup_init_value: Rate = 0.0,
    end_value: Rate = 0.0,
) -> AbstractSchedule:
    r"""Linear warm-up, then a straight line down.

    $$\eta(t) = \begin{cases} a\,t/W & t < W \\
    b + (a - b)\left(1 - \frac{t - W}{T - W}\right) & t \ge W \end{cases}$$

    with $a$ = `peak_value`, $b$ = `end_value`, $W$ the warm-up and $T$ = `total_steps`, after
    which it stays at $b$. With `warmup_init_value` $c$ the warm-up is $c + (a - c)\,t/W$.

    Args:
        peak_value: the rate of update $W$.
        total_steps: length in optimizer updates, warm-up included.
        warmup_steps: length of the warm-up in updates, instead of the fraction.
        warmup_fraction: length of the warm-up as a fraction of the whole.
        warmup_init_value: the rate of update 0.
        end_value: the rate that update `total_steps` would use.

    Raises:
        ScheduleError: if an argument breaks its rule, the warm-up is longer than the whole, or
            both of its lengths are given.

    Examples:
        >>> schedule = warmup_linear(peak_value=0.1, warmup_steps=10, total_steps=110)
        >>> [round(schedule(t), 4) for t in (0, 5, 10, 60, 110)]
        [0.0, 0.05, 0.1, 0.05, 0.0]

    See Also:
        `transformers.get_linear_schedule_with_warmup`, the default of its Trainer.
    """
    length = length_in_steps("warmup_linear", "warmup", warmup_steps, warmup_fraction, total_steps)
    decay = Linear(init_value=peak_value, end_value=end_value, steps=total_steps - length)
    return Linear(init_value=warmup_init_value, end_value=peak_value, steps=length).then(decay)


@recipe
def inverse_sqrt(
    peak_value: Rate,
    warmup_steps: Steps,
    warmup_init_value: Rate = 0.0,
    timescale: Timescale | None = None,
    total_steps: Steps | None = None,
    end_value: Rate = 0.0,
) -> AbstractSchedule:
    r"""Linear warm-up, then decay with one over the square root of the update.

    $$\eta(t) = \begin{cases} a\,t/W & t < W \\
    b + (a - b)\sqrt{\tau/(t - W + \tau)} & t \ge W \end{cases}$$

    with $a$ = `peak_value`, $b$ = `end_value`, $W$ = `warmup_steps` and $\tau$ = `timescale`; with
    $\tau = W$ and $b = 0$, the defaults, the decay is $a\sqrt{W/t}$.

    Args:
        peak_value: the rate of update $W$.
        warmup_steps: length of the warm-up in optimizer updates.
        warmup_init_value: the rate of update 0.
        timescale: how slowly it falls, in updates; `warmup_steps` if None.
        total_steps: length in optimizer updates; without end if None.
        end_value: the rate that the decay approaches and never reaches.

    Raises:
        ScheduleError: if an argument breaks its rule, the warm-up is longer than the whole, or
            there is neither a warm-up nor a timescale.

    Examples:
        >>> schedule = inverse_sqrt(peak_value=0.1, warmup_steps=100)
        >>> [round(schedule(t), 4) for t in (0, 50, 100, 400)]
        [0.0, 0.05, 0.1, 0.05]

    See Also:
        `transformers.get_inverse_sqrt_schedule`; OLMo-core's `InvSqrtWithWarmup(alpha_f)`, whose
        `alpha_f * lr` is `end_value`.
    """
    if timescale is None and not warmup_steps:
        raise ScheduleError(
            "`inverse_sqrt(timescale=...)` must be given where there is no warm-up, got None. "
            "Use `timescale=10_000` or `warmup_steps=1000`."
        )
    rest = rest_in_steps("inverse_sqrt", "warmup", warmup_steps, total_steps)
    warmup = Linear(init_value=warmup_init_value, end_value=peak_value, steps=warmup_steps)
    scale = warmup_steps if timescale is None else timescale
    decay = InverseSqrt(init_value=peak_value, end_value=end_value, timescale=scale, steps=rest)
    return warmup.then(decay)


@recipe
def noam(
    d_model: Count, warmup_steps: Period, factor: Factor = 1.0, total_steps: Steps | None = None
) -> AbstractSchedule:
    r"""The schedule of the first Transformer, in the count of its paper, $s = t + 1$.

    $$\eta(t) = f\,d^{-1/2}\,\min\left(s^{-1/2},\; s\,W^{-3/2}\right), \qquad s = t + 1,$$

    with $d$ = `d_model`, $W$ = `warmup_steps` and $f$ = `factor`. The peak, $f\,(dW)^{-1/2}$, is
    the rate of update $W - 1$, and update 0 trains at a rate above 0.

    Args:
        d_model: width of the model, 1 or more.
        warmup_steps: length of the warm-up in optimizer updates, 1 or more.
        factor: what every rate is multiplied by.
        total_steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or the warm-up is longer than the whole.

    Examples:
        >>> schedule = noam(d_model=512, warmup_steps=4000)
        >>> round(schedule(3999), 6), round(schedule.peak_value, 6)
        (0.000699, 0.000699)

    References:
        Vaswani et al., "Attention is all you need", 2017, equation 3.
        https://arxiv.org/abs/1706.03762
    """
    rest = rest_in_steps("noam", "warmup", warmup_steps - 1, total_steps)
    peak = factor * (d_model * warmup_steps) ** -0.5
    warmup = Linear(init_value=peak / warmup_steps, end_value=peak, steps=warmup_steps - 1)
    return warmup.then(InverseSqrt(init_value=peak, timescale=warmup_steps, steps=rest))
