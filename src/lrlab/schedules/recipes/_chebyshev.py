"""The step sizes that are best for a quadratic, in an order that stays stable."""

from __future__ import annotations

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Positive, Rate, Steps
from lrlab.schedules.recipes._recipe import recipe, refuse_long_table
from lrlab.schedules.shapes import Constant, Table


@recipe
def chebyshev(peak_value: Rate, total_steps: Steps, ratio: Positive = 20.0) -> AbstractSchedule:
    r"""Chebyshev steps in fractal order: gradient descent accelerated by its rates alone.

    $$\eta(t) = \frac{a}{1 + (r - 1)\sin^2(\theta_{\sigma(t)}/2)}, \qquad
    \theta_j = \frac{\pi\,(j + 1/2)}{T}, \qquad j = 0, \dots, T - 1,$$

    with $a$ = `peak_value`, $r$ = `ratio` and $T$ = `total_steps`. Each $j$ occurs once, in the
    order $\sigma$ that begins as $\sigma_1 = (0)$ and doubles by putting $2n - 1 - \sigma_n(t)$
    behind each $\sigma_n(t)$; where $T$ is no power of 2, what is not below $T$ is left out.

    For a quadratic with curvatures from $m$ to $M$ these are the best $T$ steps, if
    $a = 1/m$ and $r = M/m$. Single updates go far beyond the $2/M$ up to which a constant rate is
    stable; the order makes up for it.

    Args:
        peak_value: $a$, which the highest rate, the first, comes close to from below.
        total_steps: length in optimizer updates, at most one million; then the last rate stays.
        ratio: $r$, `peak_value` / the rate which the lowest comes close to; 1 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, `ratio` is below 1, or there would be too
            many rates.

    Examples:
        >>> schedule = chebyshev(peak_value=1.0, total_steps=4, ratio=20.0)
        >>> [round(schedule(t), 4) for t in range(4)]
        [0.5803, 0.0519, 0.1457, 0.0707]

    See Also:
        `pytorch_optimizer.get_chebyshev_schedule(num_epochs)`, the same steps as multiples of the
        optimizer's rate, up to 20, whose first two updates both use the first;
        `pytorch_scheduler.ChebyshevScheduler` is another curve, a half cosine.

    References:
        Agarwal, Goel and Zhang, "Acceleration via fractal learning rate schedules", ICML 2021,
        section 3. https://arxiv.org/abs/2103.01338
    """
    refuse_long_table("chebyshev", total_steps)
    if type(ratio) is float and ratio < 1.0:
        raise ScheduleError(
            f"`chebyshev(ratio=...)` must be 1 or more, got {ratio}. It is the highest rate "
            f"divided by the lowest, such as `20.0`."
        )
    if not total_steps:
        return Constant(value=peak_value, steps=0)
    half_angles = (np.arange(total_steps) + 0.5) * (0.5 * np.pi / total_steps)
    rates = peak_value / (1.0 + (ratio - 1.0) * np.sin(half_angles) ** 2)
    return Table(values=tuple(rates[_fractal_order(total_steps)].tolist()))


def _fractal_order(length: int) -> np.ndarray:
    order = np.zeros(1, dtype=np.int64)
    while order.size < length:
        order = np.stack([order, 2 * order.size - 1 - order], axis=1).ravel()
    return order[order < length]
