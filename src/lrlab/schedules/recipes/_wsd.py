"""Warmup-stable-decay: the trapezoid."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Rate, Steps
from lrlab.schedules.recipes._recipe import length_in_steps, one_of, recipe
from lrlab.schedules.shapes import Constant, Cosine, ExponentialCooldown, Linear, OneMinusPower

_COOLDOWNS: Mapping[str, Callable[..., AbstractSchedule]] = {
    "linear": Linear,
    "cosine": Cosine,
    "1-sqrt": lambda **ends: OneMinusPower(power=0.5, **ends),
    "square": lambda **ends: OneMinusPower(power=2.0, **ends),
    "exponential": ExponentialCooldown,
}


@recipe
def wsd(
    peak_value: Rate,
    total_steps: Steps,
    warmup_fraction: Fraction = 0.05,
    cooldown_fraction: Fraction = 0.2,
    cooldown: str = "1-sqrt",
    warmup_steps: Steps | None = None,
    cooldown_steps: Steps | None = None,
    warmup_init_value: Rate = 0.0,
    end_value: Rate = 0.0,
) -> AbstractSchedule:
    r"""Warmup-stable-decay: a linear warm-up, a long constant rate, a short cooldown.

    $$\eta(t) = \begin{cases} a\,t/W & t < W \\ a & W \le t < T - D \\
    b + (a - b)\,g\!\left(\frac{t - (T - D)}{D}\right) & t \ge T - D \end{cases}$$

    with $a$ = `peak_value`, $b$ = `end_value`, $W$ and $D$ the lengths of warm-up and cooldown,
    $T$ = `total_steps`, and $g(p)$ by `cooldown`:

    | `cooldown` | g(p) |
    | --- | --- |
    | `"linear"` | 1 - p |
    | `"cosine"` | (1 + cos(pi p)) / 2 |
    | `"1-sqrt"` | 1 - sqrt(p) |
    | `"square"` | 1 - p^2 |
    | `"exponential"` | (r^p - r) / (1 - r) with r = 0.1 |

    Args:
        peak_value: the rate of the stable phase.
        total_steps: length in optimizer updates, all phases included.
        warmup_fraction: length of the warm-up as a fraction of the whole.
        cooldown_fraction: length of the cooldown as a fraction of the whole.
        cooldown: its shape, a word of the table.
        warmup_steps: length of the warm-up in updates, instead of the fraction.
        cooldown_steps: length of the cooldown in updates, instead of the fraction.
        warmup_init_value: the rate of update 0.
        end_value: the rate that update `total_steps` would use.

    Raises:
        ScheduleError: if an argument breaks its rule, the phases are longer than the whole, or
            both lengths of a phase are given.

    Examples:
        >>> schedule = wsd(peak_value=0.1, total_steps=1000)
        >>> [round(schedule(t), 4) for t in (0, 25, 50, 800, 850, 1000)]
        [0.0, 0.05, 0.1, 0.1, 0.05, 0.0]

    References:
        Hu et al., "MiniCPM", 2024, section 4. https://arxiv.org/abs/2404.06395; Hägele et al.,
        2024, for the cooldowns. https://arxiv.org/abs/2405.18392
    """
    shape = one_of("wsd", "cooldown", cooldown, _COOLDOWNS)
    warm = length_in_steps("wsd", "warmup", warmup_steps, warmup_fraction, total_steps)
    cool = length_in_steps("wsd", "cooldown", cooldown_steps, cooldown_fraction, total_steps)
    stable = total_steps - warm - cool
    if stable == -1 and warmup_steps is None and cooldown_steps is None:
        stable, cool = 0, cool - 1  # both fractions were rounded up
    if stable < 0:
        raise ScheduleError(
            f"`wsd(total_steps=...)` must hold warm-up and cooldown, got {total_steps} for "
            f"{warm} + {cool} updates. Shorten one of them or raise `total_steps`."
        )
    return (
        Linear(init_value=warmup_init_value, end_value=peak_value, steps=warm)
        .then(Constant(value=peak_value, steps=stable))
        .then(shape(init_value=peak_value, end_value=end_value, steps=cool))
    )
