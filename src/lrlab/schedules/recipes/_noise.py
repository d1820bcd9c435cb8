"""Noise on the rate, seeded."""

from __future__ import annotations

import dataclasses
from typing import Annotated

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Factor, Fraction, Steps, Times
from lrlab.schedules.recipes._draws import normals
from lrlab.schedules.recipes._recipe import recipe, refuse_long_table
from lrlab.schedules.shapes import Constant, Table

_SEED = dataclasses.replace(
    Times.__metadata__[0],  # pyright: ignore[reportAttributeAccessIssue]
    remedy="Give a whole number such as `42`.",
)
Seed = Annotated[int, _SEED]


@recipe
def noise(
    total_steps: Steps, std: Factor = 1.0, limit: Fraction = 0.67, seed: Seed = 42
) -> AbstractSchedule:
    r"""Random factors around 1, to multiply a schedule with: $\eta(t) = 1 + \epsilon_t$.

    $\epsilon_t$ is drawn from a normal distribution around 0 with the standard deviation `std`, cut
    off at $\pm$`limit`: as if it were drawn again wherever it lies further out. It is a function of
    `seed` and $t$ alone: the same on every machine and with every release of NumPy, and a longer
    noise begins with the shorter one.

    Args:
        total_steps: length in optimizer updates, at most one million; then the last factor stays.
        std: standard deviation of the noise, before it is cut off.
        limit: the largest noise; from 0 to 1, so that no factor is negative.
        seed: which noise; a whole number.

    Raises:
        ScheduleError: if an argument breaks its rule, or there would be too many factors.

    Examples:
        >>> from lrlab.schedules import Constant
        >>> schedule = Constant(value=0.1, steps=3) * noise(total_steps=3, std=0.05, seed=7)
        >>> [round(schedule(t), 4) for t in range(3)]
        [0.1003, 0.0974, 0.1078]

    See Also:
        The schedulers of timm, whose `noise_std`, `noise_pct` and `noise_seed` are `std`, `limit`
        and `seed`. Their noise is of the same distribution, but other numbers, which PyTorch
        draws. A `noise_range_t` from m to n is
        `Constant(value=1, steps=m).then(noise(total_steps=n - m)).then(Constant(value=1))`.
    """
    refuse_long_table("noise", total_steps)
    if not (total_steps and std and limit):
        return Constant(value=1.0, steps=total_steps)
    epsilon = (std * normals(seed, total_steps, limit / std)).clip(-limit, limit)
    return Table(values=tuple((1.0 + epsilon).tolist()))
