"""Two clocks: updates and epochs."""

from __future__ import annotations

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Period, Positive, Rate, Steps, Timescale
from lrlab.schedules.recipes._recipe import recipe, rest_in_steps
from lrlab.schedules.shapes import Eden, Linear


@recipe
def eden(
    peak_value: Rate,
    steps_per_epoch: Period,
    timescale: Timescale = 7500.0,
    epoch_timescale: Positive = 3.5,
    warmup_steps: Steps = 500,
    warmup_init_factor: Fraction = 0.5,
    total_steps: Steps | None = None,
) -> AbstractSchedule:
    r"""Decay in the updates times decay in the epochs, as Zipformer is trained.

    $$\eta(t) = a\,w(t)\left(\frac{t^2 + \tau^2}{\tau^2}\right)^{-1/4}
    \left(\frac{e^2 + \epsilon^2}{\epsilon^2}\right)^{-1/4}, \qquad
    e = \lfloor t/n \rfloor,$$

    with $a$ = `peak_value`, $\tau$ = `timescale`, $\epsilon$ = `epoch_timescale` and
    $n$ = `steps_per_epoch`. The warm-up $w$ rises in a line from `warmup_init_factor` to 1 over
    `warmup_steps` updates.

    Args:
        peak_value: what all factors are multiplied with; the decay has begun when the warm-up
            ends, so that the highest rate is a little lower.
        steps_per_epoch: optimizer updates per epoch; the epochs done are a whole number.
        timescale: when the decay in the updates begins, in updates.
        epoch_timescale: when the decay in the epochs begins, in epochs.
        warmup_steps: length of the warm-up in updates.
        warmup_init_factor: the warm-up's factor of update 0.
        total_steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or the warm-up is longer than the whole.

    Examples:
        >>> schedule = eden(peak_value=0.045, steps_per_epoch=1000)
        >>> [round(schedule(t), 4) for t in (0, 500, 7500, 100_000)]
        [0.0225, 0.045, 0.0253, 0.0023]

    See Also:
        `Eden(lr_batches, lr_epochs, warmup_batches, warmup_start)` of icefall's Zipformer, in that
        order `timescale`, `epoch_timescale`, `warmup_steps`, `warmup_init_factor`. Its `Eden2`, on
        one clock, is `lrlab.Eden(exponent=0.5)` times the warm-up.

    References:
        Yao et al., "Zipformer: a faster and better encoder for automatic speech recognition",
        ICLR 2024. https://arxiv.org/abs/2310.11230
    """
    rest_in_steps("eden", "warmup", warmup_steps, total_steps)
    by_update = Eden(init_value=peak_value, timescale=timescale, steps=total_steps)
    by_epoch = Eden(init_value=1.0, timescale=epoch_timescale * steps_per_epoch, steps=total_steps)
    warmup = Linear(init_value=warmup_init_factor, end_value=1.0, steps=warmup_steps)
    return by_update * by_epoch.stepwise(steps_per_epoch) * warmup
