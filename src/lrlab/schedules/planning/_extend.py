"""A run that goes on for longer than was planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import checked_rate, checked_steps, one_of
from lrlab.schedules.planning._cool_down import head_of, rate_at
from lrlab.schedules.recipes._cooldowns import COOLDOWNS
from lrlab.schedules.shapes import Constant, Linear


def extend(
    schedule: AbstractSchedule,
    total_steps: int,
    how: str,
    *,
    at: int | None = None,
    peak_value: float | None = None,
    end_value: float | None = None,
    warmup_steps: int | None = None,
    cooldown_steps: int | None = None,
    cooldown: str | None = None,
) -> AbstractSchedule:
    """The schedule of a run that has done `at` updates and shall do `total_steps` in all.

    What was trained stays as it was. From update `at` on:

    | `how` | the rate |
    | --- | --- |
    | `"rescale"` | goes on as if `total_steps` had been planned all along; it may jump at `at` |
    | `"rewarm"` | rises in a line to `peak_value`, then comes down to `end_value` |
    | `"hold"` | stays what it is at `at` |
    | `"cooldown"` | stays what it is, and comes down to `end_value` in the last `cooldown_steps` |

    Args:
        schedule: what the run was planned with.
        total_steps: its new length in optimizer updates, what was done included.
        how: a word of the table.
        at: updates done so far; all of the schedule if None.
        peak_value: of `"rewarm"`: the new peak; that of the schedule if None.
        end_value: of `"rewarm"` (the last rate of the schedule if None) and `"cooldown"` (0).
        warmup_steps: of `"rewarm"`: length of the rise; a twentieth of what is added if None.
        cooldown_steps: of `"cooldown"`: length of the fall; all that is added if None.
        cooldown: shape of the fall, a word as in `wsd`; `"cosine"` for `"rewarm"` and `"1-sqrt"`
            for `"cooldown"` if None.

    Raises:
        ScheduleError: if an argument breaks its rule or is none of `how`, `at` lies beyond the
            schedule or `total_steps` before `at`, or an endless schedule comes without `at`.

    Examples:
        >>> from lrlab.schedules import warmup_cosine
        >>> plan = warmup_cosine(peak_value=0.1, total_steps=100, warmup_steps=10)
        >>> longer = extend(plan, 200, "rewarm", warmup_steps=20)
        >>> [round(longer(t), 3) for t in (10, 100, 120, 160, 200)]
        [0.1, 0.0, 0.1, 0.05, 0.0]
        >>> [round(extend(plan, 200, how, at=55)(128), 4) for how in ("rescale", "hold")]
        [0.0314, 0.05]

    References:
        Ibrahim et al., "Simple and scalable strategies to continually pre-train large language
        models", 2024, for re-warming. https://arxiv.org/abs/2403.08763
    """
    options = {
        "peak_value": peak_value,
        "end_value": end_value,
        "warmup_steps": warmup_steps,
        "cooldown_steps": cooldown_steps,
        "cooldown": cooldown,
    }
    given = {name: value for name, value in options.items() if value is not None}
    continuation, known = one_of("extend", "how", how, _WAYS)
    for name in given.keys() - known:
        raise ScheduleError(
            f'`extend({name}=...)` is nothing that "{how}" knows, got {given[name]!r}. '
            + (f"It takes {', '.join(known)}." if known else "It takes no further argument.")
        )
    if at is None:
        at = getattr(schedule, "total_steps", 0)
        if at is None:
            raise ScheduleError(
                "`extend(at=...)` must be given for a schedule that has no end, got None. Pass the "
                "count of updates that the run has done."
            )
    head = head_of("extend", schedule, at)
    total_steps = checked_steps("extend(total_steps=...)", total_steps)
    if total_steps < at:
        raise ScheduleError(
            f"`extend(total_steps=...)` must be at least the {at} updates that are done, got "
            f"{total_steps}. It counts the whole run."
        )
    return head.then(continuation(schedule, at, total_steps, **given))


def _rescale(schedule: AbstractSchedule, at: int, total_steps: int) -> AbstractSchedule:
    return schedule.with_total_steps(total_steps).slice(start=at)


def _hold(schedule: AbstractSchedule, at: int, total_steps: int) -> AbstractSchedule:
    return Constant(value=rate_at(schedule, at), steps=total_steps - at)


def _rewarm(
    schedule: AbstractSchedule,
    at: int,
    total_steps: int,
    *,
    peak_value: float | None = None,
    end_value: float | None = None,
    warmup_steps: int | None = None,
    cooldown: str = "cosine",
) -> AbstractSchedule:
    added = total_steps - at
    shape = one_of("extend", "cooldown", cooldown, COOLDOWNS)
    warm = _part(
        "warmup_steps", (added + 10) // 20 if warmup_steps is None else warmup_steps, added
    )
    peak = schedule.peak_value if peak_value is None else peak_value
    end = _last_rate(schedule) if end_value is None else end_value
    peak, end = _rate("peak_value", peak), _rate("end_value", end)
    rise = Linear(init_value=rate_at(schedule, at), end_value=peak, steps=warm)
    return rise.then(shape(init_value=peak, end_value=end, steps=added - warm))


def _cooldown(
    schedule: AbstractSchedule,
    at: int,
    total_steps: int,
    *,
    end_value: float = 0.0,
    cooldown_steps: int | None = None,
    cooldown: str = "1-sqrt",
) -> AbstractSchedule:
    added = total_steps - at
    shape = one_of("extend", "cooldown", cooldown, COOLDOWNS)
    cool = _part("cooldown_steps", added if cooldown_steps is None else cooldown_steps, added)
    fall = shape(
        init_value=rate_at(schedule, at), end_value=_rate("end_value", end_value), steps=cool
    )
    if cool == added:
        return fall
    return Constant(value=rate_at(schedule, at), steps=added - cool).then(fall)


_WAYS: Mapping[str, tuple[Callable[..., AbstractSchedule], tuple[str, ...]]] = {
    "rescale": (_rescale, ()),
    "rewarm": (_rewarm, ("peak_value", "end_value", "warmup_steps", "cooldown")),
    "hold": (_hold, ()),
    "cooldown": (_cooldown, ("end_value", "cooldown_steps", "cooldown")),
}
"""What each word does, and the further arguments that it knows."""


def _rate(name: str, value: Any) -> float:
    return checked_rate(f"extend({name}=...)", value)


def _part(name: str, steps: Any, added: int) -> int:
    steps = checked_steps(f"extend({name}=...)", steps)
    if steps > added:
        raise ScheduleError(
            f"`extend({name}=...)` must fit into the {added} updates that are added, got {steps}. "
            f"Shorten it or raise `total_steps`."
        )
    return steps


def _last_rate(schedule: AbstractSchedule) -> float:
    end = schedule.total_steps
    return schedule.floor_value if end is None else rate_at(schedule, end)
