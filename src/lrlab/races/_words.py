"""How numbers of a race are written for people."""

from __future__ import annotations

import math

from lrlab.races._statistics import Interval
from lrlab.tasks import AbstractTask


def shown_metric(task: AbstractTask, value: float) -> str:
    """A value of the task's metric: a fraction as percent.

    Examples:
        >>> from lrlab.tasks import task_named
        >>> shown_metric(task_named("fashion14"), 0.15)
        '15.00%'
    """
    if not math.isfinite(value):
        return "diverged"
    return f"{100 * value:.2f}%" if task.metric_is_fraction else f"{value:.4g}"


def difference_unit(task: AbstractTask) -> str:
    """What differences of the metric are counted in, for a heading."""
    return " (points)" if task.metric_is_fraction else ""


def shown_interval(task: AbstractTask, interval: Interval | None) -> str:
    """A difference of the metric with its bounds; nothing where there is none."""
    if interval is None:
        return ""
    if not math.isfinite(interval.mean):
        return "diverged"
    scale, digits = (100.0, ".2f") if task.metric_is_fraction else (1.0, ".3g")
    mean, low, high = (
        f"{scale * bound:+{digits}}" for bound in (interval.mean, interval.low, interval.high)
    )
    return f"{mean} ({low} to {high})" if math.isfinite(interval.low) else mean
