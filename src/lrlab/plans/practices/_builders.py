"""How the schedules of a practice are made; each gives a function from a run to them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from lrlab._errors import ScheduleError
from lrlab.plans._cycles import one_cycle_plan
from lrlab.plans.practices._kind import Run
from lrlab.plans.practices._scaling import tidy
from lrlab.schedules import (
    AbstractSchedule,
    Linear,
    PiecewiseConstant,
    cosine_annealing,
    linear_to_zero,
    warmup_cosine,
    warmup_linear,
)
from lrlab.schedules import inverse_sqrt as warmup_inverse_sqrt
from lrlab.schedules import wsd as warmup_stable_decay

Build = Callable[[Run], Mapping[str, AbstractSchedule]]

_SMITH = 0.45  # where the peak of one cycle lies, in the form of Smith


def cosine(end_fraction: float = 0.0) -> Build:
    """Warm-up, then cosine to a fraction of the peak."""

    def build(run: Run) -> Mapping[str, AbstractSchedule]:
        end = _end(run, end_fraction)
        if not run.warmup_steps:
            return {"lr": cosine_annealing(run.peak_value, run.total_steps, **end)}
        return {"lr": warmup_cosine(run.peak_value, run.total_steps, **run.warmup, **end)}

    return build


def linear() -> Build:
    """Warm-up, then a line to zero."""

    def build(run: Run) -> Mapping[str, AbstractSchedule]:
        if not run.warmup_steps:
            return {"lr": linear_to_zero(run.peak_value, run.total_steps)}
        return {"lr": warmup_linear(run.peak_value, run.total_steps, **run.warmup)}

    return build


def inverse_sqrt() -> Build:
    """Warm-up, then one over the square root of the update."""

    def build(run: Run) -> Mapping[str, AbstractSchedule]:
        timescale = None if run.warmup_steps else 1.0
        rate = warmup_inverse_sqrt(
            run.peak_value,
            run.warmup_steps,
            timescale=timescale,
            total_steps=run.total_steps,
        )
        return {"lr": rate}

    return build


def drops(at: tuple[int, ...], of: int, *, from_base: bool = False) -> Build:
    """Warm-up, then a tenth of the rate from `at[0] / of` of the run on, and so forth.

    The drops are lengths, not milestones, so that they move with a run that is stretched.

    With `from_base` the warm-up begins at the peak for the base batch size, not at zero.
    """

    def build(run: Run) -> Mapping[str, AbstractSchedule]:
        warm = run.warmup_steps
        ends = [-(-run.total_steps * drop // of) for drop in at]
        if warm >= ends[0] > 0:
            raise ScheduleError(
                f"`practice(warmup_steps=...)` must end before the first drop, at update "
                f"{ends[0]}, got {warm}. Shorten it, or choose another `decay`."
            )
        falling = PiecewiseConstant(
            values=tuple(tidy(run.peak_value * 0.1**drop) for drop in range(len(ends) + 1)),
            lengths=tuple(
                end - start for start, end in itertools.pairwise((warm, *ends, run.total_steps))
            ),
        )
        if not warm:
            return {"lr": falling}
        start = run.base_peak if from_base else 0.0
        rise = Linear(init_value=start, end_value=run.peak_value, steps=warm)
        return {"lr": rise.then(falling)}

    return build


def one_cycle() -> Build:
    """One cycle in the form of Smith: momentum falls from 0.95 to 0.85 while the rate rises."""

    def build(run: Run) -> Mapping[str, AbstractSchedule]:
        fraction = run.warmup_fraction
        if fraction is None:
            fraction = run.warmup_steps / run.total_steps
        peak_fraction = None if fraction == _SMITH else fraction
        return one_cycle_plan(
            run.peak_value, run.total_steps, form="smith", peak_fraction=peak_fraction
        )

    return build


def wsd(cooldown_fraction: float, cooldown: str = "1-sqrt", end_fraction: float = 0.0) -> Build:
    """Warm-up, a constant rate, and a cooldown to a fraction of the peak."""

    def build(run: Run) -> Mapping[str, AbstractSchedule]:
        rate = warmup_stable_decay(
            run.peak_value,
            run.total_steps,
            cooldown_fraction=cooldown_fraction,
            cooldown=cooldown,
            **run.warmup,
            **_end(run, end_fraction),
        )
        return {"lr": rate}

    return build


def _end(run: Run, fraction: float) -> dict[str, Any]:
    """The final rate as the recipes take it, where it is not zero."""
    return {"end_value": tidy(fraction * run.peak_value)} if fraction else {}
