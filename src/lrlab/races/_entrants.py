"""Which schedules start, when nobody says which."""

from __future__ import annotations

from lrlab._errors import RaceError
from lrlab.schedules import (
    AbstractSchedule,
    Constant,
    cosine_annealing,
    exponential_decay,
    inverse_sqrt,
    one_cycle,
    step_decay,
    warmup_cosine,
    wsd,
)

BASELINE = "constant"


def default_schedules(total_steps: int) -> dict[str, AbstractSchedule]:
    """The constant rate, five common schedules, WSD and the inverse square root, at a peak of 1.

    The five keep the proportions of their textbook comparison over 200 epochs: a drop by half
    every fifth of the run, a decay by e^-4 in all, a cosine down to 1/10,000, a warm-up of a
    tenth, one cycle.

    Args:
        total_steps: length in optimizer updates, at least 10.

    Raises:
        RaceError: if the race is shorter than that.
    """
    if total_steps < 10:
        raise RaceError(
            f"`race(steps=...)` must be at least 10 updates, got {total_steps}. Fewer leave no "
            f"room for a schedule."
        )
    return {
        BASELINE: Constant(value=1.0),
        "step decay": step_decay(init_value=1.0, factor=0.5, every=max(total_steps // 5, 1)),
        "exponential": exponential_decay(init_value=1.0, rate=4.0 / total_steps),
        "cosine": cosine_annealing(init_value=1.0, end_value=1e-4, total_steps=total_steps),
        "warm-up cosine": warmup_cosine(
            peak_value=1.0, total_steps=total_steps, warmup_fraction=0.1
        ),
        "one cycle": one_cycle(peak_value=1.0, total_steps=total_steps),
        "WSD": wsd(peak_value=1.0, total_steps=total_steps),
        "inverse sqrt": inverse_sqrt(peak_value=1.0, warmup_steps=max(total_steps // 20, 1)),
    }
