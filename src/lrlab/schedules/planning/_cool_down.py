"""A cooldown that branches off a longer run."""

from __future__ import annotations

from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import checked_rate, checked_schedule, checked_steps, one_of
from lrlab.schedules.recipes._cooldowns import COOLDOWNS


def cool_down(
    schedule: AbstractSchedule,
    *,
    at: int,
    steps: int,
    end_value: float = 0.0,
    cooldown: str = "1-sqrt",
) -> AbstractSchedule:
    """The schedule up to update `at`, then a cooldown from the rate that it has there.

    A stable run need not know its length: it is trained on at the rate of its trunk, and whenever a
    finished model is wanted, a cooldown is branched off a checkpoint.

    Args:
        schedule: the trunk; it may be endless.
        at: the update at which the cooldown begins.
        steps: its length in optimizer updates.
        end_value: the rate that update `at + steps` would use.
        cooldown: its shape, a word as in `wsd`: `"linear"`, `"cosine"`, `"1-sqrt"`, `"square"` or
            `"exponential"`.

    Returns:
        A schedule of `at + steps` updates.

    Raises:
        ScheduleError: if an argument breaks its rule, or `at` lies beyond the end of the trunk.

    Examples:
        >>> from lrlab.schedules import Constant, Linear
        >>> trunk = Linear(init_value=0.0, end_value=0.1, steps=10).then(Constant(value=0.1))
        >>> branch = cool_down(trunk, at=80, steps=20, cooldown="linear")
        >>> branch.total_steps, [round(branch(t), 3) for t in (5, 79, 90, 100)]
        (100, [0.05, 0.1, 0.05, 0.0])

    References:
        Hägele et al., "Scaling laws and compute-optimal training beyond fixed training
        durations", NeurIPS 2024. https://arxiv.org/abs/2405.18392
    """
    shape = one_of("cool_down", "cooldown", cooldown, COOLDOWNS)
    head = head_of("cool_down", schedule, at)
    end_value = checked_rate("cool_down(end_value=...)", end_value)
    steps = checked_steps("cool_down(steps=...)", steps)
    return head.then(shape(init_value=rate_at(schedule, at), end_value=end_value, steps=steps))


def head_of(owner: str, schedule: AbstractSchedule, at: int) -> AbstractSchedule:
    """The first `at` updates of a schedule, which a run has done."""
    schedule = checked_schedule(f"{owner}(schedule=...)", schedule)
    schedule.refuse_arrays(f"{owner}(...)")
    at = checked_steps(f"{owner}(at=...)", at)
    end = schedule.total_steps
    if end is not None and at > end:
        raise ScheduleError(
            f"`{owner}(at=...)` must lie within the {end} updates of the schedule, got {at}. "
            f"Branch off before its end."
        )
    return schedule if at == end else schedule.slice(stop=at)


def rate_at(schedule: AbstractSchedule, at: int) -> float:
    """The rate that a run of `at` updates would go on with; what rounding left of 0 is 0."""
    end = schedule.total_steps
    return max(schedule(_bounds.last_point(schedule) if at == end else at), 0.0)
