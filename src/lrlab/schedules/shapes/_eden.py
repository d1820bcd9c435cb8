"""Flat at first, then a power of time."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, final

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._progress import log1p
from lrlab.schedules._rules import Positive, Rate, Steps, Timescale


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Eden(AbstractSchedule):
    r"""Eden's decay on one clock: flat until `timescale`, then a power of time.

    $$\eta(t) = a\left(\frac{t^2 + \tau^2}{\tau^2}\right)^{-q}$$

    with $a$ = `init_value`, $\tau$ = `timescale` and $q$ = `exponent`; long after $\tau$ it falls
    as $t^{-2q}$, with the default as $1/\sqrt t$. The recipe `eden` multiplies two of them, one
    that counts updates and one that counts epochs. With a length it holds the value that it has
    there.

    Args:
        init_value: learning rate at update 0. Absolute, not a factor.
        timescale: when it begins to fall, in optimizer updates; above 0.
        exponent: how steeply it falls; above 0.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Eden(init_value=1.0, timescale=100)
        >>> [round(schedule(t), 3) for t in (0, 50, 100, 10_000)]
        [1.0, 0.946, 0.841, 0.1]

    See Also:
        icefall's `Eden(lr_batches, lr_epochs)`; `PowerLaw`, which falls from the first update on.

    References:
        Yao et al., "Zipformer: a faster and better encoder for automatic speech recognition",
        ICLR 2024, which introduces it with its optimizer. https://arxiv.org/abs/2310.11230
    """

    kind: ClassVar[str] = "eden_decay"  # `eden` is the recipe with both clocks

    init_value: Rate
    timescale: Timescale
    exponent: Positive = 0.25
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        ratio = t / self.timescale
        return self.init_value * xp.exp(-self.exponent * log1p(ratio * ratio, xp))

    def _range(self) -> tuple[float, float]:
        return of_ends(self.init_value, 0.0 if self.steps is None else self(self.steps))
