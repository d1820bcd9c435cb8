"""Schedules that come back: warm restarts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import MAX_STEPS, Count, Fraction, Growth, Period, Rate, Steps
from lrlab.schedules.compositions import Sequence
from lrlab.schedules.recipes._recipe import length_in_steps, recipe
from lrlab.schedules.shapes import Constant, Cosine, CosineRestarts, Interpolated, Linear

_MOST_CYCLES = 10_000


@recipe
def sgdr(
    peak_value: Rate,
    period: Period,
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


@recipe
def hard_restarts(
    peak_value: Rate, total_steps: Steps, cycles: Count, warmup_steps: Steps = 0
) -> AbstractSchedule:
    r"""A linear warm-up, then a given number of half cosines of equal length, each from the peak.

    $$\eta(t) = \begin{cases} a\,t/W & t < W \\
    a\left(1 + \cos(\pi\,(np \bmod 1))\right)/2 & W \le t < T \\ 0 & t \ge T \end{cases}
    \qquad p = \frac{t - W}{T - W},$$

    with $a$ = `peak_value`, $n$ = `cycles`, $W$ = `warmup_steps` and $T$ = `total_steps`. Where
    the cycles do not last whole updates, they begin between two of them.

    Args:
        peak_value: the rate of update $W$, and of every other start.
        total_steps: length in optimizer updates, warm-up included.
        cycles: how many half cosines; at most one for each update, and at most 10,000.
        warmup_steps: length of the warm-up in updates.

    Raises:
        ScheduleError: if an argument breaks its rule, the warm-up is longer than the whole, or
            there are too many cycles.

    Examples:
        >>> schedule = hard_restarts(peak_value=0.1, total_steps=50, cycles=2, warmup_steps=10)
        >>> [round(schedule(t), 4) for t in (0, 10, 20, 30, 40, 50)]
        [0.0, 0.1, 0.05, 0.1, 0.05, 0.0]

    See Also:
        `transformers.get_cosine_with_hard_restarts_schedule_with_warmup(num_cycles)`; `sgdr` for
        cycles of a given length.
    """
    warm = length_in_steps("hard_restarts", "warmup", warmup_steps, None, total_steps)
    rest = total_steps - warm
    if cycles > min(max(rest, 1), _MOST_CYCLES):
        raise ScheduleError(
            f"`hard_restarts(cycles=...)` must be at most {_MOST_CYCLES:,}, and one for each of "
            f"the {rest} updates after the warm-up, got {cycles}. Ask for fewer."
        )
    rise = Linear(init_value=0.0, end_value=peak_value, steps=warm)
    if rest % cycles == 0:
        period = max(rest // cycles, 1)
        return rise.then(CosineRestarts(init_value=peak_value, period=period, steps=rest))
    edges = [cycle * rest / cycles for cycle in range(1, cycles)]
    times = (0.0, *itertools.chain.from_iterable(zip(edges, edges, strict=True)), float(rest))
    values = (peak_value, 0.0) * cycles
    return rise.then(Interpolated(times=times, values=values, curve="cosine", steps=rest))


@recipe
def warmup_restarts(
    peak_value: Rate,
    period: Period,
    warmup_steps: Steps,
    total_steps: Steps,
    low_value: Rate = 0.0,
    period_factor: Growth = 1.0,
    peak_factor: Fraction = 1.0,
) -> AbstractSchedule:
    r"""Cosine annealing with warm restarts, where every cycle begins with a warm-up.

    Cycle $i$ lasts $T_i = \lfloor T_0 m^i \rfloor$ updates. At its update $s$

    $$\eta = \begin{cases} b + (a\,p^i - b)\,s/W & s < W \\
    b + (a\,p^i - b)\left(1 + \cos\frac{\pi(s - W)}{T_i - W}\right)/2 & s \ge W \end{cases}$$

    with $a$ = `peak_value`, $b$ = `low_value`, $T_0$ = `period`, $m$ = `period_factor`,
    $p$ = `peak_factor` and $W$ = `warmup_steps`. The last cycle is cut off by `total_steps`.

    Args:
        peak_value: $a$, the rate at the end of the first warm-up.
        period: $T_0$, length of the first cycle in optimizer updates, warm-up included.
        warmup_steps: $W$, length of each warm-up in updates; at most `period`.
        total_steps: length in optimizer updates, at most 10,000 cycles.
        low_value: $b$, the rate that every cycle begins and ends with.
        period_factor: $m$, what each cycle's length is multiplied by; 1 or more, whole or not.
        peak_factor: $p$, what each cycle's peak is multiplied by; from 0 to 1.

    Raises:
        ScheduleError: if an argument breaks its rule, the warm-up is longer than a cycle, or
            there are too many cycles.

    Examples:
        >>> schedule = warmup_restarts(
        ...     peak_value=0.1, period=20, warmup_steps=10, total_steps=60, period_factor=2.0
        ... )
        >>> [round(schedule(t), 4) for t in (0, 10, 15, 20, 30, 45, 60)]
        [0.0, 0.1, 0.05, 0.0, 0.1, 0.05, 0.0]

    See Also:
        `CosineAnnealingWarmupRestarts(first_cycle_steps, cycle_mult, max_lr, min_lr, warmup_steps,
        gamma)` of `pytorch_scheduler`, in that order `period`, `period_factor`, `peak_value`,
        `low_value`, `warmup_steps`, `peak_factor`; the one of `pytorch_optimizer` multiplies the
        length of the decay alone.

    References:
        Loshchilov and Hutter, "SGDR", ICLR 2017, for the cycles without a warm-up.
        https://arxiv.org/abs/1608.03983
    """
    if warmup_steps > period:
        raise ScheduleError(
            f"`warmup_restarts(warmup_steps=...)` must fit into the first cycle of {period} "
            f"updates, got {warmup_steps}. Shorten it or raise `period`."
        )
    pieces: list[AbstractSchedule] = []
    for number, (length, decay) in enumerate(
        _cycles(period, period_factor, warmup_steps, total_steps)
    ):
        peak = peak_value * peak_factor**number
        pieces.extend(_one_cycle(low_value, peak, warmup_steps, decay, length))
    return Sequence(pieces=tuple(pieces) or (Constant(value=low_value, steps=0),))


def _cycles(
    period: int, period_factor: float, warmup_steps: int, total_steps: int
) -> Iterator[tuple[int, int]]:
    """Of each cycle, how many updates there is room for, and its decay if there were room."""
    left = total_steps
    for number in itertools.count():
        if not left:
            return
        if number == _MOST_CYCLES:
            raise ScheduleError(
                f"`warmup_restarts(total_steps=...)` must hold at most {_MOST_CYCLES:,} cycles, "
                f"got {total_steps} with a first cycle of {period}. Raise `period`."
            )
        exact = min(period * period_factor**number, MAX_STEPS)
        whole = math.floor(round(exact, 9))  # 100 * 1.1**2 is 121, whatever the last digit
        yield min(whole, left), whole - warmup_steps
        left -= min(whole, left)


def _one_cycle(
    low: float, peak: float, warmup_steps: int, decay: int, length: int
) -> Iterator[AbstractSchedule]:
    """The pieces of one cycle, cut off after `length` updates."""
    if length < warmup_steps:
        reached = low + (peak - low) * (length / warmup_steps)
        yield Linear(init_value=low, end_value=reached, steps=length)
        return
    yield Linear(init_value=low, end_value=peak, steps=warmup_steps)
    room = length - warmup_steps
    if room == decay:
        yield Cosine(init_value=peak, end_value=low, steps=decay)
    elif room:
        yield CosineRestarts(init_value=peak, end_value=low, period=decay, steps=room)
