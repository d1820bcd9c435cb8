"""Schedules for groups of parameters: by factors, by layers, and frozen until an update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lrlab._errors import ScheduleError
from lrlab.schedules import AbstractSchedule, Constant
from lrlab.schedules._rules import (
    checked_factor,
    checked_fraction,
    checked_schedule,
    checked_steps,
    shown,
)


def grouped(
    schedule: AbstractSchedule, factors: Mapping[str, float]
) -> dict[str, AbstractSchedule]:
    """One schedule for several groups, each with a factor of its own.

    Args:
        schedule: the rate of a group whose factor is 1.
        factors: by the name of the group, what its rate is multiplied by; 0 freezes it.

    Returns:
        A schedule for each group, for `Plan(lr=...)`.

    Raises:
        ScheduleError: if `schedule` is none, or a factor is no finite number, 0 or more.

    Examples:
        >>> from lrlab.schedules import Constant
        >>> grouped(Constant(value=0.1), {"body": 1.0, "head": 10.0})["head"](0)
        1.0
    """
    schedule = checked_schedule("grouped(schedule=...)", schedule)
    if not isinstance(factors, Mapping) or not factors:
        raise ScheduleError(
            f"`grouped(factors=...)` must map the names of groups to factors, got "
            f"{shown(factors)}. Write it as `{{'body': 1.0, 'head': 10.0}}`."
        )
    return {
        group: schedule.scaled(checked_factor(f"grouped(factors=...)[{group!r}]", factor))
        for group, factor in factors.items()
    }


def layerwise_decay(
    schedule: AbstractSchedule, layers: Iterable[str], decay_factor: float = 0.75
) -> dict[str, AbstractSchedule]:
    r"""Lower rates for lower layers: layer-wise learning-rate decay.

    $$\eta_i(t) = \eta(t)\,d^{\,L - 1 - i}$$

    with $i$ the place of the layer among the $L$ `layers`, counted from 0 at the bottom, and
    $d$ = `decay_factor`: the top layer, usually the head, has the rate of the schedule itself.

    Args:
        schedule: the rate of the top layer.
        layers: names of the groups from the bottom (the embeddings) to the top (the head).
        decay_factor: rate of a layer / rate of the one above it; from 0 to 1.

    Returns:
        A schedule for each group, for `Plan(lr=...)`.

    Raises:
        ScheduleError: if an argument breaks its rule, or a layer is named twice.

    Examples:
        >>> from lrlab.schedules import Constant
        >>> rates = layerwise_decay(Constant(value=1.0), ["stem", "block", "head"], 0.5)
        >>> [rate(0) for rate in rates.values()]
        [0.25, 0.5, 1.0]

    See Also:
        timm's `--layer-decay` and BEiT's `LayerDecayValueAssigner`, whose powers these are;
        AllenNLP's discriminative fine-tuning (0.38); ULMFiT divides by 2.6.

    References:
        Howard and Ruder, "Universal language model fine-tuning for text classification",
        ACL 2018, section 3.2. https://arxiv.org/abs/1801.06146;
        Bao et al., "BEiT", ICLR 2022. https://arxiv.org/abs/2106.08254
    """
    names = _checked_layers("layerwise_decay", layers)
    factor = checked_fraction("layerwise_decay(decay_factor=...)", decay_factor)
    top = len(names) - 1
    return grouped(schedule, {name: factor ** (top - i) for i, name in enumerate(names)})


def frozen_until(schedule: AbstractSchedule, step: int) -> AbstractSchedule:
    """Rate 0 before update `step`, then the schedule, whose clock has gone on meanwhile.

    Args:
        schedule: the rate from update `step` on.
        step: the first update that trains, counted from 0.

    Raises:
        ScheduleError: if `step` is no number of updates, or lies after the end of the schedule.

    Examples:
        >>> from lrlab.schedules import Linear
        >>> thawed = frozen_until(Linear(init_value=1.0, end_value=0.0, steps=4), 2)
        >>> [thawed(t) for t in range(4)], thawed.total_steps
        ([0.0, 0.0, 0.5, 0.25], 4)
    """
    schedule = checked_schedule("frozen_until(schedule=...)", schedule)
    start = checked_steps("frozen_until(step=...)", step)
    if schedule.total_steps is not None and start > schedule.total_steps:
        raise ScheduleError(
            f"`frozen_until(step=...)` must lie within the schedule's {schedule.total_steps} "
            f"updates, got {start}. For a group that never trains, use `Constant(value=0.0)`."
        )
    if not start:
        return schedule
    return Constant(value=0.0, steps=start).then(schedule.slice(start=start))


def gradual_unfreezing(
    schedule: AbstractSchedule, layers: Iterable[str], every: int, decay_factor: float = 1.0
) -> dict[str, AbstractSchedule]:
    """The top layer first, and one layer below after every so many updates.

    Layer $i$ of $L$, counted from 0 at the bottom, is frozen until update $(L - 1 - i)$ * `every`;
    then it follows the schedule, whose clock has gone on. With `decay_factor` below 1, lower layers
    have lower rates too, as in `layerwise_decay`.

    Args:
        schedule: the rate of the top layer.
        layers: names of the groups from the bottom to the top.
        every: updates between two layers; ULMFiT takes an epoch, `horizon.length(epochs=1)`.
        decay_factor: rate of a layer / rate of the one above it; from 0 to 1.

    Returns:
        A schedule for each group, for `Plan(lr=...)`.

    Raises:
        ScheduleError: if an argument breaks its rule, or the last layer would thaw after the end.

    Examples:
        >>> from lrlab.schedules import Constant
        >>> rates = gradual_unfreezing(Constant(value=1.0), ["stem", "block", "head"], every=10)
        >>> [[rate(t) for rate in rates.values()] for t in (0, 10, 20)]
        [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0]]

    See Also:
        AllenNLP's `SlantedTriangular(gradual_unfreezing=True)`, which also begins its triangle anew
        in every epoch until all layers train.

    References:
        Howard and Ruder, "Universal language model fine-tuning for text classification",
        ACL 2018, section 3.3. https://arxiv.org/abs/1801.06146
    """
    every = checked_steps("gradual_unfreezing(every=...)", every)
    rates = layerwise_decay(schedule, layers, decay_factor)
    top = len(rates) - 1
    return {
        name: frozen_until(rate, (top - i) * every) for i, (name, rate) in enumerate(rates.items())
    }


def _checked_layers(owner: str, layers: Any) -> tuple[Any, ...]:
    names = () if isinstance(layers, (str, bytes)) or not isinstance(layers, Iterable) else layers
    names = tuple(names)
    if not names or len(set(names)) < len(names):
        raise ScheduleError(
            f"`{owner}(layers=...)` must be a list of different names from the bottom to the top, "
            f"got {shown(layers)}. Write it as `['embedding', 'block', 'head']`."
        )
    return names
