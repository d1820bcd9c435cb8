"""An amount of training in one of the units, as a number of updates."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrlab._errors import ScheduleError
from lrlab.plans._counts import Loader, Stream
from lrlab.plans._growing import Growing
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._rules import MAX_STEPS

if TYPE_CHECKING:
    from lrlab.plans._horizon import Horizon

_REMEDIES = {
    "dataset_size": "Give the number of samples in one epoch.",
    "batch_size": "Give the samples of one worker in one micro-batch.",
    "sequence_length": "Give the number of tokens in one sample.",
    "total_steps": "Give the length of the run: `epochs`, `samples`, `tokens` or `total_steps`.",
}


def steps_of(horizon: Horizon, name: str, value: Fraction) -> int:
    """How many updates `value` of the unit `name` are."""
    steps = _WAYS[name](horizon, value)
    if steps > MAX_STEPS:
        raise ScheduleError(
            f"`length({name}=...)` must be at most 2**53 updates, got {steps:,}. Check the unit."
        )
    return steps


def needed(horizon: Horizon, name: str, unit: str) -> Any:
    """The argument `name`, without which nothing can be counted in `unit`."""
    value = getattr(horizon, name)
    if value is None:
        raise ScheduleError(
            f"`Horizon({name}=...)` must be given to count {unit}, got none. {_REMEDIES[name]}"
        )
    return value


def counts_of(horizon: Horizon) -> Stream | Loader | Growing:
    """How the updates of `horizon` use samples."""
    size = needed(horizon, "batch_size", "samples")
    if isinstance(size, AbstractSchedule):
        return Growing(size, horizon.workers * horizon.accumulation)
    if horizon.dataset_size is None:
        return Stream(horizon.samples_per_step)
    batch, accumulation = size * horizon.workers, horizon.accumulation
    drop, leftover = horizon.drop_last, horizon.leftover
    loader = Loader.of(horizon.dataset_size, batch, accumulation, drop, leftover)
    if not loader.samples:
        raise ScheduleError(
            f"`Horizon(dataset_size=...)` must give at least one update per epoch, got "
            f"{horizon.dataset_size:,} samples for updates of {horizon.samples_per_step:,} with "
            f"drop_last={drop} and leftover={leftover!r}. Use smaller batches."
        )
    return loader


def _of_updates(horizon: Horizon, value: Fraction) -> int:
    if value.denominator != 1:
        raise ScheduleError(
            f"`length(updates=...)` must be a whole number, got {float(value)}. Round it first."
        )
    return int(value)


def _of_percent(horizon: Horizon, value: Fraction) -> int:
    if value > 100:
        raise ScheduleError(
            f"`length(percent=...)` must be from 0 to 100, got {float(value)}. Give the length in "
            f"another unit."
        )
    return math.floor(value * needed(horizon, "total_steps", "percent") / 100 + Fraction(1, 2))


def _of_samples(horizon: Horizon, value: Fraction) -> int:
    return horizon._counts.steps_of_samples(math.ceil(value))


def _of_tokens(horizon: Horizon, value: Fraction) -> int:
    return _of_samples(horizon, value / needed(horizon, "sequence_length", "tokens"))


def _of_epochs(horizon: Horizon, value: Fraction) -> int:
    size = needed(horizon, "dataset_size", "epochs")
    if isinstance(horizon._counts, Loader):
        return horizon._counts.steps_of_epochs(value)
    return _of_samples(horizon, value * size)


_WAYS: Mapping[str, Callable[[Horizon, Fraction], int]] = {
    "epochs": _of_epochs,
    "samples": _of_samples,
    "tokens": _of_tokens,
    "percent": _of_percent,
    "updates": _of_updates,
}
