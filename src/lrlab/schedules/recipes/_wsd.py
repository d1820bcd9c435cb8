"""Warmup-stable-decay: the trapezoid."""

from __future__ import annotations

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Rate, Steps, one_of
from lrlab.schedules.recipes._cooldowns import COOLDOWNS
from lrlab.schedules.recipes._recipe import length_in_steps, phases_in_steps, recipe
from lrlab.schedules.shapes import Constant, Linear

_USUAL_COOLDOWN = 0.2  # of the whole


@recipe
def wsd(
    peak_value: Rate,
    total_steps: Steps | None = None,
    warmup_fraction: Fraction = 0.05,
    cooldown_fraction: Fraction | None = None,
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
        cooldown_fraction: length of the cooldown as a fraction of the whole; 0.2 if nothing else
            says how long it is.
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
    open_ended = cooldown_steps is None and cooldown_fraction is None
    share = _USUAL_COOLDOWN if open_ended else cooldown_fraction
    if stable_steps is None and total_steps is not None:
        warm, stable, cool = phases_in_steps(
            "wsd", total_steps, (warmup_steps, warmup_fraction), (cooldown_steps, share)
        )
    else:
        total = total_steps
        if total is None:
            total = _total(warmup_steps, warmup_fraction, stable_steps, cooldown_steps, share)
        stable = stable_steps or 0
        warm = length_in_steps("wsd", "warmup", warmup_steps, warmup_fraction, total)
        cool = length_in_steps("wsd", "cooldown", cooldown_steps, share, total)
        if open_ended or (total_steps is None and cooldown_steps is None):
            cool = total - warm - stable
        elif total_steps is None and warmup_steps is None:
            warm = total - stable - cool
        _check_sum(total, warm, stable, cool)
    return (
        Linear(init_value=warmup_init_value, end_value=peak_value, steps=warm)
        .then(Constant(value=peak_value, steps=stable))
        .then(shape(init_value=peak_value, end_value=end_value, steps=cool))
    )


def _check_sum(total: int, warm: int, stable: int, cool: int) -> None:
    if warm + stable + cool != total or min(warm, cool) < 0:
        raise ScheduleError(
            f"`wsd(stable_steps=...)` must fill the {total} updates together with warm-up and "
            f"cooldown, got {stable} beside {warm} and {cool}. Leave one of them out."
        )


def _total(
    warmup_steps: int | None,
    warmup_fraction: float,
    stable_steps: int | None,
    cooldown_steps: int | None,
    cooldown_fraction: float | None,
) -> int:
    """The length of a whole of which the stable phase is known, and the others or their shares."""
    if stable_steps is None:
        raise ScheduleError(
            "`wsd(total_steps=...)` must be given, or `stable_steps` beside the cooldown, got "
            "neither. Give any two of `total_steps`, `stable_steps` and `cooldown_steps`."
        )
    late = (cooldown_fraction or 0.0) if cooldown_steps is None else 0.0
    share = late + (warmup_fraction if warmup_steps is None else 0.0)
    if share >= 1.0:
        raise ScheduleError(
            f"`wsd(stable_steps=...)` needs room beside warm-up and cooldown, got fractions that "
            f"add up to {share:g}. Lower one of them."
        )
    known = stable_steps + (warmup_steps or 0) + (cooldown_steps or 0)
    return int(known / (1.0 - share) + 0.5)
