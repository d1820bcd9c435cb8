"""The ramp of the LR range test."""

from __future__ import annotations

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Positive, Steps
from lrlab.schedules.recipes._recipe import recipe
from lrlab.schedules.shapes import Geometric


@recipe
def range_sweep(start: Positive, stop: Positive, steps: Steps) -> AbstractSchedule:
    r"""Equal factors per update from `start` to `stop`: $\eta(t) = a\,(b/a)^{t/T}$.

    Args:
        start: $a$, the rate of update 0; above 0.
        stop: $b$, the rate that update `steps` would use; above 0.
        steps: $T$, length in optimizer updates.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> sweep = range_sweep(start=1e-4, stop=1.0, steps=100)
        >>> round(sweep(0), 6), round(sweep(50), 6), round(sweep(100), 6)
        (0.0001, 0.01, 1.0)

    References:
        Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.3.
        https://arxiv.org/abs/1506.01186
    """
    return Geometric(init_value=start, end_value=stop, steps=steps)
