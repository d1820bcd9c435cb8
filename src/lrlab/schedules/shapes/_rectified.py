"""The warm-up that is inside of RAdam, as a schedule."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, final

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._lazy import lazy_number
from lrlab.schedules._progress import power
from lrlab.schedules._rules import Fraction, Rate, Steps

_SMALL = 0.25  # below it the series of `_samples` is exact
_LANGEVIN = (1 / 3, -1 / 45, 2 / 945, -1 / 4725, 2 / 93555, -1382 / 638512875)


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class RectifiedWarmup(AbstractSchedule):
    r"""RAdam's rectification as a warm-up for Adam, which needs no length.

    $$\eta(t) = b\sqrt{\frac{(\rho_n - 4)(\rho_n - 2)\,\rho_\infty}
                          {(\rho_\infty - 4)(\rho_\infty - 2)\,\rho_n}}, \qquad
    \rho_n = \rho_\infty - \frac{2 n \beta^n}{1 - \beta^n}, \quad
    \rho_\infty = \frac{2}{1 - \beta} - 1,$$

    with $b$ = `end_value`, $\beta$ = `beta2` and $n = t + \delta$, where $\delta$ is the first
    whole number with $\rho_\delta > 4$, 5 for the usual $\beta$. With a length it holds the value
    that it has there.

    Args:
        end_value: learning rate that it approaches and never reaches. Absolute.
        beta2: Adam's decay of the second moment; above 0.6 and below 1.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or `beta2` leaves no warm-up.

    Examples:
        >>> schedule = RectifiedWarmup(end_value=1.0, beta2=0.999)
        >>> [round(schedule(t), 3) for t in (0, 100, 1000, 10_000)]
        [0.017, 0.221, 0.647, 1.0]

        Times a decay on the same clock:

        >>> from lrlab.schedules import Cosine
        >>> decay = Cosine(init_value=0.1, steps=1000)
        >>> [round((schedule * decay)(t), 4) for t in (0, 500, 900)]
        [0.0017, 0.0239, 0.0015]

    See Also:
        `pytorch_warmup.RAdamWarmup`, which takes `beta2` from the optimizer.

    References:
        Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020.
        https://arxiv.org/abs/1908.03265
        Ma and Yarats, "On the adequacy of untuned warmup for adaptive optimization", AAAI 2021.
        https://arxiv.org/abs/1910.04209
    """

    end_value: Rate
    beta2: Fraction = 0.999
    steps: Steps | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.beta2) is not float:
            return
        if self.beta2 == 1.0 or self._limit <= 4.0:
            raise ScheduleError(
                f"`RectifiedWarmup(beta2=...)` must be above 0.6 and below 1, got {self.beta2}: "
                f"elsewhere the variance is not defined. Adam's default is `0.999`."
            )
        self._first  # now, since `torch.compile` cannot follow it later  # noqa: B018

    def _formula(self, t: Any, xp: Any) -> Any:
        limit, samples = self._limit, self._samples(t + self._first, xp)
        square = (samples - 4.0) / (limit - 4.0) * ((samples - 2.0) / (limit - 2.0))
        square = xp.clip(square * (limit / samples), 0.0, 1.0)  # which rounding may exceed
        return self.end_value * power(square, 0.5, xp)

    @property
    def _limit(self) -> Any:
        return 2.0 / (1.0 - self.beta2) - 1.0

    @lazy_number
    def _first(self) -> Any:
        """The first whole number of updates whose `_samples` are more than 4, by bisection."""
        xp = _arrays.namespace_of(self.beta2)
        few = 0.0 * self.beta2
        for more in (64.0, 32.0, 16.0, 8.0, 4.0, 2.0, 1.0):
            few = xp.where(self._samples(few + more, xp) <= 4.0, few + more, few)
        return few + 1.0

    def _samples(self, n: Any, xp: Any) -> Any:
        r"""How many samples the second moment is worth after `n` updates: $\rho_n$.

        As $\rho_n = n + L(\lambda/2) - n L(n\lambda/2)$ with $\lambda = -\ln\beta$ and Langevin's
        $L(y) = \coth y - 1/y$ it keeps, for the first updates, the digits that the difference of
        two large numbers loses.
        """
        fall = -math.log(self.beta2) if type(self.beta2) is float else -xp.log(self.beta2)
        x = fall * n
        begins = x < _SMALL
        late = xp.where(begins, _SMALL, x)
        near = n + _langevin(0.5 * fall) - n * _langevin(0.5 * xp.where(begins, x, 0.0))
        far = self._limit + 2.0 * n * xp.exp(-late) / xp.expm1(-late)
        return xp.where(begins, near, far)

    def _range(self) -> tuple[float, float]:
        return of_ends(self(0), self.end_value if self.steps is None else self(self.steps))


def _langevin(y: Any) -> Any:
    r"""The first terms of the series of $\coth y - 1/y$, which suffice below 1/8."""
    square = y * y
    total: Any = 0.0
    for coefficient in reversed(_LANGEVIN):
        total = total * square + coefficient
    return y * total
