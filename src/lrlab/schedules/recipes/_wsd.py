"""Warmup-stable-decay: the trapezoid."""

from __future__ import annotations

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Rate, Steps
from lrlab.schedules.recipes._cooldowns import COOLDOWNS
from lrlab.schedules.recipes._recipe import length_in_steps, one_of, parameters_of, recipe
from lrlab.schedules.shapes import Constant, Linear


@recipe
def wsd(
    peak_value: Rate,
    total_steps: Steps | None = None,
    warmup_fraction: Fraction = 0.05,
    cooldown_fraction: Fraction = 0.2,
    cooldown: str = "1-sqrt",
    warmup_steps: Steps | None = None,
    cooldown_steps: Steps | None = None,
    warmup_init_value: Rate = 0.0,
    end_value: Rate = 0.0,
    stable_steps: Steps | None = None,
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

    Any two of `total_steps`, `stable_steps` and the cooldown give the third; without
    `stable_steps` the stable phase takes what is left.

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
        stable_steps: length of the stable phase in updates.

    Raises:
        ScheduleError: if an argument breaks its rule, the phases are longer than the whole or do
            not add up to it, too few of them are given, or both lengths of a phase.

    Examples:
        >>> schedule = wsd(peak_value=0.1, total_steps=1000)
        >>> [round(schedule(t), 4) for t in (0, 25, 50, 800, 850, 1000)]
        [0.0, 0.05, 0.1, 0.1, 0.05, 0.0]
        >>> wsd(peak_value=0.1, warmup_steps=50, stable_steps=750, cooldown_steps=200).total_steps
        1000

    References:
        Hu et al., "MiniCPM", 2024, section 4. https://arxiv.org/abs/2404.06395; Hägele et al.,
        2024, for the cooldowns. https://arxiv.org/abs/2405.18392
    """
    shape = one_of("wsd", "cooldown", cooldown, COOLDOWNS)
    total = total_steps
    if total is None:
        total = _total(
            warmup_steps, warmup_fraction, stable_steps, cooldown_steps, cooldown_fraction
        )
    warm = length_in_steps("wsd", "warmup", warmup_steps, warmup_fraction, total)
    cool = length_in_steps("wsd", "cooldown", cooldown_steps, cooldown_fraction, total)
    by_default = cooldown_fraction == parameters_of("wsd")["cooldown_fraction"].default
    if stable_steps is None:
        stable = total - warm - cool
        if stable == -1 and warmup_steps is None and cooldown_steps is None:
            stable, cool = 0, cool - 1  # both fractions were rounded up
    else:
        stable = stable_steps
        if cooldown_steps is None and (total_steps is None or by_default):
            cool = total - warm - stable
        elif total_steps is None:
            warm = total - stable - cool
    if warm + stable + cool != total or min(stable, cool) < 0:
        names, lengths = "warm-up", f"{warm}"
        if stable_steps is not None:
            names, lengths = f"{names}, stable phase", f"{lengths} + {stable_steps}"
        raise ScheduleError(
            f"`wsd(total_steps=...)` must hold {names} and cooldown, got {total} for {lengths} + "
            f"{cool} updates. Shorten one of them or raise `total_steps`."
        )
    return (
        Linear(init_value=warmup_init_value, end_value=peak_value, steps=warm)
        .then(Constant(value=peak_value, steps=stable))
        .then(shape(init_value=peak_value, end_value=end_value, steps=cool))
    )


def _total(
    warmup_steps: int | None,
    warmup_fraction: float,
    stable_steps: int | None,
    cooldown_steps: int | None,
    cooldown_fraction: float,
) -> int:
    """The length of a whole of which the stable phase is known, and the others or their shares."""
    if stable_steps is None:
        raise ScheduleError(
            "`wsd(total_steps=...)` must be given, or `stable_steps` beside the cooldown, got "
            "neither. Give any two of `total_steps`, `stable_steps` and `cooldown_steps`."
        )
    share = warmup_fraction * (warmup_steps is None) + cooldown_fraction * (cooldown_steps is None)
    if share >= 1.0:
        raise ScheduleError(
            f"`wsd(stable_steps=...)` needs room beside warm-up and cooldown, got fractions that "
            f"add up to {share:g}. Lower one of them."
        )
    known = stable_steps + (warmup_steps or 0) + (cooldown_steps or 0)
    return int(known / (1.0 - share) + 0.5)
