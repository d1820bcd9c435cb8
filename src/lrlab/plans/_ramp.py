"""A batch that grows in equal steps over the first samples of a run."""

from __future__ import annotations

from lrlab._errors import ScheduleError
from lrlab.schedules import AbstractSchedule, PiecewiseConstant
from lrlab.schedules._rules import Count, Steps, checked, rules_of

_MOST = 10_000  # sizes of one ramp


def batch_size_ramp(
    start: Count, stop: Count, increment: Count, ramp_samples: Steps
) -> AbstractSchedule:
    r"""Batch sizes from `start` to `stop` over the first samples of a run, as a schedule.

    $$b(n) = s + d\left\lfloor \frac{n k}{R} \right\rfloor \text{ for } n < R, \qquad
    k = \frac{e - s}{d},$$

    with $n$ the samples used before the update, $s$ = `start`, $e$ = `stop`, $d$ = `increment` and
    $R$ = `ramp_samples`; from $R$ samples on the size is $e$. The schedule counts updates, as all
    do: how many each size lasts is found here, in whole numbers.

    The sizes are those of a whole update. In a `Horizon` with `workers` and `accumulation`, whose
    `batch_size` is that of one worker and micro-batch, use `ramp.scaled(1 / (workers *
    accumulation))`: its updates are those of the ramp, whether their samples divide evenly or not.

    Args:
        start: samples in the first update.
        stop: samples in an update after the ramp.
        increment: samples by which the batch grows at once; divides `stop - start`.
        ramp_samples: samples over which it grows; 0 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or the sizes are no even steps.

    Examples:
        >>> batch_size_ramp(start=16, stop=48, increment=16, ramp_samples=256)
        PiecewiseConstant(values=[16.0, 32.0, 48.0], lengths=[8, 4])

    See Also:
        Megatron-LM's `--rampup-batch-size start increment ramp_samples`.
    """
    names = {"start": start, "stop": stop, "increment": increment, "ramp_samples": ramp_samples}
    plain = checked("batch_size_ramp", rules_of(batch_size_ramp), names)
    start, stop, increment, ramp = plain.values()
    rises, rest = divmod(stop - start, increment)
    if rest or not 0 <= rises < _MOST:
        raise ScheduleError(
            f"`batch_size_ramp(increment=...)` must lead from start={start:,} to stop={stop:,} in "
            f"equal steps, fewer than {_MOST:,}, got {increment:,}. Choose one that divides the "
            f"difference."
        )
    values: list[int] = []
    lengths: list[int] = []
    used = 0
    while used < ramp and (done := used * rises // ramp) < rises:
        values.append(start + done * increment)
        lengths.append(-(-((done + 1) * ramp - used * rises) // (rises * values[-1])))
        used += lengths[-1] * values[-1]
    return PiecewiseConstant(values=(*values, stop), lengths=tuple(lengths))
