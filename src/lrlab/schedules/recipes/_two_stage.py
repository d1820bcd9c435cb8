"""Two stages: a long decay to a low rate, then a short one from there to the end."""

from __future__ import annotations

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Rate, Steps, one_of
from lrlab.schedules.recipes._cooldowns import COOLDOWNS
from lrlab.schedules.recipes._recipe import phases_in_steps, recipe
from lrlab.schedules.shapes import Linear


@recipe
def two_stage(
    peak_value: Rate,
    total_steps: Steps,
    middle_value: Rate,
    second_fraction: Fraction = 0.1,
    second_steps: Steps | None = None,
    first: str = "cosine",
    second: str = "linear",
    warmup_steps: Steps | None = None,
    warmup_fraction: Fraction = 0.05,
    warmup_init_value: Rate = 0.0,
    end_value: Rate = 0.0,
) -> AbstractSchedule:
    r"""Linear warm-up, a long first stage down to a middle rate, a short second stage to the end.

    $$\eta(t) = \begin{cases} a\,t/W & t < W \\
    m + (a - m)\,g_1\!\left(\frac{t - W}{T - D - W}\right) & W \le t < T - D \\
    b + (m - b)\,g_2\!\left(\frac{t - (T - D)}{D}\right) & t \ge T - D \end{cases}$$

    with $a$ = `peak_value`, $m$ = `middle_value`, $b$ = `end_value`, $W$ and $D$ the lengths of
    warm-up and second stage, $T$ = `total_steps`, and $g_1$, $g_2$ the shapes `first` and
    `second`. Language models are trained so when the data changes for the second stage.

    Args:
        peak_value: the rate of update $W$.
        total_steps: length in optimizer updates, all stages included.
        middle_value: the rate at which the first stage ends and the second begins.
        second_fraction: length of the second stage as a fraction of the whole.
        second_steps: length of the second stage in updates, instead of the fraction.
        first: shape of the first stage, a word as the `cooldown` of `wsd`.
        second: shape of the second stage, likewise.
        warmup_steps: length of the warm-up in updates, instead of the fraction.
        warmup_fraction: length of the warm-up as a fraction of the whole.
        warmup_init_value: the rate of update 0.
        end_value: the rate that update `total_steps` would use.

    Raises:
        ScheduleError: if an argument breaks its rule, the stages are longer than the whole, or
            both lengths of a stage are given.

    Examples:
        >>> schedule = two_stage(peak_value=0.1, total_steps=1000, middle_value=0.02)
        >>> [round(schedule(t), 4) for t in (0, 50, 900, 950, 1000)]
        [0.0, 0.1, 0.02, 0.01, 0.0]

    References:
        Team OLMo, "2 OLMo 2 Furious", 2024, for a second stage on other data.
        https://arxiv.org/abs/2501.00656
    """
    first_shape, second_shape = (
        one_of("two_stage", name, word, COOLDOWNS)
        for name, word in (("first", first), ("second", second))
    )
    warm, rest, late = phases_in_steps(
        "two_stage",
        total_steps,
        (warmup_steps, warmup_fraction),
        (second_steps, second_fraction),
        last_name="second",
    )
    return (
        Linear(init_value=warmup_init_value, end_value=peak_value, steps=warm)
        .then(first_shape(init_value=peak_value, end_value=middle_value, steps=rest))
        .then(second_shape(init_value=middle_value, end_value=end_value, steps=late))
    )
